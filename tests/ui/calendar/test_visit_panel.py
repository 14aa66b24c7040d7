"""A visit that stands: its keys, reasons, the nurse's answer, and what stands against it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clinic_desk.calendar.outcomes import Booked
from clinic_desk.calendar.records import Draft
from tests.ui.calendar.at_desk import MAYA, RUTH, AtDesk, on
from ui.kit.buttons import KeyButton
from ui.kit.labels import PlainLabel
from ui.kit.printing import Printer, use_file_printers


def open_visit(at_desk: AtDesk, booked: Booked, day: date) -> None:
    at_desk.show(day)
    at_desk.page.open_visit(booked.appointment_id)
    at_desk.hand.settle()


@pytest.fixture
def today(at_desk: AtDesk, nadia: int) -> Booked:
    """A talk of Nadia's today at 11:00, open in the panel."""
    booked = at_desk.book("CONSULT", nadia, on(24, 11, month=11))
    open_visit(at_desk, booked, date(2026, 11, 24))
    return booked


@pytest.fixture
def pencilled(at_desk: AtDesk, nadia: int) -> Booked:
    """Toxin nine days after needling, left to the nurse, open in the panel."""
    had = at_desk.book("MN", nadia, on(23, 15, month=11), zones=("full_face",))
    at_desk.clinic.booking.set_status(had.appointment_id, "completed", "", had.version, RUTH)
    draft = Draft("BTX", nadia, ("full_face",), RUTH, starts_at=on(2, 10))
    booked = at_desk.clinic.booking.book(draft, (), MAYA, pencil=True)
    open_visit(at_desk, booked, date(2026, 12, 2))
    return booked


def status(at_desk: AtDesk, booked: Booked) -> str:
    return at_desk.clinic.diary.visit(booked.appointment_id).status


def steps(at_desk: AtDesk) -> list[str]:
    return [b.words() for b in at_desk.page.visit.findChildren(KeyButton) if b.isVisible()]


def test_the_day_of_a_visit_by_keys(at_desk: AtDesk, today: Booked) -> None:
    for key, expected in (
        ("Alt+F", "confirmed"),
        ("Alt+A", "arrived"),
        ("Alt+T", "in_treatment"),
        ("Alt+C", "completed"),
    ):
        at_desk.hand.press(key)
        assert status(at_desk, today) == expected
        assert at_desk.page.visit.isVisible()
        assert at_desk.page.visit.isAncestorOf(at_desk.page.window().focusWidget())
    assert at_desk.said[-1] == "Nadia C.: completed"


def test_the_keys_do_nothing_once_the_panel_is_away(at_desk: AtDesk, today: Booked) -> None:
    at_desk.hand.press("Esc", "Alt+A")
    assert status(at_desk, today) == "booked"


def test_a_cancellation_asks_why_and_enter_goes_on(at_desk: AtDesk, today: Booked) -> None:
    at_desk.hand.press("Alt+X")
    assert status(at_desk, today) == "booked"
    assert at_desk.page.visit.reason.line.hasFocus()
    at_desk.hand.press("Return")
    assert status(at_desk, today) == "booked"
    at_desk.hand.type("Unwell")
    at_desk.hand.press("Return")
    visit = at_desk.clinic.diary.visit(today.appointment_id)
    assert (visit.status, visit.status_reason) == ("cancelled", "Unwell")
    assert at_desk.page.side.isHidden()
    assert at_desk.page.grid.hasFocus()
    at_desk.hand.press("Ctrl+Z")
    assert status(at_desk, today) == "booked"


def test_the_same_key_twice_asks_once_and_cancels_once(at_desk: AtDesk, today: Booked) -> None:
    at_desk.hand.press("Alt+X", "Alt+X")
    at_desk.hand.type("Unwell")
    at_desk.hand.press("Return")
    assert status(at_desk, today) == "cancelled"
    log = at_desk.rows("SELECT count(*) FROM call_log WHERE kind = 'cancelled'")
    assert log[0][0] <= 1


