"""The details of two records of one client, side by side and as one. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, TypeVar

from clinic_desk.clients.names import fold_words
from clinic_desk.clients.phones import loose_digits
from clinic_desk.clients.records import ClientDetails, PhoneDetails

JOINED = ("phones", "spokespeople", "alerts", "desk_note", "large_print")
"""What is never lost: both are kept."""
NEWER = ("id_seen_on", "consult_on", "questionnaire_on")
"""Of which the later day is kept."""
CHOSEN = tuple(field.name for field in fields(ClientDetails) if field.name not in (*JOINED, *NEWER))
"""Of which one is kept, and either may be chosen where both are there."""

Kept = Literal["keep", "other", "both", "later"]
Part = TypeVar("Part")


@dataclass(frozen=True)
class Difference:
    """A field in which two records differ."""

    field: str
    keep: Any
    other: Any
    taken: Kept
    """What is kept unless someone chooses."""
    may_choose: bool
    """Whether the other's may be taken in place of the one that is kept."""


def differences(keep: ClientDetails, other: ClientDetails) -> tuple[Difference, ...]:
    """The fields that differ, in the order of the details."""
    return tuple(
        _difference(name, getattr(keep, name), getattr(other, name))
        for name in keep.differences(other)
    )


def _difference(name: str, keep: Any, other: Any) -> Difference:
    if name in JOINED:
        return Difference(name, keep, other, "both", may_choose=False)
    if name in NEWER:
        return Difference(name, keep, other, "later", may_choose=False)
    is_one = _is_there(keep) and _is_there(other)
    taken: Kept = "keep" if _is_there(keep) else "other"
    return Difference(name, keep, other, taken, may_choose=is_one)


def joined(keep: ClientDetails, other: ClientDetails, from_other: Collection[str]) -> ClientDetails:
    """The details of one record made of two; of the fields in `from_other`, the other's.

    Where one has nothing in a field, what the other has is taken. Phones, people and alerts of
    both stay, and the other's name stays to be found by, as a name the client is known as.
    """
    values: dict[str, Any] = {}
    for name in CHOSEN:
        mine, theirs = getattr(keep, name), getattr(other, name)
        wants_theirs = name in from_other and _is_there(theirs)
        values[name] = theirs if wants_theirs or not _is_there(mine) else mine
    for name in NEWER:
        values[name] = _later(getattr(keep, name), getattr(other, name))
    whole = replace(
        keep,
        **values,
        phones=_phones(keep.phones, other.phones),
        spokespeople=_each_once((*keep.spokespeople, *other.spokespeople)),
        alerts=_each_once((*keep.alerts, *other.alerts)),
        desk_note=_notes(keep.desk_note, other.desk_note),
        large_print=keep.large_print or other.large_print,
    )
    return replace(whole, known_as=_known_as(whole, keep, other))


def _is_there(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _later(mine: date | None, theirs: date | None) -> date | None:
    return max(filter(None, (mine, theirs)), default=None)


def _each_once(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(parts))


def _phones(
    mine: tuple[PhoneDetails, ...], theirs: tuple[PhoneDetails, ...]
) -> tuple[PhoneDetails, ...]:
    """A number on both stays once, discreet if either is, for messages only if both are."""
    by_digits = {loose_digits(phone.number) or phone.number: phone for phone in mine}
    for phone in theirs:
        digits = loose_digits(phone.number) or phone.number
        same = by_digits.get(digits)
        by_digits[digits] = phone if same is None else _careful(same, phone)
    return tuple(by_digits.values())


def _careful(mine: PhoneDetails, theirs: PhoneDetails) -> PhoneDetails:
    return PhoneDetails(
        mine.number,
        voicemail=mine.voicemail and theirs.voicemail,
        discreet=mine.discreet or theirs.discreet,
    )


def _notes(mine: str, theirs: str) -> str:
    kept = (text for text in (mine, theirs) if text.strip())
    return "\n".join(dict.fromkeys(kept))


def _known_as(whole: ClientDetails, keep: ClientDetails, other: ClientDetails) -> str:
    """What the client is known as, and after it each name of either that is not in it yet."""
    names = [whole.known_as] if whole.known_as.strip() else []
    for details in (keep, other):
        for name in (details.known_as, details.shown_name):
            known = fold_words(" ".join((whole.given, whole.family, *names)))
            if set(fold_words(name)) - set(known):
                names.append(name.strip())
    return ", ".join(names)
