"""A clinic brought back on another computer: a copy, its key, and the printed sheet alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import create_clinic
from clinic_desk.db import wrapping
from clinic_desk.db.key_file import KeyChoice, find_key
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import PersonDraft
from tests.factories import PASSWORD, add_secrets
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials
from ui.frame.recovered import Recovered
from ui.start.pages import StartPages

OLD, NEW = "four or five words", "teal heron on a bicycle"


@pytest.fixture
def stick(
    tmp_path: Path, clock: FixedClock, quick_hashing: None, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, str]:
    """A stick with the copy of a clinic whose computer is gone, and its recovery key."""
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    made, recovery_key = create_clinic(
        tmp_path / "gone",
        name="The Body Work Clinic",
        phone="01223 455144",
        key_choice=KeyChoice(OLD, key_store=False),
        clock=clock,
    )
    made.staff.save(PersonDraft("Grace Lam", "manager"), by=FOUNDING)
    add_secrets(made.database, 1)
    made.close()
    (copy,) = made.backups.glob("*.db")
    stick = tmp_path / "stick"
    stick.mkdir()
    for file in (copy, copy.with_suffix(".key")):
        shutil.copy(file, stick)
    shutil.rmtree(made.folder)
    return stick / copy.name, recovery_key


def test_the_sheet_alone_brings_a_clinic_back_and_a_new_passphrase_is_asked_for(
    stick: tuple[Path, str],
    qapp: QApplication,
    qtbot: QtBot,
    clock: FixedClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # This computer has never seen the clinic: no note of it, and no anchor.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another computer"))
    copy, recovery_key = stick
    program = ClinicDesk(qapp, None, clock, who=Credentials(1, PASSWORD))
    with qtbot.waitActive(program.window):
        program.begin()
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), StartPages))
    start = program.window.stack.currentWidget()
    assert isinstance(start, StartPages)
    start.bring_back()
    assert start.restoring is not None
    page = start.restoring
    qtbot.waitUntil(lambda: program.desk.pending == 0)
    page.list.choose_file(str(copy))
    qtbot.waitUntil(lambda: page.form.secret.isVisible())
    page.form.secret.set_text(recovery_key)
    page.form.look()
    qtbot.waitUntil(lambda: page.form.restore.isVisible())
    page.form.restore.click()
    qtbot.waitUntil(lambda: program.door is not None and program.door.secret.isVisible())
    assert program.door is not None
    program.door.secret.set_text(recovery_key)
    program.door.again.click()
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), Recovered))
    asked = program.window.stack.currentWidget()
    assert isinstance(asked, Recovered)
    asked.new.set_text(NEW)
    with qtbot.waitSignal(program.entered):
        asked.keep()
    assert program.work is not None
    assert [person.name for person in program.work.clinic.staff.people()] == ["Grace Lam"]
    find_key(program.folder, passphrase=NEW)
    program.close()
    program.window.close()
    program.window.deleteLater()
