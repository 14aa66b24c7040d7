"""What the rules are asked about: frozen facts, free of clock, session and user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True)
class Event:
    """One visit, past or to come, or one treatment had elsewhere, of the client in question."""

    id: str
    treatment: str
    """A code of the protocol's treatments or of its `external` list."""
    day: date
    """Local day."""
    status: str
    zones: tuple[str, ...] = ()
    """Places on the body; empty where they were not recorded, which counts as the same place."""
    time: time | None = None
    """Local time; None where it is not known, so both orders within a day are tried."""


@dataclass(frozen=True)
class Proposal:
    """The visit asked for."""

    treatment: str
    day: date
    zones: tuple[str, ...] = ()
    time: time | None = None
    replaces: str | None = None
    """The id of the event that it moves; that event is left out of the judgement."""


@dataclass(frozen=True)
class Answer:
    """One answer to a health question, as it stands."""

    current: bool = False
    stopped: date | None = None
    value: str | None = None
    """One of the question's values, where it has any."""


@dataclass(frozen=True)
class Facts:
    """All that a judgement may know. Dates are local days."""

    today: date
    """The day on which the booking is made."""
    proposed: Proposal
    events: tuple[Event, ...] = ()
    born_on: date | None = None
    id_checked: bool = False
    consult_on: date | None = None
    """The last face-to-face consultation with a prescriber."""
    questionnaire_on: date | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
