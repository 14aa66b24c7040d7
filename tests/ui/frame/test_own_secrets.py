"""One's own password and PIN, changed at the desk with real keys."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.staff.tries import WrongSecret
from tests.factories import PASSWORD, PIN
from ui.frame.own_secrets import OwnSecrets
from ui.kit.buttons import QuietButton
from ui.kit.layout import Column, Surface
from ui.kit.workplace import Workplace

NEW = "seven paper lanterns"
MAYA, RUTH = 1, 2


@dataclass
class Desk:
    """The card open below a button, for the receptionist."""

    card: OwnSecrets
    work: Workplace
    bot: QtBot
    said: list[str] = field(default_factory=list)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is, and wait for what comes of it."""
        at = QApplication.focusWidget()
        assert at is not None
        self.bot.keyClick(at, key)
        self.bot.waitUntil(lambda: self.work.desk.pending == 0)

    def type(self, *lines: str) -> None:
        """Type into one line after the other, from where the keyboard is."""
        for line in lines:
            at = QApplication.focusWidget()
            assert at is not None
            self.bot.keyClicks(at, line)
            self.bot.keyClick(at, Qt.Key.Key_Tab)

    def is_password(self, password: str) -> bool:
        """Whether Maya Patel signs in with it."""
        try:
            return bool(self.work.clinic.sign_in.sign_in(MAYA, password))
        except WrongSecret:
            return False


@pytest.fixture
def desk(workplace: Workplace, qtbot: QtBot) -> Desk:
    window = Surface("canvas")
    anchor = QuietButton("Maya Patel")
    Column(window).addWidget(anchor)
    qtbot.addWidget(window)
    window.resize(900, 700)
    shown = Desk(OwnSecrets(window, workplace), workplace, qtbot)
    workplace.seat.announced.connect(lambda text, _undo: shown.said.append(text))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    shown.card.open_for(anchor)
    return shown


def test_a_password_is_changed_with_the_one_there_is(desk: Desk) -> None:
    assert "At least twelve characters" in desk.card.password.rule.text()
    desk.type(PASSWORD, NEW)
    desk.card.password.new.control.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.card.isHidden()
    assert desk.said == ["Password changed"]
    assert desk.is_password(NEW)


def test_a_wrong_one_and_one_that_will_not_do_are_told_below_their_fields(desk: Desk) -> None:
    desk.type("not that one", NEW)
    desk.card.change()
    desk.bot.waitUntil(lambda: bool(desk.card.password.current.trouble()))
    assert "not the password" in desk.card.password.current.trouble()
    desk.card.password.new.set_text("Maya Patel 2026")
    desk.card.change()
    desk.bot.waitUntil(lambda: bool(desk.card.password.new.trouble()))
    assert "among the first" in desk.card.password.new.trouble()
    assert desk.is_password(PASSWORD)


def test_a_pin_is_changed_with_the_one_there_is(desk: Desk) -> None:
    desk.card.way.setFocus()
    desk.press(Qt.Key.Key_Right)
    assert not desk.card.pin.isHidden()
    assert desk.card.password.isHidden()
    desk.type(PIN, "1357")
    desk.card.pin.new.control.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.said == ["PIN changed"]
    sign_in = desk.work.clinic.sign_in
    sign_in.sign_in(RUTH, PASSWORD)
    assert sign_in.switch(MAYA, "1357", RUTH).id == MAYA


def test_nothing_that_was_typed_is_left_once_it_closes(desk: Desk) -> None:
    desk.type(PASSWORD, NEW)
    desk.press(Qt.Key.Key_Escape)
    assert desk.card.isHidden()
    form = desk.card.password
    assert (form.current.text(), form.new.text()) == ("", "")
