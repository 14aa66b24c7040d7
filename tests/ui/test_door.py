"""The door of a clinic: what is said, what is offered, and the way in by the recovery key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import CannotOpen, ClinicError
from clinic_desk.clinic import create_clinic
from clinic_desk.db import wrapping
from clinic_desk.db.key_file import KeyChoice, KeyNeeded, find_key
from clinic_desk.db.steps import DiskTrouble, ForeignWal
from clinic_desk.db.troubles import EntriesMissing
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import PersonDraft
from tests.factories import PASSWORD, add_secrets
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials
from ui.frame.locked_door import DoorActs, LockedDoor
from ui.frame.recovered import Recovered

OLD, NEW = "four or five words", "some other words here"


class Acts:
    """What the door asked for."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.done: list[str] = []

    def acts(self) -> DoorActs:
        """To be handed to a door."""
        return DoorActs(
            try_again=lambda secret: self.done.append(f"try {secret}"),
            other_clinics=lambda: self.done.append("other"),
            restore=lambda: self.done.append("restore"),
            go_on=lambda secret: self.done.append(f"go on {secret}"),
            set_aside=lambda secret: self.done.append(f"set aside {secret}"),
        )


@pytest.fixture
def asked() -> Acts:
    return Acts()


@pytest.fixture
def door(qtbot: QtBot, asked: Acts) -> LockedDoor:
    shown = LockedDoor(asked.acts())
    qtbot.addWidget(shown)
    shown.resize(1366, 700)
    with qtbot.waitActive(shown):
        shown.show()
    return shown


MISSING = EntriesMissing(Path("clinic"), 3, datetime(2026, 11, 24, 14, 32, tzinfo=UTC))


def test_what_is_certain_is_said_apart(door: LockedDoor) -> None:
    door.tell(MISSING, key_may_help=True)
    assert "The last 3 entries" in door.what.text()
    assert door.kept.text() == "Everything saved until Tue 24 Nov, 14:32 is there."
    assert not door.secret.isVisible()


@pytest.mark.parametrize(
    ("error", "offered"),
    [
        (MISSING, {"restore", "on"}),
        (ForeignWal("Beside it lies another's log."), {"restore", "aside"}),
        (DiskTrouble("The disk is full."), {"again"}),
        (CannotOpen("Something else."), {"again"}),
        (KeyNeeded(Path("clinic"), passphrase=True), {"again"}),
    ],
)
def test_only_what_may_help_is_offered(
    door: LockedDoor, error: ClinicError, offered: set[str]
) -> None:
    door.tell(error, key_may_help=True)
    names = ("restore", "on", "aside", "again")
    assert {name for name in names if getattr(door, name).isVisible()} == offered
    assert door.other.isVisible()


def test_going_on_without_what_is_missing_is_asked_for_twice(
    door: LockedDoor, asked: Acts, qtbot: QtBot
) -> None:
    door.tell(MISSING, key_may_help=True)
    door.on.click()
    assert asked.done == []
    assert "stays missing" in door.consequence.text()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert asked.done == []
    assert door.on.isVisible()
    door.on.click()
    door.sure.click()
    assert asked.done == ["go on "]


def test_what_was_typed_goes_with_the_next_step_and_out_of_the_field(
    door: LockedDoor, asked: Acts
) -> None:
    door.tell(KeyNeeded(Path("clinic"), passphrase=True), key_may_help=True)
    door.secret.set_text(OLD)
    door.again.click()
    assert door.secret.text() == ""
    door.tell(MISSING, key_may_help=True)
    door.on.click()
    door.sure.click()
    assert asked.done == [f"try {OLD}", f"go on {OLD}"]
    door.forget()
    door.sure.click()
    assert asked.done[-1] == "go on "


