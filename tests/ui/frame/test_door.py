"""Signing in, locking, another person's turn, and what happens meanwhile; by real keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic
from tests.factories import PASSWORD
from tests.ui.calendar.at_desk import QuickHand
from tests.ui.frame.marked import AtDoor, marked_widgets
from ui.application import ClinicDesk
from ui.calendar.page import CalendarPage
from ui.kit.theme import Theme

MAYA, RUTH, GRACE = 1, 2, 3


@pytest.fixture
def outside(qapp: QApplication, qtbot: QtBot, clinic: Clinic) -> Iterator[AtDoor]:
    """The window before anybody has signed in."""
    program = ClinicDesk(qapp, clinic.folder, clinic.clock)
    with qtbot.waitActive(program.window):
        program.window.resize(1366, 768)
        program.window.show()
    program.enter(clinic)
    made = AtDoor(program, clinic, QuickHand(program), 0)
    made.hand.until(lambda: program.window.door.isVisible())
    made.hand.settle()
    yield made
    program.close()
    program.window.close()
    program.window.deleteLater()


def acts(clinic: Clinic) -> list[tuple[str, int]]:
    """What the audit holds about signing in, oldest first."""
    with clinic.database.read() as session:
        rows = session.execute(
            text("SELECT act, person_id FROM audit_event WHERE act LIKE 'staff.%' ORDER BY id")
        )
        signing = ("in", "out", "locked", "unlocked", "failed", "switched")
        return [(act, by) for act, by in rows if str(act).endswith(signing)]


def test_before_the_password_there_is_no_page_at_all(outside: AtDoor) -> None:
    window = outside.program.window
    assert outside.program.work is None
    assert window.face.isHidden()
    assert window.stack.now == ""
    assert window.door.people.hasFocus()
    outside.hand.press("F5", "F1", "F2", "Ctrl+K", "Ctrl+L")
    assert window.stack.now == ""
    assert not window.face.isVisible()


def test_a_name_is_gone_to_by_its_letters_and_enter_leads_to_the_password(
    outside: AtDoor, qtbot: QtBot
) -> None:
    door = outside.program.window.door
    outside.hand.type("gra")
    assert door.people.person is not None
    assert door.people.person.name == "Grace Lam"
    outside.hand.press("Return")
    assert door.password.line.hasFocus()
    outside.hand.press("Up")
    assert door.people.person.name == "Ruth Holt"
    with qtbot.waitSignal(outside.program.entered):
        outside.hand.type(PASSWORD)
        outside.hand.press("Return")
    outside.hand.settle()
    work = outside.program.work
    assert work is not None
    assert work.by == RUTH
    assert outside.program.window.stack.now == "calendar"
    assert acts(outside.clinic) == [("staff.signed_in", RUTH)]


def test_a_wrong_password_is_said_and_after_five_the_time_of_the_next_try(
    outside: AtDoor, clock: FixedClock
) -> None:
    door = outside.program.window.door
    outside.hand.press("Return")
    for _ in range(5):
        outside.hand.type("wrong")
        outside.hand.press("Return")
    assert "That is" not in door.trouble.text()
    assert "after 09:05" in door.trouble.text()
    outside.unlock()
    assert "after 09:05" in door.trouble.text()
    assert outside.program.work is None


def test_a_given_password_asks_for_one_of_the_person_s_own(outside: AtDoor) -> None:
    clinic, door = outside.clinic, outside.program.window.door
    clinic.sign_in.set_password(MAYA, "a given one for maya", GRACE)
    outside.hand.press("Return")
    outside.unlock("a given one for maya")
    assert door.chosen.isVisible()
    assert door.chosen.new.line.hasFocus()
    outside.unlock("seven quiet geese")
    assert outside.program.work is not None
    assert outside.program.work.by == MAYA


def test_locked_the_answer_to_what_was_asked_before_waits(at_door: AtDoor) -> None:
    program = at_door.program
    at_door.hand.press("Ctrl+K")
    at_door.hand._strike("z")
    program.window.top.lock.click()
    program.desk.write(lambda: None)
    at_door.hand.settle()
    assert marked_widgets() == {}
    at_door.unlock()
    assert program.window.search.hits.isVisible()
    assert marked_widgets()


def test_somebody_else_gets_pages_of_their_own_and_the_first_person_s_wait(
    at_door: AtDoor,
) -> None:
    program, clinic = at_door.program, at_door.clinic
    first = program.window
    at_door.hand.press("F5", "F4")
    at_door.hand.type("zqx nobod")
    line = QApplication.focusWidget()
    at_door.lock()
    at_door.hand.press("Down")
    at_door.unlock()
    assert program.window is not first
    assert first.isHidden()
    assert program.work is not None
    assert program.work.by == MAYA
    page = program.window.stack.page("calendar")
    assert isinstance(page, CalendarPage)
    assert page.side.isHidden()
    # Nothing of the first person's is in any widget, also while the second works.
    assert not any("nobod" in words for words in marked_widgets().values())
    at_door.lock()
    at_door.hand.press("Down")
    at_door.unlock()
    assert program.window is first
    assert QApplication.focusWidget() is line
    assert line.property("text") == "zqx nobod"
    assert [act for act, _ in acts(clinic)] == [
        "staff.signed_in", "staff.locked", "staff.signed_in", "staff.locked", "staff.signed_in",
    ]  # fmt: skip


def test_a_pin_takes_the_unlocked_desk_over_and_what_is_typed_stays(at_door: AtDoor) -> None:
    program = at_door.program
    window = program.window
    at_door.hand.press("F5", "F4")
    at_door.hand.type("zqx nobod")
    line = QApplication.focusWidget()
    at_door.hand.press("F2", "Return")
    at_door.hand.type("2468")
    at_door.hand.press("Return")
    at_door.hand.settle()
    assert program.window is window
    assert program.work is not None
    assert program.work.by == MAYA
    assert line is not None
    assert line.property("text") == "zqx nobod"
    assert acts(at_door.clinic)[-1] == ("staff.switched", MAYA)


def test_whoever_takes_the_desk_over_finds_nothing_that_was_copied_before(
    at_door: AtDoor,
) -> None:
    board = QGuiApplication.clipboard()
    at_door.hand.press("Ctrl+K")
    at_door.hand.type("zqx")
    at_door.hand.press("Ctrl+A", "Ctrl+C")
    assert board.text() == "zqx"
    at_door.hand.press("F2", "Return")
    at_door.hand.type("2468")
    at_door.hand.press("Return")
    at_door.hand.settle()
    assert at_door.program.work is not None
    assert at_door.program.work.by == MAYA
    assert board.text() == ""


def test_the_desk_locks_by_itself_and_when_the_computer_has_slept(
    at_door: AtDoor, clock: FixedClock
) -> None:
    program = at_door.program
    assert program.keeper is not None
    program.window.away.fell_idle.emit()
    assert program.window.is_locked
    at_door.unlock()
    clock.advance(minutes=20)
    program.keeper.system.look()
    assert program.window.is_locked
    at_door.unlock()
    with at_door.clinic.database.read() as session:
        rows = session.execute(
            text("SELECT fields FROM audit_event WHERE act = 'staff.locked' ORDER BY id")
        )
        assert ["idle" in str(fields) or "system" in str(fields) for (fields,) in rows] == [
            True,
            True,
        ]


def test_signing_out_leaves_the_door_and_what_was_typed_waits(at_door: AtDoor) -> None:
    program = at_door.program
    assert program.window.picker is not None
    program.window.picker.leaving.emit()
    at_door.hand.settle()
    assert program.window.door.isVisible()
    assert marked_widgets() == {}
    assert acts(at_door.clinic)[-1] == ("staff.signed_out", RUTH)


def test_a_given_password_at_the_switch_leads_to_the_sign_in_page_by_enter(
    at_door: AtDoor,
) -> None:
    program, clinic = at_door.program, at_door.clinic
    with clinic.database.write(audited=False) as session:
        session.execute(text(f"UPDATE person SET pin_hash = '' WHERE id = {MAYA}"))
    clinic.sign_in.set_password(MAYA, "a given one for maya", GRACE)
    picker = program.window.picker
    assert picker is not None
    picker.open_list()
    picker.pick(clinic.staff.person(MAYA))
    assert picker.sign_in.isHidden()
    at_door.hand.type("a given one for maya")
    at_door.hand.press("Return")
    at_door.hand.settle()
    assert picker.sign_in.hasFocus()
    at_door.hand.press("Return")
    at_door.hand.settle()
    assert program.window.door.isVisible()
    assert acts(clinic)[-1] == ("staff.signed_out", RUTH)


def test_what_was_copied_here_is_gone_at_the_lock_and_nothing_else_is(at_door: AtDoor) -> None:
    board = QGuiApplication.clipboard()
    at_door.hand.press("Ctrl+K")
    at_door.hand.type("zqx")
    at_door.hand.press("Ctrl+A", "Ctrl+C")
    assert board.text() == "zqx"
    at_door.lock()
    assert board.text() == ""
    at_door.unlock()
    at_door.hand.press("Ctrl+C")
    board.setText("from another program")
    at_door.lock()
    assert board.text() == "from another program"
    at_door.unlock()
    board.clear()


def test_hidden_names_stay_hidden_over_a_lock(at_door: AtDoor, qtbot: QtBot) -> None:
    at_door.hand.press("F9")
    at_door.lock()
    at_door.unlock()
    work = at_door.program.work
    assert work is not None
    assert work.private
    qtbot.keyClick(QApplication.focusWidget() or at_door.program.window, Qt.Key.Key_F9)
    assert not work.private


def test_another_look_taken_on_while_locked_is_worn_by_every_page(
    at_door: AtDoor, theme: Theme
) -> None:
    at_door.hand.press("F5")
    at_door.lock()
    theme.choose("dark")
    theme.set_percent(120)
    at_door.hand.settle()
    at_door.unlock()
    page = at_door.program.window.stack.page("calendar")
    assert isinstance(page, CalendarPage)
    image = page.grid.grab().toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle.lightness() < 128
    assert marked_widgets()
