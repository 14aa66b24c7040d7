"""Where the data lives, a new lock with its recovery key, and how little room is enough."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic, create_clinic, open_clinic
from clinic_desk.db import wrapping
from clinic_desk.db.key import WrongKey
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import PersonDraft
from tests.factories import add_secrets
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
def clinic(
    tmp_path: Path,
    clock: FixedClock,
    recovery_keys: list[str],
    quick_hashing: None,
    monkeypatch: pytest.MonkeyPatch,
) -> Clinic:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    made, key = create_clinic(
        tmp_path / "clinic",
        name="The Body Work Clinic",
        phone="01223 455144",
        key_choice=KeyChoice(passphrase=OLD, key_store=False),
        clock=clock,
    )
    recovery_keys.append(key)
    made.staff.save(PersonDraft("Maya Patel", "reception"), by=FOUNDING)
    made.staff.save(PersonDraft("Ruth Holt", "practitioner", position=1), by=FOUNDING)
    made.staff.save(PersonDraft("Grace Lam", "manager", position=2), by=FOUNDING)
    add_secrets(made.database, 3)
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


def opens(settings: Settings, clock: FixedClock, **secret: str) -> bool:
    """Whether the clinic's folder opens by a secret, beside the window."""
    try:
        open_clinic(settings.clinic.folder, clock=clock, alone=False, **secret).database.close()
    except WrongKey:
        return False
    return True


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
    act.open()
    settings.type_into(act.present.control, present)
    settings.type_into(act.new.control, new)
    act.do()
    settings.settle()
    assert words in act.fields()[field].trouble()
    assert act.new.text() == new
    assert opens(settings, clock, passphrase=OLD)


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key(
    settings: Settings, keeping: KeepingSection, recovery_keys: list[str], clock: FixedClock
) -> None:
    act = keeping.passphrase
    act.open()
    settings.type_into(act.present.control, recovery_keys[0])
    settings.type_into(act.new.control, NEW)
    act.do()
    settings.settle()
    assert opens(settings, clock, passphrase=NEW)


def test_a_new_sheet_opens_only_once_it_is_in_hand(
    settings: Settings, keeping: KeepingSection, recovery_keys: list[str], clock: FixedClock
) -> None:
    act = keeping.sheet
    act.open()
    settings.type_into(act.present.control, OLD)
    act.do()
    settings.settle()
    new = act.card.sheet.key
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
    act.open()
    settings.type_into(act.present.control, OLD)
    act.do()
    settings.settle()
    new = act.card.sheet.key
    keeping.passphrase.open()
    assert act.form.isHidden()
    assert act.card.sheet.key == ""
    assert opens(settings, clock, recovery_key=recovery_keys[0])
    assert not opens(settings, clock, recovery_key=new)


def test_the_key_is_changed_only_once_the_sheet_is_in_hand_and_the_clinic_closed(
    settings: Settings, keeping: KeepingSection, clock: FixedClock, qtbot: QtBot
) -> None:
    act = keeping.key
    act.open()
    settings.type_into(act.present.control, OLD)
    act.do()
    settings.settle()
    new, before = act.card.sheet.key, settings.clinic.database.key
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
    act.open()
    settings.type_into(act.present.control, OLD)
    settings.type_into(act.new.control, NEW)
    act.do()
    settings.settle()
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
