"""The health questions, asked and kept by keys alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic
from clinic_desk.health.records import AnswerDraft
from tests.factories import NOW, add_appointment
from tests.ui.clients.desk import Shown
from ui.clients.health.question import QuestionRow
from ui.clients.health.tab import HealthTab
from ui.kit.buttons import PlainButton

NURSE = 2
TODAY = date(2026, 11, 24)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def anna(clinic: Clinic) -> int:
    """A client without an answer."""
    return clinic.clients.add(ClientDetails(given="Anna", family="Kowalska"), by=NURSE).id


def open_health(shown: Shown, client_id: int) -> HealthTab:
    """The nurse looks at the questions."""
    if shown.work.person != shown.nurse:
        shown.sit(shown.nurse)
    shown.page.receive(client_id=client_id, tab="health")
    shown.settle()
    return shown.page.record.health


def press(shown: Shown, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key where the keyboard is, and wait for what it leads to."""
    shown.bot.keyClick(QApplication.focusWidget() or shown.page, key, held)
    shown.settle()


def keep(shown: Shown) -> None:
    """Ctrl Enter."""
    press(shown, Qt.Key.Key_Return, CONTROL)


def at(tab: HealthTab, question: str) -> QuestionRow:
    """A row, with the keyboard in it."""
    row = tab.rows[question]
    row.choice.setFocus()
    return row


def standing(shown: Shown, client_id: int, question: str) -> tuple[bool, date] | None:
    """What the database has of a question."""
    form = shown.clinic.health.form(client_id, NURSE)
    answer = next(each.answer for each in form.questions if each.id == question)
    return None if answer is None else (answer.current, answer.answered_on)


def answered(clinic: Clinic, client_id: int, day: date) -> None:
    """All answered with no on one day."""
    questions = clinic.protocol.current().questions
    drafts = [AnswerDraft(each.id, current=False) for each in questions]
    clinic.health.answer(client_id, drafts, day, "paper", NURSE)


def test_the_desk_sees_no_tab_of_it(shown: Shown, anna: int) -> None:
    shown.page.receive(client_id=anna, tab="health")
    shown.settle()
    record = shown.page.record
    assert record.tabs.now == "history"
    assert not record.tabs.tabs["health"].isVisible()
    assert not record.tabs.tabs["consent"].isVisible()
    assert record.health.file is None


def test_questions_stand_in_the_protocol_s_order_and_the_first_has_the_keyboard(
    shown: Shown, anna: int
) -> None:
    tab = open_health(shown, anna)
    questions = shown.clinic.protocol.current().questions
    assert list(tab.rows) == [each.id for each in questions]
    assert tab.rows[questions[0].id].choice.hasFocus()
    assert tab.head.state.text() == "Not answered"


def test_all_is_answered_and_kept_without_a_mouse(shown: Shown, anna: int) -> None:
    tab = open_health(shown, anna)
    press(shown, Qt.Key.Key_Right)
    press(shown, Qt.Key.Key_Tab)
    press(shown, Qt.Key.Key_Space)
    press(shown, Qt.Key.Key_Space)
    press(shown, Qt.Key.Key_N, ALT)
    keep(shown)
    first, second = list(tab.rows)[:2]
    assert standing(shown, anna, first) == (False, TODAY)
    assert standing(shown, anna, second) == (True, TODAY)
    assert shown.clinic.health.form(anna, NURSE).is_valid
    assert tab.head.state.text() == "In date: answered today"
    assert not tab.can_save()


def test_letters_answer_nothing(shown: Shown, anna: int) -> None:
    tab = open_health(shown, anna)
    row = at(tab, "pregnant")
    for key in (Qt.Key.Key_Y, Qt.Key.Key_N):
        press(shown, key)
    assert row.choice.value() is None
    press(shown, Qt.Key.Key_Right)
    press(shown, Qt.Key.Key_Backspace)
    assert row.choice.value() is None


def test_only_a_yes_opens_its_further_fields(shown: Shown, anna: int) -> None:
    tab = open_health(shown, anna)
    row = at(tab, "diabetes")
    press(shown, Qt.Key.Key_Right)
    assert not any(field.isVisible() for field in row.fields.values())
    press(shown, Qt.Key.Key_Right)
    assert row.choice.value() == "controlled"
    assert [name for name, field in row.fields.items() if field.isVisible()] == ["since", "words"]
    press(shown, Qt.Key.Key_Tab)
    shown.bot.keyClicks(QApplication.focusWidget(), "1 may 2019")
    press(shown, Qt.Key.Key_Tab)
    shown.bot.keyClicks(QApplication.focusWidget(), "tablets")
    keep(shown)
    (kept,) = shown.clinic.health.history(anna, "diabetes", NURSE)
    assert (kept.value, kept.since, kept.words) == ("controlled", date(2019, 5, 1), "tablets")


