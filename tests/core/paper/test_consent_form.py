"""A consent form on paper, read back from the PDF."""

from __future__ import annotations

from datetime import date

import pytest
from pypdfium2 import PdfDocument

from clinic_desk.base.folders import RESOURCES
from clinic_desk.consent.forms import DRAFT, Forms
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.paper.consent_form import SIGNED, WITNESS, consent_form
from clinic_desk.paper.health_form import Filler
from tests.core.calendar.desk import shipped
from tests.factories import NOW

CLINIC = ClinicDetails("The Body Work Clinic", "01223 455144", "Ruth Holt", "")
FORMS = Forms(RESOURCES / "consent" / "en", lambda: protocol_values(shipped(), CLINIC))
NADIA = Filler("Nadia Clarke", date(1985, 4, 3))
SCOPES = ("BTX", "MN", "photographs")


def pages(scope: str, *, large: bool = False, signer: Filler | None = None) -> list[str]:
    """The words of each page, in one line."""
    pdf = consent_form(FORMS.form(scope), CLINIC, NOW, signer=signer, large_print=large)
    document = PdfDocument(pdf)
    read = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return read


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("large", [False, True])
def test_every_word_of_the_form_is_on_paper(scope: str, large: bool) -> None:
    whole = " ".join(pages(scope, large=large, signer=NADIA))
    for part in FORMS.form(scope).parts:
        for words in filter(None, (part.text, part.beside)):
            assert " ".join(words.split()) in whole


@pytest.mark.parametrize("scope", SCOPES)
def test_both_sign_on_one_page_below_their_words(scope: str) -> None:
    last = pages(scope, signer=NADIA)[-1]
    for words in (SIGNED, "Name: Nadia Clarke", WITNESS, "Name and role"):
        assert words in last
    assert last.count("Signed") == last.count("Date") == 2


def test_each_page_says_whose_it_is_which_words_and_that_they_are_a_draft() -> None:
    for page in pages("MN", signer=NADIA):
        assert "Nadia Clarke. Consent to micro-needling, version 1." in page
        assert DRAFT in page


def test_a_blank_one_names_nobody() -> None:
    assert all("Nadia" not in page for page in pages("BTX"))
    assert "Date of birth" in pages("BTX")[0]


def test_large_print_takes_more_pages() -> None:
    assert len(pages("BTX", large=True)) > len(pages("BTX")) == 2
