"""What leaves the health room: frozen, for those who treat, but for what says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from clinic_desk.base.changes import Changes
from clinic_desk.calendar.outcomes import BrokenVisit
from clinic_desk.safety.findings import Severity

How = Literal["screen", "paper", "told"]
"""Answered at the screen, on a printed form, or told in passing."""

HOW_WORDS: Mapping[str, str] = {"screen": "on screen", "paper": "on paper", "told": "told"}


@dataclass(frozen=True)
class AnswerDraft:
    """One answer as it is typed. Days are local days."""

    question: str
    current: bool
    """Yes: it is so now. No: it is not, and where it once was, `stopped_on` says until when."""
    since: date | None = None
    stopped_on: date | None = None
    value: str | None = None
    """One of the question's values, for a yes."""
    words: str = ""
    """What the client added."""


@dataclass(frozen=True)
class GivenAnswer:
    """One answer as it was given on one day; of those to a question the newest stands."""

    question: str
    current: bool
    since: date | None
    stopped_on: date | None
    value: str | None
    words: str
    answered_on: date
    how: str
    """Empty where it was kept before the clinic kept how."""
    recorded_by: str
    """The name of who typed it; empty as `how`."""
    recorded_at: datetime | None


@dataclass(frozen=True)
class Holding:
    """What an answer means for the treatments of one family, as it stands."""

    covers: str
    """A code of the protocol's treatments: all of its family."""
    severity: Severity
    until: date | None
    """The first local day free of it; None for as long as it is so."""
    why: str


@dataclass(frozen=True)
class AskedQuestion:
    """One question of the form, what it asks for, and the answer that stands."""

    id: str
    ask: str
    values: tuple[str, ...]
    """What a yes is told apart by; empty where yes is all."""
    asks_since: bool
    """Whether "since when" says something of it; it may always be left out."""
    counts_from_stop: bool
    """Whether a rule counts from the day it stopped."""
    zone_dependent: bool
    answer: GivenAnswer | None
    holds: tuple[Holding, ...]
    """What the answer means today and later."""
    is_old: bool
    """Whether the answer is too old today; False where there is none."""
    earlier: int
    """How many answers there were before this one."""


@dataclass(frozen=True)
class ToldChange:
    """That a client told of a change in health, and nothing of what it is. For the desk too."""

    id: int
    told_at: datetime
    ring_back: bool
    """Whether the client wants to be rung before the next visit."""


@dataclass(frozen=True)
class OpenChange:
    """A told change that nobody has asked about yet."""

    id: int
    client_id: int
    client_name: str
    phone: str
    told_at: datetime
    told_by: str
    ring_back: bool
    next_visit: datetime | None
    """When the client comes next."""


@dataclass(frozen=True)
class HealthForm:
    """The health questions of one client in the protocol's order, with the answers that stand."""

    client_id: int
    questions: tuple[AskedQuestion, ...]
    answered_on: date | None
    """The day by which all were answered: that of the oldest answer, or as typed in the details."""
    valid_until: date | None
    """The last local day on which the answers are not too old."""
    is_valid: bool
    """Whether they are there and not too old today."""
    age: str
    """`answered today`, `7 months old`; `not answered`."""
    change: ToldChange | None
    broken: tuple[BrokenVisit, ...]

    @property
    def unanswered(self) -> tuple[AskedQuestion, ...]:
        """The questions without an answer."""
        return tuple(each for each in self.questions if each.answer is None)


@dataclass(frozen=True)
class Answered:
    """What was kept, and the visits to come that it speaks against."""

    changes: Changes
    broken: tuple[BrokenVisit, ...]
    not_standing: tuple[str, ...] = ()
    """Questions to which a newer answer was on file: these are kept as history alone."""
