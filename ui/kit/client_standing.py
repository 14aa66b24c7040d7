"""The few words that must not be missed of a client: that they died, or are not to be booked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from clinic_desk.base.words import MONTHS
from ui.kit.client_chips import ChipWords

if TYPE_CHECKING:
    from clinic_desk.clients.records import ClientHit, ClientRecord

HAS_DIED, NOT_TO_BE_BOOKED = "Has died", "Not to be booked"


class Tag(NamedTuple):
    """A word at the end of a row, and the token of its colour."""

    words: str
    tone: str = "quiet_ink"


def hit_tag(hit: ClientHit, otherwise: str = "") -> Tag:
    """How whoever was found stands with the clinic, else why they were found."""
    if hit.deceased:
        return Tag(HAS_DIED, "ink")
    return Tag(NOT_TO_BE_BOOKED, "block") if hit.do_not_book else Tag(otherwise)


def standing_chips(record: ClientRecord, *, why: bool) -> Iterator[ChipWords]:
    """That a client has died, or is not to be booked; why, only where it was given and asked."""
    on = record.deceased_on
    if on is not None:
        yield ChipWords(f"Died {on.day} {MONTHS[on.month - 1]} {on.year}", "quiet")
    if record.do_not_book:
        said = " ".join(record.do_not_book_why.split()) if why else ""
        yield ChipWords(f"{NOT_TO_BE_BOOKED}: {said}" if said else NOT_TO_BE_BOOKED, "block")
