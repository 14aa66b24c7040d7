"""Acts as data: ids, keys, clashes, and when they may be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import command_button
from ui.kit.commands import Command, Commands, KeyNote, is_bare_letter, key_words
from ui.kit.line_edit import LineEdit


def act(command_id: str, key: str, scope: str = "", **more: object) -> Command:
    return Command(command_id, "Do it", key, "Group", lambda: None, scope=scope, **more)


@pytest.mark.parametrize("key", ["A", "z", "7", "Shift+B", "Space", "/"])
def test_a_bare_letter_is_refused(qtbot: QtBot, key: str) -> None:
    assert is_bare_letter(key)
    with pytest.raises(ValueError, match="letter"):
        Commands().add(act("x", key), QWidget())


@pytest.mark.parametrize("key", ["F4", "Ctrl+K", "Alt+1", "Ctrl+Return", "Escape", "Ctrl++", ""])
def test_a_chord_is_no_bare_letter(key: str) -> None:
    assert not is_bare_letter(key)


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        ("", "", True),
        ("", "calendar", True),
        ("calendar", "calendar", True),
        ("calendar", "calendar.panel", True),
        ("calendar", "leaflets", False),
        ("calendar", "calendars", False),
    ],
)
def test_a_key_clashes_where_one_scope_lies_in_the_other(
    qtbot: QtBot, one: str, other: str, clashes: bool
) -> None:
    commands, place = Commands(), QWidget()
    commands.add(act("a", "Ctrl+P", one), place)
    if clashes:
        with pytest.raises(ValueError, match="clashes with a"):
            commands.add(act("b", "Ctrl+P", other), place)
    else:
        commands.add(act("b", "Ctrl+P", other), place)


def test_another_key_of_a_command_clashes_too(qtbot: QtBot) -> None:
    commands, place = Commands(), QWidget()
    commands.add(act("larger", "Ctrl++", also=("Ctrl+=",)), place)
    with pytest.raises(ValueError, match="clashes"):
        commands.add(act("b", "Ctrl+="), place)


@pytest.mark.parametrize(
    ("key", "words"),
    [("Ctrl+Return", "Ctrl ↵"), ("Ctrl++", "Ctrl +"), ("Alt+1", "Alt 1"), ("Escape", "Esc")],
)
def test_a_key_is_drawn_in_words(key: str, words: str) -> None:
    assert key_words(key) == words


def test_a_key_works_only_while_its_place_is_in_sight(qtbot: QtBot) -> None:
    window, place, done = QWidget(), QWidget(), []
    place.setParent(window)
    Commands().add(Command("x", "Print", "Ctrl+P", "G", lambda: done.append(1)), place)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    place.hide()
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert done == [1]


def test_a_button_follows_whether_its_command_may_be_done(qtbot: QtBot) -> None:
    commands, place, allowed, done = Commands(), QWidget(), [False], []
    commands.add(
        Command("x", "Book", "F4", "G", lambda: done.append(1), when=lambda: allowed[0]), place
    )
    button = command_button(commands, "x")
    qtbot.addWidget(button)
    assert not button.isEnabled()
    allowed[0] = True
    commands.refresh()
    button.click()
    assert done == [1]


def test_the_key_sheet_lists_commands_and_notes_by_group(qtbot: QtBot) -> None:
    commands = Commands()
    commands.add(act("a", "F4"), QWidget())
    commands.add(act("b", ""), QWidget())
    commands.note(KeyNote("Calendar", "Arrows", "Move the chosen span"))
    assert commands.key_sheet() == {
        "Group": [KeyNote("Group", "F4", "Do it")],
        "Calendar": [KeyNote("Calendar", "Arrows", "Move the chosen span")],
    }


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_E, Qt.Key.Key_Z, Qt.Key.Key_T])
def test_a_field_leaves_the_windows_keys_to_the_window(qtbot: QtBot, key: Qt.Key) -> None:
    window, done = QWidget(), []
    line = LineEdit("Name")
    line.setParent(window)
    Commands().add(Command("x", "Find", f"Ctrl+{chr(key)}", "G", lambda: done.append(1)), window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    line.setFocus()
    qtbot.keyClick(line, key, Qt.KeyboardModifier.ControlModifier)
    assert done == [1]


def test_a_field_with_something_to_undo_keeps_ctrl_z(qtbot: QtBot) -> None:
    window, done = QWidget(), []
    line = LineEdit("Name")
    line.setParent(window)
    Commands().add(Command("x", "Undo", "Ctrl+Z", "G", lambda: done.append(1)), window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    line.setFocus()
    qtbot.keyClicks(line, "Anna")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    assert done == []
