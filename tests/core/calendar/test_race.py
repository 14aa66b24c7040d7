"""Eight processes book the same spans at once: none is booked twice, every one is taken once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Draft
from clinic_desk.db.database import Database
from tests.core.calendar.desk import Desk, booking_over, on
from tests.factories import KEY, fixed_clock
from tests.faults.processes import CONTEXT

PROCESSES = 8
SPANS = 6


def _book_all(path: Path, pipe: Connection, clients: list[int], person: int, by: int) -> None:
    """Ask for every span in turn, and send back the spans that were given."""
    clock = fixed_clock()
    database = Database(path, KEY)
    booking = booking_over(database, clock)
    pipe.send("ready")
    pipe.recv()
    given = []
    for number, client in enumerate(clients):
        starts_at = on(8, 9) + timedelta(minutes=30 * number)
        draft = Draft("PROBLEM", client, person_id=person, starts_at=starts_at, minutes=15)
        try:
            booking.book(draft, (), by)
        except NeedsAcknowledgement:
            continue
        given.append(number)
    pipe.send(given)
    database.close()


def test_eight_processes_race_for_the_same_spans(desk: Desk) -> None:
    clients = [[desk.client(f"C{p}", f"N{n}") for n in range(SPANS)] for p in range(PROCESSES)]
    pipes, runners = [], []
    for own in clients:
        here, there = CONTEXT.Pipe()
        arguments = (desk.database.path, there, own, desk.ruth, desk.maya)
        runners.append(CONTEXT.Process(target=_book_all, args=arguments, daemon=True))
        pipes.append(here)
    for runner in runners:
        runner.start()
    assert [pipe.recv() for pipe in pipes] == ["ready"] * PROCESSES
    for pipe in pipes:
        pipe.send("go")
    given = [pipe.recv() for pipe in pipes]
    for runner in runners:
        runner.join(30)
    assert Counter(span for spans in given for span in spans) == Counter(range(SPANS))
    tables = desk.tables()
    assert len(tables["appointment"]) == SPANS
    practitioner = [row for row in tables["occupancy"] if row[1] == "practitioner"]
    assert len({row[3] for row in practitioner}) == len(practitioner) == SPANS
