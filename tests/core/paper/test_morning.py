"""The morning page, read back from the PDF."""

from __future__ import annotations

from datetime import date

from clinic_desk.paper.morning import morning_page
from clinic_desk.records.morning_lacks import Lack, MorningVisit
from tests.core.paper.test_paper import CLINIC, NAMES, pages, visit
from tests.factories import NOW

TODAY = date(2026, 11, 24)
CONSENT = Lack("consent", "Consent is signed before treatment.")
AGE = Lack("age", "See photo ID.")


def page_of(*visits: MorningVisit) -> list[str]:
    return pages(morning_page(TODAY, visits, NAMES, CLINIC.name, NOW))


def test_each_visit_stands_with_what_it_lacks() -> None:
    (page,) = page_of(
        MorningVisit(visit(), (AGE, CONSENT)),
        MorningVisit(visit(14, 30, client_name="Nadia Clarke", treatment="MN"), ()),
    )
    assert "Tuesday 24 November 2026" in page
    assert "2 visits, 1 with something to do" in page
    assert "9.45am Grace Okoro Botulinum toxin, Ruth Holt See photo ID. Consent is signed" in page
    assert "2.30pm Nadia Clarke Micro-needling, Ruth Holt Nothing is missing." in page


def test_a_day_without_visits_says_so() -> None:
    (page,) = page_of()
    assert "Nothing is booked." in page


def test_an_ordinary_day_is_one_page() -> None:
    day = (MorningVisit(visit(9, 0, client_name=f"Client {n:02}"), (AGE,)) for n in range(18))
    assert len(page_of(*day)) == 1


def test_a_full_day_is_set_smaller_and_stays_on_one_page() -> None:
    day = [
        MorningVisit(visit(9, 0, client_name=f"Client {n:02}"), (AGE, CONSENT)) for n in range(24)
    ]
    (page,) = page_of(*day)
    assert all(f"Client {n:02}" in page for n in range(24))


def test_what_was_passed_stands_below_what_is_missing() -> None:
    passed = ("Too soon after micro-needling (passed by Ruth Holt: “Small area”)",)
    (page,) = page_of(MorningVisit(visit(), (AGE,), passed), MorningVisit(visit(11, 0), (), passed))
    assert f"See photo ID. {passed[0]}" in page
    assert f"Nothing is missing. {passed[0]}" in page


def test_a_full_day_loses_nobody() -> None:
    day = [
        MorningVisit(visit(9, 0, client_name=f"Client {n:02}"), (AGE, CONSENT) * 3)
        for n in range(30)
    ]
    read = page_of(*day)
    assert len(read) > 1
    assert all(sum(f"Client {n:02}" in page for page in read) == 1 for n in range(30))
