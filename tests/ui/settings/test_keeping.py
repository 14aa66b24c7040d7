"""Where the data lives, a new lock with its recovery key, and the way through it by Tab."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic, create_clinic, open_clinic
from clinic_desk.db.key import WrongKey
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.clinic_key import LockState
from clinic_desk.staff.people import PersonDraft
from tests.factories import add_secrets, fixed_clock
from tests.kept import copy_kept
from tests.ui.settings.conftest import Settings
from ui.kit.printing import Printer, use_file_printers
from ui.settings.keeping import KeepingSection
from ui.settings.lock_act import PRESENT, LockAct
from ui.settings.lock_acts import PassphraseAct
from ui.settings.recovery_card import RecoveryCard
from ui.settings.recovery_sheet import Sheet, key_lines, sheet_pdf
from ui.settings.sheet_acts import SheetAct

OLD, NEW = "four or five words", "some other words here"


@pytest.fixture
def recovery_keys() -> list[str]:
    return []


@pytest.fixture
def clinic(
    tmp_path: Path,
    clock: FixedClock,
    recovery_keys: list[str],
    quick_hashing: None,
    quick_passphrases: None,
) -> Clinic:
    recovery_keys.append(copy_kept(_made, tmp_path / "clinic"))
    return open_clinic(tmp_path / "clinic", clock=clock, passphrase=OLD)


def _made(folder: Path) -> str:
    made, key = create_clinic(
        folder,
        name="The Body Work Clinic",
        phone="01223 455144",
        key_choice=KeyChoice(passphrase=OLD, key_store=False),
        clock=fixed_clock(),
    )
    made.staff.save(PersonDraft("Maya Patel", "reception"), by=FOUNDING)
    made.staff.save(PersonDraft("Ruth Holt", "practitioner", position=1), by=FOUNDING)
    made.staff.save(PersonDraft("Grace Lam", "manager", position=2), by=FOUNDING)
    add_secrets(made.database, 3)
    made.database.close()
    return key


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


def opens(settings: Settings, clock: FixedClock, **secret: str) -> bool:
    """Whether the clinic's folder opens by a secret, beside the window."""
    try:
        open_clinic(settings.clinic.folder, clock=clock, alone=False, **secret).database.close()
    except WrongKey:
        return False
    return True


def new_passphrase(settings: Settings, act: PassphraseAct, present: str, new: str) -> None:
    """Ask for another passphrase, by the button."""
    act.open()
    settings.type_into(act.present.control, present)
    settings.type_into(act.new.control, new)
    act.do()
    settings.settle()


def made_ready(settings: Settings, act: SheetAct) -> str:
    """Have a new sheet made and shown; the recovery key on it."""
    act.open()
    settings.type_into(act.present.control, OLD)
    act.do()
    settings.settle()
    return act.card.sheet.key


def test_the_folder_and_the_lock_are_told(settings: Settings, keeping: KeepingSection) -> None:
    assert keeping.folder.text() == str(settings.clinic.folder)
    assert "a passphrase or the recovery key" in keeping.lock_words.text()
    assert keeping.store.isHidden()


def test_another_passphrase_leaves_the_sheet_valid(
    settings: Settings, keeping: KeepingSection, recovery_keys: list[str], clock: FixedClock
) -> None:
    act = keeping.passphrase
    act.open()
    settings.type_into(act.present.control, OLD)
    settings.type_into(act.new.control, NEW)
    settings.press(Qt.Key.Key_Return)
    assert act.form.isHidden()
    assert settings.said[-1] == "The clinic has a new passphrase."
    assert opens(settings, clock, passphrase=NEW)
    assert opens(settings, clock, recovery_key=recovery_keys[0])
    assert not opens(settings, clock, passphrase=OLD)


@pytest.mark.parametrize(
    ("present", "new", "field", "words"),
    [
        ("not these words at all", NEW, "present", "does not open"),
        ("", NEW, "present", "Type the present passphrase"),
        (OLD, "short", "new", "fewer than 12"),
        (OLD, "body work clinic 2026", "new", "anybody would try"),
    ],
)
def test_what_will_not_do_is_said_below_its_field_and_stands(
    settings: Settings,
    keeping: KeepingSection,
    clock: FixedClock,
    present: str,
    new: str,
    field: str,
    words: str,
) -> None:
    act = keeping.passphrase
    new_passphrase(settings, act, present, new)
    assert words in act.fields()[field].trouble()
    assert act.new.text() == new
    assert opens(settings, clock, passphrase=OLD)


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key(
    settings: Settings, keeping: KeepingSection, recovery_keys: list[str], clock: FixedClock
) -> None:
    new_passphrase(settings, keeping.passphrase, recovery_keys[0], NEW)
    assert opens(settings, clock, passphrase=NEW)


