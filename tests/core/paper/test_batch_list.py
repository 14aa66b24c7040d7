"""The list of who had a batch, read back from the PDF."""

from __future__ import annotations

from datetime import date

from clinic_desk.clients.records import PhoneDetails
from clinic_desk.paper.batch_list import batch_list
from clinic_desk.records.tracing import BatchTrace, HadBatch
from tests.core.paper.test_paper import CLINIC, pages
from tests.factories import NOW


def had(name: str, *, discreet: bool = False, deceased: bool = False) -> HadBatch:
    phone = PhoneDetails("07700 900316", discreet=discreet)
    days = (date(2026, 8, 4), date(2026, 11, 3))
    return HadBatch(1, name, (phone,), days, 4250, False, False, deceased)


def page_of(*rows: HadBatch) -> list[str]:
    trace = BatchTrace(1, "Bocouture", "B81204", "Bocouture U", rows)
    return pages(batch_list(trace, CLINIC.name, NOW))


def test_each_client_stands_with_phones_days_and_units() -> None:
    (page,) = page_of(had("Nadia Clarke"), had("Grace Okoro", discreet=True))
    assert "Who had Bocouture, batch B81204" in page
    assert "2 clients" in page
    assert "Nadia Clarke 07700 900316 4 August 2026, 3 November 2026" in page
    assert "42.5 Bocouture U" in page
    assert "do not name the clinic on the phone" in page


def test_whoever_has_died_is_not_to_be_rung() -> None:
    (page,) = page_of(had("Nadia Clarke", deceased=True))
    assert "has died" in page


def test_a_batch_that_nobody_had_says_so() -> None:
    (page,) = page_of()
    assert "No record names this batch." in page


def test_a_long_list_loses_nobody() -> None:
    read = page_of(*(had(f"Client {n:03}") for n in range(90)))
    assert len(read) > 1
    assert all(sum(f"Client {n:03}" in page for page in read) == 1 for n in range(90))
