"""Clashes of time, people and places, on a real file."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from clinic_desk.calendar.clashes import Names, clashes
from clinic_desk.calendar.hours_records import AbsenceDraft
from clinic_desk.calendar.occupancy import occupied
from clinic_desk.calendar.overlaps import in_the_way
from clinic_desk.calendar.plan import Plan, visit_span
from clinic_desk.calendar.records import Assessment, Draft
from clinic_desk.calendar.snapshots import remove
from clinic_desk.calendar.writing import CLASH_OF_KIND, VisitRow, add_visit, take_time
from clinic_desk.db.guard import Occupied
from clinic_desk.safety.findings import Finding
from tests.core.calendar.desk import Desk, on

WHO = Names("Ruth Holt", "Room 1", "Needling pen")


def assessed(desk: Desk, treatment: str, starts_at: datetime, **draft: object) -> Assessment:
    client = draft.pop("client_id", None) or desk.client("Nadia", "Clarke")
    whole = Draft(treatment, client, starts_at=starts_at, zones=("glabella",), **draft)  # type: ignore[arg-type]
    return desk.booking.assess(whole, desk.maya)


def of_time(assessment: Assessment) -> dict[str, Finding]:
    return {finding.rule: finding for finding in assessment.findings if not finding.clinical}


def test_a_squeeze_in_before_lunch_shows_everything_at_once(desk: Desk) -> None:
    desk.book("BTX", desk.client("Priya", "Nair"), on(26, 12, month=11), minutes=30)
    found = of_time(assessed(desk, "BTX", on(26, 12, 20, month=11), minutes=45))
    assert [(rule, f.title, f.sentence) for rule, f in found.items()] == [
        (
            "TIME-PRACTITIONER",
            "Overlaps Priya Nair, 12:00 to 12:30",
            "Ruth Holt is with Priya Nair from 12:00 to 12:30.",
        ),
        (
            "TIME-ROOM",
            "Room 1 is taken until 12:30",
            "Priya Nair is in Room 1 from 12:00 to 12:30.",
        ),
        (
            "TIME-HOURS",
            "Ruth is at lunch from 13:00",
            "Ruth Holt is at lunch from 13:00 to 14:00.",
        ),
        (
            "TIME-BUFFER",
            "Room 1 is being cleaned until 12:40",
            "Ten minutes of the clean-down after Priya Nair would be lost.",
        ),
    ]
    assert {f.override for f in found.values()} == {"reception"}
    assert (found["TIME-BUFFER"].severity, found["TIME-BUFFER"].ask) == ("warn", "tick")


def test_the_same_client_twice_at_one_time_has_no_way_past(desk: Desk) -> None:
    client = desk.client()
    desk.book("BTX", client, on(8, 10), zones=("glabella",))
    found = of_time(assessed(desk, "MN", on(8, 10, 30), client_id=client))
    assert (found["TIME-CLIENT"].severity, found["TIME-CLIENT"].override) == ("block", "none")


def test_the_practitioner_is_free_while_the_cream_works(desk: Desk) -> None:
    desk.book("MN", desk.client("Ellen"), on(8, 10), person_id=desk.amira, room_id=desk.rooms[1])
    visit = {"person_id": desk.amira, "room_id": desk.rooms[2], "minutes": 30}
    assert not of_time(assessed(desk, "PROBLEM", on(8, 10), **visit))
    assert set(of_time(assessed(desk, "PROBLEM", on(8, 10, 1), **visit))) == {"TIME-PRACTITIONER"}


def test_the_one_pen_is_in_use(desk: Desk) -> None:
    desk.book("MN", desk.client("Ellen"), on(8, 9), minutes=60)
    found = of_time(assessed(desk, "MN", on(8, 9, 45), room_id=desk.rooms[2]))
    assert found["TIME-DEVICE"].title == "Needling pen is in use until 10:00"


def test_touching_spans_do_not_clash(desk: Desk) -> None:
    client = desk.client("Tom")
    desk.book("BTX_REVIEW", client, on(8, 10), acknowledged=(), by=desk.ruth, pencil=True)
    # The review takes fifteen minutes and five to clean; the problem visit has no preparation.
    assert not of_time(assessed(desk, "PROBLEM", on(8, 10, 20), person_id=desk.ruth))
    assert not of_time(assessed(desk, "PROBLEM", on(8, 9, 40), person_id=desk.ruth))
    earlier = of_time(assessed(desk, "PROBLEM", on(8, 9, 41), person_id=desk.ruth))
    assert set(earlier) == {"TIME-BUFFER"}


def test_a_cancelled_visit_clashes_with_nothing(desk: Desk) -> None:
    booked = desk.book("BTX", desk.client("Priya", "Nair"), on(8, 12))
    desk.booking.set_status(booked.appointment_id, "cancelled", "Ill", 1, desk.maya)
    assert not of_time(assessed(desk, "BTX", on(8, 12)))


@pytest.mark.parametrize(
    ("hour", "minute", "title"),
    [
        (8, 30, "Ruth starts at 09:00"),
        (17, 30, "Ruth finishes at 18:00"),
        (13, 0, "Ruth is at lunch from 13:00"),
        (12, 30, "Ruth is at lunch from 13:00"),
        (20, 0, "Ruth finishes at 18:00"),
    ],
)
def test_outside_the_hours_says_which_end(desk: Desk, hour: int, minute: int, title: str) -> None:
    found = of_time(assessed(desk, "BTX", on(8, hour, minute), person_id=desk.ruth))
    assert found["TIME-HOURS"].title == title


def test_a_day_off_an_absence_and_a_closure_each_say_so(desk: Desk) -> None:
    ruth = {"person_id": desk.ruth}
    saturday = of_time(assessed(desk, "BTX", on(12, 10), **ruth))
    assert saturday["TIME-HOURS"].title == "Ruth does not work on Saturdays"
    desk.hours.add_absence(AbsenceDraft(desk.ruth, on(9, 0), on(11, 0), "Leave"), desk.maya)
    away = of_time(assessed(desk, "BTX", on(9, 10), **ruth))["TIME-HOURS"]
    assert away.title == "Ruth is away until Fri 11 Dec"
    assert "Leave" in away.sentence
    desk.hours.add_closure(date(2026, 12, 14), date(2026, 12, 14), "Fire drill", desk.maya)
    shut = of_time(assessed(desk, "BTX", on(14, 10), **ruth))
    assert set(shut) == {"TIME-CLOSED"}
    assert shut["TIME-CLOSED"].title == "The clinic is closed: Fire drill"
    christmas = of_time(assessed(desk, "BTX", on(25, 10), **ruth))
    assert christmas["TIME-CLOSED"].title == "The clinic is closed: Christmas Day"


def test_a_cream_may_work_over_lunch_but_not_before_the_door_opens(desk: Desk) -> None:
    assert not of_time(assessed(desk, "MN", on(8, 13, 30)))
    found = of_time(assessed(desk, "MN", on(8, 8, 30)))
    assert found["TIME-HOURS"].title == "The clinic opens at 09:00"


def test_a_late_entry_is_only_a_note(desk: Desk) -> None:
    found = of_time(assessed(desk, "PROBLEM", on(23, 10, month=11), person_id=desk.ruth))
    assert {rule: f.severity for rule, f in found.items()} == {"TIME-PAST": "note"}


@pytest.mark.parametrize(
    ("starts", "minutes", "title"),
    [
        (on(8, 11, 40), 15, "Room 1 is being prepared from 11:55"),
        (on(8, 12, 50), 15, "Room 1 is being cleaned until 12:55"),
    ],
)
def test_a_buffer_eaten_into_is_told_by_its_side(
    desk: Desk, starts: datetime, minutes: int, title: str
) -> None:
    desk.book("BTX", desk.client("Priya", "Nair"), on(8, 12), minutes=45)
    draft = {"person_id": desk.ruth, "room_id": desk.rooms[0], "minutes": minutes}
    found = of_time(assessed(desk, "PROBLEM", starts, **draft))
    if starts < on(8, 12):
        # Done at 11:55, cleaned until 12:00: five minutes that the preparation wants too.
        assert found["TIME-BUFFER"].numbers == (("minutes_lost", "5"),)
    assert found["TIME-BUFFER"].title == title


def test_the_clash_check_is_one_statement(desk: Desk) -> None:
    plan = _plan(desk, on(8, 10), 45)
    seen: list[str] = []
    engine = desk.database.engine

    def seen_by(*call: object) -> None:
        seen.append(str(call[2]))

    event.listen(engine, "before_cursor_execute", seen_by)
    with desk.database.read() as session:
        in_the_way(session.connection(), plan)
    event.remove(engine, "before_cursor_execute", seen_by)
    assert len([statement for statement in seen if statement.startswith("SELECT")]) == 1


def _plan(desk: Desk, starts: datetime, minutes: int, client: int | None = None) -> Plan:
    return Plan(
        "BTX",
        visit_span(starts, minutes),
        desk.ruth,
        client_id=client,
        room_id=desk.rooms[0],
        device_id=desk.pen,
        prep_minutes=5,
        cleanup_minutes=10,
    )


def test_the_clash_check_takes_few_steps_in_a_full_diary(desk: Desk) -> None:
    for hour in (9, 10, 11, 14, 15, 16):
        desk.book("BTX", desk.client(), on(8, hour), minutes=45, room_id=desk.rooms[0])
    plan = _plan(desk, on(8, 17), 45, desk.client())
    with desk.database.read() as session:
        connection = session.connection()
        in_the_way(connection, plan)
        steps = itertools.count()
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(lambda: next(steps) and 0, 1)
        in_the_way(connection, plan)
        driver.set_progress_handler(None, 1)
    assert next(steps) <= 400


offsets = st.integers(-24, 24).map(lambda n: n * 5)
lengths = st.integers(1, 24).map(lambda n: n * 5)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offsets, lengths, lengths)
def test_python_the_query_and_the_guard_agree(
    desk: Desk, offset: int, first: int, second: int
) -> None:
    """Held against plain overlap of what the two visits occupy."""
    one = _plan(desk, on(8, 12), first, desk.client("Priya"))
    other = _plan(desk, on(8, 12) + timedelta(minutes=offset), second, desk.client())
    meet = {
        a.kind
        for a in occupied(one)
        for b in occupied(other)
        if a[:2] == b[:2] and a.kind != "buffer" and a.span.overlaps(b.span)
    }
    with desk.database.write(audited=False) as session:
        connection = session.connection()
        visit = add_visit(connection, VisitRow(one, "booked"), desk.maya, desk.clock.now())
        take_time(connection, visit, one, {})
    with desk.database.read() as session:
        held = in_the_way(session.connection(), other)
    found = {CLASH_OF_KIND[kind] for kind in meet}
    assert {f.rule for f in clashes(other, held, WHO)} - {"TIME-BUFFER"} == found
    assert _guard_refuses(desk, other) == bool(meet)
    with desk.database.write(audited=False) as session:
        remove(session.connection(), visit)


class _GivenUp(Exception):
    """Raised to leave a transaction without a trace."""


def _guard_refuses(desk: Desk, plan: Plan) -> bool:
    try:
        with desk.database.write(audited=False) as session:
            connection = session.connection()
            visit = add_visit(connection, VisitRow(plan, "booked"), desk.maya, desk.clock.now())
            take_time(connection, visit, plan, {})
            raise _GivenUp
    except _GivenUp:
        return False
    except Occupied:
        return True
