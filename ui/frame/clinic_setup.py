"""What the frame shows of a clinic, read in one go on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic
    from clinic_desk.staff.people import PersonRecord
    from clinic_desk.staff.practice import Practice


class Setup(NamedTuple):
    """The practice, its active people, whether the protocol is signed."""

    practice: Practice
    people: tuple[PersonRecord, ...]
    signed: bool
    is_founded: bool
    """Whether there is a manager who can sign in."""


def read_setup(clinic: Clinic) -> Setup:
    """As it is now."""
    from clinic_desk.safety.signed import is_signed

    return Setup(
        clinic.practice.read(),
        clinic.staff.people(),
        is_signed(clinic.database),
        clinic.sign_in.is_founded(),
    )
