"""Where the keyboard goes: Esc, Tab in the order of a call, and after each act."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.records import Draft
from tests.ui.calendar.at_desk import MAYA, RUTH, AtDesk, on


def test_esc_folds_what_was_found_and_then_puts_the_panel_away(at_desk: AtDesk, nadia: int) -> None:
    at_desk.hand.press("F4")
    at_desk.hand.type("Nad")
    assert at_desk.parts.who.finding.hits.isVisible()
    at_desk.hand.press("Esc")
    assert not at_desk.parts.who.finding.hits.isVisible()
    assert at_desk.page.side.panel is at_desk.panel
    assert at_desk.focused() == "Client"
    at_desk.hand.press("Esc")
    assert at_desk.page.side.isHidden()
    assert at_desk.page.grid.hasFocus()


def test_esc_folds_the_form_for_elsewhere_before_the_panel(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke", "b")
    setup = at_desk.panel.current.setup
    assert setup is not None
    at_desk.parts.elsewhere.begin(nadia, setup.protocol)
    at_desk.hand.press("Esc")
    assert not at_desk.parts.elsewhere.isVisible()
    assert at_desk.page.side.panel is at_desk.panel
    at_desk.hand.press("Esc")
    assert at_desk.page.side.isHidden()


def test_esc_in_a_popover_of_the_frame_leaves_the_call_alone(at_desk: AtDesk) -> None:
    at_desk.hand.press("F4")
    at_desk.hand.type("Tilda")
    at_desk.hand.press("F1", "Esc")
    assert at_desk.page.side.panel is at_desk.panel
    assert at_desk.parts.who.finding.field.text() == "Tilda"


def test_tab_goes_in_the_order_of_a_real_call(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke", "b")
    order = [at_desk.focused()]
    for _ in range(3):
        at_desk.hand.press("Tab")
        order.append(at_desk.focused())
    assert order == ["Treatment", "Where on the body", "With", "When"]
    at_desk.go_to("Note for the desk")
    at_desk.hand.press("Tab")
    inside = at_desk.parts.foot
    assert inside.isAncestorOf(QApplication.focusWidget())


def test_tab_for_a_new_caller_goes_from_name_to_phone_to_birth_date(at_desk: AtDesk) -> None:
    at_desk.hand.press("F4")
    at_desk.hand.type("07700 900777")
    at_desk.hand.press("Return")
    order = [at_desk.focused()]
    for _ in range(2):
        at_desk.hand.press("Tab")
        order.append(at_desk.focused())
    assert order == ["Name", "Phone", "Date of birth"]


def test_after_a_client_is_found_the_treatment_is_asked(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke")
    assert at_desk.focused() == "Treatment"


def test_after_a_booking_the_keyboard_is_on_the_new_visit(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke", "f")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.page.grid.hasFocus()
    chosen = at_desk.page.grid.chosen_visit
    assert chosen is not None
    assert chosen.client_id == nadia
    at_desk.hand.press("Return")
    assert at_desk.page.side.panel is at_desk.page.visit
    assert at_desk.page.visit.change.hasFocus()


def test_after_an_identity_check_the_keyboard_stays_where_it_was(
    at_desk: AtDesk, nadia: int
) -> None:
    at_desk.call_from("Nadia Clarke")
    at_desk.hand.press("F6")
    assert at_desk.focused() == "Treatment"


def test_undo_takes_the_booking_back(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke", "f")
    at_desk.hand.press("Ctrl+Return")
    assert len(at_desk.visits(nadia)) == 1
    at_desk.hand.press("Ctrl+Z")
    assert at_desk.visits(nadia) == ()


def test_a_pencilled_visit_that_lapses_meanwhile_does_not_disturb_typing(
    at_desk: AtDesk, nadia: int, clock: FixedClock
) -> None:
    booked = at_desk.clinic.booking.book(
        Draft("CONSULT", nadia, person_id=RUTH, starts_at=on(24, 15, month=11)), (), MAYA, True
    )
    assert booked.pencilled
    at_desk.hand.press("F4")
    at_desk.hand.type("Til")
    clock.advance(hours=9)
    at_desk.page.lapsing.lapse()
    at_desk.hand.type("da")
    assert at_desk.parts.who.finding.field.text() == "Tilda"
    assert at_desk.focused() == "Client"
    assert at_desk.clinic.diary.visit(booked.appointment_id).status != "pencilled"


def test_nothing_is_written_while_nobody_is_at_the_desk(at_desk: AtDesk) -> None:
    assert at_desk.program.work is not None
    at_desk.program.work.seat.sit_down(None)
    at_desk.page.lapsing.lapse()
    at_desk.hand.settle()
    assert at_desk.rows("SELECT count(*) FROM call_log") == [(0,)]
