"""A photograph goes through the file and onto paper, and is the same picture in its frame."""

from __future__ import annotations

import io

import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from clinic_desk.leaflets.look import MARGIN, WIDTH
from clinic_desk.paper.photograph_sheet import GUTTER, OnPaper, photograph_sheet
from clinic_desk.photographs.framing import SHAPE
from tests.core.photographs.conftest import Room
from tests.drawn import drawn
from tests.factories import NOW

Bounds = tuple[float, float, float, float]


def sheet(room: Room, *ids: int) -> bytes:
    """Some of the client's photographs on paper, as they are kept."""
    records = {each.id: each for each in room.photographs.of_client(room.client, room.ruth)
               .photographs}  # fmt: skip
    shown = [OnPaper(records[id], room.photographs.picture(id, room.ruth)) for id in ids]
    return photograph_sheet("Ada Marsh", shown, "The Body Work Clinic", NOW)


def on_paper(pdf: bytes) -> list[tuple[bytes, Bounds]]:
    """Each picture of the page, as its bytes, and where the whole of it lies."""
    document = PdfDocument(pdf)
    found = [
        (bytes(each.get_data(decode_simple=True)), each.get_bounds())
        for each in document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    ]
    document.close()
    return found


def test_a_photograph_comes_back_from_the_file_and_from_the_paper_as_it_was_kept(
    room: Room,
) -> None:
    room.agrees()
    before, after = room.add("#111"), room.add("#c98", moment="after")
    kept = [room.photographs.picture(id, room.ruth) for id in (before, after)]
    printed = on_paper(sheet(room, before, after))
    assert [picture for picture, _ in printed] == kept
    shown = Image.open(io.BytesIO(printed[1][0]))
    assert shown.size == (300, 400)
    middle, meant = shown.getpixel((20, 380)), drawn().getpixel((20, 380))
    assert isinstance(middle, tuple)
    assert isinstance(meant, tuple)
    assert middle == pytest.approx(meant, abs=6)


def test_two_stand_side_by_side_and_a_frame_is_the_same_part_as_on_the_screen(
    room: Room,
) -> None:
    room.agrees()
    first, second = room.add("#111"), room.add("#c98", moment="after")
    room.photographs.frame(second, 0.25, 0.1, 0.5, room.ruth)
    (_, whole), (_, framed) = on_paper(sheet(room, first, second))
    wide = (WIDTH - GUTTER) / 2
    assert whole[2] - whole[0] == pytest.approx(wide, abs=0.5)
    assert whole[3] - whole[1] == pytest.approx(wide / SHAPE, abs=0.5)
    assert whole[0] == pytest.approx(MARGIN, abs=0.5)
    assert framed[2] - framed[0] == pytest.approx(2 * wide, abs=0.5)
    window = MARGIN + wide + GUTTER
    assert (window - framed[0]) / (framed[2] - framed[0]) == pytest.approx(0.25, abs=0.005)
    assert (framed[3] - whole[3]) / (framed[3] - framed[1]) == pytest.approx(0.1, abs=0.005)


def test_nothing_is_seen_beyond_the_frame_and_what_it_shows_stands_below(room: Room) -> None:
    room.agrees()
    id = room.add("#00f")
    room.photographs.frame(id, 0.25, 0.25, 0.5, room.ruth)
    document = PdfDocument(sheet(room, id))
    words = " ".join(document[0].get_textpage().get_text_range().split())
    assert "Photographs Ada Marsh" in words
    assert "Front, before, 24 November 2026" in words
    page = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    right = round(MARGIN + 400)
    assert page.getpixel((right + 4, 300)) == (255, 255, 255)
    assert page.getpixel((right - 4, 300)) != (255, 255, 255)
