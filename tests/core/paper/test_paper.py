"""The desk's list and the client's slip, read back from the PDF."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.visit_rows import VisitToCall
from clinic_desk.clients.records import PhoneDetails
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.paper.day_list import day_list
from clinic_desk.paper.slip import public_name, slip
from clinic_desk.safety.loading import load_protocol
from clinic_desk.treatments.catalogue import Catalogue
from tests.factories import NOW

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)
CLINIC = ClinicDetails("The Body Work Clinic", "01223 455144", "Ruth Holt", "")
NAMES = {"BTX": "Botulinum toxin", "MN": "Micro-needling"}
A4 = (595, 842)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The treatments as shipped."""
    return load_protocol(RESOURCES / "protocol").catalogue


def visit(hour: int = 9, minute: int = 45, day: int = 24, **other: object) -> Visit:
    starts = int(datetime(2026, 11, day, hour, minute, tzinfo=UTC).timestamp())
    known = dict(
        id=1, client_id=1, client_name="Grace Okoro", treatment="BTX", places="", person_id=1,
        person_name="Ruth Holt", room_id=1, room_name="Room 2", device_id=None, starts=starts,
        ends=starts + 30 * 60, prep_minutes=0, cleanup_minutes=0,
        numbing_minutes=0, status="booked", status_reason="", desk_note="", moved=None,
        pencilled=None, version=1,
    )  # fmt: skip
    return Visit(**(known | other))  # type: ignore[arg-type]


def pages(pdf: bytes) -> list[str]:
    """The words of each page, in one line."""
    document = PdfDocument(pdf)
    read = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return read


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    document = PdfDocument(pdf)
    found = [tuple(map(round, page.get_size())) for page in document]
    document.close()
    return found


def listed(*visits: VisitToCall, days: tuple[date, ...] = (TODAY, TOMORROW)) -> list[str]:
    return pages(day_list(days, visits, NAMES, CLINIC.name, NOW))


def test_each_day_has_a_page_with_times_names_and_phones() -> None:
    today, tomorrow = listed(
        VisitToCall(visit(), (PhoneDetails("07700 900111"),)),
        VisitToCall(visit(14, 30, 25, client_name="Nadia Clarke", treatment="MN"), ()),
    )
    assert "Tuesday 24 November 2026" in today
    assert "9.45am to 10.15am Grace Okoro 07700 900111 Botulinum toxin" in today
    assert "Ruth Holt · Room 2" in today
    assert "Nadia" not in today
    assert "2.30pm to 3pm Nadia Clarke No phone on file Micro-needling" in tomorrow


def test_marks_of_a_phone_are_told() -> None:
    phones = (PhoneDetails("07700 900111", voicemail=True), PhoneDetails("1234", discreet=True))
    (page,) = listed(VisitToCall(visit(), phones), days=(TODAY,))
    assert "07700 900111 · voicemail ok" in page
    assert "1234 · discreet: do not name the clinic" in page


def test_what_is_not_plainly_booked_is_told() -> None:
    moved = visit(
        status="pencilled", moved=int((NOW - timedelta(days=4)).timestamp()), desk_note="Own chair"
    )
    (page,) = listed(VisitToCall(moved, ()), days=(TODAY,))
    assert "Pencilled" in page
    assert "Moved from Fri 20 Nov, 9am" in page
    assert "Own chair" in page


def test_a_day_without_visits_says_so() -> None:
    (page,) = listed(days=(TODAY,))
    assert "Nothing is booked." in page


def test_a_full_day_goes_on_over_the_page_and_loses_nobody() -> None:
    many = [VisitToCall(visit(8, 0, client_name=f"Client {n:02}"), ()) for n in range(40)]
    read = listed(*many, days=(TODAY,))
    assert len(read) > 1
    assert "Tuesday 24 November 2026, continued" in read[1]
    assert all(sum(f"Client {n:02}" in page for page in read) == 1 for n in range(40))
    assert f"Page 1 of {len(read)}" in read[0]


@pytest.mark.parametrize(
    "name", ["<b>Ann</b> <img src='/etc/passwd'/>", "&amp; {phone}", "x" * 5000]
)
def test_a_name_is_text_and_never_obeyed(name: str, catalogue: Catalogue) -> None:
    read = "".join(listed(VisitToCall(visit(client_name=name), ()), days=(TODAY,)))
    slipped = pages(slip(visit(client_name=name), catalogue, CLINIC, "", large_print=False))
    for text in (read, "".join(slipped)):
        assert name.replace(" ", "")[:400] in text.replace(" ", "")


def test_the_slip_tells_when_with_whom_and_whom_to_call(catalogue: Catalogue) -> None:
    given = visit(treatment="CONSULT")
    (page,) = pages(slip(given, catalogue, CLINIC, "12 Mill Road\nCambridge", large_print=False))
    assert "Appointment for Grace Okoro Tuesday 24 November 2026, 9.45am" in page
    assert "Free consultation, with Ruth Holt" in page
    assert "call 01223 455144. 12 Mill Road, Cambridge" in page


def test_the_slip_is_a_third_of_a_page_and_half_of_one_in_large_print(
    catalogue: Catalogue,
) -> None:
    small = sizes(slip(visit(), catalogue, CLINIC, "12 Mill Road", large_print=False))
    large = sizes(slip(visit(), catalogue, CLINIC, "12 Mill Road", large_print=True))
    assert small == [(A4[0], round(A4[1] / 3))]
    assert large == [(A4[0], round(A4[1] / 2))]


def test_no_slip_names_the_medicine(catalogue: Catalogue) -> None:
    for treatment in catalogue.treatments:
        (page,) = pages(
            slip(visit(treatment=treatment.code), catalogue, CLINIC, "", large_print=False)
        )
        assert "toxin" not in page.lower(), treatment.code
        assert "Ruth Holt" in page


def test_a_treatment_has_a_public_name_only_where_it_may(catalogue: Catalogue) -> None:
    assert public_name("MN", catalogue) == "Micro-needling"
    assert public_name("BTX", catalogue) == "Treatment for lines (after consultation)"
    assert public_name("BTX_REVIEW", catalogue) == ""
    assert public_name("NONESUCH", catalogue) == ""
