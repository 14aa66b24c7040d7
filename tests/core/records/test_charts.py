"""The charts that ship: what is drawn, which place lies where, and how left answers right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.errors import CannotOpen
from clinic_desk.base.folders import RESOURCES
from clinic_desk.records.chart_paths import Close, Stroke
from clinic_desk.records.charts import (
    CHARTS,
    OTHER,
    area_at,
    charts,
    load_chart,
    mirrored,
    place_words,
)
from clinic_desk.safety.loading import load_protocol

SHIPPED = RESOURCES / "charts"


@pytest.mark.parametrize(
    ("chart", "x", "y", "zone", "words"),
    [
        ("face_front", 0.42, 0.28, "forehead", "Forehead, right"),
        ("face_front", 0.58, 0.28, "forehead", "Forehead, left"),
        ("face_front", 0.5, 0.28, "forehead", "Forehead, middle"),
        ("face_front", 0.46, 0.37, "glabella", "Frown lines, right"),
        ("face_front", 0.22, 0.43, "crows_feet", "Crow's feet, right"),
        ("face_front", 0.78, 0.43, "crows_feet", "Crow's feet, left"),
        ("face_front", 0.5, 0.52, "nose", "Nose, middle"),
        ("face_front", 0.47, 0.62, "upper_lip", "Upper lip, right"),
        ("face_front", 0.54, 0.75, "chin", "Chin, left"),
        ("face_front", 0.3, 0.66, "jaw", "Jaw, right"),
        ("face_front", 0.57, 0.85, "platysma", "Neck bands, left"),
        ("face_left", 0.42, 0.45, "crows_feet", "Crow's feet, left"),
        ("face_right", 0.58, 0.45, "crows_feet", "Crow's feet, right"),
        ("hand_palms", 0.2, 0.7, "hands", "Palm, right"),
        ("hand_backs", 0.75, 0.3, "hands", "Fingers, left"),
        ("underarms", 0.2, 0.55, "axillae", "Armpit, right"),
        ("body_front", 0.36, 0.7, "legs", "Leg, right"),
        ("body_back", 0.36, 0.7, "legs", "Leg, left"),
        ("body_back", 0.5, 0.3, "back", "Back, middle"),
    ],
)
def test_a_position_knows_its_place_and_the_clients_own_side(
    chart: str, x: float, y: float, zone: str, words: str
) -> None:
    area = area_at(charts()[chart], x, y)
    assert area is not None
    assert area.zone == zone
    assert place_words(charts()[chart], x, y) == words


@pytest.mark.parametrize("name", CHARTS)
def test_beside_the_body_there_is_no_place(name: str) -> None:
    assert area_at(charts()[name], 0.02, 0.985 if name == "underarms" else 0.02) is None


def test_an_area_of_one_side_is_labelled_with_it_and_one_across_is_not() -> None:
    labels = {area.label for area in charts()["face_front"].areas}
    assert {"Crow's feet, R", "Crow's feet, L", "Forehead", "Frown lines"} <= labels


def test_every_area_is_a_place_of_the_protocol() -> None:
    known = load_protocol(RESOURCES / "protocol").catalogue.places.region_of
    named = {area.zone for chart in charts().values() for area in chart.areas}
    assert named <= set(known)
    assert set(known) <= named


@pytest.mark.parametrize("name", CHARTS)
def test_the_other_side_of_every_drawing_is_its_mirror_image(name: str) -> None:
    chart = charts()[name]
    turned = {_outline(stroke, way=-1) for stroke in chart.strokes}
    assert turned == {_outline(stroke) for stroke in charts()[chart.twin].strokes}


@pytest.mark.parametrize("name", CHARTS)
def test_the_letters_stand_on_the_clients_own_sides(name: str) -> None:
    chart = charts()[name]
    assert {letter.text for letter in chart.letters} == {side[0].upper() for side in chart.sides}
    if len(set(chart.sides)) > 1:
        for letter in chart.letters:
            assert chart.side_at(letter.at.x)[0].upper() == letter.text


@given(st.sampled_from(CHARTS), st.floats(0, 1), st.floats(0, 1))
def test_across_and_back_is_the_same_place_on_the_other_side(name: str, x: float, y: float) -> None:
    chart = charts()[name]
    twin, across, down = mirrored(chart, x, y)
    assert mirrored(charts()[twin], across, down) == (name, pytest.approx(x), y)
    assert charts()[twin].side_at(across) == OTHER[chart.side_at(x)]


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_place_lies_on_both_sides(name: str) -> None:
    chart = charts()[name]
    twin = charts()[chart.twin]
    for column in range(1, 60):
        for row in range(1, 60):
            x, y = column / 61, row / 61
            here, there = area_at(chart, x, y), area_at(twin, 1 - x, y)
            assert (here and here.zone) == (there and there.zone), (x, y)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("face_front.toml", 'title = "Face, front"', "", "face_front.toml, key title: it is miss"),
        ("face_front.toml", '"right", "left"', '"right"', "key sides"),
        ("face_front.toml", '"right", "left"', '"right", "port"', "'port' is not one of"),
        ("face_front.toml", 'text = "R"', 'text = "X"', "letter 1, key text: 'X'"),
        ("face_front.toml", "both = true", "both = 3", "key both"),
        ("face_front.toml", "both = true", "colour = 3", "key colour: no such key"),
        ("face_front.toml", "[0.500, 0.342]", "[0.500, 34.2]", "no pair of fractions"),
        ("face_front.toml", "[0.500, 0.342]", "[0.500]", "no pair of fractions"),
        ("face_front.toml", "[[0.500, 0.058], ", "[", "it has 1 pairs, not 2"),
        ("face_front.toml", "title", "= title", "face_front.toml: it is not valid TOML"),
        ("face_front.svg", "<path", "<circle", "face_front.svg: 'circle' is no path"),
        ("face_front.svg", "M", "A", "face_front.svg: a path says 'A'"),
    ],
)
def test_a_chart_with_a_mistake_is_refused_with_file_and_key(
    tmp_path: Path, file: str, old: str, new: str, says: str
) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "charts"))
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CannotOpen) as met:
        load_chart(folder, "face_front")
    assert says in str(met.value)


def test_a_chart_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"knee\.toml: it cannot be read"):
        load_chart(tmp_path, "knee")


FINE = 24_000
"""Steps to a chart's width: a tenth of every drawing's own unit is a whole number of them."""


def _outline(stroke: Stroke, way: int = 1) -> tuple[str, frozenset[tuple[int, int]]]:
    """The weight, and every position that it runs to or towards, counted from the middle."""
    return stroke.weight, frozenset(
        (way * round((x - 0.5) * FINE), round(y * FINE))
        for step in stroke.steps
        if not isinstance(step, Close)
        for x, y in zip(step[0::2], step[1::2], strict=True)
    )
