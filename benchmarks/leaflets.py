"""A leaflet of two pages, drawn with all its tags; and its first page for the preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measuring import Act, Line, ratio
from clinic_desk.base.folders import RESOURCES
from clinic_desk.leaflets.addressed import Addressee, ClinicDetails
from clinic_desk.leaflets.library import Leaflet, load_leaflets
from clinic_desk.leaflets.look import PAGE_HEIGHT, PAGE_WIDTH
from clinic_desk.leaflets.pages import each_page
from clinic_desk.leaflets.pdf import draw_pdf, page_count
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.safety.loading import load_protocol

SIDES = 2
PREVIEW_DOTS = 96
"""Dots an inch of the preview at first sight."""
_CLINIC = ClinicDetails("The Body Work Clinic", "01223 455144", "Ruth Holt", "NHS 111")
_TODAY = date(2026, 11, 24)
_TURNS = 60


def rows() -> list[Line]:
    """Both rows. Every turn draws for another name, as a desk does."""
    leaflet, values = _two_sides()
    drawn = _drawn(leaflet, values, 0)
    raw_act = _raw(_words_of(drawn), _shapes_of(drawn))
    return [
        ratio(
            "a two-page leaflet, warm, tagged",
            "raw ReportLab canvas: the same letters and boxes, untagged",
            3,
            lambda turn: _drawn(leaflet, values, turn),
            raw_act,
            _TURNS,
        ),
        ratio(
            "the preview's first page",
            "drawing the leaflet",
            3,
            lambda turn: _first_page(_drawn(leaflet, values, turn)),
            lambda turn: _drawn(leaflet, values, turn),
            _TURNS,
        ),
    ]


def _two_sides() -> tuple[Leaflet, Mapping[str, str]]:
    """As much of the leaflet on botulinum toxin as two sides hold."""
    values = protocol_values(load_protocol(RESOURCES / "protocol"), _CLINIC)
    whole = load_leaflets(RESOURCES / "leaflets" / "en")["botulinum-toxin"]
    for blocks in range(len(whole.blocks), 0, -1):
        leaflet = replace(whole, blocks=whole.blocks[:blocks])
        if page_count(_drawn(leaflet, values, 0)) == SIDES:
            return leaflet, values
    raise RuntimeError("no part of the leaflet takes two sides")


def _drawn(leaflet: Leaflet, values: Mapping[str, str], turn: int) -> bytes:
    whom = Addressee(f"Grace Okoro {chr(65 + turn % 26)}", date(2026, 11, 19))
    return draw_pdf(leaflet, values, _CLINIC, whom, large_print=False, today=_TODAY)


def _first_page(pdf: bytes) -> object:
    return next(each_page(pdf, dots_per_inch=PREVIEW_DOTS))


class _Words(NamedTuple):
    """A line or part of one as it stands on a page."""

    page: int
    font: str
    size: float
    x: float
    y: float
    text: str


def _words_of(pdf: bytes) -> list[_Words]:
    """All text of the pages, to be written again without a thought."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for number in range(len(document)):
        page = document[number]
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
            name = item.get_font().get_base_name().split("+")[-1]
            where = item.get_matrix().get()
            found.append(
                _Words(number, name, item.get_font_size(), where[4], where[5], item.extract())
            )
    document.close()
    return found


def _shapes_of(pdf: bytes) -> list[tuple[int, float, float, float, float]]:
    """The boxes round all that is drawn and no text, by page."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for number in range(len(document)):
        for item in document[number].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = item.get_bounds()
            found.append((number, left, bottom, right - left, top - bottom))
    document.close()
    return found


def _raw(words: list[_Words], shapes: list[tuple[int, float, float, float, float]]) -> Act:
    """A canvas told to write the words and fill the boxes; fonts are read once, before."""
    for name in {each.font for each in words}:
        path = str(RESOURCES / "fonts" / f"{name}.ttf")
        pdfmetrics.registerFont(TTFont(f"bare-{name}", path))

    def draw(turn: int) -> bytes:
        paper = BytesIO()
        canvas = Canvas(paper, (PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1)
        for page in range(SIDES):
            for _, left, bottom, width, height in (each for each in shapes if each[0] == page):
                canvas.setFillColorRGB(0.95, 0.94, 0.99)
                canvas.roundRect(left, bottom, width, height, 2, stroke=0, fill=1)
            canvas.setFillColorRGB(0.1, 0.12, 0.14)
            for each in words:
                if each.page == page:
                    canvas.setFont(f"bare-{each.font}", each.size)
                    canvas.drawString(each.x, each.y, each.text)
            canvas.showPage()
        canvas.save()
        return paper.getvalue()

    return draw
