"""Copies in Settings: where they stand, the second place, a restore that is looked at first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic
from clinic_desk.copies.memory import recall, remember
from tests.factories import PASSWORD
from tests.ui.settings.conftest import Settings
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials
from ui.kit.theme import Theme
from ui.settings.copies import CopiesSection
from ui.settings.copy_list import FIRST_SHOWN
from ui.settings.page import SettingsPage

GRACE = 3


@pytest.fixture
def section(settings: Settings) -> CopiesSection:
    """The section with a manager at the desk."""
    settings.work.seat.sit_down(settings.clinic.staff.person(GRACE))
    shown = settings.show("copies")
    assert isinstance(shown, CopiesSection)
    return shown


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def copies_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.db"))


def make(settings: Settings, section: CopiesSection) -> None:
    section.make()
    settings.settle()
    settings.settle()


def test_a_copy_is_made_listed_and_told(settings: Settings, section: CopiesSection) -> None:
    assert section.made.text() == "None yet."
    make(settings, section)
    assert section.made.text() == "The last one is of Tue 24 Nov, 09:00."
    assert [row.words() for row in section.list.rows] == ["Tue 24 Nov, 09:00"]
    assert "A checked copy was made" in settings.said[-1]


def test_a_second_place_is_set_and_gets_the_next_copy(
    settings: Settings, section: CopiesSection, stick: Path
) -> None:
    settings.type_into(section.place.control, str(stick))
    settings.save()
    assert settings.clinic.practice.read().second_place == str(stick)
    make(settings, section)
    assert len(list(stick.rglob("*.db"))) == 1
    assert "It had the newest at Tue 24 Nov, 09:00." in section.second_words.text()


def test_a_place_that_is_not_there_is_told_below_its_line_and_stands(
    settings: Settings, section: CopiesSection
) -> None:
    settings.type_into(section.place.control, "/nowhere/at all")
    settings.save()
    assert section.place.trouble().startswith("There is no folder")
    assert section.place.text() == "/nowhere/at all"
    assert settings.clinic.practice.read().second_place == ""


def test_a_copy_is_listed_while_something_typed_waits(
    settings: Settings, section: CopiesSection
) -> None:
    settings.type_into(section.place.control, "/nowhere/at all")
    make(settings, section)
    assert len(section.list.rows) == 1
    assert section.place.text() == "/nowhere/at all"


def test_a_copy_that_the_second_place_did_not_take_is_not_told_as_if_it_had(
    settings: Settings, section: CopiesSection, stick: Path
) -> None:
    settings.type_into(section.place.control, str(stick))
    settings.save()
    shutil.rmtree(stick)
    make(settings, section)
    assert settings.said[-1].endswith("and the second place does not have it.")


def test_reception_may_look_and_not_change(
    settings: Settings, section: CopiesSection, stick: Path, tmp_path: Path
) -> None:
    make(settings, section)
    settings.work.seat.sit_down(settings.clinic.staff.person(1))
    section.export(str(tmp_path / "taken.db"))
    settings.settle()
    assert "Only a manager" in section.trouble.words.text()
    section.begin_restore(section.list._copies[0])
    settings.settle()
    assert "Only a manager" in section.form.trouble.words.text()
    assert section.form.restore.isHidden()
    assert not (tmp_path / "taken.db").exists()


def test_what_stopped_the_tidying_is_told_until_the_manager_goes_on(
    settings: Settings, section: CopiesSection
) -> None:
    make(settings, section)
    why = "The newest copy has 4 clients, the one before it had 120."
    remember(settings.clinic.folder, replace(recall(settings.clinic.folder), stopped=why))
    section.load()
    settings.settle()
    assert why in section.warning.text()
    section.go_on_button.click()
    settings.settle()
    assert recall(settings.clinic.folder).stopped == ""
    assert section.go_on_button.isHidden()


def test_a_place_away_is_a_sentence_and_no_error(
    settings: Settings, section: CopiesSection, stick: Path
) -> None:
    settings.type_into(section.place.control, str(stick))
    settings.save()
    make(settings, section)
    shutil.rmtree(stick)
    section.load()
    settings.settle()
    assert section.second_words.text().startswith("It is away since Tue 24 Nov")
    assert section.trouble.isHidden()


def test_a_copy_is_looked_at_and_left(
    settings: Settings, section: CopiesSection, qtbot: QtBot
) -> None:
    make(settings, section)
    settings.clinic.clients.add(ClientDetails(given="Nadia", family="Clarke"), by=1)
    qtbot.mouseClick(section.list.rows[0], Qt.MouseButton.LeftButton)
    settings.settle()
    form = section.form
    assert not form.restore.isHidden()
    assert form.title.text().startswith("The copy of Tue 24 Nov, 09:00")
    assert (settings.clinic.folder / "restoring" / "clinic.db").exists()
    qtbot.mouseClick(form.leave, Qt.MouseButton.LeftButton)
    settings.settle()
    assert form.isHidden()
    assert not section.list.isHidden()
    assert not (settings.clinic.folder / "restoring").exists()
    assert len(settings.clinic.clients.search("clarke", by=1)) == 1


def test_a_damaged_copy_is_refused_in_a_sentence(
    settings: Settings, section: CopiesSection
) -> None:
    make(settings, section)
    copy = section.list._copies[0].path
    contents = bytearray(copy.read_bytes())
    contents[len(contents) // 2] ^= 1
    copy.write_bytes(contents)
    section.begin_restore(section.list._copies[0])
    settings.settle()
    assert "damaged" in section.form.trouble.words.text()
    assert section.form.restore.isHidden()


def test_names_hidden_are_hidden_in_the_preview_too(
    settings: Settings, section: CopiesSection
) -> None:
    make(settings, section)
    settings.work.seat.hide_names(True)
    section.begin_restore(section.list._copies[0])
    settings.settle()
    assert section.form.words_ground.isHidden()
    settings.work.seat.hide_names(False)
    assert not section.form.words_ground.isHidden()


def test_whoever_takes_the_desk_does_not_go_on_with_a_restore(
    settings: Settings, section: CopiesSection
) -> None:
    make(settings, section)
    section.begin_restore(section.list._copies[0])
    settings.settle()
    settings.work.seat.sit_down(settings.clinic.staff.person(1))
    settings.settle()
    assert section.form.isHidden()
    assert not (settings.clinic.folder / "restoring").exists()


def test_many_copies_show_the_newest_until_all_are_asked_for(
    settings: Settings, section: CopiesSection
) -> None:
    settings.clinic.backups.mkdir()
    for hour in range(10):
        (settings.clinic.backups / f"clinic-2026-11-2{hour % 4}-0{hour}0000.db").touch()
    section.load()
    settings.settle()
    assert len(section.list.rows) == FIRST_SHOWN
    section.list.more.click()
    assert len(section.list.rows) == 10
    assert section.list.more.isHidden()


def test_no_two_copies_in_the_list_look_or_sound_alike(
    settings: Settings, section: CopiesSection
) -> None:
    settings.clinic.backups.mkdir()
    for name in (
        "clinic-2026-11-23-090012",
        "clinic-2026-11-23-090047",
        "clinic-2026-11-23-090047-2",
        "clinic-2026-11-23-100000",
    ):
        (settings.clinic.backups / f"{name}.db").touch()
    section.load()
    settings.settle()
    assert [row.words() for row in section.list.rows] == [
        "Mon 23 Nov, 10:00",
        "Mon 23 Nov, 09:00:47",
        "Mon 23 Nov, 09:00:47",
        "Mon 23 Nov, 09:00:12",
    ]
    assert len({row.accessibleName() for row in section.list.rows}) == 4
    section.begin_restore(section.list._copies[-1])
    assert "09:00:12" in section.form.title.text()
    settings.settle()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_is_pushed_out_of_a_small_window(
    settings: Settings, section: CopiesSection, theme: Theme, percent: int
) -> None:
    make(settings, section)
    theme.set_percent(percent)
    settings.page.resize(1214, 600)
    section.begin_restore(section.list._copies[0])
    settings.settle()
    right = section.form.restore.mapTo(settings.page, section.form.restore.rect().topRight()).x()
    assert right < settings.page.width()


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, clinic: Clinic) -> Iterator[ClinicDesk]:
    """The running program. Its window is made anew by a restore, so it is closed here."""
    made = ClinicDesk(qapp, clinic.folder, clinic.clock, who=Credentials(1, PASSWORD))
    with qtbot.waitActive(made.window):
        made.window.show()
    with qtbot.waitSignal(made.entered):
        made.enter(clinic)
    yield made
    made.close()
    made.window.close()
    made.window.deleteLater()


def section_of(program: ClinicDesk, qtbot: QtBot) -> CopiesSection:
    program.window.show_page("settings", {"section": "copies"})
    page = program.window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: program.desk.pending == 0)
    section = page.section
    assert isinstance(section, CopiesSection)
    return section


def test_a_refused_second_place_is_what_the_status_line_says_until_it_is_saved(
    program: ClinicDesk, qtbot: QtBot, stick: Path
) -> None:
    work, status = program.work, program.window.status
    assert work is not None
    work.seat.sit_down(work.clinic.staff.person(GRACE))
    section = section_of(program, qtbot)

    def save(typed: str) -> None:
        section.place.set_text(typed)
        section.touch()
        section.save()
        qtbot.waitUntil(lambda: program.desk.pending == 0)

    save(str(stick))
    assert (status.saved.text(), status.said.text()) == (
        "All changes saved",
        "Saved: copies and restore",
    )
    save(str(stick / "gone"))
    assert (status.saved.text(), status.said.text()) == ("Not saved: copies and restore", "")
    assert section.place.text() == str(stick / "gone")
    section.put_back()
    assert status.saved.text() == "All changes saved"


def test_restoring_brings_the_copy_back_and_asks_for_a_new_sign_in(
    program: ClinicDesk, qtbot: QtBot
) -> None:
    work = program.work
    assert work is not None
    clinic = work.clinic
    work.seat.sit_down(clinic.staff.person(GRACE))
    clinic.copies.make()
    clinic.clients.add(ClientDetails(given="Nadia", family="Clarke"), by=1)
    section = section_of(program, qtbot)
    section.begin_restore(section.list._copies[0])
    qtbot.waitUntil(lambda: not section.form.restore.isHidden())
    with qtbot.waitSignal(program.entered):
        section.form.restore.click()
    again = program.work
    assert again is not None
    assert again.clinic is not clinic
    assert again.clinic.clients.search("clarke", by=1) == ()
    assert "restored from the copy" in again.clinic.copies.standing().stopped
    backup = program.window.status.backup
    qtbot.waitUntil(lambda: "older backups stay" in backup.text())
    assert [path.name for path in clinic.backups.glob("before-restore-*.db")]
