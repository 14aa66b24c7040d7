"""A leaflet with all that stands round its text, in reading order: the one source of every output.

Paper, web page and plain text say the same words in the same order, and carry one digest of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from clinic_desk.base.words import LONG_MONTHS, plain_date
from clinic_desk.leaflets.addressed import (
    Addressee,
    ClinicDetails,
    appointment_line,
    given_line,
    personal_values,
)
from clinic_desk.leaflets.blocks import (
    Block,
    Heading,
    Paragraph,
    PersonalBox,
    Run,
    Text,
    plain,
    spoken,
)
from clinic_desk.leaflets.elements import KINDS
from clinic_desk.leaflets.head import Head
from clinic_desk.leaflets.letters import DIRECTION_MARKS, tidied
from clinic_desk.leaflets.library import Leaflet

DRAFT = "Draft, not approved"
BLANKS = ("Prepared for", "Your appointment")
"""Said before a line to write on where no client is named."""


@dataclass(frozen=True)
class Line:
    """A line of the addressed box; one that is to be filled in ends in room to write."""

    text: Text
    to_fill: bool = False


@dataclass(frozen=True)
class Whole:
    """A leaflet as it comes out on anything: gaps filled, addressee named or left blank."""

    head: Head
    clinic: ClinicDetails
    addressed: tuple[Line, ...]
    """Whom it is for; empty for a sheet that anybody may take."""
    body: tuple[Block, ...]
    """The text; an aftercare sheet has its personal box on top."""
    about: tuple[Block, ...]
    """Version, dates, approval and sources, in the smaller type."""
    record: PersonalBox | None
    """The personal box where it stands last, to be found and filled in."""
    known: Mapping[str, str]
    """What fills the personal box, by key; what is missing is a line to write on."""
    foot: tuple[str, ...]
    """Under every page: code, version and dates, and that it is a draft where it is one."""
    foot_of_one: Text
    """The same on one line, for a sheet that says in full right above it when it was reviewed."""

    @property
    def language(self) -> str:
        """As a reader of the file is told it; the clinic's own texts are in British English."""
        return "en-GB" if self.head.language == "en" else self.head.language

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything below the opening, in reading order."""
        return (*self.body, *self.about, *((self.record,) if self.record else ()))

    @property
    def words(self) -> tuple[str, ...]:
        """Every line, point, cell and filled field in reading order, but for the page's foot."""
        opening = (self.clinic.name, self.clinic.phone, self.head.title, self.head.subtitle)
        said = (plain(line.text) for line in self.addressed)
        told = (words for block in self.blocks for words in self._told(block))
        return tuple(_heard(words) for words in (*opening, *said, *told))

    @property
    def digest(self) -> str:
        """SHA-256 of the words, in hexadecimal: the same for every output of one order."""
        return hashlib.sha256("\n".join(self.words).encode()).hexdigest()

    def _told(self, block: Block) -> tuple[str, ...]:
        if not isinstance(block, PersonalBox):
            return spoken(block)
        fields = ((each.label, self.known.get(each.key, "")) for each in block.fields)
        return (block.title, *(words for field in fields for words in field if words))


def whole_of(
    leaflet: Leaflet,
    values: Mapping[str, str],
    clinic: ClinicDetails,
    addressee: Addressee | None,
    today: date,
) -> Whole:
    """The leaflet with `values` in its gaps, for the addressee or with lines to write on.

    `today` only decides whether its review is overdue. Raises ClinicError naming file
    and line of a gap without a value.
    """
    head, blocks = leaflet.head, leaflet.filled(values)
    boxes = [block for block in blocks if isinstance(block, PersonalBox)]
    last = boxes[0] if boxes and blocks[0] is not boxes[0] else None
    return Whole(
        head=head,
        clinic=clinic,
        addressed=_addressed(head, addressee, on_top=bool(boxes) and last is None),
        body=tuple(_once_named(block, addressee) for block in blocks if block is not last),
        about=_about(head, clinic, today),
        record=last,
        known=personal_values(clinic, addressee),
        foot=_foot(head),
        foot_of_one=_foot_of_one(head),
    )


def _heard(words: str) -> str:
    """Without the marks that steer direction and are not said."""
    return "".join(letter for letter in tidied(words) if letter not in DIRECTION_MARKS).strip()


def _once_named(block: Block, addressee: Addressee | None) -> Block:
    """A personal box on top does not say the name again that stands right above it."""
    if not isinstance(block, PersonalBox) or addressee is None or not _named(addressee):
        return block
    return replace(block, fields=tuple(each for each in block.fields if each.key != "name"))


def _named(addressee: Addressee) -> bool:
    return bool(tidied(addressee.name).strip())


def _addressed(head: Head, addressee: Addressee | None, *, on_top: bool) -> tuple[Line, ...]:
    """Whom it is for; where a personal box follows at once, name and day are left to that."""
    if not KINDS[head.kind].addressed:
        return ()
    if addressee is None:
        return () if on_top else tuple(Line((Run(words, bold=True),), True) for words in BLANKS)
    first = (
        Line(given_line(addressee))
        if _named(addressee)
        else Line((Run(BLANKS[0], bold=True),), True)
    )
    visit = () if on_top else appointment_line(addressee)
    return (first, Line(visit)) if visit else (first,)


def _about(head: Head, clinic: ClinicDetails, today: date) -> tuple[Block, ...]:
    approval = f"Approved by {head.approver}." if head.approved else f"{DRAFT} by a clinician."
    published, reviewed = plain_date(head.published), plain_date(head.reviewed)
    first = f"published {published}. Last review {reviewed}, next"
    if published == reviewed:
        first = f"published and reviewed {published}. Next"
    until = plain_date(head.next_review)
    dates = f"{head.code}, version {head.version}, {first} review by {until}. "
    overdue = "Its review is overdue: ask us for a newer one. " if head.is_overdue(today) else ""
    asks = f" Was it hard to follow? Tell {clinic.nurse}."
    sources = (Run("Where the facts come from: ", bold=True), Run(f"{'; '.join(head.sources)}."))
    return (
        Heading("About this leaflet", 2),
        Paragraph((Run(dates + overdue), Run(approval, bold=True), Run(asks))),
        Paragraph(sources),
    )


def _foot(head: Head) -> tuple[str, ...]:
    dates = (
        f"{head.code} · version {head.version} · reviewed {_month(head.reviewed)} · "
        f"next review {_month(head.next_review)}"
    )
    return (dates,) if head.approved else (dates, DRAFT)


def _foot_of_one(head: Head) -> Text:
    if head.approved:
        return (Run(_foot(head)[0]),)
    until = _month(head.next_review)
    said = f"{head.code} · version {head.version} · next review {until} · "
    return (Run(said), Run(DRAFT, bold=True))


def _month(day: date) -> str:
    return f"{LONG_MONTHS[day.month - 1]} {day.year}"
