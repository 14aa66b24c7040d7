"""Where the data lives, a new lock with its recovery key, and how little room is enough."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic, create_clinic, open_clinic
from clinic_desk.db.key import WrongKey
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.staff.people import PersonDraft
from tests.ui.settings.conftest import Settings
from ui.kit.printing import Printer, use_file_printers
from ui.kit.theme import Theme
from ui.settings.keeping import KeepingSection
from ui.settings.recovery_card import RecoveryCard
from ui.settings.recovery_sheet import Sheet, key_lines, sheet_pdf
from ui.settings.treatments import TreatmentsSection

OLD, NEW = "four or five words", "some other words here"


@pytest.fixture
def recovery_keys() -> list[str]:
    return []


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock, recovery_keys: list[str]) -> Clinic:
    made, key = create_clinic(
        tmp_path / "clinic",
        name="The Body Work Clinic",
        phone="01223 455144",
        key_choice=KeyChoice(passphrase=OLD, key_store=False),
        clock=clock,
    )
    recovery_keys.append(key)
    made.staff.save(PersonDraft("Maya Patel", "reception"), by=0)
    return made


@pytest.fixture
def keeping(settings: Settings) -> KeepingSection:
    section = settings.show("keeping")
    assert isinstance(section, KeepingSection)
    return section


@pytest.fixture
def file_printer(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "printed"
    folder.mkdir()
    use_file_printers(Printer("Test printer", folder=folder))
    yield folder
    use_file_printers()


def test_the_folder_and_the_lock_are_told(settings: Settings, keeping: KeepingSection) -> None:
    assert keeping.folder.text() == str(settings.clinic.folder)
    assert "a passphrase or the recovery key" in keeping.lock_words.text()


def test_a_new_lock_opens_by_the_new_words_and_the_new_key_alone(
    settings: Settings, keeping: KeepingSection, recovery_keys: list[str], clock: FixedClock
) -> None:
    keeping.begin_change()
    keeping.lock.set_store(False)
    settings.type_into(keeping.lock.passphrase.control, NEW)
    settings.type_into(keeping.lock.again.control, NEW)
    keeping.relock()
    settings.settle()
    key = keeping.card.sheet.key
    folder = settings.clinic.folder
    for opens in ({"passphrase": NEW}, {"recovery_key": key}):
        open_clinic(folder, clock=clock, alone=False, **opens).database.close()
    for does_not in ({"passphrase": OLD}, {"recovery_key": recovery_keys[0]}):
        with pytest.raises(WrongKey):
            open_clinic(folder, clock=clock, alone=False, **does_not)


def test_two_different_passphrases_leave_the_lock_as_it_is(
    settings: Settings, keeping: KeepingSection, clock: FixedClock
) -> None:
    keeping.begin_change()
    keeping.lock.set_store(False)
    settings.type_into(keeping.lock.passphrase.control, NEW)
    settings.type_into(keeping.lock.again.control, OLD)
    keeping.relock()
    settings.settle()
    assert keeping.lock.again.trouble() == "The two passphrases are not the same."
    assert keeping.lock.passphrase.text() == NEW
    open_clinic(settings.clinic.folder, clock=clock, alone=False, passphrase=OLD).database.close()


def test_the_sheet_is_one_page_with_the_whole_key() -> None:
    key = "-".join(f"{number}BCDE" for number in range(8))
    document = pypdfium2.PdfDocument(sheet_pdf(Sheet("Mill Road & Co", key, "24 November 2026")))
    text = document[0].get_textpage().get_text_bounded()
    assert len(document) == 1
    assert "Mill Road & Co" in text
    for line in key_lines(key):
        assert line.split("  -  ")[0] in text
    document.close()


def test_the_sheet_is_printed_or_the_want_of_a_printer_is_told(
    settings: Settings, file_printer: Path, qtbot: QtBot
) -> None:
    card = RecoveryCard(settings.work.background)
    qtbot.addWidget(card)
    card.show_key(Sheet("A", "-".join(["ABCDE"] * 8), "24 November 2026"))
    card.print_it()
    settings.settle()
    assert card.done.text() == "Sent to Test printer."
    assert [path.suffix for path in file_printer.iterdir()] == [".pdf"]
    use_file_printers()
    card.print_it()
    settings.settle()
    assert "No printer" in card.trouble.words.text()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_is_pushed_out_of_a_small_window(
    settings: Settings, theme: Theme, percent: int
) -> None:
    theme.set_percent(percent)
    settings.page.resize(1290 if percent == 100 else 1214, 600)
    section = settings.show("treatments")
    assert isinstance(section, TreatmentsSection)
    settings.settle()
    assert settings.page.frame.is_folded == (percent > 100)
    last = section.rows["MN"].cells["numbing_minutes"]
    right = last.mapTo(settings.page, last.rect().topRight()).x()
    assert right < settings.page.width()
