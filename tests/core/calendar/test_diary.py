from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import event

from clinic_desk.base.clock import at
from clinic_desk.base.errors import NotFound
from clinic_desk.calendar.diary import Diary
from clinic_desk.calendar.hours import WorkingHours
from clinic_desk.db.database import Database
from tests.factories import (
    add_appointment,
    add_client,
    add_hours,
    add_person,
    add_receptionist,
    add_room,
)

DAY = date(2026, 11, 24)


@pytest.fixture
def diary(database: Database) -> Diary:
    return Diary(database, WorkingHours(database))


@pytest.fixture
def ruth(database: Database) -> int:
    room = add_room(database)
    ruth = add_person(database, job_title="Nurse prescriber", home_room_id=room)
    add_hours(database, ruth)
    return ruth


def moment(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return at(day, time(hour, minute))


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "ROLLBACK")):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def test_a_visit_reads_back_as_it_was_written(database: Database, diary: Diary, ruth: int) -> None:
    number = add_appointment(
        database,
        add_client(database),
        ruth,
        moment(10),
        moment(10, 45),
        room_id=1,
        zones=("forehead", "glabella"),
        prep_minutes=5,
        cleanup_minutes=10,
        status="pencilled",
        pencilled_until=moment(9, 30),
        moved_from=moment(11),
        desk_note="Comes with a pram",
    )
    visit = diary.visit(number)
    assert visit.client_name == "Anna Kowalska"
    assert (visit.person_name, visit.room_name, visit.device_id) == ("Ruth Holt", "Room 1", None)
    assert visit.zones == ("forehead", "glabella")
    assert visit.span == (moment(10), moment(10, 45))
    assert (visit.prep_minutes, visit.cleanup_minutes, visit.numbing_minutes) == (5, 10, 0)
    assert (visit.status, visit.desk_note, visit.version) == ("pencilled", "Comes with a pram", 1)
    assert (visit.pencilled_until, visit.moved_from) == (moment(9, 30), moment(11))


def test_a_visit_that_is_not_there_is_not_found(diary: Diary) -> None:
    with pytest.raises(NotFound):
        diary.visit(1)


def test_a_day_holds_what_touches_it_and_nothing_given_up(
    database: Database, diary: Diary, ruth: int
) -> None:
    client = add_client(database)
    midnight = moment(0)
    late = add_appointment(
        database, client, ruth, midnight - timedelta(minutes=30), midnight + timedelta(minutes=30)
    )
    add_appointment(
        database, client, ruth, midnight - timedelta(hours=8), midnight - timedelta(hours=1)
    )
    add_appointment(
        database,
        client,
        ruth,
        moment(9),
        moment(10),
        status="cancelled",
        status_reason="ill",
        occupies=False,
    )
    add_appointment(database, client, ruth, moment(9), moment(10), status="no_show", occupies=False)
    seen = add_appointment(
        database, client, ruth, moment(9), moment(10), status="not_treated", status_reason="cold"
    )
    add_appointment(
        database,
        client,
        ruth,
        moment(0, day=DAY + timedelta(days=1)),
        moment(1, day=DAY + timedelta(days=1)),
    )
    assert [visit.id for visit in diary.day(DAY).visits] == [late, seen]


def test_a_day_by_person_has_a_column_for_each_who_treats(
    database: Database, diary: Diary, ruth: int
) -> None:
    add_receptionist(database)
    doctor = add_person(
        database,
        "Leila Haddad",
        "practitioner",
        job_title="Doctor",
        home_room_id=add_room(database, "Room 3"),
    )
    add_hours(database, doctor, [3])
    first, second = diary.day(DAY).columns
    assert (first.title, first.subtitle) == ("Ruth Holt", "Nurse prescriber · Room 1")
    assert first.open == ((moment(9), moment(17)),)
    assert (second.title, second.subtitle) == ("Leila Haddad", "Doctor · Room 3 · Thursdays")
    assert (second.open, second.closed_because) == ((), "Not working")


