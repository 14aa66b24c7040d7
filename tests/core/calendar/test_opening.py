from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.base.clock import at, at_minute
from clinic_desk.base.spans import Span
from clinic_desk.calendar.bank_holidays import bank_holiday
from clinic_desk.calendar.opening import Away, Closed, Opening, WeeklyStretch, open_spans

TUESDAY = date(2026, 11, 24)
LONGEST = date(2026, 10, 25)
SHORTEST = date(2027, 3, 28)
WEEK = [WeeklyStretch(1, 540, 780), WeeklyStretch(1, 840, 1080)]
RUTH = 1


def hours(day: date, *stretches: tuple[str, str]) -> tuple[Span, ...]:
    return tuple(
        Span(at(day, time.fromisoformat(begins)), at(day, time.fromisoformat(ends)))
        for begins, ends in stretches
    )


def test_lunch_is_the_gap_between_two_stretches() -> None:
    assert open_spans(WEEK, [], [], {}, TUESDAY) == hours(
        TUESDAY, ("09:00", "13:00"), ("14:00", "18:00")
    )


def test_a_day_without_weekly_hours_is_shut() -> None:
    assert open_spans(WEEK, [], [], {}, TUESDAY + timedelta(days=1)) == ()


@pytest.mark.parametrize(
    ("away", "left"),
    [
        (("08:00", "09:00"), [("09:00", "13:00"), ("14:00", "18:00")]),
        (("08:00", "09:01"), [("09:01", "13:00"), ("14:00", "18:00")]),
        (("10:00", "11:00"), [("09:00", "10:00"), ("11:00", "13:00"), ("14:00", "18:00")]),
        (("12:00", "15:00"), [("09:00", "12:00"), ("15:00", "18:00")]),
        (("13:00", "14:00"), [("09:00", "13:00"), ("14:00", "18:00")]),
        (("09:00", "18:00"), []),
        (("17:59", "23:00"), [("09:00", "13:00"), ("14:00", "17:59")]),
    ],
)
def test_an_absence_takes_exactly_its_span(
    away: tuple[str, str], left: list[tuple[str, str]]
) -> None:
    assert open_spans(WEEK, hours(TUESDAY, away), [], {}, TUESDAY) == hours(TUESDAY, *left)


@pytest.mark.parametrize(
    ("first", "last", "open_"), [(-3, -1, True), (-3, 0, False), (0, 9, False), (1, 9, True)]
)
def test_a_closure_shuts_its_first_and_last_day(first: int, last: int, open_: bool) -> None:
    shut = Closed(TUESDAY + timedelta(days=first), TUESDAY + timedelta(days=last), "Refitting")
    assert bool(open_spans(WEEK, [], [shut], {}, TUESDAY)) is open_


def test_a_bank_holiday_is_shut() -> None:
    assert open_spans(WEEK, [], [], {TUESDAY: "A holiday"}, TUESDAY) == ()


@pytest.mark.parametrize(
    ("day", "length"), [(LONGEST, 25), (SHORTEST, 23), (LONGEST + timedelta(days=1), 24)]
)
def test_a_whole_day_has_the_hours_that_pass(day: date, length: int) -> None:
    [span] = open_spans([WeeklyStretch(day.weekday(), 0, 1440)], [], [], {}, day)
    assert span.minutes == length * 60
    assert span == Span(at_minute(day, 0), at_minute(day, 1440))


@pytest.mark.parametrize(("day", "utc_hour"), [(LONGEST, 9), (SHORTEST, 8)])
def test_nine_is_nine_by_the_wall_clock_on_the_day_clocks_change(day: date, utc_hour: int) -> None:
    [span] = open_spans([WeeklyStretch(6, 540, 1020)], [], [], {}, day)
    assert span.starts_at == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
    assert span.minutes == 480


def test_hours_inside_the_skipped_hour_do_not_run_backwards() -> None:
    weekly = [WeeklyStretch(6, 90, 120), WeeklyStretch(6, 120, 180)]
    [span] = open_spans(weekly, [], [], {}, SHORTEST)
    assert span == Span(datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 3, 28, 2, tzinfo=UTC))


STRETCHES = st.lists(
    st.tuples(st.integers(0, 1439), st.integers(1, 600)).map(
        lambda s: WeeklyStretch(6, s[0], min(1440, s[0] + s[1]))
    ),
    max_size=3,
)
ABSENCES = st.lists(
    st.tuples(st.integers(-600, 2000), st.integers(1, 900)).map(
        lambda a: Span(at_minute(LONGEST, 0), at_minute(LONGEST, 0)).widened(-a[0], a[0] + a[1])
    ),
    max_size=3,
)


@settings(max_examples=60)
@given(STRETCHES, ABSENCES, st.sampled_from([LONGEST, date(2026, 11, 1), SHORTEST]))
def test_spans_are_apart_in_order_and_hold_no_minute_away(
    weekly: list[WeeklyStretch], absences: list[Span], day: date
) -> None:
    spans = open_spans(weekly, absences, [], {}, day)
    for one, after in itertools.pairwise(spans):
        assert one.ends_at < after.starts_at
    assert all(span.starts_at < span.ends_at for span in spans)
    assert not any(span.overlaps(absence) for span in spans for absence in absences)


def opening(**other: object) -> Opening:
    known = {"weekly": {RUTH: tuple(WEEK)}, "absences": {}, "closures": ()}
    return Opening(**{**known, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "weekday", "because"),
    [
        (date(2026, 12, 25), 4, "Christmas Day"),
        (date(2026, 12, 8), 1, "Refitting"),
        (date(2026, 12, 15), 1, "Leave"),
        (date(2026, 12, 22), 1, ""),
        (date(2026, 12, 23), 1, "Not working"),
    ],
)
def test_a_day_shut_for_someone_says_why(day: date, weekday: int, because: str) -> None:
    leave = Away(Span(at_minute(date(2026, 12, 14), 0), at_minute(date(2026, 12, 16), 0)), "Leave")
    ruth = opening(
        weekly={RUTH: (WeeklyStretch(weekday, 540, 1020),)},
        absences={RUTH: (leave,)},
        closures=(Closed(date(2026, 12, 8), date(2026, 12, 8), "Refitting"),),
        holiday=bank_holiday,
    )
    assert ruth.closed_because(day, RUTH) == because
    assert bool(ruth.of(RUTH, day)) is (because == "")


def test_an_absence_of_part_of_the_day_does_not_shut_it() -> None:
    away = Away(hours(TUESDAY, ("09:00", "12:00"))[0], "Training")
    assert opening(absences={RUTH: (away,)}).closed_because(TUESDAY, RUTH) == ""


def test_the_clinic_is_open_from_the_first_in_to_the_last_out() -> None:
    late = (WeeklyStretch(1, 720, 1200),)
    both = opening(weekly={RUTH: tuple(WEEK), 2: late})
    assert both.clinic(TUESDAY) == hours(TUESDAY, ("09:00", "20:00"))
    assert both.clinic(TUESDAY + timedelta(days=1)) == ()
    assert both.closed_because(TUESDAY + timedelta(days=1)) == "Nobody is working"
