"""The injection map read back from the PDF: every point where its fractions say."""

from __future__ import annotations

import ctypes
from io import BytesIO

import pypdfium2.raw as pdfium
import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from clinic_desk.leaflets.look import colours_for
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.canvas import Paper
from clinic_desk.paper.map_drawing import draw_map, map_pieces
from clinic_desk.records.charts import CHARTS, charts
from clinic_desk.records.contents import (
    NeedledArea,
    NeedlingContent,
    Point,
    ReviewContent,
    ToxinContent,
)

LEFT, TOP, WIDTH = 90.0, 700.0, 320.0
NEAR = 0.5
"""Points on the page."""


def face_point(x: float, y: float, hundredths: int = 400) -> Point:
    """One on the face from the front."""
    return Point("face_front", x, y, hundredths, "forehead")


FACE = (
    face_point(0.4, 0.255),
    face_point(0.6, 0.255, 250),
    face_point(0.5, 0.385, 1200),
    face_point(0.22, 0.43, 300),
    face_point(1 / 3, 0.66, 50),
)


def drawn(chart: str, points: tuple[Point, ...], width: float = WIDTH, **how: object) -> bytes:
    """A page with a chart at LEFT, TOP."""
    page = BytesIO()
    canvas = Canvas(page, (595, 842))
    height = draw_map(canvas, charts()[chart], points, LEFT, TOP, width, **how)  # type: ignore[arg-type]
    assert height == pytest.approx(width * charts()[chart].aspect)
    canvas.save()
    return page.getvalue()


def filled(pdf: bytes, token: str = "toxin") -> list[tuple[float, float]]:
    """The middle of everything that is filled in the colour of that token, in points."""
    document = PdfDocument(pdf)
    wanted = colours_for(token).accent
    found = []
    for thing in document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        if _fill(thing.raw) == wanted:
            left, bottom, right, top = thing.get_bounds()
            found.append(((left + right) / 2, (bottom + top) / 2))
    document.close()
    return found


def words(pdf: bytes) -> list[str]:
    """Everything that is written on the page, word by word."""
    document = PdfDocument(pdf)
    read = document[0].get_textpage().get_text_range().split()
    document.close()
    return read


def expected(point: Point, width: float = WIDTH) -> tuple[float, float]:
    """Where a point's fractions lie on the page."""
    return LEFT + point.x * width, TOP - point.y * width * charts()[point.chart].aspect


@pytest.mark.parametrize("width", [160.0, 320.0, 480.0])
def test_every_point_is_read_back_where_its_fractions_say(width: float) -> None:
    found = filled(drawn("face_front", FACE, width))
    for point in FACE:
        x, y = expected(point, width)
        assert any(abs(a - x) <= NEAR and abs(b - y) <= NEAR for a, b in found), point


def test_points_on_one_place_each_show_their_units_and_the_place_has_a_dot() -> None:
    close = (face_point(0.5, 0.3, 100), face_point(0.5, 0.3, 200), face_point(0.505, 0.3, 300))
    pdf = drawn("face_front", close)
    assert set("123") <= set("".join(words(pdf)))
    x, y = expected(close[0])
    assert any(abs(a - x) <= NEAR and abs(b - y) <= NEAR for a, b in filled(pdf))


def test_a_point_without_units_is_hollow() -> None:
    pdf = drawn("face_front", (face_point(0.4, 0.3, 0),))
    assert filled(pdf) == []
    assert "–" in words(pdf)


def test_units_and_the_clients_own_letters_are_written() -> None:
    assert sorted(words(drawn("face_front", FACE))) == sorted(
        ["R", "L", "4", "2.5", "12", "3", "0.5"]
    )


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_drawn_with_its_letters_on_the_clients_sides(name: str) -> None:
    document = PdfDocument(drawn(name, ()))
    text = document[0].get_textpage()
    chart = charts()[name]
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1)
        if letter.strip():
            left, _, right, _ = text.get_charbox(at)
            side = chart.side_at(((left + right) / 2 - LEFT) / WIDTH)
            assert side[0].upper() == letter
    document.close()


def test_points_of_other_charts_are_not_drawn() -> None:
    assert filled(drawn("face_left", FACE)) == []


def test_the_other_visit_is_drawn_as_rings_and_never_filled() -> None:
    pdf = drawn("face_front", (), ghost=FACE, guides=True)
    assert filled(pdf) == []
    assert "12" in words(pdf)


def test_a_record_gives_a_figure_for_each_chart_in_use_with_every_point_in_words() -> None:
    root = Tag("Document")
    points = (*FACE, Point("face_left", 0.42, 0.45, 300, "crows_feet"))
    rows = map_pieces(ToxinContent(points=points), root)
    assert len(rows) == 1
    assert [kid.role for kid in root.kids if isinstance(kid, Tag)] == ["Figure", "Figure"]
    said = [str(kid.alt) for kid in root.kids if isinstance(kid, Tag)]
    assert said[0].startswith("Injection map. Face, front. Forehead, right, 4 units; ")
    assert said[1] == "Injection map. Face, left side. Crow's feet, left, 3 units."


def test_the_figures_stand_on_a_tagged_page() -> None:
    paper, root = Paper("Record", "The Body Work Clinic"), Tag("Document")
    for row in map_pieces(ToxinContent(points=FACE), root):
        row.piece.draw(paper.pen, LEFT, TOP)
        assert row.piece.cut(10) is None
    paper.pen.next_page()
    pdf = paper.finished(root)
    assert len(filled(pdf)) >= len(FACE)
    assert words(pdf)[:2] == ["Face,", "front"]


def test_needled_areas_that_were_marked_are_drawn_with_their_depth() -> None:
    marked = NeedledArea("legs", 150, 3, "body_front", 0.36, 0.7)
    content = NeedlingContent(areas=(marked, NeedledArea("back", 100, 2)))
    root = Tag("Document")
    (row,) = map_pieces(content, root)
    assert root.kids[0].alt == (  # type: ignore[union-attr]
        "Needling map. Body, front. Leg, right, 1.5 mm."
    )
    assert row.piece.height > 300


def test_a_record_without_a_map_gives_nothing() -> None:
    assert map_pieces(ReviewContent(), Tag("Document")) == ()
    assert map_pieces(ToxinContent(), Tag("Document")) == ()


def _fill(thing: object) -> str:
    """The fill colour of a path as `#RRGGBB`; empty where it is not filled."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, mode, stroked)
    if not mode.value:
        return ""
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(thing, *parts)
    return "#" + "".join(f"{part.value:02X}" for part in parts[:3])
