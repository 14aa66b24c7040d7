"""What leaves the calendar room: frozen, with no database behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

from clinic_desk.base.spans import Span
from clinic_desk.safety.findings import Finding, Verdict


class Visit(NamedTuple):
    """One appointment as the calendar shows it.

    Hundreds are made at a time, and of most of them nothing but an hour is asked: so it is a
    row of the file as it lies there, in UTC seconds and words, and the rest is worked out on
    demand.
    """

    id: int
    client_id: int
    client_name: str
    treatment: str
    places: str
    """The codes of its places with spaces between; `zones` are the same one by one."""
    person_id: int
    person_name: str
    room_id: int | None
    room_name: str
    device_id: int | None
    starts: int
    ends: int
    prep_minutes: int
    cleanup_minutes: int
    numbing_minutes: int
    status: str
    status_reason: str
    desk_note: str
    moved: int | None
    """When it was to begin before somebody moved it."""
    pencilled: int | None
    """Until when it is held for the nurse's word."""
    version: int

    @property
    def zones(self) -> tuple[str, ...]:
        """Its places on the body; none where they were not given."""
        return tuple(self.places.split())

    @property
    def starts_at(self) -> datetime:
        """When the client comes; aware, in UTC."""
        return datetime.fromtimestamp(self.starts, UTC)

    @property
    def ends_at(self) -> datetime:
        """When the client leaves; aware, in UTC."""
        return datetime.fromtimestamp(self.ends, UTC)

    @property
    def moved_from(self) -> datetime | None:
        """When it was to begin before somebody moved it; aware, in UTC."""
        return None if self.moved is None else datetime.fromtimestamp(self.moved, UTC)

    @property
    def pencilled_until(self) -> datetime | None:
        """Until when it is held for the nurse's word; aware, in UTC."""
        return None if self.pencilled is None else datetime.fromtimestamp(self.pencilled, UTC)

    @property
    def span(self) -> Span:
        """From the client's coming to the client's leaving."""
        return Span(self.starts_at, self.ends_at)


class Column(NamedTuple):
    """One column of the grid: a person on a day, or a room on a day."""

    kind: Literal["person", "room"]
    resource_id: int
    day: date
    title: str
    subtitle: str
    open: tuple[Span, ...]
    """When this person works, or the clinic is open, that day: outside is hatched."""
    closed_because: str = ""
    """"Christmas Day", "Leave", … where the whole day is shut; shown once."""


class DayView(NamedTuple):
    """What the grid paints: its columns in order, and all the visits in them."""

    columns: tuple[Column, ...]
    visits: tuple[Visit, ...]
    """Everything that holds time on those days; cancelled ones are not here."""


class Draft(NamedTuple):
    """A visit being booked or changed; what is None is the program's to choose.

    `appointment_id` is set when an existing visit is moved or changed.
    """

    treatment: str
    client_id: int | None = None
    zones: tuple[str, ...] = ()
    person_id: int | None = None
    room_id: int | None = None
    device_id: int | None = None
    starts_at: datetime | None = None
    minutes: int | None = None
    """Length for the client; None takes the treatment's own for a first or a repeat visit."""
    desk_note: str = ""
    appointment_id: int | None = None
    version: int | None = None
    """The version of the visit that was shown, when one is changed."""
    born_on: date | None = None
    """The birth date told by a caller who is not on file yet; it counts only without a client."""
    newcomer: bool = False
    """The caller is known to be on no file: judged as the empty record that saving will make."""


PartOfDay = Literal["any", "mornings", "afternoons"]


class Wish(NamedTuple):
    """Which of the next times are wanted."""

    part: PartOfDay = "any"
    weekdays: frozenset[int] = frozenset(range(7))
    """0 is Monday."""
    anyone: bool = True
    """Any person who gives the treatment, or only the draft's own."""
    from_day: date | None = None
    limit: int = 10
    days: int = 90


class Offer(NamedTuple):
    """A time that fits, with who and where."""

    span: Span
    person_id: int
    person_name: str
    room_id: int | None
    room_name: str
    device_id: int | None


class Assessment(NamedTuple):
    """All findings on a draft, worst first, and what they allow: one for preview and commit."""

    draft: Draft
    """The draft with person, room, device, start and minutes filled in where they could be."""
    span: Span | None
    findings: tuple[Finding, ...]
    verdict: Verdict
    nothing_on_file: bool
    """The client has no visit, answer or treatment elsewhere here and has not been asked yet."""
    earliest: date | None
    """The first day on or after the asked one that no finding would refuse."""

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What refuses the visit as it stands."""
        return tuple(f for f in self.findings if f.severity == "block")

    @property
    def ticks(self) -> tuple[Finding, ...]:
        """What someone must mark as seen."""
        return tuple(f for f in self.findings if f.severity == "warn" and f.ask == "tick")

    @property
    def before_visit(self) -> tuple[Finding, ...]:
        """What is to be put right before the visit; one quiet line."""
        return tuple(f for f in self.findings if f.severity == "warn" and f.ask == "before_visit")

    @property
    def for_the_nurse(self) -> tuple[Finding, ...]:
        """What makes this a pencilled booking, for the nurse to accept or decline."""
        return tuple(f for f in self.findings if f.severity == "warn" and f.ask == "nurse")


class Preview(NamedTuple):
    """The assessment of a draft and the next times that would do."""

    assessment: Assessment
    offers: tuple[Offer, ...]


class Acknowledged(NamedTuple):
    """That a finding was seen by the person at the desk, with the reason where one is due."""

    fingerprint: str
    reason: str = ""


@dataclass(frozen=True)
class Refusals:
    """Which spans of shown days would be refused for this client and treatment, and why.

    For shading while a visit is dragged or drafted; by day, in words of a few syllables.
    """

    by_day: Mapping[date, str] = field(default_factory=dict)


class CallBackRecord(NamedTuple):
    """A promised call, open or done."""

    id: int
    client_id: int | None
    who: str
    number: str
    about: str
    urgent: bool
    due_at: datetime
    made_by: str
    made_at: datetime
    done_by: str
    done_at: datetime | None
    outcome: str
    deceased: bool = False
    """Whether the client is noted to have died: whoever rings says something else."""
