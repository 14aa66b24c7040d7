"""`main.py demo DIR`, and the demo that the first page offers."""

from __future__ import annotations

import sys
from pathlib import Path

from clinic_desk.base.clock import Clock, SystemClock
from clinic_desk.base.errors import BadInput
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.base.words import count
from clinic_desk.clinic import Clinic, create_clinic
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.demo.cast import DEMO_PASSWORD, DEMO_PIN
from clinic_desk.demo.making import SecretHashes, make_clinic
from clinic_desk.demo.waiting import pencil_one
from clinic_desk.staff.passwords import hash_password
from clinic_desk.staff.pin import hash_pin

CLIENTS, APPOINTMENTS, SEED = 600, 4200, 1
NAME, PHONE = "The Body Work Clinic", "01223 455144"


def new_demo(
    folder: Path,
    clock: Clock,
    *,
    clients: int = CLIENTS,
    appointments: int = APPOINTMENTS,
    seed: int = SEED,
) -> Clinic:
    """Make a demo clinic and leave it open. Raises CannotOpen for the folder, BadInput for a
    number that no clinic has."""
    if not 1 <= clients <= 2_000_000 or not 0 <= appointments <= 5_000_000:
        raise BadInput("clients", "A demo has at least one client, and no fewer than 0 visits.")
    clinic, _ = create_clinic(
        folder, name=NAME, phone=PHONE, key_choice=KeyChoice(demo=True), clock=clock
    )
    make_clinic(
        clinic.database,
        clinic.protocol.current(),
        {form.head.scope: form for form in clinic.consents.forms()},
        clock.now(),
        SecretHashes(hash_password(DEMO_PASSWORD), hash_pin(DEMO_PIN)),
        clients=clients,
        appointments=appointments,
        seed=seed,
    )
    pencil_one(clinic.booking, clinic.diary, clock)
    return clinic


def make_demo(folder: Path, clients: int, appointments: int, seed: int) -> int:
    """Make a demo clinic and say what is in it and how to open it."""
    clinic = new_demo(folder, SystemClock(), clients=clients, appointments=appointments, seed=seed)
    clinic.database.close()
    made = f"{count(clients, 'client')} and {count(appointments, 'visit')}"
    place = one_line(str(folder))
    lines = (
        f"A demo clinic with {made} is in {place}.",
        f"Everyone's password there is “{DEMO_PASSWORD}”, everyone's PIN {DEMO_PIN}.",
        f"To open it: main.py --clinic {place}",
    )
    print_lines(lines, sys.stdout)
    return 0
