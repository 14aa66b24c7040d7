"""What leaves the room of records: frozen, with no database behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Literal, NamedTuple

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import ClinicError, Stale
from clinic_desk.base.words import clock_time, count, short_day
from clinic_desk.records.coding import CannotRead, from_json
from clinic_desk.records.contents import Content, Lot, Vial
from clinic_desk.records.digest import BatchUse, Signed
from clinic_desk.records.missing import Missing

Kind = Literal["toxin", "needling", "consultation", "review", "not_treated", "adverse_event"]

ALTERED = "This record is not as it was signed. What stands here cannot be relied on."
"""What is said of a record whose seal does not fit."""

KIND_WORDS = {
    "toxin": "Botulinum toxin",
    "needling": "Micro-needling",
    "consultation": "Consultation",
    "review": "Review",
    "not_treated": "Attended, not treated",
    "adverse_event": "Adverse event",
}
"""The kinds in words."""


class AmendmentRecord(NamedTuple):
    """What was added beside a signed record. The instant is aware and in UTC."""

    id: int
    kind: Literal["amendment", "entered_in_error"]
    words: str
    written_by: int
    writer: str
    written_at: datetime


class _Kept(NamedTuple):
    """A record as it lies in the file: instants in UTC seconds, days and content as text."""

    id: int
    version: int
    client_id: int
    visit_id: int
    kind: Kind
    treatment: str
    """The protocol's code of the visit."""
    day: str
    text: str
    person_id: int
    """Whose visit it was."""
    person_name: str
    places: str
    visit_status: str
    written_by: int
    writer: str
    begun: int
    changed: int
    signed_by: int | None
    signer: str
    sealed: int | None
    digest: str
    merged: str
    """The ids of the clients who were merged into this one, with commas between."""
    batches: tuple[BatchUse, ...] = ()
    amendments: tuple[AmendmentRecord, ...] = ()
    """Oldest first."""


class Record(_Kept):
    """One record as it stands. Instants are aware and in UTC, days local.

    A client may have five hundred, of which a dozen are looked at: what it says, and whether it
    is as it was signed, is worked out when it is first asked for, and once.
    """

    @cached_property
    def content(self) -> Content | None:
        """What it says; None where it cannot be read: `altered` then, or of a newer program."""
        try:
            return from_json(self.kind, self.text)
        except CannotRead:
            return None

    @cached_property
    def altered(self) -> bool:
        """It was signed, and is not as it was signed: never to be shown as whole."""
        if self.sealed is None:
            return False
        signed = Signed(
            self.id,
            self.client_id,
            self.visit_id,
            self.kind,
            self.treatment,
            self.day,
            self.text,
            self.written_by,
            self.begun,
            self.changed,
            self.signed_by or 0,
            self.sealed,
            self.batches,
        )
        return not signed.fits(self.digest, map(int, filter(None, self.merged.split(","))))

    @cached_property
    def treated_on(self) -> date:
        """The day of the visit, or of the adverse event."""
        return date.fromisoformat(self.day)

    @property
    def zones(self) -> tuple[str, ...]:
        """The places that the visit was booked for."""
        return tuple(self.places.split())

    @property
    def begun_at(self) -> datetime:
        """When it was begun."""
        return datetime.fromtimestamp(self.begun, UTC)

    @property
    def changed_at(self) -> datetime:
        """When its words were last changed."""
        return datetime.fromtimestamp(self.changed, UTC)

    @property
    def signed_at(self) -> datetime | None:
        """When it was signed; None of a draft."""
        return None if self.sealed is None else datetime.fromtimestamp(self.sealed, UTC)

    @property
    def signed(self) -> bool:
        """Whether it is locked."""
        return self.sealed is not None

    @property
    def in_error(self) -> bool:
        """Whether it was entered in error: it starts no clock, and says so wherever it is shown."""
        return any(each.kind == "entered_in_error" for each in self.amendments)

    @property
    def counts(self) -> bool:
        """Whether it may be relied on: signed, as it was signed, and not in error."""
        return self.signed and not self.altered and not self.in_error and self.content is not None

    @property
    def written_late(self) -> str:
        """Of one signed on a later day than the visit's, when it was written; else empty."""
        if self.signed_at is None or self.kind == "adverse_event":
            return ""
        signed_on = local_day(self.signed_at)
        late = (signed_on - self.treated_on).days
        when = f"{short_day(signed_on, self.treated_on)} at {clock_time(self.signed_at)}"
        return f"Written on {when}, {count(late, 'day')} after the visit." if late > 0 else ""

    @property
    def warning(self) -> str:
        """What must be said wherever it is shown; empty for a record that is as it should be."""
        if self.altered:
            return ALTERED
        if self.content is None:
            return "This record cannot be read. A newer Clinic Desk may have written it."
        if self.in_error:
            return "Entered in error. It counts for nothing."
        return ""


@dataclass(frozen=True)
class Written:
    """A record after an act, and what the commit touched."""

    record: Record
    changes: Changes
    begun: bool = False
    """Whether the act has begun it."""
    unlogged: bool = False
    """Where it was there before: as for `Opened`."""


class Opened(NamedTuple):
    """A record that was opened."""

    record: Record
    unlogged: bool = False
    """That it was read could not be noted yet, and is with the next write that succeeds."""


class DraftWaiting(NamedTuple):
    """A record that waits to be signed."""

    record_id: int
    client_id: int
    client_name: str
    visit_id: int
    kind: Kind
    treatment: str
    treated_on: date
    written_by: int
    writer: str
    person_id: int


class VialChoice(NamedTuple):
    """An open vial, and what the stock says of it for one visit."""

    vial: Vial
    why_not: str
    """Why it may not be chosen; empty where it may."""
    warning: str
    """That it stands on another client's record, or was opened long after the visit; empty where
    neither holds."""


class LotChoice(NamedTuple):
    """A batch of cartridges or cream, and what the stock says of it for one visit."""

    lot: Lot
    why_not: str


class CannotSign(ClinicError):
    """The draft still lacks something; it is kept as it stands."""

    def __init__(self, missing: Iterable[Missing]) -> None:
        """Keep all that is missing, what stops first; the sentence tells how much."""
        self.missing = tuple(missing)
        lacking = count(len(self.missing), "thing")
        super().__init__(
            f"This record is not ready to be signed: {lacking} to look at.",
            kept="The draft is kept.",
            next_step=self.missing[0].sentence if self.missing else "",
        )


class RecordStale(Stale):
    """Someone else wrote in this draft first; nothing was written, both are here."""

    def __init__(self, now: Record, typed: Content) -> None:
        """Keep what is there now and what was typed over an older version."""
        super().__init__(
            "Someone else has written in this draft in the meantime.",
            kept="What you typed is still in the form.",
            next_step="Look at both and save again.",
        )
        self.now = now
        self.typed = typed
