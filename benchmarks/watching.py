"""Watches one window: when it was first painted, and when the first day stood in it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ui.application import ClinicDesk
    from ui.doorkeeper import Credentials

_SIZE = (1440, 900)
_LOOK_EVERY_MS = 2
_TYPED = ("smi", "mar", "gran joa", "0111", "kowallska", "05/09/1983")


class FirstPaint(QObject):
    """Calls back once a widget has been painted for the first time."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        """Watch a widget."""
        super().__init__(widget)
        self._then: Callable[[], None] | None = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The painting itself comes after this, and what is posted now after that."""
        if event.type() == QEvent.Type.Paint and self._then is not None:
            QTimer.singleShot(0, self._then)
            self._then = None
        return False


def held_bytes() -> int:
    """The memory that this process holds now; 0 where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def tell(report: dict[str, Any]) -> None:
    """Print what was seen, and end."""
    print(json.dumps(report | {"bytes": held_bytes()}), flush=True)
    QApplication.exit(0)


def bare() -> None:
    """A window with nothing in it."""
    app = QApplication([])
    window = QWidget()
    window.resize(*_SIZE)
    FirstPaint(window, lambda: tell({"first_frame": time.monotonic()}))
    window.show()
    app.exec()


class Watch(QObject):
    """Notes when the frame and the first day have been painted."""

    def __init__(self, program: ClinicDesk, first_frame: float, settle_ms: int) -> None:
        """Watch a program that has not begun; its window was painted at `first_frame`."""
        super().__init__(program)
        self._settle_ms = settle_ms
        self._program = program
        self._report: dict[str, Any] = {"first_frame": first_frame}
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self._look_for_the_day)
        program.entered.connect(self._look.start)

    def sign_in_by_page(self, who: Credentials) -> None:
        """Give the password as soon as the page that asks for it has been painted."""
        wait = QTimer(self, interval=_LOOK_EVERY_MS)

        def painted() -> None:
            self._note("asked")
            self._program.window.entered.emit(*who, "")

        def look() -> None:
            if self._program.keeper is not None:
                wait.stop()
                FirstPaint(self._program.window.door, painted)
                # It may have been painted between two looks, and would not be again.
                self._program.window.door.update()

        wait.timeout.connect(look)
        wait.start()

    def _note(self, what: str) -> None:
        self._report[what] = time.monotonic()

    def _look_for_the_day(self) -> None:
        """The grid is there once its page is made, and the day once it has been read."""
        grid = getattr(self._program.window.stack.currentWidget(), "grid", None)
        if grid is not None and grid.scene.view.visits:
            self._look.stop()
            FirstPaint(grid, self._day_is_there)
            grid.update()

    def _day_is_there(self) -> None:
        self._note("usable")
        work = self._program.work
        assert work is not None
        search, by = work.clinic.clients.search, work.clinic.staff.people()[0].id
        for typed in _TYPED:
            work.desk.ask(f"bench {typed}", partial(search, typed, by), lambda _: None)
        QTimer.singleShot(self._settle_ms, lambda: tell(self._report))
