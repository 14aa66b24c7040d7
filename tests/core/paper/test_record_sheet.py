"""The sheet of a treatment record, read back from the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clinic_desk.leaflets.lines import Style, lines_of
from clinic_desk.leaflets.pieces import Placed, Words
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.record_sheet import record_sheet
from clinic_desk.records.contents import Content, Point, ToxinContent
from clinic_desk.records.record import ALTERED
from clinic_desk.records.summary import RecordSummary, Section
from tests.core.paper.test_paper import pages
from tests.factories import NOW

CLINIC = "The Body Work Clinic"
SUMMARY = RecordSummary(
    record_id=1,
    client_id=1,
    title="Botulinum toxin",
    client_name="Anna Kowalska",
    born_on=date(1985, 4, 3),
    treated_on=date(2026, 11, 24),
    warning="",
    sections=(
        Section("", (("Client", "Anna Kowalska"), ("Signed by", "Ruth Holt"))),
        Section("Units", (("Frown lines", "20 Speywood U in 5 points"),)),
    ),
    content=ToxinContent(),
)


def test_the_sheet_says_what_the_summary_says() -> None:
    (page,) = pages(record_sheet(SUMMARY, CLINIC, NOW))
    assert page.startswith("Botulinum toxin Anna Kowalska, Tuesday 24 November 2026")
    assert "Signed by Ruth Holt" in page
    assert "Units Frown lines 20 Speywood U in 5 points" in page
    assert "Printed Tuesday 24 November 2026, 9am." in page


def test_a_long_note_goes_on_over_pages_that_name_the_client_and_loses_no_word() -> None:
    note = "\n".join(f"Line {number:03} & <b>bold</b>" for number in range(200))
    long = replace(SUMMARY, sections=(Section("", (("Note", note),)),))
    read = pages(record_sheet(long, CLINIC, NOW))
    assert len(read) > 1
    assert all("Anna Kowalska" in page for page in read)
    assert all(sum(f"Line {number:03}" in page for page in read) == 1 for number in range(200))
    assert "<b>bold</b>" in read[0]


def test_any_number_of_letters_is_printed_as_they_are() -> None:
    # But for one that is set as two.
    codes = (*range(0xC0, 0x149), *range(0x14A, 0x180), *range(0x400, 0x460))
    letters = list(map(chr, codes))
    names = ["".join(letters[at : at + 16]) for at in range(0, len(letters), 16)]
    sheet = replace(SUMMARY, sections=(Section("", tuple((name, name) for name in names)),))
    (page,) = pages(record_sheet(sheet, CLINIC, NOW))
    assert [name for name in names if f"{name} {name}" not in page] == []


def test_what_warns_of_a_record_stands_on_every_page() -> None:
    note = "\n".join(f"Line {number:03}" for number in range(200))
    altered = replace(SUMMARY, warning=ALTERED, sections=(Section("", (("Note", note),)),))
    read = pages(record_sheet(altered, CLINIC, NOW))
    assert all("not as it was signed" in page for page in read)
    assert read[0].index("not as it was signed") < read[0].index("Line 000")


def test_a_map_is_drawn_above_the_words() -> None:
    def charts(content: Content, tag: Tag) -> list[Placed]:
        style = Style(10, 12)
        return [Placed(Words(lines_of("The map", style, 100), style, "#000000", tag.add("P")))]

    (page,) = pages(record_sheet(SUMMARY, CLINIC, NOW, charts))
    assert page.index("The map") < page.index("Signed by")


def test_a_record_with_points_has_its_own_map_on_the_sheet() -> None:
    drawn = ToxinContent(points=(Point("face_front", 0.5, 0.3, 450, "glabella"),))
    (page,) = pages(record_sheet(replace(SUMMARY, content=drawn), CLINIC, NOW))
    assert page.index("4.5") < page.index("Signed by")
