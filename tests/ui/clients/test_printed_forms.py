"""The forms to fill in by hand: printed from the two tabs, and noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic
from tests.ui.clients.desk import Shown
from ui.kit.printing import Printer, prefer_printer, use_file_printers

NURSE = 2


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
    focus = QApplication.focusWidget() or shown.page
    shown.bot.keyClick(focus, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    for _ in range(3):
        shown.settle()
        shown.bot.waitUntil(lambda: shown.work.background.pending == 0, timeout=20_000)
    shown.settle()
    assert [each.name for each in printer.iterdir()] == [file]
    assert act in [each.act for each in clinic.audit.of_client(anna, NURSE).entries]
