"""How far a long job is: a bar, the words above it, and a way to stop it."""

from __future__ import annotations

from threading import Event
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.kit.buttons import QuietButton
from ui.kit.layout import Row, reveal

LOOK_MS = 60
"""So often it is looked how far the job is."""


class Step(NamedTuple):
    """How far a job is, from 0 to 100, and what is done now."""

    percent: int
    words: str


class Progress:
    """Written by the job on its thread, read by the bar on its own."""

    def __init__(self) -> None:
        """Nothing is done yet."""
        self.now = Step(0, "")
        self._stop = Event()

    def step(self, percent: float, words: str) -> bool:
        """Tell how far it is; False where it is to go no further."""
        self.now = Step(int(percent), words)
        return not self._stop.is_set()

    def stop(self) -> None:
        """Let it go no further than the step it is at."""
        self._stop.set()


class UnderWay(QWidget):
    """A bar with Stop beside it; hidden while nothing is under way."""

    told = Signal(str)
    """What is done now, in words."""

    def __init__(self) -> None:
        """Nothing is under way."""
        super().__init__()
        self._progress: Progress | None = None
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far it is")
        self.stop_button = QuietButton("Stop", "Escape", on_click=self.stop)
        line = Row(self, gap=1.5)
        line.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.stop_button)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.hide()

    @property
    def is_on(self) -> bool:
        """Whether a job is under way."""
        return self._progress is not None

    def begin(self) -> Progress:
        """Follow a new job; the keyboard is at Stop."""
        self._progress = Progress()
        self.bar.setValue(0)
        self.stop_button.setEnabled(True)
        reveal(self, True)
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.start()
        return self._progress

    def end(self) -> None:
        """The job is over."""
        self._progress = None
        self._timer.stop()
        reveal(self, False)

    def stop(self) -> None:
        """Let the job go no further."""
        if self._progress is not None:
            self._progress.stop()
            self.told.emit("Stopping…")

    def _look(self) -> None:
        if self._progress is not None and self._progress.now.words:
            percent, words = self._progress.now
            self.bar.setValue(percent)
            self.bar.setAccessibleDescription(words)
            self.told.emit(words)
