"""Next times that fit: boundaries, order, and the rows they are read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from clinic_desk.base.clock import at, local, local_day
from clinic_desk.calendar.free_times import all_times, next_times, window
from clinic_desk.calendar.free_times_data import loader
from clinic_desk.calendar.free_weeks import Row
from clinic_desk.calendar.hours import WorkingHours
from clinic_desk.calendar.minutes import each, every, runs_of, smeared, stretch
from clinic_desk.calendar.models import Occupancy
from clinic_desk.calendar.opening import Opening, WeeklyStretch
from clinic_desk.calendar.records import Offer, Wish
from clinic_desk.calendar.search import Needs, Place, Practitioner, Search
from clinic_desk.db.database import Database
from tests.core.calendar.free_time_cases import Case, row
from tests.factories import add_appointment, add_client, add_hours, add_person, add_room

TUESDAY = date(2026, 11, 24)
RUTH, AMIRA = Practitioner(1, "Ruth", 1), Practitioner(2, "Amira", 2)
ROOM, OTHER_ROOM = Place(1, "Room 1"), Place(2, "Room 2")


def moment(text: str, day: date = TUESDAY) -> datetime:
    return at(day, time.fromisoformat(text))


def case(*rows: Row, hours: tuple[tuple[int, int], ...] = ((540, 660),), **changes: Any) -> Case:
    """Half an hour with Ruth in Room 1, nine to eleven on a Tuesday, unless told otherwise."""
    search = Search(
        needs=Needs(30),
        people=(RUTH,),
        rooms=(ROOM,),
        devices=(),
        client_id=9,
        wish=Wish(days=1),
        now=moment("00:00"),
    )
    weekly = {1: tuple(WeeklyStretch(day, *stretch) for stretch in hours for day in range(7))}
    weekly[2] = weekly[1]
    return Case(replace(search, **changes), Opening(weekly, {}, ()), rows)


def shown(offers: tuple[Offer, ...]) -> list[str]:
    return [f"{local(offer.span.starts_at):%H:%M}" for offer in offers]


def starts(made: Case) -> list[str]:
    return [f"{local(t.starts_at):%H:%M}" for t in all_times(made.search, made.load)]


@pytest.mark.parametrize(
    ("kind", "taken_from", "minutes", "first"),
    [
        ("practitioner", "09:00", 30, "09:30"),
        ("practitioner", "09:00", 31, "09:35"),
        ("practitioner", "09:30", 30, "09:00"),
        ("practitioner", "09:29", 30, "10:00"),
        ("practitioner", "08:30", 30, "09:00"),
        ("room", "09:00", 30, "09:30"),
        ("buffer", "09:00", 30, "09:30"),
        ("client", "09:00", 30, "09:30"),
        ("device", "09:00", 30, "09:00"),
    ],
)
def test_the_first_start_touches_what_is_before_it(
    kind: str, taken_from: str, minutes: int, first: str
) -> None:
    resource = 9 if kind == "client" else 1
    assert starts(case(row(kind, resource, moment(taken_from), minutes)))[0] == first


@pytest.mark.parametrize(
    ("kind", "first"), [("room", "09:40"), ("buffer", "09:40"), ("practitioner", "09:30")]
)
def test_preparation_eats_into_nothing(kind: str, first: str) -> None:
    made = case(row(kind, 1, moment("09:00"), 30), needs=Needs(30, prep=10, cleanup=15))
    assert starts(made)[0] == first


@pytest.mark.parametrize(
    ("kind", "last"), [("room", "10:05"), ("buffer", "10:05"), ("practitioner", "10:20")]
)
def test_clean_down_eats_into_nothing(kind: str, last: str) -> None:
    made = case(row(kind, 1, moment("10:50"), 30), needs=Needs(30, prep=10, cleanup=15))
    assert starts(made)[-1] == last


def test_preparation_of_odd_length_waits_for_the_next_fifth_minute() -> None:
    taken = row("room", 1, moment("09:00") + timedelta(seconds=30), 30)
    made = case(taken, needs=Needs(30, prep=4))
    assert starts(made)[0] == "09:35"
    assert starts(replace(made, search=replace(made.search, needs=Needs(30, prep=5))))[0] == "09:40"


def test_preparation_and_clean_down_may_lie_outside_the_hours() -> None:
    made = case(needs=Needs(120, prep=10, cleanup=15))
    assert starts(made) == ["09:00"]


def test_a_cream_may_work_over_lunch_but_nobody_treats_then() -> None:
    made = case(hours=((540, 780), (840, 930)), needs=Needs(75, numbing=30))
    assert [start for start in starts(made) if start > "11:45"] == [
        "13:30",
        "13:35",
        "13:40",
        "13:45",
        "13:50",
        "13:55",
        "14:00",
        "14:05",
        "14:10",
        "14:15",
    ]


def test_the_practitioner_is_elsewhere_while_the_cream_works() -> None:
    with_someone = row("practitioner", 1, moment("09:00"), 30)
    assert starts(case(with_someone, needs=Needs(60, numbing=30)))[0] == "09:00"
    assert starts(case(with_someone, needs=Needs(60, numbing=25)))[0] == "09:05"


def test_one_of_two_rooms_is_enough_and_the_own_one_comes_first() -> None:
    both = {"rooms": (OTHER_ROOM, ROOM), "wish": Wish(days=1, limit=1)}
    free = case(**both)
    [offer] = next_times(free.search, free.load)
    assert offer.room_name == "Room 1"
    taken = case(row("room", 1, moment("09:00"), 120), **both)
    [offer] = next_times(taken.search, taken.load)
    assert offer.room_name == "Room 2"


def test_without_a_room_or_device_that_suits_nothing_fits() -> None:
    assert starts(case(rooms=())) == []
    assert starts(case(needs=Needs(30, device=True))) == []
    nowhere = case(rooms=(), needs=Needs(30, room=False), wish=Wish(days=1, limit=1))
    [offer] = next_times(nowhere.search, nowhere.load)
    assert (offer.room_id, offer.room_name, offer.device_id) == (None, "", None)


@pytest.mark.parametrize(
    ("now", "first"),
    [("09:00", "09:00"), ("09:00:01", "09:05"), ("09:05", "09:05"), ("10:29", "10:30")],
)
def test_nothing_is_offered_in_the_past(now: str, first: str) -> None:
    assert starts(case(now=moment(now)))[0] == first


def test_the_search_begins_today_at_the_earliest() -> None:
    yesterday = case(now=moment("10:31"), wish=Wish(from_day=date(2026, 11, 1), days=2))
    assert window(yesterday.search) == (TUESDAY, TUESDAY + timedelta(days=1))
    assert starts(yesterday)[0] == "09:00"


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [("any", "09:00", "16:30"), ("mornings", "09:00", "11:55"), ("afternoons", "12:00", "16:30")],
)
def test_a_morning_ends_at_noon(part: str, first: str, last: str) -> None:
    made = case(hours=((540, 1020),), wish=Wish(part=part, days=1))  # type: ignore[arg-type]
    assert (starts(made)[0], starts(made)[-1]) == (first, last)


def test_only_wished_weekdays_are_offered() -> None:
    made = case(wish=Wish(weekdays=frozenset({0, 4}), limit=6, days=14))
    days = {
        local_day(offer.span.starts_at).weekday() for offer in next_times(made.search, made.load)
    }
    assert days == {0, 4}


def test_a_refused_day_is_left_out_and_a_refused_time_too() -> None:
    made = case(
        wish=Wish(days=2),
        refused=lambda day: day == TUESDAY,
        refused_at=lambda start: start < moment("10:00", TUESDAY + timedelta(days=1)),
    )
    offers = next_times(made.search, made.load)
    assert {local_day(offer.span.starts_at) for offer in offers} == {TUESDAY + timedelta(days=1)}
    assert min(shown(offers)) == "10:00"


def test_days_are_judged_only_until_there_are_enough() -> None:
    asked: list[date] = []
    made = case(wish=Wish(limit=2), refused=lambda day: bool(asked.append(day)))
    assert len(next_times(made.search, made.load)) == 2
    assert asked == [TUESDAY]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # 09:00 to 11:00 is free: flush at either end, never 15 minutes from one.
        ([], ["09:00", "10:30"]),
        # Free from 09:00 to 10:10: 09:30 alone would leave ten minutes of use to nobody.
        ([("10:10", 50)], ["09:00", "09:15", "09:40", "09:30"]),
        # Free for 40 minutes only: 09:05 leaves two awkward gaps, the others one.
        ([("09:40", 80)], ["09:00", "09:10", "09:05"]),
    ],
)
def test_within_a_day_the_fewest_awkward_gaps_come_first(
    rows: list[tuple[str, int]], expected: list[str]
) -> None:
    taken = [row("practitioner", 1, moment(begins), minutes) for begins, minutes in rows]
    made = case(*taken, wish=Wish(days=1, limit=len(expected)))
    assert shown(next_times(made.search, made.load)) == expected


def test_whoever_is_left_with_fewer_awkward_gaps_is_offered() -> None:
    taken = row("practitioner", 1, moment("09:40"), 80)
    made = case(taken, people=(RUTH, AMIRA), rooms=(ROOM, OTHER_ROOM), wish=Wish(days=1, limit=1))
    [offer] = next_times(made.search, made.load)
    assert (offer.person_name, shown((offer,))) == ("Amira", ["09:00"])


def test_a_start_is_offered_once_however_many_could_give_it() -> None:
    made = case(people=(RUTH, AMIRA), rooms=(ROOM, OTHER_ROOM), wish=Wish(days=1, limit=100))
    offered = shown(next_times(made.search, made.load))
    assert len(offered) == len(set(offered)) == 19


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_hours_are_by_the_wall_clock_on_a_day_of_another_length(day: date) -> None:
    made = case(now=moment("00:00", day))
    assert (starts(made)[0], starts(made)[-1]) == ("09:00", "10:30")
    night = case(hours=((0, 1440),), needs=Needs(30, prep=10, cleanup=15), now=moment("00:00", day))
    assert len(starts(night)) == (25 if day.month == 10 else 23) * 12 - 5


class TestFromTheDatabase:
    @pytest.fixture
    def clinic(self, database: Database) -> tuple[int, int, int]:
        room, ruth = add_room(database), add_person(database)
        add_hours(database, ruth, [1], 540, 660)
        return ruth, room, add_client(database)

    @pytest.fixture
    def free(self, database: Database, clinic: tuple[int, int, int]) -> Callable[..., list[str]]:
        ruth, room, client = clinic

        def free(moved: int | None = None, **changes: Any) -> list[str]:
            search = replace(
                case(people=(Practitioner(ruth, "Ruth"),), rooms=(Place(room, "Room 1"),)).search,
                **{"client_id": client, **changes},
            )
            opening = WorkingHours(database).opening(*window(search))
            with database.read() as session:
                load = loader(session.connection(), search, opening, moved)
                return [f"{time.starts_at:%H:%M}" for time in all_times(search, load)]

        return free

    def test_a_booked_visit_takes_its_time(
        self, database: Database, clinic: tuple[int, int, int], free: Callable[..., list[str]]
    ) -> None:
        ruth, room, client = clinic
        assert free()[0] == "09:00"
        add_appointment(database, client, ruth, moment("09:00"), moment("10:00"), room_id=room)
        assert free()[0] == "10:00"

    def test_the_visit_that_is_moved_stands_in_nobodys_way(
        self, database: Database, clinic: tuple[int, int, int], free: Callable[..., list[str]]
    ) -> None:
        ruth, room, client = clinic
        visit = add_appointment(
            database, client, ruth, moment("09:00"), moment("11:00"), room_id=room
        )
        assert free() == []
        assert free(moved=visit)[0] == "09:00"

    def test_the_clients_visit_with_someone_else_counts_and_another_clients_does_not(
        self, database: Database, clinic: tuple[int, int, int], free: Callable[..., list[str]]
    ) -> None:
        _, _, client = clinic
        other = add_person(database, "Amira Khan")
        add_appointment(database, client, other, moment("09:00"), moment("10:00"))
        add_appointment(database, add_client(database), other, moment("10:00"), moment("11:00"))
        assert free()[0] == "10:00"
        assert free(client_id=None)[0] == "09:00"

    def test_a_room_and_a_person_of_one_number_are_told_apart(
        self, database: Database, clinic: tuple[int, int, int], free: Callable[..., list[str]]
    ) -> None:
        ruth, room, _client = clinic
        assert ruth == room
        add_room(database, "Room 2")
        other = add_person(database, "Amira Khan")
        add_appointment(
            database, add_client(database), other, moment("09:00"), moment("10:00"), room_id=room
        )
        assert free()[0] == "10:00"
        assert free(needs=Needs(30, room=False))[0] == "09:00"

    def test_a_row_that_began_long_before_still_counts(
        self, database: Database, clinic: tuple[int, int, int], free: Callable[..., list[str]]
    ) -> None:
        ruth, _room, client = clinic
        visit = add_appointment(
            database, client, ruth, moment("08:00"), moment("08:30"), occupies=False
        )
        with database.write(audited=False) as session:
            session.execute(
                insert(Occupancy).values(
                    kind="practitioner",
                    resource_id=ruth,
                    starts_at=moment("02:30"),
                    ends_at=moment("10:30"),
                    appointment_id=visit,
                )
            )
        assert free() == ["10:30"]


@given(st.sets(st.integers(0, 80)), st.integers(1, 12))
def test_runs_begin_where_so_many_minutes_are_free(free: set[int], length: int) -> None:
    found = set(each(runs_of(length, sum(1 << minute for minute in free))))
    assert found == {m for m in free if all(m + n in free for n in range(length))}


@given(st.sets(st.integers(0, 80)), st.integers(0, 12))
def test_smearing_marks_the_minutes_after(marks: set[int], reach: int) -> None:
    found = set(each(smeared(sum(1 << minute for minute in marks), reach)))
    assert found == {m + n for m in marks for n in range(reach + 1)}


@given(st.integers(1, 20), st.integers(0, 50), st.integers(0, 120))
def test_every_so_many_minutes_is_a_range(step: int, begins: int, ends: int) -> None:
    assert list(each(every(step, begins, ends))) == list(range(begins, ends, step))


@given(st.integers(-20, 50), st.integers(-20, 50))
def test_a_stretch_is_a_range_from_zero_on(begins: int, ends: int) -> None:
    assert list(each(stretch(begins, ends))) == list(range(max(0, begins), max(0, ends)))
