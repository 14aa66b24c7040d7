"""The search over sets of minutes against a plain comparison of spans."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.base.clock import at_minute, local_day
from clinic_desk.base.spans import Span
from clinic_desk.calendar.free_times import A_DAY, APART, all_times, next_times
from clinic_desk.calendar.free_weeks import Row
from clinic_desk.calendar.opening import Away, Closed, Opening, WeeklyStretch
from clinic_desk.calendar.records import Wish
from clinic_desk.calendar.search import Needs, Place, Practitioner, Search
from tests.core.calendar.free_time_cases import Case, brute_force, row

FIRST_DAYS = (date(2026, 11, 24), date(2026, 10, 24), date(2027, 3, 27))
CLIENT = 9


@st.composite
def needs(draw: st.DrawFn) -> Needs:
    stay = draw(st.integers(1, 40).map(lambda n: n * 5) | st.sampled_from([33, 480]))
    return Needs(
        minutes=stay,
        prep=draw(st.sampled_from([0, 5, 10, 7])),
        cleanup=draw(st.sampled_from([0, 5, 15])),
        numbing=draw(st.sampled_from([0, 0, 20, 30, 120])),
        room=draw(st.sampled_from([True, True, True, False])),
        device=draw(st.booleans()),
        shortest=draw(st.sampled_from([1, 2, 15, 30])),
    )


@st.composite
def rows(draw: st.DrawFn, day: date) -> tuple[Row, ...]:
    kinds = [("practitioner", 3), ("room", 2), ("buffer", 2), ("device", 1), ("client", 0)]
    made = []
    for _ in range(draw(st.integers(0, 14))):
        kind, many = draw(st.sampled_from(kinds))
        resource = draw(st.integers(1, many)) if many else CLIENT
        begins = at_minute(day + timedelta(days=draw(st.integers(-1, 2))), 0)
        begins += timedelta(
            minutes=draw(st.integers(0, 287)) * 5 + draw(st.sampled_from([0, 0, 7]))
        )
        made.append(row(kind, resource, begins, draw(st.sampled_from([5, 30, 75, 240, 480]))))
    return tuple(made)


@st.composite
def openings(draw: st.DrawFn, day: date) -> Opening:
    shifts = [(540, 780), (840, 1080), (0, 1440), (60, 150), (1200, 1440), (600, 1000)]
    weekly = {
        person: tuple(
            WeeklyStretch(weekday, *shift)
            for weekday in range(7)
            for shift in draw(st.lists(st.sampled_from(shifts), max_size=2))
        )
        for person in (1, 2, 3)
    }
    away = Span(at_minute(day, draw(st.integers(0, 1400))), at_minute(day, 1500))
    shut = Closed(day + timedelta(days=2), day + timedelta(days=2), "")
    return Opening(weekly, {1: (Away(away, ""),)}, draw(st.sampled_from([(), (shut,)])))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    day = draw(st.sampled_from(FIRST_DAYS))
    refused = draw(st.sets(st.sampled_from([day, day + timedelta(days=1)])))
    hour = draw(st.sampled_from([None, 10]))
    wish = Wish(
        part=draw(st.sampled_from(["any", "any", "mornings", "afternoons"])),
        weekdays=frozenset(draw(st.sampled_from([range(7), range(0, 7, 2)]))),
        limit=draw(st.integers(1, 12)),
        days=draw(st.integers(1, 3)),
    )
    search = Search(
        needs=draw(needs()),
        people=tuple(
            Practitioner(n, f"Person {n}", n) for n in (1, 2, 3)[: draw(st.integers(1, 3))]
        ),
        rooms=(Place(1, "Room 1"), Place(2, "Room 2")),
        devices=(Place(1, "Pen 1"), Place(2, "Pen 2"))[: draw(st.integers(1, 2))],
        client_id=draw(st.sampled_from([CLIENT, None])),
        wish=wish,
        now=at_minute(day, 0) + timedelta(minutes=draw(st.integers(0, 700)), seconds=30),
        refused=refused.__contains__,
        refused_at=lambda instant: instant.astimezone(UTC).hour == hour,
    )
    return Case(search, draw(openings(day)), draw(rows(day)))


@settings(max_examples=80, deadline=None)
@given(cases())
def test_every_time_that_fits_is_found_and_no_other(case: Case) -> None:
    assert list(all_times(case.search, case.load)) == list(brute_force(case))


@settings(max_examples=80, deadline=None)
@given(cases())
def test_what_is_offered_fits_and_is_spread_over_the_days(case: Case) -> None:
    offers = next_times(case.search, case.load)
    fits = {(t.starts_at, t.person_id): t for t in all_times(case.search, case.load)}
    for offer in offers:
        time = fits[offer.span.starts_at, offer.person_id]
        assert offer.room_id in (time.rooms if case.search.needs.room else (None,))
        assert offer.device_id in (time.devices if case.search.needs.device else (None,))
        assert offer.span.minutes == case.search.needs.minutes
    starts = [offer.span.starts_at for offer in offers]
    assert len(set(starts)) == len(starts)
    assert len(starts) == min(case.search.wish.limit, len({start for start, _ in fits}))
    days = [local_day(start) for start in starts]
    assert days == sorted(days)
    if fits:
        assert days[0] == min(local_day(start) for start, _ in fits)


@settings(max_examples=30, deadline=None)
@given(cases())
def test_asking_for_enough_offers_gives_every_start(case: Case) -> None:
    search = replace(case.search, wish=case.search.wish._replace(limit=1000, days=1))
    everything = Case(search, case.opening, case.rows)
    offered = [offer.span.starts_at for offer in next_times(search, everything.load)]
    assert sorted(offered) == sorted({time.starts_at for time in brute_force(everything)})


def test_ten_offers_of_an_empty_diary_are_spread_over_days() -> None:
    week = tuple(
        WeeklyStretch(day, *shift) for day in range(5) for shift in [(540, 780), (840, 1080)]
    )
    search = Search(
        needs=Needs(30, prep=5, cleanup=10),
        people=(Practitioner(1, "Ruth"), Practitioner(2, "Amira")),
        rooms=(Place(1, "Room 1"),),
        devices=(),
        client_id=None,
        wish=Wish(),
        now=datetime(2026, 11, 24, 0, 0, tzinfo=UTC),
    )
    offers = next_times(search, Case(search, Opening({1: week, 2: week}, {}, ()), ()).load)
    days = Counter(local_day(offer.span.starts_at) for offer in offers)
    assert max(days.values()) == A_DAY
    assert len(days) == 4
    first = [offer.span.starts_at for offer in offers[:3]]
    assert [f"{start:%H:%M}" for start in first] == ["09:00", "12:30", "14:00"]
    assert min(b - a for a, b in itertools.pairwise(first)) >= timedelta(minutes=APART)
