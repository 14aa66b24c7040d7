"""What leaves the room of photographs: frozen, and without the pictures themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from clinic_desk.base.words import count, plain_date
from clinic_desk.consent.standing import ConsentStanding
from clinic_desk.photographs.framing import Frame

View = Literal["front", "left", "right", "other"]
Moment = Literal["before", "after"]

VIEWS = {"front": "Front", "left": "Left", "right": "Right", "other": "Other"}
"""The sides are the client's own."""
MOMENTS = {"before": "Before", "after": "After"}


@dataclass(frozen=True)
class PhotographRecord:
    """One picture of a client, as it is listed."""

    id: int
    client_id: int
    appointment_id: int | None
    taken_on: date
    view: View
    moment: Moment
    width: int
    """Pixels, upright."""
    height: int
    frame: Frame
    note: str
    added_by: str
    """The name of whoever added it."""
    added_at: datetime


@dataclass(frozen=True)
class Album:
    """The photographs of one client, the newest day first, as far as consent lets them be shown."""

    photographs: tuple[PhotographRecord, ...]
    consent: ConsentStanding
    hidden: int = 0
    """How many are kept and not shown, as no consent stands."""
    unlogged: bool = False
    """The disk took no entry: that they were looked at is noted with the next write."""

    @property
    def may_add(self) -> bool:
        """Whether consent stands for another picture."""
        return self.consent.state == "current"

    @property
    def sentence(self) -> str:
        """Why none may be added, and what is not shown; empty while consent stands."""
        return " ".join(part for part in (why_not(self.consent), self._hidden_words) if part)

    @property
    def _hidden_words(self) -> str:
        if not self.hidden:
            return ""
        is_are = "is" if self.hidden == 1 else "are"
        return f"{count(self.hidden, 'photograph')} {is_are} kept and not shown."


def why_not(consent: ConsentStanding) -> str:
    """Why no picture may be added, as a sentence; empty where one may."""
    if consent.state == "current":
        return ""
    if consent.state == "withdrawn" and consent.withdrawn_on is not None:
        return f"Consent to photographs was taken back on {plain_date(consent.withdrawn_on)}."
    if consent.state == "outdated" and consent.given_on is not None:
        given = plain_date(consent.given_on)
        return f"The consent to photographs given on {given} is out of date."
    return "There is no consent to photographs on file."


def may_be_seen(consent: ConsentStanding) -> bool:
    """Whether what is on file may be shown: consent that only grew old was not taken back."""
    return consent.state in ("current", "outdated")
