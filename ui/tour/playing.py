"""`main.py tour DIR`: the calls and the start pages, played through the real window offscreen.

Every step leaves a picture; the moments that the drawings show are also taken small
and dark. Beside the pictures stand the PDFs that came out and a transcript.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desk.back_office.demo import new_demo
from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import ClinicError
from clinic_desk.base.words import count
from clinic_desk.clinic import Clinic
from ui.application import ClinicDesk
from ui.kit.printing import Printer, use_file_printers
from ui.kit.theme import Choice, theme
from ui.tour.calls import CALLS, TITLES, Show
from ui.tour.hand import Hand
from ui.tour.leaflets import LEAFLETS, save_pages
from ui.tour.opening import open_first_time
from ui.tour.record import RECORD
from ui.tour.trust import TRUST, Part, sign_in

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
"""Tuesday 24 November 2026, as in the drawings."""

A_MOMENT_MS = 100


class Look(NamedTuple):
    """A size of the window and a scheme."""

    name: str
    width: int
    height: int
    choice: Choice


USUAL = Look("", 1440, 900, "light")
OTHERS = (
    Look("-dark", 1440, 900, "dark"),
    Look("-1366", 1366, 768, "light"),
    Look("-1366-dark", 1366, 768, "dark"),
)


@dataclass
class Album:
    """The folder that the pictures go into, and the transcript as it grows."""

    folder: Path
    program: ClinicDesk
    lines: list[str] = field(default_factory=list)
    pictures: int = 0

    def take(self, name: str) -> None:
        """One picture in the usual look, then the others."""
        # The head and the foot are told of what was written a moment after the page in sight.
        QTest.qWait(A_MOMENT_MS)
        Hand(self.program).settle()
        self._save(f"{name}{USUAL.name}")
        for look in OTHERS:
            self._wear(look)
            self._save(f"{name}{look.name}")
        self._wear(USUAL)

    def _wear(self, look: Look) -> None:
        theme().choose(look.choice)
        self.program.window.resize(look.width, look.height)
        Hand(self.program).settle()

    def _save(self, name: str) -> None:
        self.program.window.grab().save(str(self.folder / f"{name}.png"))
        self.pictures += 1

    def write(self, line: str = "") -> None:
        """A line of the transcript, shown as it comes."""
        self.lines.append(line)
        print(line, flush=True)


def play(folder: Path) -> int:
    """Play everything into `folder`; exit code 0, or 1 where a call did not come out."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ClinicError(f"The pictures cannot go into {folder} ({fault.strerror}).") from fault
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    with _quiet_home(), tempfile.TemporaryDirectory(prefix="clinic-desk-tour-") as place:
        paper = folder / "pdf"
        paper.mkdir(exist_ok=True)
        use_file_printers(Printer("The tour's printer", "A4", is_default=True, folder=paper))
        begun = _play_start(app, Path(place) / "new", folder)
        failed = _play_calls(app, Path(place) / "demo", folder, begun)
    return 1 if failed else 0


@contextmanager
def _quiet_home() -> Iterator[None]:
    """A data home of the tour's own, so that the clinic opened last stays what it was."""
    before = os.environ.get("XDG_DATA_HOME")
    with tempfile.TemporaryDirectory(prefix="clinic-desk-home-") as home:
        os.environ["XDG_DATA_HOME"] = home
        try:
            yield
        finally:
            if before is None:
                del os.environ["XDG_DATA_HOME"]
            else:
                os.environ["XDG_DATA_HOME"] = before


def _started(app: QApplication, clinic: Path) -> Hand:
    """The program with its window open on a folder, and a hand at its keyboard."""
    program = ClinicDesk(app, clinic, FixedClock(NOW))
    theme().choose(USUAL.choice)
    program.window.resize(USUAL.width, USUAL.height)
    program.begin()
    hand = Hand(program)
    hand.settle()
    return hand


def _play_start(app: QApplication, clinic: Path, folder: Path) -> Album:
    """The start pages on a folder that is not there yet; gives what was taken so far."""
    hand = _started(app, clinic)
    album = Album(folder, hand.program)
    album.write("Clinic Desk, played from the keyboard on Tuesday 24 November 2026, 10:42.")
    album.write()
    album.write("Starting a clinic, a page at a time.")
    open_first_time(hand, _shown(hand, album, "start"))
    hand.program.close()
    hand.window.close()
    return album


def _play_calls(app: QApplication, demo: Path, folder: Path, begun: Album) -> int:
    """The calls one after the other on one demo; gives how many did not come out."""
    new_demo(demo, FixedClock(NOW)).database.close()
    hand = _started(app, demo)
    program = hand.program
    hand.until(lambda: program.window.door.isVisible())
    hand.settle()
    album = Album(folder, program, begun.lines, begun.pictures)
    album.write()
    album.write("Signing in.")
    sign_in(hand, _shown(hand, album, "sign-in"))
    calls = [Part(f"call-{number}", TITLES[number], play) for number, play in CALLS.items()]
    failed = sum(not _play_one(part, hand, album) for part in (*calls, *TRUST, *RECORD, *LEAFLETS))
    pages = save_pages(_clinic(hand), folder / "leaflets")
    album.write()
    album.write(f"{count(pages, 'page')} of leaflets in {folder.name}/leaflets/.")
    album.write(f"{count(album.pictures, 'picture')} in {folder.name}/.")
    (folder / "transcript.txt").write_text("\n".join(album.lines) + "\n", encoding="utf-8")
    program.close()
    return failed


def _play_one(part: Part, hand: Hand, album: Album) -> bool:
    """One part, with a picture of each moment; False where something was not to be reached."""
    album.write()
    album.write(part.title)
    hand.begin_count()
    try:
        part.play(hand, _clinic(hand), _shown(hand, album, part.name))
    except LookupError as trouble:
        album.write(f"  This did not come out: {trouble}.")
        return False
    finally:
        hand.press("Esc", "Esc")
    album.write(f"  {count(hand.keys, 'key')} beside {count(hand.letters, 'letter')} of text.")
    return True


def _shown(hand: Hand, album: Album, prefix: str) -> Show:
    """Takes the pictures of one part of the tour, numbered, and writes what led to each."""
    steps = 0

    def show(name: str, seen: str) -> None:
        nonlocal steps
        steps += 1
        album.take(f"{prefix}-{steps:02}-{name}")
        if hand.done:
            album.write(f"  {hand.in_words()}")
        album.write(f"    {seen}")
        hand.done = []

    return show


def _clinic(hand: Hand) -> Clinic:
    work = hand.program.work
    assert work is not None
    return work.clinic