def test_a_new_sheet_opens_only_once_it_is_in_hand(
    settings: Settings, keeping: KeepingSection, recovery_keys: list[str], clock: FixedClock
) -> None:
    act = keeping.sheet
    new = made_ready(settings, act)
    assert act.card.isVisible()
    assert act.present.isHidden()
    assert opens(settings, clock, recovery_key=recovery_keys[0])
    assert not opens(settings, clock, recovery_key=new)
    act.do()
    settings.settle()
    assert opens(settings, clock, recovery_key=new)
    assert not opens(settings, clock, recovery_key=recovery_keys[0])
    assert opens(settings, clock, passphrase=OLD)
    assert act.card.sheet.key == ""


def test_a_sheet_that_is_given_up_opens_nothing_and_the_old_one_stays(
    settings: Settings, keeping: KeepingSection, recovery_keys: list[str], clock: FixedClock
) -> None:
    act = keeping.sheet
    new = made_ready(settings, act)
    keeping.passphrase.open()
    assert act.form.isHidden()
    assert act.card.sheet.key == ""
    assert opens(settings, clock, recovery_key=recovery_keys[0])
    assert not opens(settings, clock, recovery_key=new)


def test_the_key_is_changed_only_once_the_sheet_is_in_hand_and_the_clinic_closed(
    settings: Settings, keeping: KeepingSection, clock: FixedClock, qtbot: QtBot
) -> None:
    act = keeping.key
    new, before = made_ready(settings, act), settings.clinic.database.key
    assert opens(settings, clock, passphrase=OLD)
    with qtbot.waitSignal(settings.work.seat.closing_wanted) as wanted:
        act.do()
    assert "encrypted anew" in wanted.args[0]
    assert settings.clinic.database.key == before
    assert not opens(settings, clock, recovery_key=new)


def test_nobody_but_a_manager_changes_the_lock(
    settings: Settings, keeping: KeepingSection, clock: FixedClock
) -> None:
    settings.work.seat.sit_down(settings.clinic.staff.people()[0])
    act = keeping.passphrase
    new_passphrase(settings, act, OLD, NEW)
    assert "Only a manager" in act.trouble.words.text()
    assert opens(settings, clock, passphrase=OLD)


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


def walked(settings: Settings, key: Qt.Key, steps: int) -> list[str]:
    """What has the keyboard after each press, as it is spoken; always something in sight."""
    met = []
    for _ in range(steps):
        at = QApplication.focusWidget()
        assert at is not None
        settings.bot.keyClick(at, key)
        now = QApplication.focusWidget()
        assert now is not None
        assert now.isVisible()
        met.append(now.accessibleName())
    return met


def goes_there_and_back(settings: Settings, act: LockAct, *stops: str) -> None:
    """From the first stop Tab meets the others and leaves the act; Shift Tab comes back by them."""
    at = QApplication.focusWidget()
    assert at is not None
    assert at.accessibleName() == stops[0]
    there = walked(settings, Qt.Key.Key_Tab, len(stops))
    assert there[:-1] == list(stops[1:])
    assert not act.isAncestorOf(QApplication.focusWidget() or act)
    back = walked(settings, Qt.Key.Key_Backtab, len(stops) + 1)
    assert back[:-1] == list(reversed(stops))
    assert not act.isAncestorOf(QApplication.focusWidget() or act)


def test_tab_goes_from_the_present_passphrase_to_the_new_one_and_then_to_the_buttons(
    settings: Settings, keeping: KeepingSection
) -> None:
    keeping.passphrase.open()
    new = ("New passphrase", "Show: New passphrase")
    buttons = ("Leave it as it is", "Change the passphrase")
    goes_there_and_back(settings, keeping.passphrase, PRESENT, *new, *buttons)


@pytest.mark.parametrize(
    ("name", "asked", "go"),
    [
        ("store", PRESENT, "Turn it on"),
        ("sheet", PRESENT, "Make a new recovery key"),
        ("key", "The present passphrase", "Make the new key ready"),
    ],
)
def test_tab_goes_from_what_confirms_an_act_to_its_buttons(
    settings: Settings, keeping: KeepingSection, name: str, asked: str, go: str
) -> None:
    state = LockState(passphrase=True, in_store=False, has_store=True, demo=False)
    keeping.store.show_state(state)
    act = getattr(keeping, name)
    act.open()
    goes_there_and_back(settings, act, asked, "Leave it as it is", go)


@pytest.mark.parametrize(
    ("name", "back", "take"),
    [
        ("sheet", "Leave the old one valid", "I have the sheet: use this key from now on"),
        ("key", "Leave the key as it is", "I have the sheet: change the key now"),
    ],
)
def test_tab_goes_from_printing_a_new_sheet_to_taking_it_into_use(
    settings: Settings, keeping: KeepingSection, name: str, back: str, take: str
) -> None:
    act = getattr(keeping, name)
    made_ready(settings, act)
    goes_there_and_back(settings, act, "Print the sheet", "Save as PDF", back, take)
