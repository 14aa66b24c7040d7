"""A clinic whose file is damaged or gone: its copies are offered where it does not open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import create_clinic
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import PersonDraft
from tests.factories import PASSWORD, add_secrets, fixed_clock
from tests.kept import copy_kept
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials
from ui.kit.tasks import Lane
from ui.start.restore_page import RestorePage

WORDS = "four or five words"


@pytest.fixture
def folder(tmp_path: Path, quick_hashing: None, quick_passphrases: None) -> Path:
    """A clinic behind a passphrase, closed, with one copy."""
    copy_kept(_made, tmp_path / "clinic")
    return tmp_path / "clinic"


def _made(folder: Path) -> None:
    made, _ = create_clinic(
        folder,
        name="The Body Work Clinic",
        phone="01223 455144",
        key_choice=KeyChoice(passphrase=WORDS, key_store=False),
        clock=fixed_clock(),
    )
    made.staff.save(PersonDraft("Grace Lam", "manager"), by=FOUNDING)
    add_secrets(made.database, 1)
    made.clients.add(ClientDetails(given="Nadia", family="Clarke"), by=1)
    made.close()


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, folder: Path, clock: FixedClock) -> ClinicDesk:
    made = ClinicDesk(qapp, folder, clock, who=Credentials(1, PASSWORD))
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.window.show()
    return made


def page_of(program: ClinicDesk, settle: Callable[[Lane], None]) -> RestorePage:
    program.show_copies()
    page = program.window.stack.currentWidget()
    assert isinstance(page, RestorePage)
    settle(program.desk)
    return page


@pytest.mark.parametrize("damage", ["zeros", "gone", "empty"])
def test_a_copy_is_restored_with_nothing_but_the_key(
    program: ClinicDesk, folder: Path, qtbot: QtBot, settle: Callable[[Lane], None], damage: str
) -> None:
    file = folder / "clinic.db"
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(bytes(8192) if damage == "zeros" else b"")
    page = page_of(program, settle)
    assert len(page.list.rows) == 1
    page.list.rows[0].click()
    qtbot.waitUntil(lambda: not page.form.secret.isHidden())
    page.form.secret.set_text("some other words")
    page.form.look()
    qtbot.waitUntil(lambda: "does not open" in page.form.trouble.words.text())
    page.form.secret.set_text(WORDS)
    page.form.look()
    qtbot.waitUntil(lambda: not page.form.restore.isHidden())
    told = " ".join(label.text() for label in page.form.findChildren(type(page.form.title)))
    assert "Clarke" not in told
    page.form.restore.click()
    settle(program.desk)
    qtbot.waitUntil(lambda: program.door is not None)
    with qtbot.waitSignal(program.entered):
        program.open_folder(folder, WORDS)
    work = program.work
    assert work is not None
    assert len(work.clinic.clients.search("clarke", by=1)) == 1
    program.close()


def test_the_door_is_one_step_back(
    program: ClinicDesk, folder: Path, qtbot: QtBot, settle: Callable[[Lane], None]
) -> None:
    (folder / "clinic.db").write_bytes(b"")
    page = page_of(program, settle)
    page.back.click()
    qtbot.waitUntil(lambda: program.door is not None)
    assert program.window.stack.currentWidget() is program.door
    program.close()


def test_the_door_of_a_damaged_clinic_offers_its_copies(
    program: ClinicDesk, folder: Path, qtbot: QtBot, settle: Callable[[Lane], None]
) -> None:
    (folder / "clinic.db").write_bytes(b"")
    program.open_folder(folder)
    qtbot.waitUntil(lambda: program.door is not None)
    assert program.door is not None
    program.door.restore.click()
    settle(program.desk)
    assert isinstance(program.window.stack.currentWidget(), RestorePage)
    program.close()