def test_from_paper_on_another_day(shown: Shown, anna: int) -> None:
    tab = open_health(shown, anna)
    at(tab, "keloid").answer("no")
    tab.head.day.control.setFocus()
    shown.bot.keyClicks(tab.head.day.control, "3 oct")
    tab.head.how.setFocus()
    press(shown, Qt.Key.Key_Right)
    keep(shown)
    (kept,) = shown.clinic.health.history(anna, "keloid", NURSE)
    assert (kept.answered_on, kept.how) == (date(2026, 10, 3), "paper")


def test_a_paper_form_typed_late_says_that_a_newer_answer_stands(shown: Shown, anna: int) -> None:
    yes = AnswerDraft("pregnant", current=True)
    shown.clinic.health.answer(anna, [yes], TODAY, "screen", NURSE)
    tab = open_health(shown, anna)
    at(tab, "keloid").answer("no")
    at(tab, "pregnant").answer("no")
    tab.head.day.control.setFocus()
    shown.bot.keyClicks(tab.head.day.control, "3 oct")
    keep(shown)
    assert shown.said[-1] == "Kept 2 answers. 1 is older than what is on file, which stands"
    assert standing(shown, anna, "pregnant") == (True, TODAY)
    assert tab.rows["pregnant"].earlier.words() == "Earlier answers (1)"


def test_a_day_nobody_can_read_is_told_under_its_field_and_nothing_is_kept(
    shown: Shown, anna: int
) -> None:
    tab = open_health(shown, anna)
    row = at(tab, "isotretinoin")
    for _ in range(3):
        press(shown, Qt.Key.Key_Right)
    assert row.choice.value() == "stopped"
    keep(shown)
    assert "The day it stopped is missing" in row.fields["stopped_on"].trouble()
    shown.bot.keyClicks(QApplication.focusWidget(), "some day")
    keep(shown)
    assert "is not a day" in row.fields["stopped_on"].trouble()
    assert standing(shown, anna, "isotretinoin") is None


def test_a_plain_no_that_ends_a_wait_asks_since_when(shown: Shown, anna: int) -> None:
    taken = AnswerDraft("isotretinoin", current=True)
    shown.clinic.health.answer(anna, [taken], TODAY, "screen", NURSE)
    tab = open_health(shown, anna)
    row = at(tab, "isotretinoin")
    press(shown, Qt.Key.Key_Right)
    keep(shown)
    assert "a wait counts from the day it stopped" in row.fields["stopped_on"].trouble()
    assert standing(shown, anna, "isotretinoin") == (True, TODAY)


def test_no_to_all_leaves_what_was_so_to_be_asked_and_is_undone(shown: Shown, anna: int) -> None:
    answered(shown.clinic, anna, date(2026, 10, 3))
    shown.clinic.health.answer(
        anna, [AnswerDraft("cold_sore_history", current=True)], TODAY, "screen", NURSE
    )
    tab = open_health(shown, anna)
    press(shown, Qt.Key.Key_N, ALT)
    assert tab.rows["cold_sore_history"].choice.value() is None
    assert tab.rows["cold_sore_history"].choice.hasFocus()
    assert tab.rows["keloid"].choice.value() == "no"
    assert shown.said[-1].endswith("1 was so before, or still counts: ask.")
    shown.undo[-1]()
    assert all(row.choice.value() is None for row in tab.rows.values())


def test_answers_out_of_date_are_plainly_marked(shown: Shown, anna: int) -> None:
    answered(shown.clinic, anna, date(2026, 3, 1))
    tab = open_health(shown, anna)
    row = tab.rows["keloid"]
    assert row.old.isVisible()
    assert row.file.text() == "On file: No · 1 March 2026 on paper · 8 months old"
    assert tab.head.state.text() == "Out of date: 8 months old"


def test_earlier_answers_come_on_demand(shown: Shown, anna: int) -> None:
    answered(shown.clinic, anna, date(2026, 3, 1))
    yes = AnswerDraft("cold_sore_history", current=True, words="In winter")
    shown.clinic.health.answer(anna, [yes], TODAY, "screen", NURSE)
    tab = open_health(shown, anna)
    assert tab.rows["cold_sore_history"].earlier.words() == "Earlier answers (1)"
    assert not tab.rows["keloid"].earlier.isVisible()
    at(tab, "cold_sore_history")
    press(shown, Qt.Key.Key_H, ALT)
    assert tab.earlier is not None
    assert tab.earlier.texts() == (
        "Yes",
        "“In winter”",
        "24 November 2026, on screen, kept by Ruth Holt",
        "No",
        "1 March 2026, on paper, kept by Ruth Holt",
    )
    press(shown, Qt.Key.Key_Escape)
    assert tab.earlier.texts() == ()
    assert tab.isVisible()


