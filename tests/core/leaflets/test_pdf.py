"""The pages, read back: text, order, fonts, margins, sizes, tags, and hard names."""

from __future__ import annotations

import ctypes
import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_desk.leaflets.library import Leaflet
from clinic_desk.leaflets.look import MARGIN
from clinic_desk.leaflets.pages import each_page
from clinic_desk.leaflets.pdf import draw_pdf, page_count
from tests.core.leaflets.conftest import CLINIC, NAMES, Draw, addressee

EDITIONS = [(name, large) for name in NAMES for large in (False, True)]
GRACE = addressee("Grace Okoro")
HARD_NAMES = {
    "markup": '<b>O\'Neil</b> & <img src="/etc/passwd">',
    "one long word": "Wolfeschlegelstein" * 12,
    "5,000 letters": "A" * 5000,
    "many words": "de la Cruz y Montoya " * 20,
    "Greek and Cyrillic": "Ελένη Παπαδοπούλου, Анна Ковальчук",
    "Arabic": "محمد عبد الله السيّد",
    "Persian": "نوید علی\u200cزاده",
    "Hebrew": "רות כהן-לוי (Ruth)",
    "marks": "José x̂ Nguyễn",
    "emoji": "Zoë 👩\u200d⚕️😀",
    "control characters": "Ann\x00\x07\t\nLee\u202egnorw\u2066",
    "nothing to print": "漢字",
}


