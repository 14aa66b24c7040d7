"""A working day as it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.base.errors import BadInput
from clinic_desk.calendar.opening import WeeklyStretch
from ui.settings.clock_reading import DayHours, read_day, read_minute, shown_day


@pytest.mark.parametrize(
    ("typed", "minute"),
    [
        ("9", 540),
        ("9.30", 570),
        ("0930", 570),
        ("17:30", 1050),
        ("5.30pm", 1050),
        ("12 am", 0),
        ("12pm", 720),
        ("24:00", 1440),
    ],
)
def test_a_time_of_day_is_read_as_people_type_it(typed: str, minute: int) -> None:
    assert read_minute(typed) == minute


@pytest.mark.parametrize("typed", ["", "nine", "25", "9:60", "24:01", "13pm", "-1", "9:3"])
def test_what_is_no_time_of_day_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match="no time of day"):
        read_minute(typed)


def test_lunch_is_the_gap_between_two_stretches() -> None:
    assert read_day(1, DayHours("9", "17.30", "13-14")) == (
        WeeklyStretch(1, 540, 780),
        WeeklyStretch(1, 840, 1050),
    )


def test_a_day_may_have_several_breaks_in_any_order() -> None:
    stretches = read_day(0, DayHours("9:00", "18:00", "15:00 to 15:15, 12–13"))
    assert [tuple(each[1:]) for each in stretches] == [(540, 720), (780, 900), (915, 1080)]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (DayHours("17", "9"), "ends", "ends before it starts"),
        (DayHours("9", "9"), "ends", "ends before it starts"),
        (DayHours("", "17"), "starts", "when the day begins"),
        (DayHours("9", ""), "ends", "when the day ends"),
        (DayHours("9", "17", "12-13, 12:30-14"), "breaks", "Two breaks overlap"),
        (DayHours("9", "17", "14-13"), "breaks", "break ends before"),
        (DayHours("9", "17", "16-18"), "breaks", "after work does"),
        (DayHours("9", "17", "8-10"), "breaks", "before work does"),
        (DayHours("9", "17", "lunch"), "breaks", "is no break"),
    ],
)
def test_hours_that_cannot_be_name_the_cell_that_is_wrong(
    typed: DayHours, field: str, words: str
) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        read_day(0, typed)
    assert refused.value.field == field


@settings(max_examples=60)
@given(st.lists(st.integers(0, 1440), min_size=2, max_size=8, unique=True))
def test_a_day_that_is_shown_reads_back_as_it_was(minutes: list[int]) -> None:
    edges = sorted(minutes)[: len(minutes) // 2 * 2]
    day = [WeeklyStretch(2, *pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
    assert list(read_day(2, shown_day(day))) == day
