"""Every page of every leaflet in both sizes: what stands where, how large, and in what colours."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from itertools import groupby, pairwise, product
from statistics import median

import page as judge
import pikepdf
import pypdfium2
import pytest
from PIL.Image import Image

from clinic_desk.leaflets.addressed import Addressee
from clinic_desk.leaflets.elements import KINDS
from clinic_desk.leaflets.library import Leaflet
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH, colours_for
from clinic_desk.leaflets.pdf import page_count
from clinic_desk.leaflets.signs import OUTLINES, SIDE, strokes
from tests.core.leaflets.conftest import NAMES, Draw, addressee
from tests.core.leaflets.pdf_read import Part, inks, told
from tests.core.leaflets.test_letters import contrast
from tests.core.leaflets.test_pdf import HARD_NAMES, outside_the_margins
from tests.core.leaflets.test_tagging import ALLOWED

GRACE = addressee("Grace Okoro")
EDITIONS = [(name, large) for name in NAMES for large in (False, True)]
editions = pytest.mark.parametrize(("name", "large"), EDITIONS)


def by_page(pdf: bytes) -> list[list[Part]]:
    """What is told of each page."""
    return [list(parts) for _, parts in groupby(told(pdf).parts, key=lambda part: part.page)]


@pytest.mark.parametrize("whom", [GRACE, None], ids=["named", "nobody"])
@pytest.mark.parametrize("name", NAMES)
def test_a_leaflet_takes_as_many_sides_as_its_kind_may(
    name: str, whom: Addressee | None, draw: Draw, leaflets: dict[str, Leaflet]
) -> None:
    least, most = KINDS[leaflets[name].head.kind].sides
    assert least <= len(by_page(draw(name, whom))) <= most


@editions
def test_no_page_is_left_empty_and_the_first_is_more_than_half_full(
    name: str, large: bool, draw: Draw
) -> None:
    pdf = draw(name, GRACE, large)
    pages = by_page(pdf)
    assert len(pages) == len(pypdfium2.PdfDocument(pdf))
    first = [ink.box[1] for ink in inks(pdf) if ink.page == 0 and ink.box[1] > MARGIN + 60]
    assert min(first) < PAGE_HEIGHT / 2


LONG_LINE = replace(
    GRACE,
    name="Alexandrina Featherstonehaugh-Montgomery",
    given_at_consultation_on=date(2026, 9, 30),
    appointment_at=datetime(2026, 9, 23, 9, 30, tzinfo=UTC),
    practitioner="Wilhelmina Abercrombie",
)


@pytest.mark.parametrize("whom", [None, GRACE, LONG_LINE], ids=["nobody", "Grace", "long"])
@pytest.mark.parametrize("name", NAMES)
def test_whom_to_call_stands_on_one_page_and_the_last_page_holds_more_than_a_few_lines(
    name: str, whom: Addressee | None, draw: Draw
) -> None:
    pdf = draw(name, None if name == "lines-and-your-skin" else whom)
    pages = ["".join(part.letters for part in page) for page in by_page(pdf)]
    calls = [each for each in pages if "999now" in each or "Callus" in each]
    assert len(calls) == 1
    assert "999now" in calls[0]
    assert len(pages[-1]) > 600


@pytest.mark.parametrize("whom", [GRACE, LONG_LINE], ids=["Grace", "long"])
@pytest.mark.parametrize("name", ["botulinum-toxin-aftercare", "micro-needling-aftercare"])
def test_in_large_print_the_last_page_of_aftercare_holds_more_than_where_it_comes_from(
    name: str, whom: Addressee, draw: Draw
) -> None:
    pages = ["".join(part.letters for part in page) for page in by_page(draw(name, whom, True))]
    assert "999now" in pages[-2]
    assert "YellowCard" in pages[-1]
    assert "Aboutthisleaflet" in pages[-1]


@editions
def test_no_box_is_parted_and_no_heading_stands_last(name: str, large: bool, draw: Draw) -> None:
    for page in by_page(draw(name, GRACE, large)):
        first, last = page[0].roles, page[-1].roles
        assert "Sect" not in first or first[-1] == "H2"
        assert last[-1] not in ("H1", "H2", "H3")
        assert first[-1] != "Figure"


@editions
def test_headings_go_down_a_step_at_a_time_from_one_title(
    name: str, large: bool, draw: Draw
) -> None:
    levels = [
        int(p.roles[-1][1]) for p in told(draw(name, GRACE, large)).parts if p.roles[-1][0] == "H"
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@editions
def test_every_point_has_its_mark_and_its_words(name: str, large: bool, draw: Draw) -> None:
    roles = [part.roles for part in told(draw(name, GRACE, large)).parts]
    for before, after in pairwise(roles):
        assert (before[-1] == "Lbl") <= (after[-3:] == ("L", "LI", "LBody") or "LBody" in after)
    assert sum(each[-1] == "Lbl" for each in roles) >= 3


@editions
def test_a_row_of_a_table_begins_with_its_head(name: str, large: bool, draw: Draw) -> None:
    rows = [part for part in told(draw(name, GRACE, large)).parts if "TR" in part.roles]
    heads = [part for part in rows if part.roles[-2:] == ("TR", "TH") and "THead" in part.roles]
    body = [part.roles[-1] for part in rows if "TBody" in part.roles]
    wide = len(heads)
    assert wide in (0, 2, 3)
    assert not wide or body == ["TH", *["TD"] * (wide - 1)] * (len(body) // wide)


@editions
def test_the_timeline_is_a_picture_with_its_words(
    name: str, large: bool, draw: Draw, leaflets: dict[str, Leaflet]
) -> None:
    found = told(draw(name, GRACE, large))
    drawn = [part.letters for part in found.parts if part.roles[-1] == "Figure"]
    assert len(drawn) == len(found.pictures)
    for letters, words in zip(drawn, found.pictures, strict=True):
        assert "".join(words.replace(":", "").split()) == letters.replace(":", "")
    wanted = sum(
        element.name == "a timeline" for element in KINDS[leaflets[name].head.kind].carries
    )
    assert len(drawn) >= wanted


@editions
def test_a_link_has_an_area_words_and_a_tag(name: str, large: bool, draw: Draw) -> None:
    pdf = draw(name, GRACE, large)
    with pikepdf.open(BytesIO(pdf)) as document:
        areas = [area for page in document.pages for area in page.get("/Annots", [])]
        assert all(str(area.A.URI).startswith(("https://", "tel:")) for area in areas)
        assert all(str(area.Contents).strip() for area in areas)
        assert len({int(area.StructParent) for area in areas}) == len(areas)
    links = [part for part in told(pdf).parts if part.roles[-1] == "Link"]
    assert len(links) <= len(areas)
    assert bool(links) is bool(areas)


@editions
def test_nothing_is_printed_smaller_than_the_standard_allows(
    name: str, large: bool, draw: Draw
) -> None:
    sizes: Counter[float] = Counter()
    for ink in inks(draw(name, GRACE, large)):
        sizes[ink.size] += len(ink.letters)
    assert sizes.most_common(1)[0][0] == (18 if large else 14)
    assert min(sizes) >= (14 if large else 10)
    below = sum(count for size, count in sizes.items() if size < (18 if large else 12))
    assert below < 0.35 * sum(sizes.values())


@editions
def test_lines_are_of_a_length_that_is_easily_read(name: str, large: bool, draw: Draw) -> None:
    full = [
        len(ink.letters)
        for ink in inks(draw(name, GRACE, large))
        if ink.size >= 12 and ink.box[2] - ink.box[0] > 0.8 * WIDTH
    ]
    assert max(full) <= 80
    assert median(full) <= (60 if large else 72)


@cache
def _picture(pdf: bytes, number: int) -> Image:
    """A page as it is printed, a dot a point."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[number].render(scale=1).to_pil().convert("RGB")
    document.close()
    return picture


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


