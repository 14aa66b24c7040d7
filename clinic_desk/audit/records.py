"""What leaves the audit's room: frozen, in words, with no database behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from clinic_desk.db.acts import ACTS

PROGRAM, FIRST_RUN = "The program", "Setting up"
"""Who did what nobody at the desk did."""
UNKNOWN = "did something that this version has no words for"


@dataclass(frozen=True)
class Looked:
    """One entry of the audit: who did what, and when."""

    id: int
    at: datetime
    """Aware, in UTC; the beginning of 1970 where the file holds no moment that can be."""
    person_id: int | None
    who: str
    """The name, or that it was the program."""
    role: str
    """The person's role or job title today; empty for the program."""
    act: str
    client_id: int | None = None
    client: str = ""
    """The client's name today; empty where none is concerned."""
    subject_id: int | None = None
    subject: str = ""
    """The name of the person of staff whom it was done to."""
    fields: tuple[str, ...] = ()
    """Which fields, in words."""
    has_before: bool = False
    """Whether what they held before is kept."""
    times: int = 1
    """How many entries are told as this one; see `folding`."""
    since: datetime | None = None
    """When a sitting of writing that is told as one began; None for all else."""
    earlier: tuple[int, ...] = ()
    """The other entries of such a sitting whose old values are kept, newest first."""

    @property
    def what(self) -> str:
        """The act in words: `opened the record`."""
        return ACTS.get(self.act, UNKNOWN)


@dataclass(frozen=True)
class Page:
    """Entries, newest first."""

    entries: tuple[Looked, ...]
    older: int | None = None
    """Ask with this as `older_than` for the page that follows; None where there is none."""


@dataclass(frozen=True)
class TrailQuery:
    """What is looked for in the audit; what is left empty does not narrow it."""

    person_id: int | None = None
    group: str = ""
    """One of `groups.GROUPS`."""
    client_id: int | None = None
    from_day: date | None = None
    to_day: date | None = None
    """Local days, both included."""
    text: str = ""
    """Words of the act: every one of them must begin a word of it."""

    @property
    def used(self) -> tuple[str, ...]:
        """The names of the parts that narrow it."""
        named = ("person_id", "group", "client_id", "from_day", "to_day", "text")
        return tuple(name for name in named if getattr(self, name) not in (None, ""))


@dataclass(frozen=True)
class OldValue:
    """What one field held before."""

    field: str
    """In words."""
    value: str
    """In words; `nothing` where it was empty."""
