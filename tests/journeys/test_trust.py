"""Who is at the desk, and nothing lost: by the keyboard alone, and what is in the file after."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic
from tests.factories import Noted, events
from tests.journeys.conftest import NOW
from ui.application import ClinicDesk
from ui.tour.calls import CALLS
from ui.tour.hand import Hand
from ui.tour.trust import TRUST, WRONG_BOOKING, sign_in

RUTH, MAYA, GRACE = 1, 4, 5


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
        part = next(part for part in TRUST if part.name == name)
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
    qtbot.waitUntil(lambda: program.window.door.isVisible(), timeout=10_000)
    hand = Hand(program)
    hand.settle()
    yield Desk(hand)
    program.close()
    # A restore puts another window in the place of the first.
    program.window.close()
    program.window.deleteLater()


@pytest.fixture
def desk(door: Desk) -> Desk:
    """The receptionist at the desk, after a slip."""
    sign_in(door.hand, door.note)
    return door


def test_nobody_is_let_in_by_a_wrong_password_and_both_tries_are_noted(desk: Desk) -> None:
    assert desk.seen == ["who", "wrong", "today"]
    failed, right = desk.noted("staff.sign_in_failed", "staff.signed_in")
    assert (failed.person_id, failed.subject_id) == (None, MAYA)
    assert (right.act, right.person_id) == ("staff.signed_in", MAYA)


def test_what_was_half_typed_is_there_after_a_lock(desk: Desk) -> None:
    desk.play("lock")
    assert desk.seen[-3:] == ["typing", "locked", "unlocked"]
    locked, unlocked = desk.noted("staff.locked", "staff.unlocked")
    assert (locked.person_id, locked.fields) == (MAYA, ("key",))
    assert (unlocked.act, unlocked.person_id) == ("staff.unlocked", MAYA)


def test_the_nurse_accepts_in_her_own_name_and_sees_who_has_looked(desk: Desk) -> None:
    CALLS["3"](desk.hand, desk.clinic, desk.note)
    desk.hand.press("Esc", "Esc")
    desk.play("nurse")
    switched, accepted = desk.noted("staff.switched", "visit.accepted")
    assert (switched.person_id, switched.subject_id) == (RUTH, MAYA)
    assert accepted.person_id == RUTH
    desk.play("looked")
    assert desk.noted("client.read")[-1].person_id == RUTH


def test_a_restore_takes_back_what_was_done_since_and_nothing_else(desk: Desk) -> None:
    CALLS["5"](desk.hand, desk.clinic, desk.note)
    desk.hand.press("Esc", "Esc")
    desk.play("restore")
    assert desk.seen[-4:] == ["copies", "preview", "door", "back"]
    clients = desk.clinic.clients
    assert clients.search(WRONG_BOOKING, by=GRACE) == ()
    assert len(clients.search("Tilda Brightwell", by=GRACE)) == 1
    assert [path.name for path in desk.clinic.backups.glob("before-restore-*.db")]
    assert desk.noted("clinic.restored")[-1].person_id == GRACE
