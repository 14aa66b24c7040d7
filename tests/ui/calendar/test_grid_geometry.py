"""Minutes, pixels, lanes and hits: the grid's arithmetic, with no window."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.base.clock import at_minute
from clinic_desk.base.spans import Span
from clinic_desk.calendar.records import DayView, Visit
from tests.ui.calendar.grid_days import THURSDAY, column, drawn_day, span, visit
from ui.calendar.grid.axis import (
    DAY,
    Axis,
    Stretch,
    fitted,
    snapped,
    snapped_down,
    span_from,
    span_on,
    stretch_on,
    visible_hours,
)
from ui.calendar.grid.hit import hit, part_of
from ui.calendar.grid.layout import (
    Box,
    Layout,
    Measures,
    closed,
    column_of,
    hours_of,
    laid_out,
    seats,
)
from ui.calendar.grid.pull import LONGEST, SLACK, Grip, chosen_at, pulled

MEASURES = Measures(gutter=55, margin=6, least_hour=56, least_block=13)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
minutes = st.integers(0, DAY - 1)


def of_the_drawing(width: int = 943, height: int = 681) -> Layout:
    """The drawing's day at the size it has there."""
    view = drawn_day()
    return in_size(view, width, height)


def in_size(view: DayView, width: int, height: int) -> Layout:
    """A view laid out with the hours that it asks for."""
    seated = seats(view)
    return laid_out(view, seated, (width, height), MEASURES, hours_of(view, seated))


def test_the_drawn_day_shows_nine_to_half_past_six_and_fits() -> None:
    layout = of_the_drawing()
    assert layout.axis[:2] == (540, 1110)
    assert layout.axis.height == 681


def test_a_low_window_scrolls_instead_of_squeezing() -> None:
    assert fitted((540, 1110), 300, 56).height == round(9.5 * 56)


def test_hours_widen_by_half_hours_for_an_early_visit_and_its_preparation() -> None:
    early = visit(1, "Ann", "BTX", "08:00-08:30", prep_minutes=10)
    view = DayView((column(),), (early,))
    assert hours_of(view, seats(view)) == (450, 1110)


def test_hours_stay_inside_the_day() -> None:
    assert visible_hours([Stretch(0, 5), Stretch(1435, 1440)]) == (0, DAY)


@given(
    minutes,
    st.floats(0.5, 4, allow_nan=False),
    st.integers(0, 600),
)
def test_a_minute_comes_back_from_its_pixel(minute: int, per_minute: float, first: int) -> None:
    axis = Axis(first, DAY, per_minute)
    assert abs(axis.minute(axis.y(minute)) - minute) <= 0.5 / per_minute + 1e-6
    assert snapped(axis.minute(axis.y(snapped(minute, 5))), 5) == snapped(minute, 5)


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), minutes, st.integers(1, 480))
def test_a_stretch_of_any_day_comes_back_from_its_instants(
    day: date, first: int, length: int
) -> None:
    stretch = Stretch(first, min(first + length, DAY))
    if day.month in (3, 10) and first < 180:
        return
    assert stretch_on(span_on(day, stretch), day) == stretch


@settings(max_examples=60)
@pytest.mark.parametrize("day", [SPRING, AUTUMN])
@given(first=st.integers(0, 300), length=st.integers(1, 180))
def test_on_a_day_of_changing_clocks_no_span_is_empty_or_reversed(
    day: date, first: int, length: int
) -> None:
    made = span_on(day, Stretch(first, first + length))
    assert made.starts_at < made.ends_at
    shown = stretch_on(made, day)
    assert shown is not None
    assert 0 <= shown.first < shown.last <= DAY


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_ten_o_clock_stands_at_ten_on_a_day_of_changing_clocks(day: date) -> None:
    assert stretch_on(span("10:00", "10:45", day), day) == Stretch(600, 645)
    assert span_from(day, 600, 45) == span("10:00", "10:45", day)


def test_an_hour_lived_twice_is_drawn_at_its_real_length() -> None:
    first = at_minute(AUTUMN, 90)
    assert stretch_on(Span(first, first + timedelta(minutes=45)), AUTUMN) == Stretch(90, 135)


def test_a_span_over_midnight_is_cut_at_it() -> None:
    night = Span(at_minute(THURSDAY, 1400), at_minute(THURSDAY, 1500))
    assert stretch_on(night, THURSDAY) == Stretch(1400, DAY)
    assert stretch_on(night, THURSDAY + timedelta(days=1)) == Stretch(0, 60)
    assert stretch_on(night, THURSDAY + timedelta(days=2)) is None
    till_midnight = Span(at_minute(THURSDAY, 1400), at_minute(THURSDAY, DAY))
    assert stretch_on(till_midnight, THURSDAY + timedelta(days=1)) is None


def test_columns_fill_the_width_without_gaps() -> None:
    strips = of_the_drawing(944).strips
    assert strips[0].x == 55
    assert strips[-1].right == 944
    assert all(a.right == b.x for a, b in itertools.pairwise(strips))


