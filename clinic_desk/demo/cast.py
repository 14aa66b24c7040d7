"""The people, rooms and hours of the demo clinic, as data."""

from __future__ import annotations

from typing import NamedTuple

MONDAY_TO_FRIDAY = range(5)
THURSDAY = range(3, 4)


class Member(NamedTuple):
    """Someone who works at the demo clinic. Hours are minutes after local midnight."""

    id: int
    name: str
    role: str
    job_title: str
    registration: str
    prescriber: bool
    room: int | None
    treatments: tuple[str, ...]
    weekdays: range
    stretches: tuple[tuple[int, int], ...]


TOXIN = ("CONSULT", "BTX", "BTX_REVIEW", "BTX_TOPUP", "PROBLEM")

CAST = (
    Member(
        id=1,
        name="Ruth Holt",
        role="nurse_prescriber",
        job_title="Nurse prescriber",
        registration="NMC 00X0000X",
        prescriber=True,
        room=1,
        treatments=(*TOXIN, "MN"),
        weekdays=MONDAY_TO_FRIDAY,
        stretches=((540, 780), (840, 1080)),
    ),
    Member(
        id=2,
        name="Amira Khan",
        role="practitioner",
        job_title="Practitioner",
        registration="",
        prescriber=False,
        room=2,
        treatments=("MN", "PROBLEM"),
        weekdays=MONDAY_TO_FRIDAY,
        stretches=((540, 750), (810, 1080)),
    ),
    Member(
        id=3,
        name="Leila Haddad",
        role="practitioner",
        job_title="Doctor",
        registration="GMC 0000000",
        prescriber=True,
        room=3,
        treatments=TOXIN,
        weekdays=THURSDAY,
        stretches=((660, 960),),
    ),
    Member(
        id=4,
        name="Maya Patel",
        role="reception",
        job_title="Reception",
        registration="",
        prescriber=False,
        room=None,
        treatments=(),
        weekdays=range(0),
        stretches=(),
    ),
    Member(
        id=5,
        name="Grace Lam",
        role="manager",
        job_title="Practice manager",
        registration="",
        prescriber=False,
        room=None,
        treatments=(),
        weekdays=range(0),
        stretches=(),
    ),
)

ROOMS = ((1, "Room 1"), (2, "Room 2"), (3, "Room 3"))
ROOM_TREATMENTS = {1: (*TOXIN, "MN"), 2: (*TOXIN, "MN"), 3: TOXIN}
DEVICES = ((1, "Needling pen 1", ("MN",)), (2, "Needling pen 2", ("MN",)))
DEMO_PIN = "2468"
"""The PIN of everyone in the demo; shown on screen there."""
DEMO_PASSWORD = "three herons at dusk"
"""The password of everyone in the demo; shown on screen there."""
