"""What the calendar's parts need to know of the clinic, read once and again when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.signed import is_signed
from clinic_desk.staff.people import PersonRecord

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic


class Setup(NamedTuple):
    """The protocol in force and the people who work here."""

    protocol: Protocol
    signed: bool
    people: tuple[PersonRecord, ...]

    @property
    def treating(self) -> tuple[PersonRecord, ...]:
        """Those with a column in the calendar."""
        return tuple(person for person in self.people if person.active and person.treats)

    def givers(self, treatment: str) -> tuple[PersonRecord, ...]:
        """Those who give a treatment."""
        return tuple(person for person in self.treating if treatment in person.treatments)


def read_setup(clinic: Clinic) -> Setup:
    """The set-up as it stands; on the worker."""
    signed = is_signed(clinic.database)
    return Setup(clinic.protocol.current(), signed, clinic.staff.people())