def test_a_reason_begun_for_one_act_does_not_serve_another(at_desk: AtDesk, today: Booked) -> None:
    at_desk.hand.press("Alt+X")
    at_desk.hand.type("Unwell")
    at_desk.hand.press("Alt+N")
    assert status(at_desk, today) == "booked"
    assert at_desk.page.visit.reason.label.text() == "Attended, not treated: why?"


def test_a_no_show_is_not_offered_before_its_time(at_desk: AtDesk, today: Booked) -> None:
    assert "Did not attend" not in steps(at_desk)


def test_only_a_clinician_accepts_or_declines(at_desk: AtDesk, pencilled: Booked) -> None:
    assert "Accept" not in steps(at_desk)
    assert "Lapses" in at_desk.page.visit.note.text()
    at_desk.sit(RUTH)
    at_desk.page.open_visit(pencilled.appointment_id)
    at_desk.hand.settle()
    assert {"Accept", "Decline"} <= set(steps(at_desk))


def test_a_clinician_accepts_with_a_reason(at_desk: AtDesk, pencilled: Booked) -> None:
    at_desk.sit(RUTH)
    at_desk.page.open_visit(pencilled.appointment_id)
    at_desk.hand.press("Alt+B")
    at_desk.hand.type("Healed, I have seen it")
    at_desk.hand.press("Return")
    assert status(at_desk, pencilled) == "booked"
    kept = at_desk.clinic.booking.acknowledgements(pencilled.appointment_id, RUTH)
    assert "Healed, I have seen it" in {row.reason for row in kept}
    at_desk.hand.settle()
    said = [label.text() for label in at_desk.page.visit.kept.findChildren(PlainLabel)]
    assert any(words.endswith("\nBecause: Healed, I have seen it") for words in said)


def test_a_clinician_declines(at_desk: AtDesk, pencilled: Booked) -> None:
    at_desk.sit(RUTH)
    at_desk.page.open_visit(pencilled.appointment_id)
    at_desk.hand.settle()
    decline = next(b for b in at_desk.page.visit.findChildren(KeyButton) if b.words() == "Decline")
    decline.click()
    assert at_desk.page.visit.reason.label.text() == "Decline: what may the caller be told?"
    at_desk.hand.type("Not yet healed")
    at_desk.hand.press("Return")
    assert status(at_desk, pencilled) == "cancelled"
    (call,) = at_desk.clinic.calls.open_call_backs()
    assert call.about.endswith("You could say: “Not yet healed”")


def test_what_was_left_to_the_nurse_is_told_and_not_twice(
    at_desk: AtDesk, pencilled: Booked
) -> None:
    panel = at_desk.page.visit
    assert panel.kept.isVisible()
    assert panel.kept.findChildren(PlainLabel)[-1].text().endswith(". Left to the nurse.")
    assert not panel.stands.isVisible()


def test_what_has_come_to_stand_against_a_visit_is_shown_with_it(
    at_desk: AtDesk, nadia: int
) -> None:
    booked = at_desk.book("BTX", nadia, on(2, 10), zones=("full_face",))
    had = at_desk.clinic.elsewhere.record(nadia, "MN", date(2026, 11, 23), ("full_face",), "", MAYA)
    assert had.id
    open_visit(at_desk, booked, date(2026, 12, 2))
    panel = at_desk.page.visit
    assert panel.stands.isVisible()
    assert [card.finding.rule for card in panel.findings.cards] == ["SP-MN-BTX"]


def test_a_change_made_elsewhere_is_shown_and_a_stale_act_is_told(
    at_desk: AtDesk, today: Booked
) -> None:
    at_desk.clinic.booking.set_status(today.appointment_id, "confirmed", "", 1, RUTH)
    at_desk.hand.press("Alt+A")
    assert at_desk.page.visit.trouble.isVisible()
    assert status(at_desk, today) == "confirmed"


