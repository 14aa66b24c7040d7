"""How findings are met: ticks, reasons, roles, the nurse's pencil, and somebody quicker."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_desk.calendar.records import Draft
from tests.ui.calendar.at_desk import AMIRA, MAYA, RUTH, AtDesk, add_client, on


@pytest.fixture
def needled(at_desk: AtDesk, nadia: int) -> int:
    """Nadia, who had needling on the face on Mon 23 November."""
    booked = at_desk.book("MN", nadia, on(23, 15, month=11), zones=("full_face",))
    clinic = at_desk.clinic
    clinic.booking.set_status(booked.appointment_id, "completed", "", booked.version, RUTH)
    return nadia


def ask_for(at_desk: AtDesk, name: str, when: str, treatment: str = "b", place: str = "f") -> None:
    at_desk.call_from(name, treatment)
    at_desk.hand.press("Tab")
    at_desk.hand.type(place)
    at_desk.type_in("When", when)
    at_desk.hand.press("Return")


def test_words_that_name_a_date_or_a_treatment_wait_for_the_check(
    at_desk: AtDesk, needled: int
) -> None:
    ask_for(at_desk, "Nadia Clarke", "thu 26 nov 11:00")
    assert "SP-MN-BTX" in at_desk.findings()
    answer = at_desk.parts.answer
    assert answer.identity_first.isVisible()
    assert not answer.say.isVisible()
    at_desk.hand.press("F6")
    assert answer.say.isVisible()
    assert at_desk.parts.who.known.checked.isVisible()
    assert [line.kind for line in at_desk.clinic.calls.log(MAYA, 1)] == ["identity"]


def test_the_words_come_into_sight_with_the_check(at_desk: AtDesk, needled: int) -> None:
    other = add_client(at_desk.clinic, "Olga", "Other")
    at_desk.book("CONSULT", other, on(26, 11, month=11))
    at_desk.program.window.resize(1366, 560)
    ask_for(at_desk, "Nadia Clarke", "thu 26 nov 11:00")
    at_desk.hand.press("F6")
    say, seen = at_desk.parts.answer.say, at_desk.panel.middle.viewport()
    assert say.isVisible()
    foot = say.mapTo(seen, say.rect().bottomLeft())
    assert seen.rect().contains(foot)


def test_a_check_holds_for_the_day_and_for_that_client_alone(at_desk: AtDesk, needled: int) -> None:
    add_client(at_desk.clinic, "Olga", "Other")
    at_desk.clinic.calls.identity_checked(needled, RUTH)
    at_desk.call_from("Nadia Clarke")
    assert at_desk.panel.call.checked
    at_desk.hand.press("F4")
    at_desk.hand.type("Olga Other")
    at_desk.hand.press("Return")
    assert not at_desk.panel.call.checked


def test_a_receptionist_cannot_pass_a_clinical_block_but_takes_a_time_or_pencils(
    at_desk: AtDesk, needled: int
) -> None:
    ask_for(at_desk, "Nadia Clarke", "thu 26 nov 11:00")
    foot = at_desk.foot
    assert (foot.words, foot.main.deed, foot.asks_reason) == ("Cannot be booked", "take", False)
    assert foot.other is not None
    assert foot.other.words == "Pencil for nurse"
    at_desk.hand.press("Ctrl+Shift+Return")
    (visit, _) = at_desk.visits(needled)
    assert visit.status == "pencilled"
    assert at_desk.said == ["Pencilled Nadia C., Thu 26 Nov, 11:00"]


def test_the_earliest_time_that_fits_is_one_key_away(at_desk: AtDesk, needled: int) -> None:
    ask_for(at_desk, "Nadia Clarke", "thu 26 nov 11:00")
    at_desk.hand.press("Alt+1", "Ctrl+Return")
    assert at_desk.visits(needled)[0].starts_at >= on(7, 0)


def test_a_clinician_at_the_desk_passes_a_clinical_block_with_a_reason(
    at_desk: AtDesk, needled: int
) -> None:
    at_desk.sit(RUTH)
    ask_for(at_desk, "Nadia Clarke", "thu 26 nov 11:00")
    assert at_desk.foot.words == "Needs a reason"
    at_desk.hand.press("Ctrl+Return")
    assert len(at_desk.visits(needled)) == 1
    at_desk.type_in("Reason", "Another part of the face, seen by me")
    if at_desk.foot.asks_tick:
        at_desk.hand.press("Alt+S")
    at_desk.hand.press("Ctrl+Return")
    visit = at_desk.visits(needled)[0]
    kept = at_desk.clinic.booking.acknowledgements(visit.id, RUTH)
    assert ("SP-MN-BTX", "Another part of the face, seen by me", RUTH) in [
        (row.rule, row.reason, row.person_id) for row in kept
    ]


def test_someone_else_at_the_desk_sees_other_acts_at_once(at_desk: AtDesk, needled: int) -> None:
    ask_for(at_desk, "Nadia Clarke", "thu 26 nov 11:00")
    assert at_desk.foot.main.deed == "take"
    at_desk.sit(RUTH)
    assert at_desk.parts.foot.main.words().startswith("Book with")


def test_another_time_asks_for_the_tick_again(at_desk: AtDesk, nadia: int) -> None:
    other = add_client(at_desk.clinic, "Olga", "Other")
    at_desk.book("BTX", other, on(1, 10))
    ask_for(at_desk, "Nadia Clarke", "1 dec 10:15")
    if not at_desk.foot.asks_reason:
        pytest.fail(f"no clash: {at_desk.findings()}")
    at_desk.type_in("Reason", "Squeezed in")
    at_desk.hand.press("Alt+S")
    at_desk.type_in("When", "1 dec 10:20")
    at_desk.hand.press("Return")
    assert not at_desk.panel.call.seen
    assert at_desk.parts.answer.reason.text() == "Squeezed in"


def test_a_time_that_went_meanwhile_is_shown_and_nothing_typed_is_lost(
    at_desk: AtDesk, nadia: int
) -> None:
    other = add_client(at_desk.clinic, "Olga", "Other")
    ask_for(at_desk, "Nadia Clarke", "1 dec 10:00")
    at_desk.go_to("With")
    at_desk.hand.type("r")
    at_desk.type_in("Note for the desk", "By the back door")
    assert at_desk.findings() == []
    at_desk.book("BTX", other, on(1, 10))
    at_desk.hand.press("Ctrl+Return")
    assert len(at_desk.visits(nadia)) == 0
    assert "TIME-PRACTITIONER" in at_desk.findings()
    assert at_desk.parts.trouble.isVisible()
    assert at_desk.parts.note.text() == "By the back door"
    assert at_desk.parts.what.when.text() == "Tue 1 Dec, 10:00"
    assert at_desk.foot.words == "Needs a reason"
    at_desk.type_in("Reason", "Both agreed to wait")
    if at_desk.foot.asks_tick:
        at_desk.hand.press("Alt+S")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.visits(nadia)[0].desk_note == "By the back door"


def test_a_visit_changed_by_another_is_told_and_what_was_typed_goes_on(
    at_desk: AtDesk, nadia: int
) -> None:
    booked = at_desk.book("BTX", nadia, on(1, 10), zones=("full_face",))
    at_desk.show(date(2026, 12, 1))
    at_desk.page.open_visit(booked.appointment_id)
    at_desk.hand.press("Alt+M")
    at_desk.type_in("Note for the desk", "Prefers Room 2")
    stands = Draft(
        "BTX", nadia, ("full_face",), RUTH, starts_at=on(1, 14),
        appointment_id=booked.appointment_id,
    )  # fmt: skip
    at_desk.clinic.booking.book(stands, (), RUTH)
    at_desk.hand.press("Ctrl+Return")
    assert "14:00" in at_desk.parts.trouble.words.text()
    assert at_desk.parts.note.text() == "Prefers Room 2"
    at_desk.hand.press("Ctrl+Return")
    (visit,) = at_desk.visits(nadia)
    assert visit.desk_note == "Prefers Room 2"


def test_other_times_puts_the_keyboard_on_the_first(at_desk: AtDesk, nadia: int) -> None:
    other = add_client(at_desk.clinic, "Olga", "Other")
    at_desk.book("BTX", other, on(1, 10))
    ask_for(at_desk, "Nadia Clarke", "1 dec 10:15")
    at_desk.hand.press("Ctrl+Shift+Return")
    assert at_desk.focused().startswith("Take Tue 1 Dec")


def test_a_warning_goes_with_the_treatment_that_it_was_about(
    at_desk: AtDesk, needled: int, qtbot: object
) -> None:
    ask_for(at_desk, "Nadia Clarke", "thu 26 nov 11:00")
    assert at_desk.findings()
    at_desk.parts.what.treatment.set_value("CONSULT")
    at_desk.panel.saying.treatment("CONSULT")
    at_desk.hand.settle()
    assert "SP-MN-BTX" not in at_desk.findings()


def test_the_same_again_keeps_the_finer_places(at_desk: AtDesk) -> None:
    client = add_client(at_desk.clinic, "Fine", "Places")
    booked = at_desk.book("BTX", client, on(3, 10, month=8), zones=("glabella", "crows_feet"))
    clinic = at_desk.clinic
    clinic.booking.set_status(booked.appointment_id, "completed", "", booked.version, RUTH)
    at_desk.call_from("Fine Places")
    at_desk.hand.press("Alt+7")
    assert at_desk.parts.what.place.combo.currentText() == "Frown lines and crow's feet"
    assert at_desk.panel.call.zones == ("glabella", "crows_feet")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.visits(client)[0].zones == ("glabella", "crows_feet")


def test_a_practitioner_who_does_not_prescribe_cannot_pass_what_needs_one(
    at_desk: AtDesk, nadia: int
) -> None:
    at_desk.sit(AMIRA)
    client = add_client(at_desk.clinic, "Old", "Repeat")
    booked = at_desk.book("BTX", client, on(20, 10, month=11), zones=("full_face",))
    clinic = at_desk.clinic
    clinic.booking.set_status(booked.appointment_id, "completed", "", booked.version, RUTH)
    ask_for(at_desk, "Old Repeat", "thu 26 nov 11:00")
    finding = at_desk.parts.answer.findings.cards[0].finding
    passes = finding.override == "clinician"
    assert at_desk.foot.asks_reason == passes
    assert (at_desk.foot.main.deed == "book") == passes
