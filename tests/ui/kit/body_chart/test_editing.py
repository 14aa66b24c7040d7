"""The points of a map as values: placing, moving, mirroring, and going back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.records.charts import OTHER, area_at, charts
from clinic_desk.records.contents import Point
from ui.kit.body_chart.editing import MOST_HUNDREDTHS, MapEditing

FOREHEAD = (0.42, 0.28)
CROWS_FEET = (0.22, 0.43)
BESIDE = (0.03, 0.5)


def made(*places: tuple[float, float], units: int = 400) -> MapEditing:
    """A map of the face from the front with points of so many hundredths, the last one chosen."""
    editing = MapEditing()
    for place in places:
        assert editing.place("face_front", *place)
        editing.set_units(units)
    return editing


def test_a_point_that_is_placed_knows_its_area_and_is_chosen() -> None:
    editing = MapEditing()
    editing.vial_id = 7
    assert editing.place("face_front", *FOREHEAD)
    assert editing.chosen_point == Point("face_front", *FOREHEAD, 0, "forehead", 7)


def test_beside_the_body_nothing_is_placed_and_nothing_moved() -> None:
    editing = made(FOREHEAD)
    before = editing.points
    assert not editing.place("face_front", *BESIDE)
    assert not editing.move(*BESIDE)
    assert editing.points == before


def test_no_dose_is_invented_and_the_last_one_of_an_area_is_offered_again() -> None:
    editing = made(FOREHEAD, units=250)
    editing.place("face_front", *CROWS_FEET)
    assert editing.chosen_point is not None
    assert editing.chosen_point.hundredths == 0
    editing.place("face_front", 0.58, 0.28)
    assert editing.chosen_point.hundredths == 250


def test_a_moved_point_takes_the_area_it_comes_to() -> None:
    editing = made(FOREHEAD)
    assert editing.move(*CROWS_FEET)
    assert editing.chosen_point == Point("face_front", *CROWS_FEET, 400, "crows_feet")


@pytest.mark.parametrize(("asked", "held"), [(-1, 0), (450, 450), (10**9, MOST_HUNDREDTHS)])
def test_units_are_held_between_none_and_the_most(asked: int, held: int) -> None:
    editing = made(FOREHEAD)
    editing.set_units(asked)
    assert editing.points[0].hundredths == held


def test_mirroring_the_chosen_point_adds_it_on_the_other_side() -> None:
    editing = made(CROWS_FEET)
    assert editing.mirror() == 1
    assert editing.points[1] == Point("face_front", pytest.approx(0.78), 0.43, 400, "crows_feet")
    assert editing.chosen == 0


def test_mirroring_the_chosen_point_again_gives_its_units_to_its_counterpart() -> None:
    editing = made(CROWS_FEET)
    editing.mirror()
    assert editing.mirror() == 0
    editing.set_units(350)
    assert editing.mirror() == 1
    assert [point.hundredths for point in editing.points] == [350, 350]


def test_mirroring_all_completes_both_sides_and_changes_no_dose() -> None:
    editing = made(CROWS_FEET, FOREHEAD, (0.78, 0.43), (0.5, 0.3))
    editing.choose(2)
    editing.set_units(300)
    editing.choose(None)
    assert editing.mirror() == 1
    assert [point.hundredths for point in editing.points] == [400, 400, 300, 400, 400]
    assert editing.points[-1].x == pytest.approx(0.58)
    assert editing.mirror() == 0


def test_a_side_of_the_face_is_mirrored_to_its_own_chart() -> None:
    editing = MapEditing()
    editing.place("face_left", 0.42, 0.45)
    editing.mirror()
    assert editing.points[1] == Point("face_right", pytest.approx(0.58), 0.45, 0, "crows_feet")


def test_removing_chooses_the_next_point_of_the_chart_and_then_none() -> None:
    editing = made(FOREHEAD, CROWS_FEET)
    editing.choose(0)
    assert editing.remove()
    assert (len(editing.points), editing.chosen) == (1, 0)
    assert editing.remove()
    assert (editing.points, editing.chosen) == ((), None)
    assert not editing.remove()


def test_a_drag_or_a_run_of_keys_is_undone_at_once() -> None:
    editing = made(FOREHEAD)
    for step in range(1, 5):
        editing.move(0.42 + step / 100, 0.28, step="drag")
    editing.settle()
    editing.move(0.41, 0.28, step="drag")
    assert editing.undo()
    assert editing.points[0].x == pytest.approx(0.46)
    assert editing.undo()
    assert editing.points[0].x == 0.42


def test_what_was_undone_can_be_done_again_until_something_else_is_done() -> None:
    editing = made(FOREHEAD, CROWS_FEET)
    whole = editing.points
    editing.undo()
    editing.undo()
    assert len(editing.points) == 1
    editing.redo()
    editing.redo()
    assert editing.points == whole
    editing.undo()
    editing.place("face_front", 0.5, 0.3)
    assert not editing.can_redo


def test_taking_over_another_map_is_undone_like_anything_else() -> None:
    editing = made(FOREHEAD)
    before = editing.points
    assert editing.take((Point("face_left", 0.42, 0.45, 300, "crows_feet"),))
    assert not editing.take(editing.points)
    assert editing.undo()
    assert editing.points == before


def test_what_is_not_a_change_is_no_act() -> None:
    editing = made(FOREHEAD)
    editing.load(editing.points)
    editing.choose(0)
    assert not editing.set_units(400)
    assert not editing.move(*FOREHEAD)
    assert not editing.can_undo


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("place"), st.floats(0, 1), st.floats(0, 1)),
        st.tuples(st.just("move"), st.floats(0, 1), st.floats(0, 1)),
        st.tuples(st.just("choose"), st.integers(0, 30)),
        st.tuples(st.just("units"), st.integers(-100, 120_000)),
        st.sampled_from([("remove",), ("mirror",), ("undo",), ("redo",), ("free",)]),
    ),
    max_size=25,
)


@given(ACTS)
def test_whatever_is_done_points_lie_in_their_areas_and_undo_goes_back_to_nothing(
    acts: list[tuple[object, ...]],
) -> None:
    editing = MapEditing()
    for act in acts:
        _do(editing, act)
        for point in editing.points:
            area = area_at(charts()[point.chart], point.x, point.y)
            assert area is not None
            assert area.zone == point.area
            assert 0 <= point.hundredths <= MOST_HUNDREDTHS
        assert editing.chosen is None or 0 <= editing.chosen < len(editing.points)
    while editing.undo():
        pass
    assert editing.points == ()


@given(st.lists(st.tuples(st.floats(0.1, 0.49), st.floats(0.1, 0.9)), max_size=8))
def test_a_mirrored_map_has_as_much_on_either_side(places: list[tuple[float, float]]) -> None:
    editing = MapEditing()
    for x, y in places:
        editing.place("face_front", x, y)
    editing.choose(None)
    editing.mirror()
    chart = charts()["face_front"]
    sides = [chart.side_at(point.x) for point in editing.points]
    assert {OTHER[side] for side in sides} == set(sides)
    assert editing.mirror() == 0


def _do(editing: MapEditing, act: tuple[object, ...]) -> None:
    match act:
        case ("place", float(x), float(y)):
            editing.place("face_front", x, y)
        case ("move", float(x), float(y)):
            editing.move(x, y)
        case ("choose", int(at)):
            editing.choose(at if at < len(editing.points) else None)
        case ("units", int(hundredths)):
            editing.set_units(hundredths)
        case ("remove",):
            editing.remove()
        case ("mirror",):
            editing.mirror()
        case ("undo",):
            editing.undo()
        case ("redo",):
            editing.redo()
        case _:
            editing.choose(None)