def test_a_visit_that_is_refused_now_is_listed_and_enter_leads_to_it(
    shown: Shown, anna: int
) -> None:
    starts_at = NOW + timedelta(days=7, hours=1)
    ends_at = starts_at + timedelta(minutes=30)
    visit = add_appointment(
        shown.clinic.database, anna, NURSE, starts_at, ends_at,
        status="booked", treatment="BTX", zones=("forehead",),
    )  # fmt: skip
    tab = open_health(shown, anna)
    at(tab, "pregnant")
    press(shown, Qt.Key.Key_Right)
    press(shown, Qt.Key.Key_Right)
    keep(shown)
    assert shown.said[-1] == "Kept 1 answer. 1 booked visit cannot stand as it is"
    assert [(each.appointment_id, each.refused) for each in tab.broken.visits] == [(visit, True)]
    assert tab.broken.links[0].hasFocus()
    assert tab.broken.about.text().startswith("It stays here until it is moved")
    # She is the nurse: nobody sends her to ask one.
    texts = " ".join(each.text() for each in tab.broken.findChildren(QLabel))
    heads = [each.words() for each in tab.broken.findChildren(PlainButton)]
    assert "Refused by a health answer" in heads
    assert tab.rows["pregnant"].question.ask in texts
    assert "nurse" not in f"{texts} {heads}"
    press(shown, Qt.Key.Key_Return)
    assert shown.pages == [("calendar", {"visit_id": visit})]


def test_what_is_typed_waits_for_who_typed_it(shown: Shown, anna: int) -> None:
    ben = shown.clinic.clients.add(ClientDetails(given="Ben"), by=NURSE).id
    tab = open_health(shown, anna)
    at(tab, "diabetes").answer("controlled")
    tab.rows["diabetes"].fields["since"].control.setFocus()
    shown.bot.keyClicks(tab.rows["diabetes"].fields["since"].control, "half a da")
    open_health(shown, ben)
    assert tab.typed().is_empty
    typed = open_health(shown, anna).typed()
    assert typed.answers["diabetes"].since == "half a da"
    shown.sit(shown.reception)
    assert tab.rows == {}
    assert tab.file is None
    shown.sit(shown.nurse)
    assert open_health(shown, anna).typed() == typed


def test_whoever_only_reads_has_nothing_to_write_with(shown: Shown, anna: int) -> None:
    from clinic_desk.staff.people import PersonDraft

    shown.clinic.staff.save(PersonDraft("Grace Lam", "manager", position=2), by=0)
    manager = next(each for each in shown.clinic.staff.people() if each.role == "manager")
    shown.sit(manager)
    shown.page.receive(client_id=anna, tab="health")
    shown.settle()
    tab = shown.page.record.health
    assert tab.rows
    assert not any(row.choice.isVisible() for row in tab.rows.values())
    assert not tab.head.save.isVisible()


def test_the_desk_tells_of_a_change_and_the_nurse_settles_it(shown: Shown, anna: int) -> None:
    shown.page.receive(client_id=anna)
    shown.settle()
    press(shown, Qt.Key.Key_H, CONTROL)
    card = shown.page.health_change.card
    assert card is not None
    assert card.tell_act.hasFocus()
    shown.bot.keyClicks(card.tell_act, "she says that she is")
    assert shown.clinic.health.open_changes(NURSE) == ()
    assert card.isVisible()
    press(shown, Qt.Key.Key_Tab)
    press(shown, Qt.Key.Key_Return)
    assert not card.isVisible()
    (told,) = shown.clinic.health.open_changes(NURSE)
    assert told.ring_back
    assert any("ealth" in text for text in shown.page.record.head.chips.texts())
    tab = open_health(shown, anna)
    assert tab.change.isVisible()
    assert "A call back before the visit is wanted" in tab.change.words.text()
    press(shown, Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert "Say what came of it" in tab.change.outcome.trouble()
    shown.bot.keyClicks(tab.change.outcome.control, "A cold, over now")
    press(shown, Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert shown.clinic.health.open_changes(NURSE) == ()
    assert not tab.change.isVisible()


def test_what_is_typed_on_while_answers_are_kept_waits_with_the_client(
    shown: Shown, anna: int
) -> None:
    tab = open_health(shown, anna)
    at(tab, "keloid").answer("no")
    tab.save()
    at(tab, "pregnant").answer("no")
    shown.page.begin_new()
    shown.settle()
    assert standing(shown, anna, "keloid") == (False, TODAY)
    assert "pregnant" in open_health(shown, anna).typed().answers


def test_a_settling_that_is_refused_late_is_told_and_not_below_another_change(
    shown: Shown, anna: int
) -> None:
    shown.clinic.health.tell_change(anna, False, NURSE)
    tab = open_health(shown, anna)
    tab.settle()
    shown.page.begin_new()
    shown.settle()
    assert tab.change.outcome.trouble() == ""
    assert shown.said[-1].startswith("Say what came of it.")