def test_move_or_change_by_its_key_keeps_place_and_note(at_desk: AtDesk, nadia: int) -> None:
    booked = at_desk.book("BTX", nadia, on(2, 10), zones=("full_face",), desk_note="Back door")
    open_visit(at_desk, booked, date(2026, 12, 2))
    at_desk.hand.press("Alt+M")
    assert at_desk.parts.title.text() == "Change visit"
    assert at_desk.parts.what.place.combo.currentText() == "Face"
    assert at_desk.parts.note.text() == "Back door"
    at_desk.type_in("When", "3 dec 10:00")
    at_desk.hand.press("Return", "Ctrl+Return")
    visit = at_desk.clinic.diary.visit(booked.appointment_id)
    assert (visit.starts_at, visit.zones, visit.desk_note) == (
        on(3, 10),
        ("full_face",),
        "Back door",
    )


def test_record_and_leaflets_open_for_the_client(at_desk: AtDesk, today: Booked) -> None:
    assert at_desk.program.work is not None
    at_desk.program.work.seat.page_wanted.disconnect(at_desk.program.window.show_page)
    for name in ("Client", "Leaflets"):
        button = next(b for b in at_desk.page.visit.findChildren(KeyButton) if b.words() == name)
        button.click()
    client = at_desk.clinic.diary.visit(today.appointment_id).client_id
    assert at_desk.pages == [
        ("clients", {"client_id": client}),
        ("leaflets", {"client_id": client}),
    ]


def test_why_someone_was_not_treated_is_read_by_who_treats(at_desk: AtDesk, today: Booked) -> None:
    at_desk.clinic.booking.set_status(
        today.appointment_id, "not_treated", "Cold sore", today.version, RUTH
    )
    at_desk.show(date(2026, 11, 24))
    note = at_desk.page.visit.note
    for person, shown in ((RUTH, "Cold sore"), (MAYA, "ask the nurse"), (RUTH, "Cold sore")):
        at_desk.sit(person)
        assert note.text() == f"Because: {shown}"


def test_a_visit_is_noted_as_read_each_time_it_is_opened_and_not_while_it_is(
    at_desk: AtDesk, today: Booked
) -> None:
    def again() -> list[int]:
        at_desk.page.open_visit(today.appointment_id)
        at_desk.hand.settle()
        visit = today.appointment_id
        read = "SELECT person_id FROM audit_event WHERE act = 'visit.read' AND subject_id"
        return [person for (person,) in at_desk.rows(f"{read} = {visit} ORDER BY id")]

    at_desk.hand.press("Alt+F")
    assert again() == [MAYA]
    at_desk.hand.press("Esc")
    assert again() == [MAYA, MAYA]
    at_desk.sit(RUTH)
    assert at_desk.page.visit.isVisible()
    assert again() == [MAYA, MAYA, RUTH]


def test_one_key_prints_the_leaflets_of_the_visit_in_the_panel(
    at_desk: AtDesk, today: Booked, nadia: int, tmp_path: Path
) -> None:
    use_file_printers(Printer("Brother", "A4", is_default=True, folder=tmp_path))
    at_desk.hand.press("Shift+F11")
    at_desk.hand.settle()
    use_file_printers()
    given = at_desk.clinic.leaflets.of_client(nadia, MAYA)
    assert "consultation" in [line.leaflet for line in given]
    assert (tmp_path / "leaflets.pdf").is_file()


def test_one_key_prints_them_from_the_booking_panel_too(
    at_desk: AtDesk, today: Booked, nadia: int, tmp_path: Path
) -> None:
    use_file_printers(Printer("Brother", "A4", is_default=True, folder=tmp_path))
    at_desk.hand.press("F4")
    at_desk.hand.type("nadia")
    at_desk.hand.press("Return", "Shift+F11")
    at_desk.hand.settle()
    use_file_printers()
    assert at_desk.clinic.leaflets.of_client(nadia, MAYA)
