"""Locked, nothing of health answers and consents is left in a widget; unlocked, all is back."""

from __future__ import annotations

from clinic_desk.health.records import AnswerDraft
from tests.factories import NOW
from tests.ui.calendar.at_desk import RUTH
from tests.ui.frame.marked import AtDoor, marked_widgets
from tests.ui.frame.test_veil import look
from ui.clients.consent.tab import ConsentTab
from ui.clients.health.tab import HealthTab
from ui.clients.page import ClientsPage

DRAWN = [[(at / 20, 0.5) for at in range(20)]]


def tab_of(at_door: AtDoor, name: str) -> ClientsPage:
    """The client's page on a tab."""
    at_door.program.window.show_page("clients", {"client_id": at_door.client_id, "tab": name})
    at_door.hand.settle()
    page = at_door.program.window.stack.page("clients")
    assert isinstance(page, ClientsPage)
    return page


def health_half_typed(at_door: AtDoor) -> HealthTab:
    """One answer on file, one half typed."""
    kept = AnswerDraft("diabetes", current=True, value="controlled", words="zqx tablets")
    at_door.clinic.health.answer(at_door.client_id, [kept], NOW.date(), "screen", RUTH)
    tab = tab_of(at_door, "health").record.health
    tab.rows["cold_sore_history"].answer("yes")
    tab.rows["cold_sore_history"].fields["words"].control.setFocus()
    at_door.hand.type("zqx every win")
    return tab


def consent_half_signed(at_door: AtDoor) -> ConsentTab:
    """The form in the client's hands, with two strokes on it."""
    clinic, client = at_door.clinic, at_door.client_id
    clinic.consents.give_on_screen(client, "MN", "Zqx Name", DRAWN, RUTH)
    tab = tab_of(at_door, "consent").record.consent
    tab.hand_over()
    assert tab.view is not None
    tab.view.pad.show_strokes(DRAWN)
    return tab


def test_health_answers_leave_a_locked_desk_and_come_back(at_door: AtDoor) -> None:
    tab = health_half_typed(at_door)
    typed = tab.typed()
    look(at_door, "health half typed")
    assert tab.typed() == typed
    assert typed.answers["cold_sore_history"].words == "zqx every win"


def test_a_signature_leaves_a_locked_desk_and_comes_back(at_door: AtDoor) -> None:
    tab = consent_half_signed(at_door)
    assert tab.view is not None
    pad = tab.view.pad
    before = pad.strokes()
    assert before
    at_door.lock()
    assert at_door.program.window.is_locked
    assert marked_widgets() == {}
    assert not any(pad.strokes())
    at_door.unlock()
    assert tab.view.isVisible()
    assert pad.strokes() == before
    assert tab.view.name.text().startswith("Zqx")
