"""The forms to fill in by hand: printed from the two tabs, and noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_desk.base.clock import local_day
from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic
from tests.factories import events
from tests.ui.clients.desk import Shown
from ui.kit.printing import Printer, prefer_printer, use_file_printers

NURSE = 2
PLAIN = Qt.KeyboardModifier.NoModifier
FORMS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def printer(tmp_path: Path) -> Iterator[Path]:
    """Paper goes into a folder."""
    folder = tmp_path / "paper"
    folder.mkdir()
    use_file_printers(Printer("Desk printer", is_default=True, folder=folder))
    prefer_printer("Desk printer")
    yield folder
    use_file_printers()
    prefer_printer("")


def press(shown: Shown, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key where the keyboard is."""
    shown.bot.keyClick(QApplication.focusWidget() or shown.page, key, held)
    shown.settle()


def printed(shown: Shown) -> None:
    """Wait until it lies in the folder and is noted."""
    for _ in range(3):
        shown.settle()
        shown.bot.waitUntil(lambda: shown.work.background.pending == 0)
    shown.settle()


def noted(clinic: Clinic) -> list[tuple[str, int | None]]:
    """Which forms left, and for whom."""
    found = [each for each in events(clinic.database) if "form_printed" in each.act]
    return [(each.act, each.client_id) for each in found]


@pytest.mark.parametrize(
    ("tab", "act", "file"),
    [
        ("health", "paper.health_form_printed", "health-questions.pdf"),
        ("consent", "paper.consent_form_printed", "consent-form.pdf"),
    ],
)
def test_alt_p_prints_the_form_of_the_tab_and_notes_it(
    shown: Shown, clinic: Clinic, printer: Path, tab: str, act: str, file: str
) -> None:
    anna = clinic.clients.add(ClientDetails(given="Anna", family="Kowalska"), by=NURSE).id
    shown.sit(shown.nurse)
    shown.page.receive(client_id=anna, tab=tab)
    shown.settle()
    press(shown, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    printed(shown)
    assert [each.name for each in printer.iterdir()] == [file]
    assert act in [each.act for each in clinic.audit.of_client(anna, NURSE).entries]


def test_the_desk_prints_blank_forms_from_the_list(
    shown: Shown, clinic: Clinic, printer: Path
) -> None:
    shown.page.receive()
    shown.settle()
    press(shown, Qt.Key.Key_P, FORMS)
    card = shown.page.paper_forms.card
    assert card is not None
    assert [row.words() for row in card.rows] == [
        "Health questions",
        "Consent to botulinum toxin",
        "Consent to micro-needling",
        "Consent to photographs",
    ]
    assert not card.whose.isVisible()
    press(shown, Qt.Key.Key_Down)
    press(shown, Qt.Key.Key_Return)
    printed(shown)
    assert not card.isVisible()
    assert [each.name for each in printer.iterdir()] == ["consent-form.pdf"]
    assert noted(clinic) == [("paper.consent_form_printed", None)]


def test_the_desk_prints_a_form_with_the_client_s_name_or_blank(
    shown: Shown, clinic: Clinic
) -> None:
    anna = clinic.clients.add(ClientDetails(given="Anna", family="Kowalska"), by=NURSE).id
    shown.page.receive(client_id=anna)
    shown.settle()
    press(shown, Qt.Key.Key_P, FORMS)
    press(shown, Qt.Key.Key_Return)
    printed(shown)
    assert noted(clinic) == [("paper.health_form_printed", anna)]
    press(shown, Qt.Key.Key_P, FORMS)
    card = shown.page.paper_forms.card
    assert card is not None
    card.whose.setFocus()
    press(shown, Qt.Key.Key_Right)
    assert card.large.isVisible()
    card.rows[0].click()
    printed(shown)
    assert noted(clinic)[1:] == [("paper.health_form_printed", None)]


def test_of_a_client_who_has_died_only_blank_forms_are_printed(
    shown: Shown, clinic: Clinic
) -> None:
    anna = clinic.clients.add(ClientDetails(given="Anna", family="Kowalska"), by=NURSE).id
    clinic.deaths.note(anna, local_day(clinic.clock.now()), NURSE)
    shown.page.receive(client_id=anna)
    shown.settle()
    press(shown, Qt.Key.Key_P, FORMS)
    card = shown.page.paper_forms.card
    assert card is not None
    assert not card.whose.isVisible()
    press(shown, Qt.Key.Key_Return)
    printed(shown)
    assert noted(clinic) == [("paper.health_form_printed", None)]
    shown.sit(shown.nurse)
    shown.page.receive(client_id=anna, tab="health")
    shown.settle()
    press(shown, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    printed(shown)
    assert len(noted(clinic)) == 1
