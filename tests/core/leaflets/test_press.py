"""A leaflet made out for a client, and what is noted of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic, open_clinic
from clinic_desk.leaflets.orders import drawn
from tests.factories import add_appointment, add_person, new_clinic
from tests.kept import copy_kept

AT = datetime(2026, 11, 26, 9, 45, tzinfo=UTC)


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock) -> Iterator[Clinic]:
    """A clinic with Ruth Holt and no clients."""
    copy_kept(_made, tmp_path / "clinic")
    opened = open_clinic(tmp_path / "clinic", clock=clock)
    yield opened
    opened.database.close()


def _made(folder: Path) -> None:
    clinic = new_clinic(folder)
    add_person(clinic.database)
    clinic.database.close()


def add(clinic: Clinic, **details: object) -> int:
    return clinic.clients.add(ClientDetails(given="Grace", family="Okoro", **details), by=1).id


def visit(clinic: Clinic, client_id: int, at: datetime = AT, **columns: object) -> int:
    return add_appointment(clinic.database, client_id, 1, at, at + timedelta(minutes=30), **columns)


def test_what_is_given_to_a_client_who_was_on_file_twice_is_on_the_record_that_stays(
    clinic: Clinic,
) -> None:
    kept, gone = add(clinic, large_print=True), add(clinic, large_print=True)
    before = drawn(clinic.press.order("botulinum-toxin", gone, by=1))
    merging = clinic.merging
    merging.merge(kept, gone, (), merging.preview(kept, gone, 1).versions, 1)
    after = drawn(clinic.press.order("botulinum-toxin", gone, by=1))
    clinic.press.note_given(before, "printed", 1)
    clinic.press.note_given(after, "printed", 1)
    clinic.press.note_declined(before, 1)
    assert len(clinic.leaflets.of_client(kept, 1)) == 3


def test_the_next_visit_calls_for_the_leaflet_of_its_treatment(clinic: Clinic) -> None:
    client_id = add(clinic)
    visit(clinic, client_id, AT + timedelta(days=30), treatment="MN")
    visit(clinic, client_id, treatment="BTX")
    suggested = clinic.press.suggested(client_id, 1)
    assert suggested.names == ("botulinum-toxin", "botulinum-toxin-aftercare")
    assert suggested.visit is not None
    assert suggested.visit.starts_at == AT


@pytest.mark.parametrize("status", ["cancelled", "no_show", "rescheduled", "completed"])
def test_a_visit_that_is_over_calls_for_nothing(clinic: Clinic, status: str) -> None:
    client_id = add(clinic)
    visit(clinic, client_id, status=status, status_reason="Unwell", occupies=False)
    assert clinic.press.suggested(client_id, 1).names == ()


def test_an_order_carries_name_and_appointment(clinic: Clinic) -> None:
    client_id = add(clinic)
    visit(clinic, client_id)
    addressee = clinic.press.order("botulinum-toxin", client_id, by=1).addressee
    assert addressee is not None
    assert (addressee.name, addressee.appointment_at) == ("Grace Okoro", AT)
    assert addressee.practitioner == "Ruth Holt"
    assert addressee.given_at_consultation_on is None


def test_it_is_given_at_the_last_consultation_that_took_place(clinic: Clinic) -> None:
    client_id = add(clinic, consult_on=date(2026, 8, 3))
    day = datetime(2026, 11, 19, 10, tzinfo=UTC)
    visit(clinic, client_id, day, treatment="CONSULT", status="completed")
    visit(clinic, client_id, day + timedelta(days=2), treatment="CONSULT", status="no_show")
    addressee = clinic.press.order("botulinum-toxin", client_id, by=1).addressee
    assert addressee is not None
    assert addressee.given_at_consultation_on == date(2026, 11, 19)


def test_large_print_is_taken_from_the_record_unless_told_otherwise(clinic: Clinic) -> None:
    client_id = add(clinic, large_print=True)
    press = clinic.press
    assert press.order("micro-needling", client_id, by=1).large_print
    assert not press.order("micro-needling", client_id, by=1, large_print=False).large_print
    assert not press.order("micro-needling", by=1).large_print


def test_whoever_is_given_large_print_is_given_it_from_then_on(clinic: Clinic) -> None:
    client_id = add(clinic)
    press = clinic.press
    large = press.order("micro-needling", client_id, by=1, large_print=True)
    given = press.note_given(drawn(large), "printed", by=1)
    assert given.now_large
    assert press.order("botulinum-toxin", client_id, by=1).large_print
    press.ask_for_large(client_id, False, by=1)
    assert not press.order("botulinum-toxin", client_id, by=1).large_print


def test_one_in_standard_print_leaves_a_record_that_asks_for_large(clinic: Clinic) -> None:
    client_id = add(clinic, large_print=True)
    press = clinic.press
    press.note_given(
        drawn(press.order("micro-needling", client_id, by=1, large_print=False)), "saved", 1
    )
    assert clinic.clients.get(client_id, 1).details.large_print


def test_what_is_given_is_logged_with_version_size_and_digest(clinic: Clinic) -> None:
    client_id = add(clinic)
    printed = drawn(clinic.press.order("botulinum-toxin", client_id, by=1))
    given = clinic.press.note_given(printed, "saved", by=1)
    (line,) = clinic.leaflets.of_client(client_id, 1)
    assert (line.leaflet, line.version, line.how) == ("botulinum-toxin", printed.version, "saved")
    assert (line.large_print, line.digest, line.given_by) == (False, printed.digest, "Ruth Holt")
    assert given.changes.clients == {client_id}
    assert not given.now_large


def test_without_a_client_nothing_is_logged(clinic: Clinic) -> None:
    printed = drawn(clinic.press.order("botulinum-toxin", by=1))
    assert clinic.press.note_given(printed, "printed", by=1).changes.clients == frozenset()
    assert printed.pages >= 2


def test_letters_that_no_font_has_are_named_and_the_rest_is_printed(clinic: Clinic) -> None:
    client_id = clinic.clients.add(ClientDetails(given="Zoë 🙂", family="مريم"), by=1).id
    printed = drawn(clinic.press.order("botulinum-toxin", client_id, by=1))
    assert printed.left_out == ("🙂 (slightly smiling face)",)
    assert printed.pdf.startswith(b"%PDF")


def test_an_unknown_leaflet_or_client_is_refused_in_words(clinic: Clinic) -> None:
    with pytest.raises(NotFound, match="botulinum-toxin"):
        clinic.press.order("laser", by=1)
    with pytest.raises(NotFound):
        clinic.press.order("botulinum-toxin", 99, by=1)


def test_nothing_is_made_out_in_the_name_of_a_client_who_has_died(clinic: Clinic) -> None:
    client_id = add(clinic)
    visit(clinic, client_id, treatment="BTX")
    clinic.deaths.note(client_id, clinic.clock.now().date(), 1)
    assert clinic.press.suggested(client_id, 1).names == ()
    with pytest.raises(NotAllowed, match="has died"):
        drawn(clinic.press.order("botulinum-toxin", client_id, by=1))
    assert drawn(clinic.press.order("botulinum-toxin", by=1)).pdf


def test_letters_of_the_clinics_own_details_that_no_font_has_are_named_too(clinic: Clinic) -> None:
    order = clinic.press.order("botulinum-toxin", add(clinic), by=1)
    printed = drawn(replace(order, clinic=replace(order.clinic, nurse="Ruth 漢")))
    assert [each[0] for each in printed.left_out] == ["漢"]