def test_who_has_left_keeps_a_column_where_a_visit_stands(
    database: Database, diary: Diary, ruth: int
) -> None:
    gone = add_person(database, "Noor Aziz", "practitioner", active=False)
    add_appointment(database, add_client(database), gone, moment(9), moment(10))
    assert [column.title for column in diary.day(DAY).columns] == ["Ruth Holt", "Noor Aziz"]
    assert [c.title for c in diary.day(DAY + timedelta(days=1)).columns] == ["Ruth Holt"]


def test_a_day_by_room_is_open_while_anyone_works(
    database: Database, diary: Diary, ruth: int
) -> None:
    add_room(database, "Store", active=False)
    add_hours(database, add_person(database, "Amira Khan"), [1], 600, 1140)
    [column] = diary.day(DAY, columns="room").columns
    assert (column.kind, column.title) == ("room", "Room 1")
    assert column.open == ((moment(9), moment(19)),)


def test_christmas_is_said_in_every_column(database: Database, diary: Diary, ruth: int) -> None:
    for by in ("person", "room"):
        [column] = diary.day(date(2026, 12, 25), by).columns  # type: ignore[arg-type]
        assert (column.open, column.closed_because) == ((), "Christmas Day")


def test_a_week_is_one_persons_seven_days(database: Database, diary: Diary, ruth: int) -> None:
    other = add_person(database, "Amira Khan")
    client = add_client(database)
    mine = add_appointment(database, client, ruth, moment(9), moment(10))
    add_appointment(database, client, other, moment(11), moment(12))
    view = diary.week(ruth, date(2026, 11, 23))
    assert [column.title for column in view.columns][:2] == ["Mon 23 Nov", "Tue 24 Nov"]
    assert [bool(column.open) for column in view.columns] == [True] * 5 + [False] * 2
    assert [visit.id for visit in view.visits] == [mine]
    with pytest.raises(NotFound):
        diary.week(99, DAY)


def test_a_clients_visits_come_newest_first_with_the_cancelled(
    database: Database, diary: Diary, ruth: int
) -> None:
    anna = add_client(database)
    add_appointment(database, add_client(database), ruth, moment(14), moment(15))
    old = add_appointment(database, anna, ruth, moment(9), moment(10))
    new = add_appointment(
        database,
        anna,
        ruth,
        moment(11),
        moment(12),
        status="cancelled",
        status_reason="ill",
        occupies=False,
    )
    assert [visit.id for visit in diary.of_client(anna)] == [new, old]


def test_the_list_for_print_has_phones_in_order_of_time(
    database: Database, diary: Diary, ruth: int
) -> None:
    anna = add_client(database, phone="07700 900 316")
    ben = add_client(database, "Ben", "Okoro", phone="07700 900 999")
    tomorrow = DAY + timedelta(days=1)
    add_appointment(database, anna, ruth, moment(9, day=tomorrow), moment(10, day=tomorrow))
    add_appointment(database, ben, ruth, moment(9), moment(10))
    lines = diary.list_for_print(DAY, tomorrow)
    assert [(line.visit.client_name, line.phones[0].number) for line in lines] == [
        ("Ben Okoro", "07700 900 999"),
        ("Anna Kowalska", "07700 900 316"),
    ]


def test_reads_take_as_many_statements_however_many_visits(
    database: Database, diary: Diary, ruth: int
) -> None:
    client = add_client(database)
    counts = []
    for hour in (9, 10, 11):
        add_appointment(database, client, ruth, moment(hour), moment(hour, 30))
        with statements(database) as seen:
            diary.day(DAY)
            day = len(seen)
            diary.visits(DAY, DAY + timedelta(days=6))
            diary.of_client(client)
            diary.list_for_print(DAY, DAY)
        counts.append((day, len(seen)))
    assert counts == [(5, 9)] * 3
