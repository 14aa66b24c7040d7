"""One demo clinic a session, copied for each call, and the real window with a hand at its keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from clinic_desk.back_office.demo import new_demo
from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic
from clinic_desk.demo.cast import DEMO_PASSWORD
from tests.factories import Noted, events
from tests.kept import kept
from ui.application import ClinicDesk
from ui.calendar.page import CalendarPage
from ui.doorkeeper import Credentials
from ui.kit.fonts import register_fonts
from ui.kit.pages import PageEntry
from ui.kit.theme import dress
from ui.tour.calls import CALLS
from ui.tour.hand import Hand
from ui.tour.record import RECORD
from ui.tour.stage import RUTH
from ui.tour.trust import TRUST, sign_in

MAYA = 4

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
"""Tuesday 24 November 2026, as in the drawings."""
PAGES = (PageEntry("calendar", "calendar", "Calendar", "", CalendarPage),)


@dataclass
class Journey:
    """A demo clinic in its window; `seen` is what the hand came past, in order."""

    clinic: Clinic
    page: CalendarPage
    hand: Hand
    seen: list[str] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    """Keys pressed beside the text, by moment."""

    def play(self, number: str) -> None:
        """Play one call of the product."""
        self.hand.begin_count()
        CALLS[number](self.hand, self.clinic, self._note)

    def _note(self, name: str, _what: str) -> None:
        self.seen.append(name)
        self.keys[name] = self.hand.keys

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the file holds."""
        with self.clinic.database.read() as session:
            return [tuple(row) for row in session.execute(text(sql))]

    def latest(self) -> dict[str, Any]:
        """The visit that was made last."""
        with self.clinic.database.read() as session:
            row = session.execute(text("SELECT * FROM appointment ORDER BY id DESC LIMIT 1"))
            return dict(row.one()._mapping)

    def log(self, at_most: int = 10) -> list[tuple[str, str]]:
        """Kind and rule of what the call log holds since the call began, newest first."""
        return [(line.kind, line.rule) for line in self.clinic.calls.log(RUTH, at_most)]

    def everything_kept(self) -> str:
        """Every word of every table."""
        tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        return "\n".join(str(self.rows(f'SELECT * FROM "{name}"')) for (name,) in tables)


def _demo(folder: Path) -> None:
    new_demo(folder, FixedClock(NOW)).database.close()


@pytest.fixture(scope="session")
def demo() -> Path:
    """The demo clinic as it is made, with a fixed clock; nobody opens this one."""
    folder, _ = kept(_demo)
    return folder


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> None:
    """The program's own fonts and theme."""
    assert register_fonts() == ()
    dress(qapp)


@pytest.fixture
def journey(
    qapp: QApplication, qtbot: QtBot, demo: Path, tmp_path: Path, dressed: None
) -> Iterator[Journey]:
    """The window on a copy of the demo, the receptionist at the desk."""
    folder = tmp_path / "clinic"
    shutil.copytree(demo, folder)
    program = ClinicDesk(
        qapp, folder, FixedClock(NOW), PAGES, None, who=Credentials(MAYA, DEMO_PASSWORD)
    )
    qtbot.addWidget(program.window)
    program.window.resize(1366, 768)
    with qtbot.waitActive(program.window), qtbot.waitSignal(program.entered):
        program.begin()
    hand = Hand(program)
    hand.settle()
    page = program.window.stack.page("calendar")
    assert isinstance(page, CalendarPage)
    assert program.work is not None
    yield Journey(program.work.clinic, page, hand)
    program.close()
    program.deleteLater()


@dataclass
class Desk:
    """The whole program on a copy of the demo, from its door on."""

    hand: Hand
    seen: list[str] = field(default_factory=list)

    @property
    def clinic(self) -> Clinic:
        """The clinic that is open; another one after a restore."""
        work = self.hand.program.work
        assert work is not None
        return work.clinic

    def note(self, name: str, _what: str) -> None:
        """Remember what the hand came past."""
        self.seen.append(name)

    def play(self, name: str) -> None:
        """Play one part."""
        part = next(part for part in (*TRUST, *RECORD) if part.name == name)
        part.play(self.hand, self.clinic, self.note)

    def noted(self, *acts: str) -> list[Noted]:
        """The events of these acts, in order."""
        return [each for each in events(self.clinic.database) if each.act in acts]


@pytest.fixture
def door(
    qapp: QApplication, qtbot: QtBot, demo: Path, tmp_path: Path, dressed: None
) -> Iterator[Desk]:
    """Nobody is signed in yet."""
    folder = tmp_path / "clinic"
    shutil.copytree(demo, folder)
    program = ClinicDesk(qapp, folder, FixedClock(NOW))
    program.window.resize(1366, 768)
    with qtbot.waitActive(program.window):
        program.begin()
    qtbot.waitUntil(lambda: program.window.door.isVisible())
    hand = Hand(program)
    hand.settle()
    yield Desk(hand)
    program.close()
    # A restore puts another window in the place of the first.
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()


@pytest.fixture
def desk(door: Desk) -> Desk:
    """The receptionist at the desk, after a slip."""
    sign_in(door.hand, door.note)
    return door
