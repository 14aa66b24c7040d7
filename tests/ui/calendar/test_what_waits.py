"""Call-backs, the nurse's list, the worried caller, and somebody who is away."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_desk.calendar.calls import CallBackDraft
from clinic_desk.calendar.records import Draft
from tests.ui.calendar.at_desk import MAYA, RUTH, AtDesk, add_client, on
from ui.kit.buttons import LinkButton
from ui.kit.labels import PlainLabel
from ui.kit.rows import ChoiceRow


def words_of(panel: object) -> str:
    labels = panel.findChildren(PlainLabel)  # type: ignore[attr-defined]
    rows = panel.findChildren(ChoiceRow)  # type: ignore[attr-defined]
    shown = [label.text() for label in labels if label.isVisible()]
    return " | ".join([*shown, *(row.accessibleName() for row in rows if row.isVisible())])


def test_a_call_is_promised_by_keys_and_marked_done(at_desk: AtDesk) -> None:
    at_desk.hand.press("F3")
    at_desk.type_in("Who", "Jo Fielding")
    at_desk.hand.press("Tab")
    at_desk.hand.type("07700 900123")
    at_desk.type_in("By when", "14:30")
    at_desk.hand.press("Ctrl+Shift+Return")
    (owed,) = at_desk.clinic.calls.open_call_backs()
    assert (owed.who, owed.due_at, owed.made_by) == (
        "Jo Fielding",
        on(24, 14, 30, month=11),
        "Maya Patel",
    )
    assert "Jo Fielding · 07700 900123" in words_of(at_desk.page.todo)
    done = next(
        link for link in at_desk.page.todo.findChildren(LinkButton)
        if link.accessibleName() == "Done: Jo Fielding"
    )  # fmt: skip
    done.click()
    at_desk.hand.settle()
    assert at_desk.clinic.calls.open_call_backs() == ()
    assert "No call is owed." in words_of(at_desk.page.todo)


@pytest.mark.parametrize(
    ("left", "field"), [("Who", "who"), ("Number", "number"), ("By when", "due_at")]
)
def test_a_promise_without_a_part_is_told_below_its_field(
    at_desk: AtDesk, left: str, field: str
) -> None:
    at_desk.hand.press("F3")
    for name, words in (("Who", "Jo"), ("Number", "07700 900123"), ("By when", "14:30")):
        at_desk.type_in(name, "" if name == left else words)
        if name == left:
            at_desk.hand.press("Backspace")
    at_desk.hand.press("Ctrl+Shift+Return")
    form = at_desk.page.todo.form
    troubles = {"who": form.who, "number": form.number, "due_at": form.due}
    assert troubles[field].trouble()
    assert at_desk.clinic.calls.open_call_backs() == ()


def test_a_pencilled_visit_is_listed_and_its_row_goes_to_it(at_desk: AtDesk, nadia: int) -> None:
    draft = Draft("CONSULT", nadia, person_id=RUTH, starts_at=on(2, 10))
    booked = at_desk.clinic.booking.book(draft, (), MAYA, pencil=True)
    at_desk.hand.press("F3")
    (row,) = at_desk.page.todo.findChildren(ChoiceRow)
    row.click()
    at_desk.hand.settle()
    assert at_desk.page.side.panel is at_desk.page.visit
    assert at_desk.page.days.day == date(2026, 12, 2)
    chosen = at_desk.page.grid.chosen_visit
    assert chosen is not None
    assert chosen.id == booked.appointment_id


def test_a_visit_that_another_act_speaks_against_is_listed_until_it_is_put_right(
    at_desk: AtDesk, nadia: int
) -> None:
    booked = at_desk.book("BTX", nadia, on(2, 10), zones=("full_face",)).appointment_id
    told = at_desk.clinic.elsewhere.record(nadia, "MN", date(2026, 11, 23), ("full_face",), "", 1)
    at_desk.page.todo.look_again({booked})
    at_desk.hand.press("F3")
    assert "Look again" in words_of(at_desk.page.todo)
    assert "Too soon after micro-needling" in words_of(at_desk.page.todo)
    at_desk.clinic.elsewhere.remove(told.id, MAYA)
    at_desk.hand.press("Esc", "F3")
    assert "Look again" not in words_of(at_desk.page.todo)


def test_one_key_opens_the_words_and_logs_the_problem(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke")
    at_desk.hand.press("F8")
    (line,) = at_desk.clinic.calls.log(MAYA)
    assert (line.kind, line.client_id) == ("problem", nadia)
    assert "999" in line.words
    shown = words_of(at_desk.page.worried)
    assert "999" in shown
    assert "111" in shown
    assert at_desk.page.worried.form.number.text() == "07700 900316"


def test_the_words_do_not_wait_for_a_name(at_desk: AtDesk) -> None:
    at_desk.hand.press("F8")
    assert at_desk.page.worried.say.isVisible()
    (line,) = at_desk.clinic.calls.log(MAYA)
    assert (line.kind, line.client_id) == ("problem", None)


def test_a_worried_call_begins_at_its_first_words_with_the_keyboard_in_sight(
    at_desk: AtDesk, nadia: int
) -> None:
    at_desk.program.window.resize(1366, 600)
    at_desk.call_from("Nadia Clarke")
    at_desk.hand.press("F8")
    panel = at_desk.page.worried
    assert panel.today.hasFocus()
    at_desk.go_to("Promise a call back")
    bar = panel.middle.verticalScrollBar()
    assert bar.value() > 0
    at_desk.hand.press("Esc", "F8")
    assert panel.today.hasFocus()
    assert bar.value() == 0


def test_see_today_looks_for_the_soonest_with_the_client(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke")
    at_desk.hand.press("F8", "Ctrl+Return")
    assert at_desk.panel.call.treatment == "PROBLEM"
    assert at_desk.panel.call.client is not None
    at_desk.hand.press("Ctrl+Return")
    (visit,) = at_desk.visits(nadia)
    assert visit.treatment == "PROBLEM"
    assert visit.starts_at < on(25, 0, month=11)


def test_an_absence_lists_the_visits_to_move_with_phones(at_desk: AtDesk, nadia: int) -> None:
    booked = at_desk.book("CONSULT", nadia, on(26, 11, month=11)).appointment_id
    at_desk.hand.press("Ctrl+Shift+A")
    at_desk.page.absence.person.set_value(RUTH)
    at_desk.type_in("From", "thu")
    at_desk.type_in("Why", "Unwell")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.said == ["Absence kept. 1 visit to move"]
    (row,) = at_desk.page.absence.findChildren(ChoiceRow)
    assert "Nadia Clarke · Thu 26 Nov 11:00, 07700 900316" in row.accessibleName()
    row.click()
    at_desk.hand.settle()
    assert at_desk.page.side.panel is at_desk.page.visit
    assert at_desk.page.visit.visit is not None
    assert at_desk.page.visit.visit.id == booked


def test_an_absence_with_nothing_to_move_puts_the_panel_away(at_desk: AtDesk) -> None:
    at_desk.hand.press("Ctrl+Shift+A")
    at_desk.page.absence.person.set_value(RUTH)
    at_desk.type_in("From", "thu 14:00")
    at_desk.type_in("Until", "thu 16:00")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.said == ["Absence kept. 0 visits to move"]
    assert at_desk.page.side.isHidden()


def test_an_absence_that_ends_before_it_starts_is_told_and_kept_in_the_form(
    at_desk: AtDesk,
) -> None:
    at_desk.hand.press("Ctrl+Shift+A")
    at_desk.page.absence.person.set_value(RUTH)
    at_desk.type_in("From", "thu 14:00")
    at_desk.type_in("Until", "thu 12:00")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.page.absence.ends.trouble()
    assert at_desk.page.absence.starts.text() == "thu 14:00"
    assert at_desk.clinic.hours.absences(date(2026, 11, 1), date(2026, 12, 31)) == ()


def test_hiding_names_covers_the_lists_and_what_is_open(at_desk: AtDesk) -> None:
    client = add_client(at_desk.clinic, "Secret", "Client")
    booked = at_desk.book("CONSULT", client, on(24, 11, month=11))
    due = on(24, 14, month=11)
    at_desk.clinic.calls.promise(CallBackDraft("Secret Caller", "07700 900123", due), MAYA)
    at_desk.show(date(2026, 11, 24))
    at_desk.page.open_visit(booked.appointment_id)
    at_desk.hand.settle()
    for key in ("", "F3"):
        if key:
            at_desk.hand.press(key)
        assert "Secret" in words_of(at_desk.page)
        at_desk.hand.press("F9")
        assert "Secret" not in words_of(at_desk.page)
        assert "hidden" in words_of(at_desk.page.side)
        at_desk.hand.press("F9")
        assert "Secret" in words_of(at_desk.page)


def test_a_call_that_began_before_names_were_hidden_is_still_there_after(
    at_desk: AtDesk, nadia: int
) -> None:
    at_desk.hand.press("F4")
    at_desk.hand.type("Tilda Brightwell")
    at_desk.hand.press("F9")
    assert not at_desk.parts.who.finding.field.isVisible()
    at_desk.hand.press("F9")
    assert at_desk.parts.who.finding.field.text() == "Tilda Brightwell"


def test_a_call_may_begin_while_names_are_hidden(at_desk: AtDesk) -> None:
    at_desk.hand.press("F9", "F4")
    at_desk.hand.type("Tilda")
    assert at_desk.parts.who.finding.field.isVisible()
    assert at_desk.parts.who.finding.field.text() == "Tilda"


def test_a_change_in_health_waits_at_the_head_and_one_key_opens_where_it_is_asked_about(
    at_desk: AtDesk, nadia: int
) -> None:
    at_desk.book("CONSULT", nadia, on(2, 10))
    at_desk.clinic.health.tell_change(nadia, True, by=MAYA)
    jo = add_client(at_desk.clinic, "Jo", "Fielding")
    at_desk.clinic.health.tell_change(jo, False, by=MAYA)
    head = at_desk.page.head
    at_desk.sit(RUTH)
    assert head.waits.accessibleName() == "2 waiting: 2 changes in health to ask about"
    at_desk.hand.press("F3")
    first, second = at_desk.page.todo.told.rows
    assert first.accessibleName().startswith("Nadia Clarke. Comes Wed 2 Dec 10:00. Ring back ")
    assert second.accessibleName() == "Jo Fielding. No visit booked. Said today to Maya Patel."
    assert first.hasFocus()
    opened: list[int] = []
    at_desk.page.todo.client_wanted.disconnect()
    at_desk.page.todo.client_wanted.connect(opened.append)
    at_desk.hand.press("Alt+2", "Return")
    assert opened == [jo, nadia]


def test_a_change_that_is_settled_waits_no_more(at_desk: AtDesk, nadia: int) -> None:
    at_desk.clinic.health.tell_change(nadia, False, by=MAYA)
    at_desk.sit(RUTH)
    at_desk.hand.press("F3")
    work, health = at_desk.program.work, at_desk.clinic.health
    assert work is not None
    (change,) = health.open_changes(RUTH)
    work.write(lambda: health.settle_change(change.id, "Asked, nothing new", RUTH))
    at_desk.hand.settle()
    assert at_desk.page.todo.told.rows == ()
    assert not at_desk.page.head.waits.isVisible()


def test_the_desk_is_not_shown_whose_health_has_changed(at_desk: AtDesk, nadia: int) -> None:
    at_desk.clinic.health.tell_change(nadia, False, by=MAYA)
    at_desk.sit(RUTH)
    at_desk.hand.press("F3")
    at_desk.sit(MAYA)
    assert at_desk.page.todo.told.rows == ()
    assert not at_desk.page.head.waits.isVisible()
