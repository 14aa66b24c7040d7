"""Proving a PIN: counted before it is looked at, and what it was given for done with it."""

from __future__ import annotations

from collections.abc import Callable

from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.plain import all_rows
from clinic_desk.db.transaction import Transaction
from clinic_desk.staff.pin import is_pin
from clinic_desk.staff.tries import PINS, MustWait

_PERSON = "SELECT name, active, pin_hash FROM person WHERE id = ?"


def prove_pin(
    database: Database,
    clock: Clock,
    person_id: int,
    pin: str,
    by: int,
    then: Callable[[Transaction], None],
) -> None:
    """Do `then` in the write that settles a right PIN.

    Raises WrongSecret for a wrong one, which is noted as tried by whoever is at the desk;
    MustWait after five in a row; NotAllowed for a person without one; NotFound for nobody.
    """
    kept = _begin(database, clock, person_id, by)
    # Outside any transaction: the hash takes a tenth of a second on purpose.
    right = is_pin(pin, kept)
    with database.writing() as act:
        if right and _is_still(act, person_id, kept):
            PINS.end_right(act, person_id)
            then(act)
            refusal = None
        else:
            refusal = PINS.end_wrong(act, person_id, clock.now())
            note(act, "staff.pin_failed", by, subject=person_id)
    if refusal is not None:
        raise refusal


def _begin(database: Database, clock: Clock, person_id: int, by: int) -> str:
    """Count a try; the PIN's hash."""
    # Not an event yet: what comes of the try is noted with it.
    with database.writing(audited=False) as act:
        kept = _kept(act, person_id)
        until = PINS.begin(act, person_id, clock.now())
        if until is not None:
            note(act, "staff.pin_failed", by, subject=person_id, fields=("wait",))
    if until is not None:
        raise MustWait(PINS.called, until)
    return kept


def _kept(act: Transaction, person_id: int) -> str:
    """The hash of somebody's PIN. NotFound for nobody, NotAllowed for whoever has none."""
    rows = all_rows(act, _PERSON, (person_id,))
    if not rows:
        raise NotFound("This person is not on the list of staff.")
    name, active, kept = rows[0]
    if not (active and kept):
        raise NotAllowed(f"{name} has no PIN.", next_step="Sign in with the password instead.")
    return str(kept)


def _is_still(act: Transaction, person_id: int, kept: str) -> bool:
    """Whether they work here and have this very PIN now."""
    return [row[1:] for row in all_rows(act, _PERSON, (person_id,))] == [(1, kept)]