def text_of(pdf: bytes) -> str:
    """All text, pages joined, each run of white space one space."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return re.sub(r"\s+", " ", " ".join(pages))


def outside_the_margins(pdf: bytes) -> int:
    """Rows of dots in which something is drawn in a margin, over all pages."""
    edge = int(MARGIN) - 1
    spoilt = 0
    for page in each_page(pdf, dots_per_inch=72):
        for y in range(page.height):
            row = page.pixels[y * page.stride :][: page.width * 4]
            across = y < edge or y >= page.height - edge
            margin = row if across else row[: edge * 4] + row[-edge * 4 :]
            spoilt += margin.count(255) < len(margin)
    return spoilt


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", ["botulinum-toxin", "micro-needling"])
def test_a_leaflet_reads_from_title_to_version_in_order(name: str, large: bool, draw: Draw) -> None:
    text = text_of(draw(name, GRACE, large))
    in_order = (
        "The Body Work Clinic 01223 455144",
        "what to expect",
        "Given to Grace Okoro at the consultation on 19 November 2026.",
        "Your appointment: Thursday 26 November 2026, 9.45am, with Ruth Holt.",
        "The main points",
        "What happens when",
        "What it is and how it works",
        "When you should wait",
        "Before you come",
        "What can go wrong",
        "Call 999 now",
        "Call 111",
        "Call us on 01223 455144",
        "You can change your mind, even on the day.",
        "Yellow Card",
        "Draft, not approved by a clinician.",
        "Your treatment",
    )
    places = [text.find(words) for words in in_order]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(("name", "large"), EDITIONS)
def test_every_page_says_code_version_dates_and_its_number(
    name: str, large: bool, draw: Draw, leaflets: dict[str, Leaflet]
) -> None:
    document = pypdfium2.PdfDocument(draw(name, GRACE, large))
    head = leaflets[name].head
    reviewed = " · reviewed November 2026"
    if head.kind == "aftercare" and not large:
        # One side says in full above its foot when it was reviewed.
        assert "published and reviewed 23 November 2026" in text_of(draw(name, GRACE, large))
        reviewed = ""
    for number in range(len(document)):
        text = document[number].get_textpage().get_text_range()
        said = f"{head.code} · version {head.version}{reviewed} · next review November 2027"
        assert said in re.sub(r"\s+", " ", text)
        assert f"Page {number + 1} of {len(document)}" in text
        assert "Draft, not approved" in text
    document.close()


@pytest.mark.parametrize("name", ["botulinum-toxin", "micro-needling"])
def test_the_standard_edition_has_at_most_four_sides(name: str, draw: Draw) -> None:
    assert 2 <= page_count(draw(name, GRACE)) <= 4
    assert 2 <= page_count(draw(name)) <= 4
    assert page_count(draw(name, GRACE, True)) > page_count(draw(name, GRACE))


@pytest.mark.parametrize(("name", "large"), EDITIONS)
def test_nothing_stands_in_the_margins(name: str, large: bool, draw: Draw) -> None:
    assert outside_the_margins(draw(name, GRACE, large)) == 0


@pytest.mark.parametrize(("name", "large"), EDITIONS)
def test_the_same_leaflet_twice_is_the_same_bytes(
    name: str, large: bool, draw: Draw, draw_anew: Draw
) -> None:
    first = draw(name, GRACE, large)
    draw_anew(name, addressee("محمد علي"), large)
    assert draw_anew(name, GRACE, large) == first
    assert len(first) <= 300_000


def sizes_of(pdf: bytes) -> dict[float, int]:
    """How many letters are set in each size, in points."""
    document = pypdfium2.PdfDocument(pdf)
    found: dict[float, int] = {}
    text = [pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
    for number in range(len(document)):
        page = document[number]
        for item in page.get_objects(filter=text, textpage=page.get_textpage()):
            size = round(item.get_font_size(), 1)
            found[size] = found.get(size, 0) + len(item.extract())
    document.close()
    return found


def test_body_type_is_14_point_and_nothing_but_the_foot_is_below_12(draw: Draw) -> None:
    sizes = sizes_of(draw("botulinum-toxin", GRACE))
    assert max(sizes, key=lambda size: sizes[size]) == 14
    assert sorted(sizes)[:2] == [10.5, 12]


def test_large_print_is_18_point_with_headings_of_22_and_more(draw: Draw) -> None:
    sizes = sizes_of(draw("botulinum-toxin", GRACE, True))
    assert max(sizes, key=lambda size: sizes[size]) == 18
    assert sorted(sizes)[0] == 14
    assert next(size for size in sorted(sizes) if size > 19) >= 22


def test_every_font_is_embedded(draw: Draw) -> None:
    pdf = draw("botulinum-toxin", addressee("רות محمد"))
    named = set(re.findall(rb"/BaseFont /([^\s/]+)", pdf))
    assert {name.split(b"+")[-1] for name in named} == {
        b"Inter-Regular", b"Inter-SemiBold", b"Inter-Bold",
        b"NotoSansHebrew-Regular", b"NotoSansHebrew-Bold",
        b"NotoSansArabic-Regular", b"NotoSansArabic-Bold",
    }  # fmt: skip
    assert pdf.count(b"/FontFile2") == pdf.count(b"/FontDescriptor ") == len(named)
    assert b"Helvetica" not in pdf


def test_language_title_and_structure_are_in_the_file(draw: Draw) -> None:
    pdf = draw("micro-needling", GRACE)
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("Title") == "Micro-needling: what to expect"
    assert len(list(document.get_toc())) > 8
    document.close()
    for words in (b"/Lang (en-GB)", b"/DisplayDocTitle true", b"/Marked true", b"/Tabs /S"):
        assert words in pdf
    roles = re.findall(rb"/S /(\w+)", pdf)
    assert roles.count(b"H1") == 1
    assert {b"Document", b"H2", b"P", b"L", b"LI", b"LBody", b"Table", b"TR", b"TH", b"TD"} <= set(
        roles
    )


def test_without_a_consultation_on_file_it_is_prepared_not_given(draw: Draw) -> None:
    text = text_of(draw("botulinum-toxin", addressee("Grace Okoro", consulted=False)))
    assert "Prepared for Grace Okoro." in text
    assert "Given to" not in text


def test_with_nobody_named_there_are_lines_to_write_on(draw: Draw) -> None:
    text = text_of(draw("botulinum-toxin"))
    assert "Prepared for Your appointment The main points" in text
    assert "None" not in text


def test_an_approved_leaflet_is_no_draft(
    leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    leaflet = leaflets["micro-needling"]
    signed = replace(leaflet, head=replace(leaflet.head, approver="Ruth Holt, RN"))
    pdf = draw_pdf(signed, values, CLINIC, None, large_print=False, today=date(2027, 12, 1))
    assert "Draft" not in text_of(pdf)
    assert "Approved by Ruth Holt, RN." in text_of(pdf)
    assert "Its review is overdue" in text_of(pdf)


@pytest.mark.parametrize("kind", HARD_NAMES)
def test_a_hard_name_breaks_nothing(kind: str, draw: Draw) -> None:
    pdf = draw("micro-needling", addressee(HARD_NAMES[kind]))
    assert outside_the_margins(pdf) == 0
    assert "What can go wrong" in text_of(pdf)


def test_a_name_of_many_pages_breaks_nothing_in_large_print(draw: Draw) -> None:
    pdf = draw("botulinum-toxin", addressee("Ñandú " * 800), True)
    assert outside_the_margins(pdf) == 0
    assert "What can go wrong" in text_of(pdf)


def structure_of(pdf: bytes) -> list[str]:
    """The roles of the structure on the first page, from the top of the tree down."""
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    tree = raw.FPDF_StructTree_GetForPage(page)
    found: list[str] = []

    def walk(element: object) -> None:
        size = raw.FPDF_StructElement_GetType(element, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDF_StructElement_GetType(element, buffer, size)
        found.append(buffer.raw[: size - 2].decode("utf-16-le"))
        for number in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
            if child:
                walk(child)

    for number in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, number))
    raw.FPDF_StructTree_Close(tree)
    document.close()
    return found


def test_the_structure_can_be_walked_from_the_title_down(draw: Draw) -> None:
    roles = structure_of(draw("botulinum-toxin", GRACE))
    assert roles[:5] == ["Document", "P", "H1", "P", "P"]
    assert roles.count("H1") == 1
    assert roles.index("H2") < roles.index("L") < roles.index("LI") < roles.index("LBody")


def test_a_name_of_markup_is_printed_as_it_is_typed(draw: Draw) -> None:
    assert f"Given to {HARD_NAMES['markup']} at the" in text_of(
        draw("micro-needling", addressee(HARD_NAMES["markup"]))
    )


def test_every_one_of_5000_letters_is_printed_twice(draw: Draw) -> None:
    named = text_of(draw("micro-needling", addressee("Q" * 5000))).count("Q")
    assert named == text_of(draw("micro-needling", GRACE)).count("Q") + 2 * 5000


def test_arabic_and_hebrew_names_can_be_read_back(draw: Draw) -> None:
    text = text_of(draw("micro-needling", addressee("محمد عبد الله")))
    assert all(word in text for word in ("محمد", "عبد", "الله"))
    assert "כהן" in text_of(draw("micro-needling", addressee("רות כהן")))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.text(max_size=60))
def test_any_text_at_all_is_a_name(name: str, draw: Draw) -> None:
    assert page_count(draw("micro-needling", addressee(name))) >= 4


def test_asking_for_the_list_of_leaflets_does_not_load_reportlab() -> None:
    code = (
        "import sys, clinic_desk.leaflets.library, clinic_desk.leaflets.letters, "
        "clinic_desk.leaflets.pages; "
        "sys.exit(any(name in sys.modules for name in ('reportlab', 'pypdfium2', 'markdown_it')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_name_of_which_no_letter_can_be_drawn_leaves_a_line_to_write_on(draw: Draw) -> None:
    text = text_of(draw("micro-needling", addressee("漢字")))
    assert "Given to" not in text
    assert "Prepared for Your appointment: Thursday 26 November 2026, 9.45am" in text


def test_another_process_draws_the_same_bytes_whatever_it_drew_before(draw: Draw) -> None:
    code = (
        "import hashlib, tests.core.leaflets.conftest as c\n"
        "leaflets = c.load_leaflets(c.FOLDER)\n"
        "values = c.protocol_values(c.load_protocol(c.RESOURCES / 'protocol'), c.CLINIC)\n"
        "for name in ('رות כהן', 'علي', 'محمد עליה'):\n"
        "    pdf = c.draw_pdf(leaflets['micro-needling'], values, c.CLINIC, c.addressee(name),\n"
        "                     large_print=False, today=c.TODAY)\n"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    asked = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    drawn = draw("micro-needling", addressee("محمد עליה"))
    assert asked.stdout.strip() == hashlib.sha256(drawn).hexdigest()
