"""The subset of SVG that the charts are drawn in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.records.chart_paths import (
    Close,
    Curve,
    Line,
    Move,
    NotOurs,
    placed,
    read_drawing,
    read_path,
)

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'


def test_a_path_becomes_moves_lines_curves_and_closings() -> None:
    assert read_path("M1 2 L3,4 5 6 C.5-1 2 3 4 5Z") == (
        Move(1, 2),
        Line(3, 4),
        Line(5, 6),
        Curve(0.5, -1, 2, 3, 4, 5),
        Close(),
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "begins with M"),
        ("L1 2", "begins with M"),
        ("M1 2 3 4", "4 numbers after M"),
        ("M1 2 L3", "1 numbers after L"),
        ("M1 2 C1 2 3 4", "4 numbers after C"),
        ("M1 2 Q1 2 3 4", "says 'Q'"),
        ("M1 2 l3 4", "says 'l'"),
        ("M1 2 Z 3", "after Z"),
        ("M1 2 L3 #", "for numbers"),
        ("12 M1 2", "where a letter should stand"),
        ("~", "ends with '~'"),
    ],
)
def test_what_lies_outside_the_subset_is_refused_by_name(data: str, says: str) -> None:
    with pytest.raises(NotOurs, match=says.replace("(", r"\(")):
        read_path(data)


@given(st.lists(st.tuples(*[st.integers(-999, 999)] * 6), min_size=1, max_size=5))
def test_numbers_come_back_as_they_were_written(curves: list[tuple[int, ...]]) -> None:
    data = "M0 0" + "".join(" C" + " ".join(map(str, curve)) for curve in curves)
    assert read_path(data)[1:] == tuple(Curve(*curve) for curve in curves)


def test_a_drawing_is_read_in_fractions_of_its_box() -> None:
    drawing = read_drawing(f'{HEAD}<path class="line" d="M20 50 L200 100"/></svg>')
    assert drawing.aspect == 0.5
    assert drawing.strokes[0].steps == (Move(0.1, 0.5), Line(1, 1))


def test_steps_are_placed_on_a_screen_and_on_a_page_that_runs_up() -> None:
    steps = (Move(0.5, 0.25), Close())
    assert tuple(placed(steps, 10, 20, 100, 200)) == (Move(60, 70), Close())
    assert tuple(placed(steps, 10, 220, 100, -200)) == (Move(60, 170), Close())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<svg", "not well-formed"),
        ("<svg/>", "no SVG with a viewBox"),
        (f"{HEAD}</svg>", "nothing is drawn"),
        (f"{HEAD}<circle/></svg>", "'circle' is no path"),
        (f'{HEAD}<path d="M1 2"/></svg>', "a class and d"),
        (f'{HEAD}<path class="line" d="M1 2" transform="scale(2)"/></svg>', "a class and d"),
        (f'{HEAD}<path class="bold" d="M1 2"/></svg>', "of class 'bold'"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"/>', "no SVG with a viewBox"),
    ],
)
def test_a_drawing_outside_the_subset_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(NotOurs, match=says):
        read_drawing(text)
