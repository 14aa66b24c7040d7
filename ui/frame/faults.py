"""A fault of the program: a report without names is written, and the desk goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

from clinic_desk.base.clock import Clock, local

PROGRAM = Path(__file__).resolve().parent.parent.parent


class FaultReports:
    """Writes reports into a folder of the clinic's, or of the program's where none is open."""

    def __init__(self, clock: Clock, folder: Path, tell: Callable[[Path | None], None]) -> None:
        """`tell` is called with the report's path, or None where it could not be written."""
        self._clock = clock
        self.folder = folder
        self._tell = tell
        self._telling = False

    def take_over(self) -> None:
        """Be the program's error hook from now on."""
        sys.excepthook = self.hook

    def hook(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        """Report an exception that nothing caught; the terminal's Ctrl C still ends the program."""
        if isinstance(error, KeyboardInterrupt):
            sys.exit(1)
        self.report(error)

    def report(self, error: BaseException) -> None:
        """Write what is known of a fault, and tell the desk once."""
        text = describe(error)
        print(text, file=sys.stderr)
        written = self._write(text)
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(written)
        finally:
            self._telling = False

    def _write(self, text: str) -> Path | None:
        moment = local(self._clock.now())
        head = f"Clinic Desk, {moment:%Y-%m-%d %H:%M}\n{_versions()}\n\n"
        file = self.folder / f"fault-{moment:%Y%m%d-%H%M%S}.txt"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file.write_text(head + text, encoding="utf-8")
        except OSError:
            return None
        return file


def describe(error: BaseException) -> str:
    """The kinds of the errors and the lines of our program they passed, and nothing of the data.

    An error's own words may carry a name or a number that was typed, so they are
    left out; so is the folder the program lies in, which may carry a person's.
    """
    chain: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        chain.append(_one(current))
        current = current.__cause__ or current.__context__
    return "\ncaused by\n".join(chain)


def _one(error: BaseException) -> str:
    # Read only when something has gone wrong: the first frame does not wait for it.
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([f"{type(error).__module__}.{type(error).__qualname__}", *lines])


def _place(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(PROGRAM)) if path.is_relative_to(PROGRAM) else path.name


def _versions() -> str:
    import platform

    return f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"
