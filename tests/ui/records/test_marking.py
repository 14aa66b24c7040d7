"""Areas and the points that mark them."""

from __future__ import annotations

from dataclasses import replace

from clinic_desk.records.contents import NeedledArea, Point
from ui.records.marking import areas_of, marked_points

FOREHEAD = NeedledArea("forehead", 100, 3, "face_front", 0.5, 0.24)
CHEEKS = NeedledArea("cheeks", 150, 2)
POINT = Point("face_front", 0.5, 0.24, 100, "forehead")


def test_only_what_is_marked_stands_on_the_map() -> None:
    assert marked_points((FOREHEAD, CHEEKS)) == (POINT,)


def test_a_new_point_is_a_new_line() -> None:
    assert areas_of((POINT,), ()) == (replace(FOREHEAD, passes=0),)


def test_a_point_takes_the_line_of_its_place_that_waits_for_one() -> None:
    cheek = Point("face_front", 0.3, 0.55, 0, "cheeks")
    assert areas_of((cheek,), (CHEEKS,)) == (replace(CHEEKS, chart="face_front", x=0.3, y=0.55),)


def test_a_moved_point_keeps_what_was_typed_of_it() -> None:
    moved = replace(POINT, x=0.45, hundredths=150)
    assert areas_of((moved,), (FOREHEAD, CHEEKS)) == (
        replace(FOREHEAD, x=0.45, depth_hundredths_mm=150),
        CHEEKS,
    )


def test_a_point_that_is_taken_away_takes_its_line_with_it() -> None:
    assert areas_of((), (FOREHEAD, CHEEKS)) == (CHEEKS,)
