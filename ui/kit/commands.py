"""Acts are data: what each is called, which key does it, where, and when it may be done.

The key sheet, the key badges on buttons, the menus and the tests read this one list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

KEY_WORDS = {
    "Return": "↵",
    "Enter": "↵",
    "Escape": "Esc",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "PgUp": "Page up",
    "PgDown": "Page down",
    "Del": "Delete",
}


def always() -> bool:
    """An act that may be done at any time."""
    return True


@dataclass(frozen=True)
class Command:
    """One act of the person at the desk.

    `key` is Qt's portable text ("Ctrl+Return", "F4", "Alt+1"), empty for none, and
    never a bare letter: letters are for typing. `group` heads the key sheet's
    section. `scope` is where the key works: empty for everywhere, else a place
    such as "calendar" or "calendar.panel"; two commands may share a key only where
    neither scope lies inside the other.
    """

    id: str
    text: str
    key: str
    group: str
    run: Callable[[], object]
    when: Callable[[], bool] = always
    scope: str = ""
    also: tuple[str, ...] = ()
    """Other keys that do the same, as the layout of a keyboard may want; not shown."""
    known: Callable[[], bool] = always
    """Whether the key sheet names it to whoever is at the desk."""

    @property
    def key_words(self) -> str:
        """The key as it is drawn on a badge: `Ctrl ↵`, `F4`, `Alt 1`."""
        return key_words(self.key)


def key_words(key: str) -> str:
    """A portable key text in the words of a badge; what is in words already stays."""
    if " " in key:
        return key
    parts = key.replace("++", "+Plus").split("+")
    return " ".join(KEY_WORDS.get(part, "+" if part == "Plus" else part) for part in parts if part)


def is_bare_letter(key: str) -> bool:
    """Whether pressing the key would type something; Shift alone does not change that."""
    last = key.removeprefix("Shift+")
    return len(last) == 1 or last == "Space"


class KeyNote(NamedTuple):
    """A line of the key sheet for keys that a widget reads itself: the arrows on the grid."""

    group: str
    key_words: str
    text: str


class Commands(QObject):
    """All acts the window knows, in the order in which they were added."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """No acts yet."""
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._notes: list[KeyNote] = []

    def __iter__(self) -> Iterator[Command]:
        """Every command, oldest first."""
        return iter(self._commands.values())

    def __getitem__(self, command_id: str) -> Command:
        """The command of that id; KeyError where there is none."""
        return self._commands[command_id]

    def add(self, command: Command, on: QWidget) -> QAction:
        """Make the act known; its key works while `on` is visible, whatever has the focus.

        ValueError for an id given twice, a bare letter, or a key that clashes.
        """
        if trouble := self._trouble(command):
            raise ValueError(trouble)
        action = QAction(on)
        # Given to the constructor, PySide6 asks whether it is an icon, and reads all icons know.
        action.setText(command.text)
        action.setShortcuts([QKeySequence(key) for key in (command.key, *command.also) if key])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda: self.run(command.id))
        on.addAction(action)
        self._commands[command.id] = command
        self._actions[command.id] = action
        action.setEnabled(command.when())
        self.changed.emit()
        return action

    def action(self, command_id: str) -> QAction:
        """The Qt action of a command, for menus."""
        return self._actions[command_id]

    def run(self, command_id: str) -> None:
        """Do it, where it may be done now."""
        command = self._commands[command_id]
        if command.when():
            command.run()

    def refresh(self) -> None:
        """Ask every command again whether it may be done now; buttons and menus follow."""
        for command_id, action in self._actions.items():
            action.setEnabled(self._commands[command_id].when())

    def note(self, *notes: KeyNote) -> None:
        """Add lines to the key sheet that no command stands for."""
        self._notes.extend(notes)

    def key_sheet(self) -> dict[str, list[KeyNote]]:
        """Every key and what it does, by the heading they stand under."""
        lines = [
            KeyNote(command.group, command.key_words, command.text)
            for command in self
            if command.key and command.known()
        ]
        found: dict[str, list[KeyNote]] = {}
        for line in lines + self._notes:
            found.setdefault(line.group, []).append(line)
        return found

    def _trouble(self, command: Command) -> str:
        if command.id in self._commands:
            return f"{command.id} is there already"
        if not command.text:
            return f"{command.id} has no text"
        for key in filter(None, (command.key, *command.also)):
            if is_bare_letter(key):
                return f"{command.id} would take the letter {key}"
            if QKeySequence(key).isEmpty():
                return f"{command.id} names no key of Qt's: {key}"
        rivals = [other.id for other in self if clash(command, other)]
        return f"{command.id} clashes with {', '.join(rivals)}" if rivals else ""


def clash(one: Command, other: Command) -> bool:
    """Whether the same key could mean both."""
    if not _keys(one) & _keys(other):
        return False
    return _inside(one.scope, other.scope) or _inside(other.scope, one.scope)


def _keys(command: Command) -> frozenset[str]:
    return _portable((command.key, *command.also))


@cache
def _portable(keys: tuple[str, ...]) -> frozenset[str]:
    # Every command is held against every other while a window is made.
    return frozenset(QKeySequence(key).toString() for key in keys if key)


def _inside(inner: str, outer: str) -> bool:
    return not outer or inner == outer or inner.startswith(f"{outer}.")
