"""A hand at the keyboard: presses real keys on the real window, and counts them."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.application import ClinicDesk
from ui.kit.commands import key_words
from ui.kit.tasks import Throttle

QUIET_MS = 10
"""Long enough for what a key set going to be begun."""
LONGEST_WAIT = 60.0


class Stuck(RuntimeError):
    """What was waited for did not come."""


class Hand:
    """Types and presses, and waits until the desk has nothing left to do."""

    def __init__(self, program: ClinicDesk) -> None:
        """Take the running program; its window is shown already."""
        self.program = program
        self.keys = 0
        """Keys pressed beside the text itself."""
        self.letters = 0
        """Letters of text typed."""
        self.done: list[str] = []
        """What was pressed and typed, in words, for the transcript."""

    @property
    def window(self) -> QWidget:
        """The program's window."""
        return self.program.window

    def press(self, *keys: str) -> None:
        """Press keys by their portable names ("F4", "Ctrl+Return"), and wait after each."""
        for key in keys:
            QTest.keySequence(self._target(), QKeySequence(key))
            self._touch()
            self.keys += 1
            self.done.append(f"[{key_words(key)}]")
            self.settle()

    def type(self, text: str) -> None:
        """Type letters into whatever has the keyboard."""
        for letter in text:
            self._strike(letter)
        self._touch()
        self.letters += len(text)
        self.done.append(text)
        self.settle()

    def _strike(self, letter: str) -> None:
        """One letter; those outside ASCII come as the event that a keyboard layout would send."""
        if letter.isascii():
            QTest.keyClicks(self._target(), letter)
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(self._target(), event)

    def _touch(self) -> None:
        """The window was touched: its watch stands at the system's door, which a test's key passes.

        Without it a slow tour is locked out in the middle of a call, or its names are hidden.
        """
        for watch in (self.program.window.idle, self.program.window.away):
            watch.begin_again()

    def settle(self) -> None:
        """Wait until throttled questions are asked and both lanes are idle."""
        QTest.qWait(QUIET_MS)
        self.until(lambda: self._at_rest)
        QTest.qWait(QUIET_MS)

    @property
    def _at_rest(self) -> bool:
        """Whether no lane works and no part of a page waits; the frame's own waits are longer.

        The later rooms open a moment after the first day is shown, and what needs them follows.
        """
        if self.program.desk.pending or self.program.background.pending:
            return False
        work = self.program.work
        if work is not None and work.person is not None and not work.seat.is_ready:
            return False
        waits = self.window.findChildren(Throttle)
        return not any(wait.waiting for wait in waits if wait.parent() is not self.window)

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for something; Stuck when it does not come about."""
        ends = time.monotonic() + LONGEST_WAIT
        while not true():
            if time.monotonic() > ends:
                raise Stuck("The window did not come to rest.")
            QTest.qWait(15)

    def expect(self, words: str) -> None:
        """The status line begins with these words; LookupError where it says otherwise."""
        said = self.program.window.status.said.text()
        if not said.startswith(words):
            raise LookupError(f"the status line says “{said}”, not “{words}”")

    def begin_count(self) -> None:
        """Count from here."""
        self.keys = self.letters = 0
        self.done = []

    def in_words(self) -> str:
        """What was pressed since the count began; a key pressed again and again stands once."""
        runs = ((words, len(list(run))) for words, run in groupby(self.done))
        return " ".join(words if times == 1 else f"{words} ×{times}" for words, times in runs)

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.window
