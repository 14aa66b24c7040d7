"""Texts that break programs, on every paper, page and list that is made of a record."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest

from clinic_desk.base.errors import BadInput
from clinic_desk.base.folders import RESOURCES
from clinic_desk.clients.records import PhoneDetails
from clinic_desk.consent.forms import Forms
from clinic_desk.leaflets.addressed import Addressee, ClinicDetails
from clinic_desk.leaflets.encrypted import sealed
from clinic_desk.leaflets.found_words import found_words
from clinic_desk.leaflets.library import load_leaflets
from clinic_desk.leaflets.orders import Order, drawn
from clinic_desk.leaflets.plain_text import text_of
from clinic_desk.leaflets.printable import printable
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.leaflets.web import page_of
from clinic_desk.paper.batch_list import batch_list
from clinic_desk.paper.consent_form import consent_form
from clinic_desk.paper.health_form import Filler, health_form
from clinic_desk.paper.morning import morning_page
from clinic_desk.paper.receipt import receipt
from clinic_desk.paper.record_sheet import record_sheet
from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.morning_lacks import Lack, MorningVisit
from clinic_desk.records.summary import RecordSummary, Section
from clinic_desk.records.tracing import FORMULA_SIGNS, HEADS, BatchTrace, HadBatch, csv_text
from clinic_desk.safety.loading import load_protocol
from tests.core.leaflets.html_read import Page
from tests.core.paper.test_paper import visit
from tests.factories import NOW
from tests.faults.conftest import HowOften
from tests.faults.reading import interpreted, letters_of, read
from tests.faults.strings import REFUSED, naughty

EVERYTHING = 10_000
"""More strings than there are."""
PROTOCOL = load_protocol(RESOURCES / "protocol")
CLINIC = ClinicDetails("The Body Work Clinic", "01223 455144", "Ruth Holt", "")
TODAY, BORN, MOMENT = NOW.date(), date(1985, 4, 3), datetime(2026, 11, 26, 9, tzinfo=UTC)
ELEMENTS = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "input", "button"}
"""What no page of ours holds."""


@pytest.fixture
def chosen(how_often: HowOften) -> list[str]:
    """A sample, or with `--long` all of them."""
    often = how_often(short=16, long=EVERYTHING)
    return naughty(None if often == EVERYTHING else often, seed=7)


Draw = Callable[[Sequence[str]], bytes]
"""Draws a paper with these texts on it."""


def lost(texts: Sequence[str], draw: Draw) -> list[str]:
    """Which texts are not on a paper with all of them.

    What stands above other signs, or goes both ways, is looked for on a paper of its own,
    whatever the order of its letters: a reader of PDFs parts and turns such lines.
    """
    whole = draw(texts)
    assert interpreted(whole) == set()
    letters, missed = read(whole), []
    for text in texts:
        wanted = letters_of(printable(text[:400]))[:30]
        if wanted in letters:
            continue
        if not _is_turned(text) or Counter(wanted) - Counter(read(draw([text]))):
            missed.append(text)
    return missed


def _is_turned(text: str) -> bool:
    ways = {unicodedata.bidirectional(sign) for sign in text}
    return bool(ways & {"R", "AL"}) or any(map(unicodedata.combining, text))


def test_a_record_on_paper_obeys_no_text(chosen: list[str]) -> None:
    def sheet(texts: Sequence[str], rest: str = "") -> bytes:
        rows = tuple((f"{number} {rest[:80]}", text[:400]) for number, text in enumerate(texts))
        about = (f"Review {rest[:80]}", f"Ada {rest[:400]}", BORN, TODAY, rest[:200])
        content = (Section(rest[:80], rows),)
        summary = RecordSummary(1, 1, *about, content, ToxinContent())
        return record_sheet(summary, rest[:200], NOW)

    assert lost(chosen, sheet) == []
    for text in chosen:
        assert interpreted(sheet(["Level"], text)) == set(), ascii(text)


def test_the_morning_page_and_the_list_of_a_batch_obey_no_text(chosen: list[str]) -> None:
    names = {"BTX": "Botulinum toxin"}

    def morning(texts: Sequence[str]) -> bytes:
        visits = [
            MorningVisit(visit(client_name=text[:400], person_name=text[:80]),
                         (Lack("consent", text[:200]),), (text[:200],))
            for text in texts
        ]  # fmt: skip
        return morning_page(TODAY, visits, names, texts[0][:80], NOW)

    def traced(texts: Sequence[str]) -> bytes:
        rows = tuple(HadBatch(1, text[:400], (PhoneDetails(text[:40]),), (TODAY,), 100,
                              False, False, False) for text in texts)  # fmt: skip
        trace = BatchTrace(1, texts[0][:80], texts[-1][:40], "U", rows)
        return batch_list(trace, texts[0][:80], NOW)

    assert lost(chosen, morning) == []
    assert lost(chosen, traced) == []


def test_no_cell_of_a_list_is_worked_out_by_a_spreadsheet(chosen: list[str]) -> None:
    rows = tuple(
        HadBatch(1, text, (PhoneDetails(text),), (TODAY,), 100, False, False, False)
        for text in chosen
    )
    trace = BatchTrace(1, "=1+1", "@SUM(1)", "U", rows)
    said = list(csv.reader(io.StringIO(csv_text(trace), newline="")))
    assert tuple(said[0]) == HEADS
    assert len(said) == len(rows) + 1
    for text, cells in zip(chosen, said[1:], strict=True):
        assert cells[0].removeprefix("'") == text.removeprefix("'"), ascii(text)
        assert not any(cell.startswith(FORMULA_SIGNS) for cell in cells), ascii(text)


def test_forms_with_a_name_on_them_obey_no_name(chosen: list[str]) -> None:
    forms = Forms(RESOURCES / "consent" / "en", lambda: protocol_values(PROTOCOL, CLINIC))
    scopes = random.Random(7)
    for text in chosen:
        clinic = ClinicDetails(text[:200], text[:40], text[:200], text[:300])
        filler = Filler(text[:2000], BORN)
        form = forms.form(scopes.choice(("BTX", "MN", "photographs")))
        asked = health_form(PROTOCOL.questions, clinic, "1", NOW, draft=True, filler=filler)
        for pdf in (asked, consent_form(form, clinic, NOW, signer=filler)):
            assert interpreted(pdf) == set(), ascii(text)
            assert letters_of(printable(text))[:20] in read(pdf), ascii(text)


def test_a_leaflet_as_a_web_page_as_text_and_its_receipt_obey_no_text(chosen: list[str]) -> None:
    leaflets = load_leaflets(RESOURCES / "leaflets" / "en")
    for text in chosen:
        clinic = ClinicDetails(f"N{text[:200]}", f"1{text[:40]}", f"C{text[:200]}", text[:300])
        box = dict.fromkeys(("product", "batch", "areas", "prescriber"), text[:200])
        whom = Addressee(text, TODAY, MOMENT, text[:100], personal=box)
        leaflet = leaflets[random.Random(text).choice(sorted(leaflets))]
        values = protocol_values(PROTOCOL, clinic)
        order = Order(leaflet, values, clinic, None, whom, large_print=False, today=TODAY)
        page = Page(page_of(order))
        assert page.named(*ELEMENTS) == [], ascii(text)
        links = {each.attributes.get("href", "") for each in page.elements}
        assert {each for each in links if not each.startswith(("#", "tel:"))} <= {
            "", "https://yellowcard.mhra.gov.uk"
        }, ascii(text)  # fmt: skip
        assert not any(name.startswith("on") for each in page.elements for name in each.attributes)
        assert letters_of(text)[:20] in letters_of(page.told), ascii(text)
        assert letters_of(text)[:20] in letters_of(text_of(order)), ascii(text)
        assert interpreted(receipt(order)) == set(), ascii(text)


@pytest.fixture(scope="module")
def leaflet() -> bytes:
    """A leaflet made out for nobody."""
    text = load_leaflets(RESOURCES / "leaflets" / "en")["micro-needling"]
    values = protocol_values(PROTOCOL, CLINIC)
    return drawn(Order(text, values, CLINIC, None, None, large_print=False, today=TODAY)).pdf


def test_whatever_is_looked_for_in_a_leaflet_comes_to_an_end(
    leaflet: bytes, chosen: list[str]
) -> None:
    for text in (*chosen, *REFUSED):
        found_words(leaflet, text[:400])
    assert found_words(leaflet, "\0") == ()


@pytest.mark.parametrize("text", [each * 20 for each in REFUSED[:-1]], ids=ascii)
def test_a_password_that_nobody_can_type_is_refused_in_a_sentence(
    leaflet: bytes, text: str
) -> None:
    with pytest.raises(BadInput):
        sealed(leaflet, text)
