"""Eight processes after the same spans: each is taken once, none twice, none by nobody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select

from clinic_desk.base.spans import Span
from clinic_desk.calendar.models import Occupancy
from clinic_desk.db.database import Database
from clinic_desk.db.guard import Occupied
from tests.factories import KEY, NOW, add_appointment, add_client, add_person
from tests.faults.processes import CONTEXT

RACERS, SPANS = 8, 24
HALF_HOUR = timedelta(minutes=30)


def take_all(path: Path, visits: list[int], start: object, won: object) -> None:
    """Wait for the start, then try for every span in turn, each in a write of its own."""
    database = Database(path, KEY)
    mine = []
    start.wait()  # type: ignore[attr-defined]
    for number, visit in enumerate(visits):
        try:
            take(database, visit, number)
            mine.append(number)
        except Occupied:
            continue
    database.close()
    won.put(mine)  # type: ignore[attr-defined]


def take(database: Database, visit: int, number: int) -> None:
    """Occupy a room and a practitioner together, or neither."""
    span = Span(NOW + number * HALF_HOUR, NOW + (number + 1) * HALF_HOUR)
    row = {"starts_at": span.starts_at, "ends_at": span.ends_at, "appointment_id": visit}
    with database.write(audited=False) as session:
        for kind in ("room", "practitioner"):
            session.execute(insert(Occupancy), {"kind": kind, "resource_id": 1, **row})


def test_every_span_is_taken_exactly_once(database: Database) -> None:
    person, client = add_person(database), add_client(database)
    visits = [
        [
            add_appointment(database, client, person, NOW, NOW + HALF_HOUR, occupies=False)
            for _ in range(SPANS)
        ]
        for _ in range(RACERS)
    ]
    start, won = CONTEXT.Barrier(RACERS), CONTEXT.Queue()
    racers = [CONTEXT.Process(target=take_all, args=(database.path, v, start, won)) for v in visits]
    for racer in racers:
        racer.start()
    taken = [won.get(timeout=60) for _ in racers]
    for racer in racers:
        racer.join()
    assert sorted(number for mine in taken for number in mine) == list(range(SPANS))
    with database.read() as session:
        rows = session.execute(select(Occupancy.kind, Occupancy.starts_at)).all()
    assert len(rows) == len(set(rows)) == 2 * SPANS