def test_lunch_and_the_hours_before_and_after_work_are_closed() -> None:
    assert closed(column(1, "09:00-13:00", "14:00-17:00")) == (
        Stretch(0, 540),
        Stretch(780, 840),
        Stretch(1020, DAY),
    )


def test_a_day_off_is_closed_from_midnight_to_midnight() -> None:
    whole = column()
    assert closed(type(whole)("person", 1, THURSDAY, "", "", ())) == (Stretch(0, DAY),)


def test_shoulders_stand_before_and_after_the_block_and_never_in_it() -> None:
    seen = visit(1, "Ann", "BTX", "10:00-10:45", prep_minutes=5, cleanup_minutes=10)
    (block,) = in_size(DayView((column(),), (seen,)), 600, 680).blocks
    assert block.before is not None
    assert block.after is not None
    assert block.before.bottom <= block.box.y
    assert block.box.bottom <= block.after.y


lengths = st.sampled_from((5, 10, 15, 20, 30, 45, 60, 90))
crammed = st.lists(st.tuples(st.integers(108, 210).map(lambda n: n * 5), lengths), max_size=25)


@settings(max_examples=60)
@given(crammed, st.integers(200, 1900), st.integers(200, 1000))
def test_blocks_share_no_pixel_and_stay_in_their_column(
    times: list[tuple[int, int]], width: int, height: int
) -> None:
    visits = tuple(_at(n, first, length) for n, (first, length) in enumerate(times))
    view = DayView((column(),), visits)
    layout = in_size(view, width, height)
    assert len(layout.blocks) == len(visits)
    for i, block in enumerate(layout.blocks):
        assert layout.strips[0].x < block.box.x
        assert block.box.right <= layout.strips[0].right
        assert not any(block.box.meets(other.box) for other in layout.blocks[:i])


def _at(number: int, first: int, length: int) -> Visit:
    starts, ends = (int(each.timestamp()) for each in span_from(THURSDAY, first, length))
    return visit(number, "Ann", "BTX", "09:00-10:00", starts=starts, ends=ends)


def test_each_visit_is_found_where_it_is_drawn() -> None:
    layout = of_the_drawing()
    for block in layout.blocks:
        found = hit(layout, block.box.x + 20, block.box.y + block.box.h // 2)
        assert found is not None
        assert found.block == block
        assert found.part == "whole"


def test_edges_are_held_within_six_pixels_and_a_low_block_keeps_a_middle() -> None:
    tall, low = Box(0, 100, 50, 60), Box(0, 100, 50, 14)
    assert [part_of(tall, y) for y in (100, 105, 106, 153, 154, 159)] == [
        "top", "top", "whole", "whole", "bottom", "bottom",
    ]  # fmt: skip
    assert part_of(low, 107) == "whole"


def test_empty_time_is_found_at_its_minute() -> None:
    layout = of_the_drawing()
    found = hit(layout, 100, layout.axis.y(15 * 60 + 7))
    assert found is not None
    assert (found.column, found.block, snapped_down(found.minute, 15)) == (0, None, 900)


def test_the_gutter_is_no_column() -> None:
    assert hit(of_the_drawing(), 20, 100) is None


def test_a_visit_sits_in_its_person_s_column_of_its_own_day() -> None:
    week = tuple(column(1, day=THURSDAY + timedelta(days=n)) for n in range(3))
    friday = visit(1, "Ann", "BTX", "10:00-10:30", day=THURSDAY + timedelta(days=1))
    assert column_of(week, friday, friday.span) == 1
    assert column_of((column(2),), friday, friday.span) is None


@given(minutes, minutes, st.integers(0, 2))
def test_a_choice_pulled_anywhere_is_whole_quarters_around_the_press(
    pressed: int, here: int, over: int
) -> None:
    grip = chosen_at(0, pressed)
    got = pulled(grip, over, here)
    assert got.column == 0
    assert got.stretch.first % 15 == got.stretch.last % 15 == 0
    assert got.stretch.first <= pressed < got.stretch.last
    assert 15 <= got.stretch.minutes <= LONGEST


@given(minutes, st.integers(5, 480), st.integers(-600, 2000))
def test_a_moved_visit_keeps_its_length_and_stays_in_the_day(
    first: int, length: int, here: int
) -> None:
    stood = Stretch(min(first, DAY - length), min(first, DAY - length) + length)
    got = pulled(Grip("move", 0, stood, stood.first + 3, 7), 2, here)
    assert got.column == 2
    assert got.stretch.minutes == length
    assert got.stretch.first >= 0
    assert got.stretch.last <= DAY


@given(st.sampled_from(("top", "bottom")), st.integers(-600, 2000))
def test_a_pulled_edge_never_crosses_the_other(kind: str, here: int) -> None:
    got = pulled(Grip(kind, 0, Stretch(600, 645), 600, 7), 1, here)  # type: ignore[arg-type]
    assert got.column == 0
    assert 5 <= got.stretch.minutes <= LONGEST


def test_the_slack_is_eight_pixels() -> None:
    assert SLACK == 8
