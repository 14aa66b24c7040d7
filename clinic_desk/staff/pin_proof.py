"""Proving a PIN: counted before it is looked at, and what it was given for done with it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.staff.models import Person
from clinic_desk.staff.pin import is_pin
from clinic_desk.staff.tries import PINS, MustWait


def prove_pin(
    database: Database,
    clock: Clock,
    person_id: int,
    pin: str,
    by: int,
    then: Callable[[Session, Person], None],
) -> None:
    """Do `then` in the write that settles a right PIN.

    Raises WrongSecret for a wrong one, which is noted as tried by whoever is at the desk;
    MustWait after five in a row; NotAllowed for a person without one; NotFound for nobody.
    """
    kept = _begin(database, clock, person_id, by)
    # Outside any transaction: the hash takes a tenth of a second on purpose.
    right = is_pin(pin, kept)
    with database.write() as session:
        row = session.get_one(Person, person_id)
        if right and row.active and row.pin_hash == kept:
            PINS.end_right(row)
            then(session, row)
            refusal = None
        else:
            refusal = PINS.end_wrong(row, clock.now())
            note(session, "staff.pin_failed", by, subject=person_id)
    if refusal is not None:
        raise refusal


def _begin(database: Database, clock: Clock, person_id: int, by: int) -> str:
    """Count a try; the PIN's hash."""
    with database.read() as session:
        person = session.get(Person, person_id)
        if person is None:
            raise NotFound("This person is not on the list of staff.")
        if not (person.active and person.pin_hash):
            raise NotAllowed(
                f"{person.name} has no PIN.", next_step="Sign in with the password instead."
            )
    # Not an event yet: what comes of the try is noted with it.
    with database.write(audited=False) as session:
        row = session.get_one(Person, person_id)
        until = PINS.begin(row, clock.now())
        if until is not None:
            note(session, "staff.pin_failed", by, subject=person_id, fields=("wait",))
        kept = row.pin_hash
    if until is not None:
        raise MustWait(PINS.called, until)
    return kept
