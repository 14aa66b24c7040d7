"""Fractions to pixels and back, and marks that make way for each other."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.records.map_marks import FURTHEST, NEAREST, Place, fitted, hit, marks

SIZES = st.floats(60, 4000)
FRACTIONS = st.floats(0, 1)
RADIUS = 9.0
ROUND = [RADIUS] * 12


@given(st.floats(0.3, 3), SIZES, SIZES, FRACTIONS, FRACTIONS)
def test_a_fraction_comes_back_exactly_at_any_size(
    aspect: float, width: float, height: float, x: float, y: float
) -> None:
    sheet = fitted(aspect, width, height)
    assert sheet.fraction(*sheet.at(x, y)) == pytest.approx((x, y), abs=1e-9)


@given(st.floats(0.3, 3), SIZES, SIZES)
def test_a_chart_fills_its_space_as_far_as_its_shape_allows(
    aspect: float, width: float, height: float
) -> None:
    sheet = fitted(aspect, width, height)
    assert sheet.height / sheet.width == pytest.approx(aspect)
    assert sheet.width == pytest.approx(width) or sheet.height == pytest.approx(height)
    assert sheet.left >= -1e-6
    assert sheet.left + sheet.width <= width + 1e-6


def test_points_with_room_round_them_stand_where_they_are() -> None:
    exact = [Place(10, 10), Place(40, 10), Place(10, 60)]
    assert [mark.drawn for mark in marks(exact, ROUND)] == exact
    assert not any(mark.aside for mark in marks(exact, ROUND))


def test_points_on_one_place_are_drawn_apart_and_lead_back_to_it() -> None:
    drawn = marks([Place(50, 50)] * 3, ROUND)
    for one, other in combinations(drawn, 2):
        apart = hypot(one.drawn.x - other.drawn.x, one.drawn.y - other.drawn.y)
        assert apart >= NEAREST * 2 * RADIUS - 1
    assert all(mark.exact == Place(50, 50) for mark in drawn)


def test_a_wide_mark_is_given_more_room() -> None:
    drawn = marks([Place(50, 50), Place(60, 50)], [14, RADIUS])
    assert drawn[1].drawn.x - drawn[0].drawn.x >= NEAREST * (14 + RADIUS) - 1


def test_the_pinned_point_stays_and_the_others_make_way() -> None:
    drawn = marks([Place(50, 50), Place(52, 50)], ROUND, pinned=1)
    assert drawn[1].drawn == Place(52, 50)
    assert drawn[0].aside


@given(st.lists(st.tuples(st.floats(0, 80), st.floats(0, 80)), max_size=12))
def test_no_mark_strays_from_its_position_and_the_same_gives_the_same(
    places: list[tuple[float, float]],
) -> None:
    exact = [Place(*place) for place in places]
    drawn = marks(exact, ROUND)
    assert drawn == marks(exact, ROUND)
    for mark in drawn:
        far = hypot(mark.drawn.x - mark.exact.x, mark.drawn.y - mark.exact.y)
        assert far <= FURTHEST * RADIUS + 1e-6


def test_the_nearest_mark_under_the_pointer_is_hit_and_none_far_off() -> None:
    drawn = marks([Place(10, 10), Place(30, 10)], ROUND)
    assert hit(drawn, RADIUS, 13, 12) == 0
    assert hit(drawn, RADIUS, 27, 12) == 1
    assert hit(drawn, RADIUS, 20, 40) is None
    assert hit((), RADIUS, 20, 40) is None
