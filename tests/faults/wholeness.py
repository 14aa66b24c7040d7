"""Whether a clinic's file is whole: every booking with all its parts, and every page in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.faults import storage_fault
from clinic_desk.db.verifying import verify
from tests.factories import KEY
from tests.faults.clinics import Kept, ask_driver, open_for_work

_VISITS = """
    SELECT id, client_id, starts_at,
        (SELECT group_concat(kind, ' ') FROM (SELECT DISTINCT kind FROM occupancy
            WHERE appointment_id = appointment.id AND kind <> 'buffer' ORDER BY kind)),
        (SELECT count(*) FROM acknowledgement WHERE appointment_id = appointment.id),
        (SELECT count(*) FROM call_log WHERE appointment_id = appointment.id),
        (SELECT rule FROM call_log WHERE appointment_id = appointment.id),
        (SELECT count(*) FROM audit_event WHERE act = 'visit.booked'
            AND subject_id = appointment.id)
    FROM appointment
"""
_TAKEN = "client practitioner room"
_OVERLAPS = """
    SELECT count(*) FROM occupancy AS one JOIN occupancy AS other
    ON one.kind = other.kind AND one.resource_id = other.resource_id AND one.id < other.id
    AND one.appointment_id <> other.appointment_id
    AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at
    WHERE one.kind <> 'buffer' AND one.override_reason IS NULL AND other.override_reason IS NULL
"""


def troubles_of(path: Path, kept: Iterable[Kept]) -> list[str]:
    """Open a clinic as a window does and say all that is wrong with it; empty when it is whole.

    Raises CannotOpen where it does not open, which is never right here.
    """
    desk = open_for_work(path)
    try:
        with desk.database.read() as session:
            run = session.connection().exec_driver_sql
            found = [*_lost(run, kept), *_torn(run), *_disordered(run)]
            found += audit_troubles(desk.database, session)
        return found + _pages(desk.database)
    finally:
        desk.database.close()


def _lost(run: Any, kept: Iterable[Kept]) -> Iterator[str]:
    """Acknowledged bookings that are not there, or not as they were acknowledged."""
    there = {row[0]: row for row in run(_VISITS)}
    for one in kept:
        row = there.get(one.visit)
        if row is None:
            yield f"booking {one.number} is lost"
        elif (row[1], row[2], row[4]) != (one.client, one.starts_at, one.seen):
            yield f"booking {one.number} is not as it was acknowledged: {row}"


def _torn(run: Any) -> Iterator[str]:
    """Visits, acknowledged or not, of which a part is missing."""
    for visit, _, _, kinds, seen, lines, rules, events in run(_VISITS):
        whole = (kinds, lines, seen, events) == (_TAKEN, 1, len((rules or "").split()), 1)
        if not whole:
            yield f"visit {visit} is torn: {kinds}, {seen}, {lines} lines, {events} events"


def _disordered(run: Any) -> Iterator[str]:
    if run("PRAGMA integrity_check").fetchall() != [("ok",)]:
        yield "integrity_check found something"
    if run("PRAGMA foreign_key_check").fetchall():
        yield "rows without their parent"
    if run(_OVERLAPS).scalar_one():
        yield "a time is taken twice"


def audit_troubles(database: Database, session: Session) -> list[str]:
    """What is wrong with the chain of events, and with what its anchors remember of it.

    Raises StorageFault where it cannot be read.
    """
    driver = session.connection().connection.driver_connection
    try:
        verdict = verify(driver, database.chain_key, database.anchors)
    except dbapi2.Error as error:
        raise storage_fault(error) or error from error
    return [f"the audit: {trouble.kind} at {trouble.number}" for trouble in verdict.troubles]


def _pages(database: Database) -> list[str]:
    """Pages that do not pass their seal, once the WAL has been folded in."""
    _, bad = ask_driver(
        database, "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA cipher_integrity_check"
    )
    return [f"cipher_integrity_check found {len(bad)} pages"] if bad else []


def copies_in_trouble(shelf: Path, copied: Iterable[tuple[str, int]]) -> list[str]:
    """Copies that are missing, damaged or short of what they must hold, acknowledged or not.

    `copied` are the names of those that were acknowledged, and the visits each has at least.
    """
    least = dict(copied)
    there = {path.name: path for path in shelf.glob("copy-*.db")} if shelf.exists() else {}
    found = [f"{name} is lost" for name in least.keys() - there.keys()]
    for name, path in there.items():
        copy = connect(path, KEY)
        sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        sealed = copy.execute("PRAGMA cipher_integrity_check").fetchall() == []
        (visits,) = copy.execute("SELECT count(*) FROM appointment").fetchone()
        copy.close()
        if not sound or not sealed or visits < least.get(name, 0):
            found.append(f"{name} is not whole")
    return found
