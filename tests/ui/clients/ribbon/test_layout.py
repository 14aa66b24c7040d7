"""Where things stand on the ribbon: days, bars and marks, and words that clip and cover nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.calendar.ribboning import Ribbon
from tests.ui.clients.ribbon.ribbons import SARAH, TODAY, ribbon_with, sarah
from ui.clients.ribbon.axis import Axis
from ui.clients.ribbon.layout import Layout, Measures, Words, laid_out
from ui.clients.ribbon.picture import free_of_words
from ui.clients.ribbon.walk import Place, beside, first_place

FIRST, UNTIL = date(2026, 6, 1), date(2027, 4, 1)
BUSY = tuple(
    (code, (date(2026, 6, 3) + timedelta(days=9 * at + shift)).isoformat(), "completed")
    for shift, code in enumerate(("BTX", "MN", "BTX_REVIEW", "CONSULT"))
    for at in range(19)
) + tuple(
    (code, (TODAY + timedelta(days=11 * at + 1)).isoformat(), status)
    for at in range(11)
    for code, status in (("BTX", "booked"), ("MN", "pencilled"))
)
"""Somebody who comes every few days, which no rule allows and every screen must bear."""


def measures(scale: float) -> Measures:
    return Measures(
        names=120 * scale,
        head=20 * scale,
        row=26 * scale,
        bar=18 * scale,
        mark=18 * scale,
        gap=8 * scale,
    )


def drawn(ribbon: Ribbon, width: float = 1300, scale: float = 1.0) -> Layout:
    return laid_out(ribbon, width, measures(scale), lambda text: 6.5 * scale * len(text))


def all_words(layout: Layout) -> list[list[Words]]:
    """The words of the head, and those of each lane."""
    head = [words for _, words in layout.months if words is not None]
    if layout.today_words is not None:
        head.append(layout.today_words)
    lanes = [
        [placed.words for placed in lane.placed if placed.words is not None]
        for lane in layout.lanes
    ]
    return [head, *lanes]


@given(st.integers(min_value=0, max_value=303), st.integers(min_value=300, max_value=2500))
def test_a_day_and_its_place_are_one(number: int, width: int) -> None:
    axis = Axis(FIRST, UNTIL, 100, width)
    day = FIRST + timedelta(days=number)
    assert axis.day(axis.middle(day)) == day
    assert axis.x(day) <= axis.middle(day) <= axis.x(day + timedelta(days=1))


def test_days_beyond_the_ends_are_brought_to_them() -> None:
    axis = Axis(FIRST, UNTIL, 100, 1100)
    assert axis.x(date(2020, 1, 1)) == 100
    assert axis.x(date(2030, 1, 1)) == 1100
    assert (axis.day(0), axis.day(5000)) == (FIRST, UNTIL - timedelta(days=1))


def test_an_axis_without_room_gives_days_all_the_same() -> None:
    assert Axis(FIRST, UNTIL, 100, 100).day(100) == FIRST


@pytest.mark.parametrize("width", [600, 900, 1100, 1300, 1844, 2500])
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("visits", [(), SARAH, BUSY], ids=["nothing", "some", "much"])
def test_no_words_are_clipped_or_stand_on_others(
    visits: tuple[tuple[str, str, str], ...], scale: float, width: float
) -> None:
    layout = drawn(ribbon_with(*visits), width, scale)
    for row in all_words(layout):
        for words in row:
            assert layout.axis.left <= words.box.left, words
            assert words.box.right <= layout.axis.right, words
            room = 6.5 * scale * len(words.text)
            assert words.box.width >= room - 0.01, words
        ordered = sorted(row, key=lambda words: words.box.left)
        for one, other in pairwise(ordered):
            assert one.box.right <= other.box.left, (one, other)


@pytest.mark.parametrize("width", [900, 1300, 2500])
def test_no_words_hide_a_mark(width: float) -> None:
    layout = drawn(ribbon_with(*BUSY), width)
    for lane in layout.lanes:
        marks = [each.box for each in lane.placed if each.stop.is_visit]
        for words in (each.words for each in lane.placed if each.words is not None):
            covered = [
                mark
                for mark in marks
                if mark.left < words.box.right and words.box.left < mark.right
            ]
            assert covered == [], words


def test_today_is_named_and_a_month_gives_way_to_it() -> None:
    layout = drawn(sarah(), 900, 1.5)
    assert layout.today is not None
    assert layout.axis.day(layout.today) == TODAY
    assert layout.today_words is not None
    named = [words.text for _, words in layout.months if words is not None]
    assert "Dec" not in named
    assert "Dec" in [words.text for _, words in drawn(sarah(), 2500).months if words is not None]


@pytest.mark.parametrize("width", [700.0, 1000.0, 1300.0])
def test_the_line_of_today_crosses_no_words(width: float) -> None:
    layout = drawn(ribbon_with(*BUSY), width)
    words = [each.box for lane in all_words(layout)[1:] for each in lane]
    for x in range(int(layout.axis.left), int(layout.axis.right), 3):
        drawn_at = list(free_of_words(layout, x, 0))
        crossed = [box for box in words if box.left <= x <= box.right]
        assert all(
            lower <= box.top or upper >= box.bottom for upper, lower in drawn_at for box in crossed
        )
        length = sum(lower - upper for upper, lower in drawn_at)
        assert length == pytest.approx(layout.height - sum(b.bottom - b.top for b in crossed))


def test_a_ribbon_of_other_months_has_no_today() -> None:
    layout = drawn(replace(sarah(), today=date(2030, 1, 1)))
    assert (layout.today, layout.today_words) == (None, None)


def test_the_open_stretch_says_from_when_and_since_what() -> None:
    toxin, needling, review = drawn(sarah(), 1844).lanes
    said = {placed.words.text for placed in toxin.placed if placed.words is not None}
    assert said == {"from 12 Jan: 14 days after needling"}
    said = {placed.words.text for placed in needling.placed if placed.words is not None}
    assert {"29 Dec", "from 26 Jan: 28 days after needling"} <= said
    assert [p.words.text for p in review.placed if p.words is not None] == ["from today"]


def test_bars_begin_and_end_on_their_days() -> None:
    layout = drawn(sarah())
    axis, (toxin, *_) = layout.axis, layout.lanes
    working = [bar.box for bar in toxin.bars if bar.kind == "working"]
    assert [(box.left, box.right) for box in working] == [
        (axis.middle(date(2026, 7, 4)), axis.x(date(2026, 10, 2))),
        (axis.middle(date(2026, 10, 10)), axis.x(date(2027, 1, 8))),
    ]
    (opens,) = [bar.box for bar in toxin.bars if bar.kind == "open"]
    assert (opens.left, opens.right) == (axis.x(date(2027, 1, 12)), axis.right)


def test_what_works_ends_where_it_is_done_again() -> None:
    needling = drawn(sarah()).lanes[1]
    first, second = [bar.box for bar in needling.bars if bar.kind == "working"]
    assert first.right <= second.left + 5


def test_a_pixel_leads_to_the_visit_before_the_stretch_under_it() -> None:
    layout = drawn(sarah())
    for at, lane in enumerate(layout.lanes):
        middle = (lane.box.top + lane.box.bottom) / 2
        for number, placed in enumerate(lane.placed):
            if placed.stop.is_visit:
                x = (placed.box.left + placed.box.right) / 2
                assert layout.hit(x, middle) == (at, number)
    assert layout.hit(5, 40) is None
    assert layout.hit(layout.axis.middle(date(2027, 2, 20)), 40) is not None
    assert layout.hit(layout.axis.middle(date(2026, 6, 3)), 40) is None


@settings(max_examples=40)
@given(st.lists(st.sampled_from([(0, 1), (0, -1), (1, 0), (-1, 0)]), max_size=30))
def test_wherever_the_arrows_lead_there_is_a_stop(steps: list[tuple[int, int]]) -> None:
    layout = drawn(sarah())
    place = first_place([len(lane.placed) for lane in layout.lanes], layout)
    assert place is not None
    for step in steps:
        place = beside(place, *step, layout)
        assert 0 <= place.number < len(layout.lanes[place.lane].placed)


def test_a_lane_without_a_stop_is_passed_over() -> None:
    layout = drawn(ribbon_with(("MN", "2026-08-14", "completed"), held="It is held."))
    counts = [len(lane.placed) for lane in layout.lanes]
    assert counts == [0, 1, 0]
    place = first_place(counts, layout)
    assert place == Place(1, 0)
    for step in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        assert beside(place, *step, layout) == place


def test_nothing_at_all_to_stop_at_is_no_place() -> None:
    layout = drawn(ribbon_with(held="It is held."))
    assert first_place([0, 0, 0], layout) is None
