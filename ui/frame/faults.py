"""A fault of the program: a report without names is written, and the desk goes on."""

from __future__ import annotations

import logging
import re
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
    qVersion,
)

from clinic_desk.base.clock import Clock, local
from clinic_desk.base.fault_words import describe

__all__ = ["FaultReports", "describe"]

KEPT = 20
"""Reports; the oldest goes first. Whoever mends a fault needs the last few."""
AGAIN_AFTER = timedelta(minutes=1)
"""A fault of every repaint is told once and not sixty times a second."""
_WHOSE = re.compile(r"[\w:<>~]+(?=[(:\s])")
"""What a message of Qt begins with: `QPainter::begin`."""


class FaultReports:
    """Writes reports into a folder of the clinic's, or of the program's where there is none."""

    def __init__(
        self,
        clock: Clock,
        folder: Path,
        tell: Callable[[Path | None], None],
        elsewhere: Path | None = None,
    ) -> None:
        """`tell` is called with the report's path, or None where it could not be written.

        `folder` is made where the folder above it is there, and nothing else is made of it:
        a stick that was pulled is not replaced, a new clinic's place stays empty. The reports
        then lie `elsewhere`, if anywhere.
        """
        self._clock = clock
        self.folder, self._elsewhere = folder, elsewhere
        self._tell = tell
        self._telling = False
        self._told: dict[str, datetime] = {}

    def take_over(self) -> None:
        """Be the program's error hook from now on, and let nobody else tell of errors."""
        sys.excepthook = self.hook
        sys.unraisablehook = lambda told: self._in_passing(told.exc_value)
        threading.excepthook = lambda told: self._in_passing(told.exc_value)
        qInstallMessageHandler(say_whose)
        # Both would put the words of an error, which may hold what was typed, on the terminal.
        logging.lastResort = None
        if not sys.warnoptions:
            warnings.simplefilter("ignore")

    def hook(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        """Report an exception that nothing caught; the terminal's Ctrl C still ends the program."""
        if isinstance(error, KeyboardInterrupt):
            sys.exit(1)
        app = QCoreApplication.instance()
        if app is None or threading.current_thread() is threading.main_thread():
            self.report(error)
        else:
            QTimer.singleShot(0, app, lambda: self.report(error))

    def report(self, error: BaseException) -> None:
        """Write what is known of a fault, and tell the desk once.

        The same one again within a minute is neither written nor told.
        """
        text = describe(error)
        now = self._clock.now()
        before = self._told.get(text)
        if before is not None and abs(now - before) < AGAIN_AFTER:
            return
        self._told[text] = now
        written = self._written(text)
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(written)
        finally:
            self._telling = False

    def _in_passing(self, error: BaseException | None) -> None:
        """Of something that nobody waits for: written, and nobody is told."""
        if error is not None:
            self._written(describe(error))

    def _written(self, text: str) -> Path | None:
        with suppress(OSError, ValueError):
            print(text, file=sys.stderr)
        moment = local(self._clock.now())
        head = f"Clinic Desk, {moment:%Y-%m-%d %H:%M}\n{_versions()}\n\n"
        for folder in self._folders():
            with suppress(OSError):
                folder.mkdir(exist_ok=True)
                file = _free(folder, f"fault-{moment:%Y%m%d-%H%M%S}")
                file.write_text(head + text + "\n", encoding="utf-8")
                _keep_the_last(folder)
                return file
        return None

    def _folders(self) -> list[Path]:
        """Where a report may lie, the clinic's own first."""
        own = [self.folder] if _is_a_clinics(self.folder.parent) else []
        if self._elsewhere is None:
            return own
        with suppress(OSError):
            self._elsewhere.parent.mkdir(parents=True, exist_ok=True)
        return [*own, self._elsewhere]


def say_whose(_kind: QtMsgType, _context: QMessageLogContext, words: str | None) -> None:
    """Name the part of Qt that complains; what it says may hold the name of a file."""
    whose = _WHOSE.match(words or "")
    with suppress(OSError, ValueError):
        print(f"Qt: {whose[0] if whose else 'a message'}", file=sys.stderr)


def _is_a_clinics(folder: Path) -> bool:
    with suppress(OSError):
        return any((folder / name).exists() for name in ("clinic.db", "clinic.key", "demo.key"))
    return False


def _free(folder: Path, stem: str) -> Path:
    file, number = folder / f"{stem}.txt", 1
    while file.exists():
        number += 1
        file = folder / f"{stem}-{number}.txt"
    return file


def _keep_the_last(folder: Path) -> None:
    reports = sorted(folder.glob("fault-*.txt"), key=lambda file: file.stat().st_mtime_ns)
    for file in reports[:-KEPT]:
        file.unlink(missing_ok=True)


def _versions() -> str:
    import platform

    return f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"
