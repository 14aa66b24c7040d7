"""One booking made durable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import event

from benchmarks.finding import driver_of
from benchmarks.measuring import Line, Row, both
from benchmarks.months import EACH, busy_monday
from clinic_desk.base.clock import at_minute
from clinic_desk.calendar.outcomes import Booked
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.clinic import Clinic

_NAME = "one booking made durable: visit, occupancy, acknowledgement, audit"
_BOOKINGS = 40
_BY = 1
"""Ruth Holt, who may pass what the rules say, so that there is something to acknowledge."""

_WARM_UP = 4
_FRAME_HEAD, _WAL_HEAD = 24, 32

Statement = tuple[str, Any, bool]
"""SQL, its values, and whether they are many rows."""

_LAST_EVENT = "SELECT id, mac FROM audit_event ORDER BY id DESC LIMIT 1"
_EVENTS_AFTER = "SELECT * FROM audit_event WHERE id > ? ORDER BY id"
_ADD_EVENT = f"INSERT INTO audit_event VALUES ({', '.join('?' * 9)})"


class Marked:
    """Drafts that ask for an acknowledgement, each with what settles it."""

    def __init__(self, clinic: Clinic) -> None:
        """Find them: clients without a consultation, in the gaps of a busy week."""
        self.clinic = clinic
        self.pairs = [self._settled(draft) for draft in _drafts(clinic)]

    def _settled(self, draft: Draft) -> tuple[Draft, tuple[Acknowledged, ...]]:
        found = self.clinic.booking.assess(draft, _BY).findings
        return draft, tuple(Acknowledged(each.fingerprint, "Seen for the bench") for each in found)

    def book(self, number: int) -> Booked:
        """Save one of them."""
        draft, seen = self.pairs[number % len(self.pairs)]
        return self.clinic.booking.book(draft, seen, _BY)


def rows(clinic: Clinic) -> list[Line]:
    """The ratio, and the pages that a booking leaves in the write-ahead log."""
    marked = Marked(clinic)
    ours, floor = _timed(clinic, marked)
    pages = _pages(clinic, marked)
    return [
        Row(
            _NAME,
            "the same statements on the bare driver",
            ours / floor,
            2.2,
            medians=both(ours, floor),
        ),
        Row(f"{_NAME}: pages written to the WAL", "", pages, 14, unit="pages"),
    ]


def _drafts(clinic: Clinic) -> list[Draft]:
    """Half an hour at the end of the day, which the busy quarter leaves open, week by week."""
    monday = busy_monday(clinic.clock.now()) + timedelta(weeks=1)
    with clinic.database.read() as session:
        chosen = session.connection().exec_driver_sql(
            "SELECT id FROM client WHERE questionnaire_on IS NULL AND born_on IS NOT NULL "
            "ORDER BY id DESC LIMIT ?",
            (_BOOKINGS,),
        )
        clients = [id for (id,) in chosen]
    return [
        Draft(
            treatment="BTX",
            client_id=client,
            zones=("forehead",),
            person_id=EACH[number % len(EACH)],
            room_id=EACH[number % len(EACH)],
            starts_at=at_minute(monday + timedelta(days=number % 5, weeks=number // 8), 1045),
            minutes=30,
        )
        for number, client in enumerate(clients)
    ]


def _timed(clinic: Clinic, marked: Marked) -> tuple[float, float]:
    """Median seconds of a booking and of its statements alone, each taken back unmeasured."""
    driver, ours, floor = driver_of(clinic), [], []
    for number in range(-_WARM_UP, _BOOKINGS):
        begun = perf_counter()
        booked = marked.book(number)
        ours.append(perf_counter() - begun)
        clinic.booking.undo(booked.undo, _BY)
        last = _last_event(driver)
        with overheard(clinic) as statements:
            booked = marked.book(number)
        events = driver.execute(_EVENTS_AFTER, (last,)).fetchall()
        clinic.booking.undo(booked.undo, _BY)
        if not any("INTO acknowledgement" in sql for sql, _, _ in statements):
            raise RuntimeError("a booking of the bench asked for no acknowledgement")
        floor.append(_replayed(driver, statements, events))
    return median(ours[_WARM_UP:]), median(floor[_WARM_UP:])


@contextmanager
def overheard(clinic: Clinic) -> Iterator[list[Statement]]:
    """Everything that the clinic asks of the driver meanwhile."""
    heard: list[Statement] = []

    def hear(_c: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        heard.append((sql, values, many))

    event.listen(clinic.database.engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(clinic.database.engine, "before_cursor_execute", hear)


def _last_event(driver: Any) -> int:
    number, _seal = driver.execute(_LAST_EVENT).fetchone()
    return int(number)


def _replayed(driver: Any, statements: list[Statement], events: list[tuple[Any, ...]]) -> float:
    """Seconds that the driver takes for the same statements, the audit's rows and one commit.

    The rows are numbered on and keep their seals: the chain of the bench's copy is broken by
    it, which nothing here asks after.
    """
    begun = perf_counter()
    driver.execute("BEGIN IMMEDIATE")
    for sql, values, many in statements:
        if many:
            driver.executemany(sql, values)
        else:
            driver.execute(sql, values).fetchall()
    last = _last_event(driver)
    for number, event_row in enumerate(events, last + 1):
        driver.execute(_ADD_EVENT, (number, *event_row[1:]))
    driver.execute("COMMIT")
    taken = perf_counter() - begun
    _taken_back(driver)
    return taken


def _taken_back(driver: Any) -> None:
    """Take out what was written last; its rows go by cascade."""
    driver.execute("BEGIN IMMEDIATE")
    newest = driver.execute("SELECT max(id) FROM appointment").fetchone()
    driver.execute("DELETE FROM call_log WHERE appointment_id = ?", newest)
    driver.execute("DELETE FROM appointment WHERE id = ?", newest)
    driver.execute("COMMIT")


def _pages(clinic: Clinic, marked: Marked) -> float:
    """Pages that one booking adds to the write-ahead log, the median of twenty."""
    driver, counts = driver_of(clinic), []
    wal = Path(f"{clinic.database.path}-wal")
    page = int(driver.execute("PRAGMA page_size").fetchone()[0])
    for number in range(20):
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        booked = marked.book(number)
        counts.append((wal.stat().st_size - _WAL_HEAD) // (page + _FRAME_HEAD))
        clinic.booking.undo(booked.undo, _BY)
    return median(counts)