@editions
def test_every_letter_stands_out_from_the_ground_it_is_printed_on(
    name: str, large: bool, draw: Draw, leaflets: dict[str, Leaflet]
) -> None:
    pdf = draw(name, GRACE, large)
    ink = colours_for(leaflets[name].head.colour).ink
    for each in inks(pdf):
        if not each.letters:
            continue
        left, bottom, right, top = each.box
        area = (
            int(left) - 1,
            int(PAGE_HEIGHT - top) - 1,
            int(right) + 2,
            int(PAGE_HEIGHT - bottom) + 2,
        )
        colours = _picture(pdf, each.page).crop(area).getcolors(maxcolors=4096)
        ground = max(colours)[1]
        found = contrast(_hex(each.colour), _hex(ground))
        assert found >= (7 if _hex(each.colour) == ink else 4.5), (each, ground, found)


def test_signs_differ_in_outline_and_keep_within_their_square() -> None:
    assert len(set(OUTLINES.values())) == len(OUTLINES)
    assert OUTLINES["do"].split("Z")[0] != OUTLINES["dont"].split("Z")[0]
    for kind in OUTLINES:
        points = [number for stroke in strokes(kind) for number in stroke.points]
        assert -1 <= min(points) <= max(points) <= SIDE + 1


def test_every_leaflet_in_every_size_bears_every_hard_name(
    draw_anew: Draw, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("the whole table of names runs with --long, a part of it in test_pdf")
    for (name, large), kind in product(EDITIONS, HARD_NAMES):
        pdf = draw_anew(name, addressee(HARD_NAMES[kind]), large)
        assert outside_the_margins(pdf) == 0, (name, large, kind)
        failures = judge.validate_pdf_bytes(pdf, profile="ua1").failures
        assert {each.rule_id for each in failures} <= set(ALLOWED), (name, large, kind)
        assert len(pdf) <= 300_000, (name, large, kind)


FILLED = {
    "product": "Alluzience",
    "batch": "C1234",
    "depth": "0.5 to 1.5 mm",
    "cartridge": "LOT-12345",
    "review": "8 to 22 December 2026",
    "repeat_from": "Wednesday 24 February 2027",
    "other_from": "8 December 2026",
}


@pytest.mark.parametrize("name", ["botulinum-toxin-aftercare", "micro-needling-aftercare"])
@pytest.mark.parametrize(
    "whom", [None, GRACE, replace(GRACE, personal=FILLED)], ids=["nobody", "Grace", "filled"]
)
def test_aftercare_takes_one_side_in_14_point(
    name: str, whom: Addressee | None, draw: Draw
) -> None:
    pdf = draw(name, whom)
    sizes: Counter[float] = Counter()
    for ink in inks(pdf):
        sizes[ink.size] += len(ink.letters)
    assert page_count(pdf) == 1
    assert sizes.most_common(1)[0][0] == 14
