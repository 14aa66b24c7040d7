"""Whom a leaflet is for, and the words on it that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from clinic_desk.base.clock import local
from clinic_desk.base.words import long_day, paper_time, plain_date
from clinic_desk.leaflets.blocks import Run, Text
from clinic_desk.staff.practice import Practice

MARK = "\u200e"
"""A mark without width: keeps a right-to-left name from pulling the words beside it along."""

CLOSED = "NHS 111"
"""Whom to call while the clinic is shut, where it names nobody else: never an empty line."""


@dataclass(frozen=True)
class ClinicDetails:
    """What a leaflet says of the clinic."""

    name: str
    phone: str
    nurse: str
    out_of_hours: str

    @classmethod
    def of(cls, practice: Practice) -> ClinicDetails:
        """What the clinic has set of it."""
        return cls(practice.name, practice.phone, practice.contact, practice.out_of_hours)

    @property
    def initial(self) -> str:
        """The letter of the clinic's mark: the first of its name, but for "The"."""
        words = [word for word in self.name.split() if word.lower() != "the"] or ["?"]
        return words[0][:1].upper()


@dataclass(frozen=True)
class Addressee:
    """The client a leaflet is printed for. The appointment is an aware instant."""

    name: str
    given_at_consultation_on: date | None = None
    """The local day of the consultation on file; without one the leaflet is "prepared for"."""
    appointment_at: datetime | None = None
    practitioner: str = ""
    large_print: bool = False
    """What the record asks for."""
    personal: Mapping[str, str] = field(default_factory=dict)
    """Further lines of the personal box by key (see `personal.PERSONAL_FIELDS`)."""


def paper_moment(instant: datetime) -> str:
    """`Thursday 26 November 2026, 9.45am`, by the clinic's clocks."""
    shown = local(instant)
    return f"{long_day(shown.date())}, {paper_time(shown.time())}"


def given_line(addressee: Addressee) -> Text:
    """Whom it was given to and when, or whom it was prepared for."""
    name = f"{MARK}{addressee.name.strip()}{MARK}"
    if addressee.given_at_consultation_on is None:
        return (Run(f"Prepared for {name}.", bold=True),)
    day = plain_date(addressee.given_at_consultation_on)
    return (Run(f"Given to {name}", bold=True), Run(f" at the consultation on {day}."))


def appointment_line(addressee: Addressee) -> Text:
    """When the next visit is and with whom; empty where none is booked."""
    if addressee.appointment_at is None:
        return ()
    moment = Run(paper_moment(addressee.appointment_at), bold=True)
    if not addressee.practitioner:
        return (Run("Your appointment: "), moment, Run("."))
    with_whom = f", with {MARK}{addressee.practitioner}{MARK}."
    return (Run("Your appointment: "), moment, Run(with_whom))


def personal_values(clinic: ClinicDetails, addressee: Addressee | None) -> Mapping[str, str]:
    """What is known for the personal box, by key; a key that is missing is a ruled line."""
    known = {"phone": clinic.phone, "out_of_hours": clinic.out_of_hours.strip() or CLOSED}
    if addressee is not None:
        moment = addressee.appointment_at
        known |= {
            "name": addressee.name,
            "when": paper_moment(moment) if moment is not None else "",
            "practitioner": addressee.practitioner,
            **addressee.personal,
        }
    return {key: value for key, value in known.items() if value and value.strip()}