class Locked:
    """A clinic's folder that opens by a passphrase or its recovery key."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        """Made and closed again."""
        made, self.recovery_key = create_clinic(
            folder,
            name="The Body Work Clinic",
            phone="01223 455144",
            key_choice=KeyChoice(OLD, key_store=False),
            clock=clock,
        )
        made.staff.save(PersonDraft("Grace Lam", "manager"), by=FOUNDING)
        add_secrets(made.database, 1)
        made.database.close()
        self.folder = folder


@pytest.fixture
def locked(
    tmp_path: Path, clock: FixedClock, quick_hashing: None, monkeypatch: pytest.MonkeyPatch
) -> Locked:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    return Locked(tmp_path / "clinic", clock)


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, locked: Locked, clock: FixedClock
) -> Iterator[ClinicDesk]:
    # Its window may be made anew, so the test closes whichever is the last.
    running = ClinicDesk(qapp, locked.folder, clock, who=Credentials(1, PASSWORD))
    with qtbot.waitActive(running.window):
        running.begin()
    qtbot.waitUntil(lambda: running.door is not None and running.door.secret.isVisible())
    yield running
    running.close()
    running.window.close()
    running.window.deleteLater()


def type_at_the_door(program: ClinicDesk, secret: str) -> None:
    """A passphrase or recovery key, and Enter."""
    assert program.door is not None
    program.door.secret.set_text(secret)
    program.door.again.click()


def test_the_passphrase_opens_the_door(program: ClinicDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(program.entered):
        type_at_the_door(program, OLD)


def test_the_recovery_key_opens_it_and_a_new_passphrase_is_asked_for(
    program: ClinicDesk, locked: Locked, qtbot: QtBot
) -> None:
    type_at_the_door(program, locked.recovery_key)
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), Recovered))
    page = program.window.stack.currentWidget()
    assert isinstance(page, Recovered)
    page.new.set_text("password1234")
    page.keep()
    qtbot.waitUntil(lambda: page.new.trouble() != "")
    page.new.set_text(NEW)
    with qtbot.waitSignal(program.entered):
        page.keep()
    find_key(locked.folder, passphrase=NEW)
    find_key(locked.folder, recovery_key=locked.recovery_key)


def test_the_clinic_is_closed_for_what_needs_it_and_its_door_shown_again(
    program: ClinicDesk, locked: Locked, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(program.entered):
        type_at_the_door(program, OLD)
    assert program.work is not None
    window, done = program.window, []
    program.work.while_closed("One moment…", lambda: done.append(locked.folder / "clinic.lock"))
    qtbot.waitUntil(lambda: program.door is not None and program.door.secret.isVisible())
    assert program.window is not window
    assert done == [locked.folder / "clinic.lock"]
    with qtbot.waitSignal(program.entered):
        type_at_the_door(program, OLD)


def test_what_was_not_done_while_closed_is_told(program: ClinicDesk, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise ClinicError("It could not be done.")

    with qtbot.waitSignal(program.entered):
        type_at_the_door(program, OLD)
    assert program.work is not None
    program.work.while_closed("One moment…", refuse)
    qtbot.waitUntil(lambda: program.door is not None and program.door.secret.isVisible())
    with qtbot.waitSignal(program.entered):
        type_at_the_door(program, OLD)
    assert "could not be done" in program.window.status.said.text()


def test_a_folder_that_was_opened_last_and_is_gone_is_no_new_clinic(
    qapp: QApplication, qtbot: QtBot, locked: Locked, clock: FixedClock
) -> None:
    from clinic_desk.base.folders import remember_clinic_folder

    remember_clinic_folder(locked.folder)
    locked.folder.rename(locked.folder.with_name("unplugged"))
    program = ClinicDesk(qapp, None, clock)
    qtbot.addWidget(program.window)
    with qtbot.waitActive(program.window):
        program.begin()
    qtbot.waitUntil(lambda: program.door is not None and program.door.again.isVisible())
    assert program.door is not None
    assert "There is no folder" in program.door.what.text()
    program.close()
