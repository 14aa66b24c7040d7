"""A map goes through the file and onto paper, and every point is where it was put."""

from __future__ import annotations

import pytest

from clinic_desk.records.contents import Point, ToxinContent
from tests.core.paper.test_map_drawing import drawn, expected, filled
from tests.core.records.desk import Desk

POINTS = (
    Point("face_front", 1 / 3, 2 / 7, 400, "forehead"),
    Point("face_front", 2 / 3, 0.2857142857, 250, "forehead"),
    Point("face_front", 0.4999999, 0.37, 725, "glabella"),
)


def test_a_map_comes_back_from_the_file_and_from_the_paper_as_it_was_placed(desk: Desk) -> None:
    vial = desk.vial(desk.batch())
    typed = desk.toxin([vial], points=POINTS, off_label_explained=True)
    signed = desk.signed(desk.visit(), typed)
    content = desk.records.one(signed.id, desk.ruth).content
    assert isinstance(content, ToxinContent)
    placed = [(each.chart, each.x, each.y, each.hundredths, each.area) for each in POINTS]
    kept = [(each.chart, each.x, each.y, each.hundredths, each.area) for each in content.points]
    assert kept == placed
    on_paper = sorted(filled(drawn("face_front", content.points)))
    for spot, point in zip(on_paper, sorted(map(expected, content.points)), strict=True):
        assert spot == pytest.approx(point, abs=0.5)
    summary = desk.records.summary(signed.id, desk.ruth)
    assert summary.content == content
