"""A day and a time, in any spelling that comes with a phone at one ear."""

from __future__ import annotations

from datetime import date, time

import pytest

from clinic_desk.base.errors import BadInput
from clinic_desk.base.moments import read_moment, read_past_day

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "day", "moment"),
    [
        ("thu 11", date(2026, 11, 26), time(11)),
        ("Thursday at 2.30pm", date(2026, 11, 26), time(14, 30)),
        ("thu 26 nov 11:00", date(2026, 11, 26), time(11)),
        ("Thu 26 Nov, 11:00", date(2026, 11, 26), time(11)),
        ("tue", TUESDAY, None),
        ("tomorrow 9.15", date(2026, 11, 25), time(9, 15)),
        ("8 dec 2", date(2026, 12, 8), time(14)),
        ("8th of december", date(2026, 12, 8), None),
        ("8/12 0930", date(2026, 12, 8), time(9, 30)),
        ("8/12/26", date(2026, 12, 8), None),
        ("3/1", date(2027, 1, 3), None),
        ("2026-12-08 14:30", date(2026, 12, 8), time(14, 30)),
        ("29 feb", date(2028, 2, 29), None),
        ("14:30", None, time(14, 30)),
        ("12am", None, time(0)),
        ("12pm", None, time(12)),
        ("", None, None),
    ],
)
def test_a_day_and_a_time_are_read_as_they_are_meant(
    typed: str, day: date | None, moment: time | None
) -> None:
    assert read_moment(typed, TUESDAY) == (day, moment)


@pytest.mark.parametrize("typed", ["soon", "31 feb", "thu 25:00", "thu 11 and later", "8/13"])
def test_what_is_neither_is_named(typed: str) -> None:
    with pytest.raises(BadInput) as trouble:
        read_moment(typed, TUESDAY)
    assert trouble.value.field == "when"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1 oct", date(2026, 10, 1)),
        ("24 nov", TUESDAY),
        ("25 nov", date(2025, 11, 25)),
        ("mon", date(2026, 11, 23)),
        ("tue", TUESDAY),
        ("yesterday", date(2026, 11, 23)),
        ("12/9/25", date(2025, 9, 12)),
        ("29 feb", date(2024, 2, 29)),
    ],
)
def test_a_day_in_the_past_is_the_latest_such_day(typed: str, day: date) -> None:
    assert read_past_day(typed, TUESDAY) == day


@pytest.mark.parametrize("typed", ["25 nov 2026", "long ago", ""])
def test_a_day_to_come_is_not_in_the_past(typed: str) -> None:
    with pytest.raises(BadInput):
        read_past_day(typed, TUESDAY)


@pytest.mark.parametrize(
    "typed", ["31/12/9999 23:50", "1/1/0001 10:00", "2062-03-01", "8 dec 1999"]
)
def test_a_day_of_another_age_is_no_day_to_book(typed: str) -> None:
    with pytest.raises(BadInput, match="years away"):
        read_moment(typed, TUESDAY)


def test_nothing_was_had_elsewhere_before_anyone_lived() -> None:
    with pytest.raises(BadInput, match="too long ago"):
        read_past_day("1/1/0001", TUESDAY)
