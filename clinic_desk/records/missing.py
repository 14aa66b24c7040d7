"""What a signature is judged by, and what it finds missing. Pure, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

ATTENDED = frozenset({"completed", "partial"})
"""The visits at which something was done."""


class Missing(NamedTuple):
    """One thing that stands between a draft and a signature."""

    field: str
    """The field of the content that it is about; `visit` and `by` are none of its fields."""
    sentence: str
    code: str = ""
    """What a tick names; empty for a stop, which no tick passes."""

    @property
    def stops(self) -> bool:
        """Whether it must be put right; else a tick with a reason passes it."""
        return not self.code


class VialFacts(NamedTuple):
    """What the stock says of a vial at the time of the visit."""

    why_not: str
    """Why it may not be used, as a sentence; empty where it may."""
    other_clients: int = 0
    """On the records of how many other clients it stands."""
    needs_mixing: bool = False
    later: str = ""
    """That it was opened or mixed long after the visit; empty where it was not."""


class LotFacts(NamedTuple):
    """What the stock says of a batch on the day of the visit."""

    kind: str
    why_not: str


@dataclass(frozen=True)
class SigningFacts:
    """All that the judgement may know. Days are local."""

    treated_on: date
    today: date
    by: int
    may_sign: frozenset[int]
    """Whose visit it was, and who wrote it."""
    visit_status: str
    booked_status: str
    """The visit's status in words."""
    needs_prescriber: bool = False
    needs_consult: bool = False
    prescribers: frozenset[int] = frozenset()
    consultations: frozenset[date] = frozenset()
    """The days on which the client met a prescriber face to face, this visit left out."""
    consult_valid_days: int = 0
    vials: Mapping[int, VialFacts] = field(default_factory=dict)
    lots: Mapping[int, LotFacts] = field(default_factory=dict)
    consent_scope: str = ""
    """What consent is needed for; empty where none is."""
    consent_state: str = ""
    """none, current, outdated or withdrawn, on the day of the visit."""
    numbing_allergy: str = ""
    """What is on file against lidocaine, as a sentence; empty where nothing is."""
    to_undress: frozenset[str] = frozenset()
    """The places for which a chaperone is offered whatever the treatment."""
