"""Who has died, and who is not to be booked, is plain to see before anything is booked."""

from __future__ import annotations

from clinic_desk.calendar.calls import CallBackDraft
from tests.ui.calendar.at_desk import MAYA, RUTH, AtDesk, add_client, on
from ui.kit.labels import PlainLabel

WHY = "Threatened Ruth"


def died(at_desk: AtDesk, client_id: int, keep: tuple[int, ...] = ()) -> None:
    clinic = at_desk.clinic
    clinic.deaths.note(client_id, clinic.clock.now().date(), MAYA, keep=keep)


def test_who_has_died_is_marked_among_those_found_and_refused(at_desk: AtDesk, nadia: int) -> None:
    died(at_desk, nadia)
    at_desk.hand.press("F4")
    at_desk.hand.type("Nadia")
    row = at_desk.parts.who.finding.hits.rows[0]
    assert row.accessibleName().endswith("Has died")
    at_desk.hand.press("Return")
    known = at_desk.parts.who.known
    assert known.chips.texts() == ["Died 24 Nov 2026"]
    assert not known.ask.isVisible()
    at_desk.hand.type("b")
    assert at_desk.findings() == ["CLIENT-DECEASED"]
    assert at_desk.foot.words == "Cannot be booked"
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.visits(nadia) == ()


def test_of_who_has_died_no_change_in_health_is_asked(at_desk: AtDesk, nadia: int) -> None:
    had = at_desk.book("CONSULT", nadia, on(24, 8, month=11)).appointment_id
    hand = at_desk.hand
    hand.press("F4")
    hand.type("Nadia")
    hand.press("Return")
    assert at_desk.panel.health_act.isVisible()
    hand.press("Esc", "Esc")
    died(at_desk, nadia, keep=(had,))
    hand.press("F4")
    hand.type("Nadia")
    hand.press("Return")
    hand.until(lambda: not at_desk.panel.health_act.isVisible())
    hand.press("Ctrl+H")
    assert at_desk.panel.health_change.card is None
    hand.press("Esc", "Esc")
    at_desk.page.go_to_visit(had)
    hand.settle()
    panel = at_desk.page.visit
    hand.until(lambda: not panel.health_act.isVisible())
    hand.press("Ctrl+H")
    assert panel.health_change.card is None


def test_a_new_caller_who_may_be_somebody_who_has_died_is_told_first(
    at_desk: AtDesk, nadia: int
) -> None:
    died(at_desk, nadia)
    at_desk.hand.press("F4")
    at_desk.hand.type("Nadia Clarke-Hill")
    at_desk.hand.press("Return")
    at_desk.hand.type("07700 900316")
    maybe = at_desk.parts.who.new._maybe
    shown = [maybe.itemAt(at).widget().accessibleName() for at in range(maybe.count())]
    assert any(name.startswith("Nadia Clarke, Has died · ") for name in shown)


def test_who_is_not_to_be_booked_is_marked_and_why_is_not_shown_above_the_call(
    at_desk: AtDesk, nadia: int
) -> None:
    at_desk.clinic.standings.do_not_book(nadia, WHY, RUTH)
    at_desk.call_from("Nadia", "free")
    assert at_desk.parts.who.known.chips.texts() == ["Not to be booked"]
    assert at_desk.findings()[0] == "CLIENT-DO-NOT-BOOK"
    assert at_desk.foot.words == "Cannot be booked"
    words = [label.text() for label in at_desk.program.window.findChildren(PlainLabel)]
    assert not any(WHY in each for each in words)


def test_nobody_else_is_marked(at_desk: AtDesk, nadia: int) -> None:
    add_client(at_desk.clinic, "Nadine", "Cox")
    at_desk.call_from("Nadine")
    assert at_desk.parts.who.known.chips.texts() == []


def test_a_call_that_is_still_owed_says_that_the_client_has_died(
    at_desk: AtDesk, nadia: int
) -> None:
    clinic = at_desk.clinic
    due = clinic.clock.now()
    draft = CallBackDraft("Tom Clarke", "07700 900111", due, client_id=nadia)
    call = clinic.calls.promise(draft, MAYA).id
    died(at_desk, nadia, keep=(call,))
    at_desk.page.todo.begin(at_desk.page)
    at_desk.hand.settle()
    words = [label.text() for label in at_desk.page.todo.findChildren(PlainLabel)]
    assert "The client has died" in words
