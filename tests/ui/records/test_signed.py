"""A signed record: read only, added to beside it, marked as an error, written late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.records.record import Record
from tests.ui.records.at_work import MAYA, AtWork
from ui.kit.labels import PlainLabel


@pytest.fixture
def signed(at_work: AtWork, nadia: int) -> Record:
    """A signed record of July, in sight."""
    record = at_work.had_toxin(nadia)
    at_work.program.window.show_page("records", {"record_id": record.id})
    at_work.hand.settle()
    return record


def words(part: QWidget) -> Iterator[str]:
    for label in part.findChildren(PlainLabel):
        if not label.isHidden():
            yield label.text()


def now(at_work: AtWork, record: Record) -> Record:
    return at_work.clinic.records.one(record.id, record.written_by)


def test_it_shows_what_was_done_and_can_not_be_changed(at_work: AtWork, signed: Record) -> None:
    shown = at_work.page.signed.shown
    assert shown.headline.text() == "16 Bocouture U · 2 areas · Ruth Holt"
    assert shown.map.chart.read_only
    assert not at_work.page.allowed.is_draft()
    at_work.hand.press("Ctrl+Return")
    assert now(at_work, signed) == signed


def test_a_late_entry_says_when_it_was_written(at_work: AtWork, signed: Record) -> None:
    late = at_work.page.signed.shown.late
    assert late.words.text() == "Written on Tue 24 Nov at 09:00, 126 days after the visit."
    assert not late.isHidden()


def test_an_amendment_is_added_beside_it(at_work: AtWork, signed: Record) -> None:
    at_work.hand.press("Alt+A")
    at_work.hand.type("The batch was read again.")
    at_work.hand.press("Ctrl+Return")
    (added,) = now(at_work, signed).amendments
    assert (added.kind, added.words, added.writer) == (
        "amendment", "The batch was read again.", "Ruth Holt",
    )  # fmt: skip
    assert now(at_work, signed).content == signed.content
    assert "The batch was read again." in set(words(at_work.page.signed.shown))
    assert not at_work.page.signed.adding.is_open


def test_an_empty_amendment_is_refused_and_esc_puts_it_away(
    at_work: AtWork, signed: Record
) -> None:
    at_work.hand.press("Alt+A", "Ctrl+Return")
    assert now(at_work, signed).amendments == ()
    assert at_work.page.signed.adding.words.trouble() == "Say what is added, and why."
    at_work.hand.type("Half a")
    at_work.hand.press("Esc")
    assert at_work.now == "records"
    at_work.hand.press("Alt+A")
    assert at_work.page.signed.adding.words.text() == "Half a"


def test_entered_in_error_is_plain_to_see_and_stops_its_clock(
    at_work: AtWork, signed: Record
) -> None:
    at_work.hand.press("Alt+E")
    at_work.hand.type("The wrong client.")
    at_work.hand.press("Ctrl+Return")
    assert now(at_work, signed).in_error
    warning = at_work.page.signed.shown.warning
    assert warning.words.text() == "Entered in error. It counts for nothing."
    assert not warning.isHidden()
    assert not at_work.page.allowed.can_mark()
    marks = at_work.rows("SELECT mark FROM visit_mark")
    assert marks == [("in_error",)]


def twice(key: str) -> None:
    """The same key again before anything is answered."""
    for _ in range(2):
        QTest.keySequence(QApplication.focusWidget(), QKeySequence(key))


def test_an_amendment_whose_key_is_pressed_twice_is_added_once(
    at_work: AtWork, signed: Record
) -> None:
    at_work.hand.press("Alt+A")
    at_work.hand.type("The batch was read again.")
    twice("Ctrl+Return")
    at_work.hand.settle()
    assert len(now(at_work, signed).amendments) == 1


def test_an_error_that_was_begun_is_still_one_after_another_record(
    at_work: AtWork, signed: Record
) -> None:
    other = at_work.visit(at_work.client("Ines", "Marlow"))
    at_work.hand.press("Alt+E")
    at_work.hand.type("The wrong client.")
    for what in ({"visit_id": other}, {"record_id": signed.id}):
        at_work.program.window.show_page("records", what)
        at_work.hand.settle()
    assert at_work.page.signed.adding.title.text() == "Entered in error"
    at_work.hand.press("Ctrl+Return")
    assert now(at_work, signed).in_error


def test_what_is_added_while_another_record_comes_into_sight_is_added_once(
    at_work: AtWork, signed: Record
) -> None:
    other = at_work.visit(at_work.client("Ines", "Marlow"))
    at_work.hand.press("Alt+A")
    at_work.hand.type("The batch was read again.")
    QTest.keySequence(QApplication.focusWidget(), QKeySequence("Ctrl+Return"))
    for what in ({"visit_id": other}, {"record_id": signed.id}):
        at_work.program.window.show_page("records", what)
        at_work.hand.settle()
    assert len(now(at_work, signed).amendments) == 1
    assert not at_work.page.signed.adding.is_open


def test_what_was_altered_is_never_shown_as_whole(at_work: AtWork, signed: Record) -> None:
    at_work.tamper(signed.id)
    at_work.program.window.show_page("records", {"record_id": signed.id})
    at_work.hand.settle()
    assert at_work.page.signed.shown.warning.words.text().startswith(
        "This record is not as it was signed."
    )


def test_an_adverse_event_is_laid_to_the_visit_and_its_batch(
    at_work: AtWork, signed: Record
) -> None:
    at_work.hand.press("Alt+W")
    record = at_work.records_of(signed.visit_id)[0]
    assert record.kind == "adverse_event"
    assert at_work.focused() == "Noticed on"
    at_work.type_in("What happened", "The left lid droops.")
    at_work.go_to("How bad")
    at_work.hand.press("Right")
    at_work.type_in("What was advised", "Ring 111 if it gets worse.")
    at_work.hand.press("Ctrl+Return")
    event: Any = at_work.records_of(signed.visit_id)[0]
    assert event.signed
    assert [lot.number for lot in event.content.lots] == ["OLD-Bocouture"]


def test_who_may_not_read_it_is_told_so(at_work: AtWork, signed: Record) -> None:
    at_work.sit(MAYA)
    at_work.program.window.show_page("records", {"record_id": signed.id})
    at_work.hand.settle()
    assert at_work.page.empty.sentence.text().startswith("This is for those who treat.")
    assert at_work.page.stack.currentWidget() is at_work.page.empty


def test_names_are_hidden_with_f9(at_work: AtWork, signed: Record) -> None:
    at_work.hand.press("F9")
    assert at_work.page.stack.currentWidget() is at_work.page.hidden
    assert not at_work.page.allowed.can_amend()
    at_work.hand.press("F9")
    assert at_work.page.stack.currentWidget() is at_work.page.signed
