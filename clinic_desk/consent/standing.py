"""How a client's consent to something stands on a day. Pure.

A consent stands from the day it was given, for as many days as its form says, until it is taken
back or the form has another version. Whoever takes it back takes back all that was given up to
that day; one that is given later, or again on the same day, stands anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple, Protocol

from clinic_desk.treatments.catalogue import Treatment

State = Literal["none", "current", "outdated", "withdrawn"]


class GivenConsent(NamedTuple):
    """One consent as it stands on file. Days are local days."""

    scope: str
    version: str
    given_on: date
    withdrawn_on: date | None = None


class HasTerms(Protocol):
    """What of a form decides how a consent stands."""

    @property
    def scope(self) -> str:
        """What it is for."""

    @property
    def version(self) -> str:
        """Which words are in use."""

    @property
    def valid_days(self) -> int:
        """Whole local days after which it is to be signed again."""


@dataclass(frozen=True)
class ConsentStanding:
    """How it stands, and the consent that says so."""

    state: State
    given_on: date | None = None
    version: str = ""
    last_day: date | None = None
    """The last local day on which it stands by its age; of one given with the words in use."""
    withdrawn_on: date | None = None


NOTHING = ConsentStanding("none")


def state_of(consents: Iterable[GivenConsent], form: HasTerms, day: date) -> ConsentStanding:
    """How consent to what the form is for stands on a local day.

    Of several the latest counts, and is named, later in `consents` where they are of one day,
    standing or taken back. One given after the day counts for nothing; a gap of just
    `valid_days` still stands.
    """
    given = [each for each in consents if each.scope == form.scope and each.given_on <= day]
    ended = [each.withdrawn_on for each in given if each.withdrawn_on and each.withdrawn_on <= day]
    until = max(ended, default=date.min)
    standing = [each for each in given if not _ended(each, day) and each.given_on >= until]
    if not standing:
        return _withdrawn(given, until) if ended else NOTHING
    last = _latest(standing)
    last_day = last.given_on + timedelta(days=form.valid_days)
    is_current = last.version == form.version and day <= last_day
    return ConsentStanding(
        "current" if is_current else "outdated", last.given_on, last.version, last_day
    )


def _ended(consent: GivenConsent, day: date) -> bool:
    return consent.withdrawn_on is not None and consent.withdrawn_on <= day


def _withdrawn(given: Iterable[GivenConsent], on: date) -> ConsentStanding:
    """One act takes back all that was given up to then: the latest signature of these is named."""
    last = _latest(each for each in given if each.withdrawn_on == on)
    return ConsentStanding("withdrawn", last.given_on, last.version, None, on)


def _latest(consents: Iterable[GivenConsent]) -> GivenConsent:
    """The one given last, and of those of one day the one kept last: `max` takes the first."""
    return sorted(consents, key=lambda each: each.given_on)[-1]


def scope_of(treatment: Treatment) -> str:
    """What consent a treatment needs: that of its family; empty where nothing of a batch is
    given, as for a talk or a review."""
    return treatment.family if treatment.needs_batch_record else ""
