"""What a line can take back, over a veil."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.fields import LineField
from ui.kit.layout import Column, Surface
from ui.kit.undoing import steps_of, take_steps_again
from ui.kit.veil import Veil

KEYS = {
    "left": Qt.Key.Key_Left, "home": Qt.Key.Key_Home, "end": Qt.Key.Key_End,
    "back": Qt.Key.Key_Backspace, "delete": Qt.Key.Key_Delete,
}  # fmt: skip


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    return made


def press(qtbot: QtBot, line: QLineEdit, *words: str) -> None:
    for word in words:
        if word == "all":
            line.selectAll()
        elif word == "undo":
            line.undo()
        elif word in KEYS:
            qtbot.keyClick(line, KEYS[word])
        else:
            line.insert(word)


def undone(line: QLineEdit) -> list[str]:
    found = []
    while line.isUndoAvailable():
        line.undo()
        found.append(line.text())
    return found


def redone(line: QLineEdit) -> list[str]:
    found = []
    while line.isRedoAvailable():
        line.redo()
        found.append(line.text())
    return found


@given(
    words=st.lists(
        st.sampled_from(
            ["Zoë", "b", "🙂 x", "all", "undo", "left", "home", "back", "delete", "end"]
        ),
        max_size=14,
    ),
    filled=st.sampled_from(["", "Nadia 🙂"]),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_text_that_could_be_undone_or_redone_can_be_so_again(
    qtbot: QtBot, line: QLineEdit, words: list[str], filled: str
) -> None:
    line.setText(filled)
    press(qtbot, line, *words)
    text = line.text()
    steps = steps_of(line)
    line.setText("")
    take_steps_again(line, steps)
    assert line.text() == text
    assert line.isUndoAvailable() == (steps.at > 0)
    assert undone(line) == list(reversed(steps.texts[: steps.at]))
    assert redone(line)[-1:] == list(steps.texts[1:])[-1:]


def test_behind_the_veil_a_line_gives_nothing_back_and_before_it_all(qtbot: QtBot) -> None:
    window = Surface()
    field, apart = LineField("Name"), QWidget()
    body = Column(window)
    body.addWidget(field)
    body.addWidget(apart)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    field.line.setFocus()
    qtbot.keyClicks(field.line, "Nadia")
    field.line.selectAll()
    qtbot.keyClicks(field.line, "Olga")
    veil = Veil(window, apart)
    veil.draw()
    assert undone(field.line) == redone(field.line) == []
    veil.lift()
    assert field.text() == "Olga"
    qtbot.keyClick(field.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "Nadia"
    qtbot.keyClick(field.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""


def test_a_hidden_secret_has_no_steps(line: QLineEdit) -> None:
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.insert("three herons")
    assert steps_of(line).texts == ("three herons",)
