"""The form of the health questions, read back from the PDF."""

from __future__ import annotations

from datetime import date

import pytest
from pypdfium2 import PdfDocument

from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.paper.health_form import DRAFT, Filler, asks_more, health_form
from tests.core.calendar.desk import shipped
from tests.factories import NOW

CLINIC = ClinicDetails("The Body Work Clinic", "01223 455144", "Ruth Holt", "")
NADIA = Filler("Nadia Clarke", date(1985, 4, 3))


def pages(*, draft: bool = False, large: bool = False, filler: Filler | None = None) -> list[str]:
    """The words of each page, in one line."""
    pdf = health_form(
        shipped().questions, CLINIC, "0.1", NOW, draft=draft, filler=filler, large_print=large
    )
    document = PdfDocument(pdf)
    read = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return read


@pytest.mark.parametrize("filler", [None, NADIA, Filler("  "), Filler("شرح محمد")])
def test_it_is_two_pages_and_asks_every_question_once(filler: Filler | None) -> None:
    both = pages(filler=filler)
    assert len(both) == 2
    for question in shipped().questions:
        assert " ".join(both).count(question.ask) == 1
    assert " ".join(both).count(" Yes") == " ".join(both).count(" No ") == len(shipped().questions)


def test_a_blank_one_names_nobody_and_a_client_s_has_the_name_on_each_page() -> None:
    first, second = pages(filler=NADIA)
    assert "Name: Nadia Clarke" in first
    assert "Date of birth: 3 April 1985" in first
    assert "Nadia Clarke" in second
    assert all("Nadia" not in page for page in pages())
    assert "Date of birth Date today" in pages()[0]


def test_each_page_says_whether_anyone_signed_the_protocol() -> None:
    assert all(DRAFT in page for page in pages(draft=True))
    assert not any(DRAFT in page for page in pages())


def test_a_rule_that_counts_from_the_stop_asks_for_the_day() -> None:
    assert " ".join(pages()).count("If it stopped, on which day") == 2
    assert "controlled uncontrolled" in " ".join(pages())


def test_large_print_takes_more_pages_and_loses_no_question() -> None:
    whole = pages(large=True, filler=NADIA)
    assert len(whole) > 2
    assert all(question.ask in " ".join(whole) for question in shipped().questions)


def test_a_question_that_asks_on_has_room_for_an_answer() -> None:
    assert [each.id for each in shipped().questions if asks_more(each)] == [
        "toxin_elsewhere",
        "isotretinoin",
    ]
