"""What leaves the consent room: frozen, with no database behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from clinic_desk.base.clock import local_day
from clinic_desk.consent.strokes import Strokes

How = Literal["screen", "scan"]


@dataclass(frozen=True)
class ConsentRecord:
    """One consent on file. Days are local days, instants aware and in UTC."""

    id: int
    client_id: int
    scope: str
    """The family of a treatment, or `photographs`."""
    version: str
    """Of the form that was signed."""
    digest: str
    """SHA-256 of the words that were read; empty for a paper form of another version."""
    given_on: date
    how: How
    signed_as: str
    taken_by: str
    """The name of whoever took it."""
    taken_at: datetime
    withdrawn_on: date | None
    withdrawn_by: str
    """The name of whoever noted that it was taken back; empty while it stands."""
    withdrawn_at: datetime | None
    withdrawn_words: str

    @property
    def late(self) -> bool:
        """Whether it was entered on a later day than it was given."""
        return local_day(self.taken_at) > self.given_on


@dataclass(frozen=True)
class OpenedConsent:
    """A consent with its signature, as it was drawn or as a picture of the signed paper."""

    record: ConsentRecord
    strokes: Strokes = ()
    scan: bytes | None = None
    unlogged: bool = False
    """The disk took no entry: that it was opened is noted with the next write."""
