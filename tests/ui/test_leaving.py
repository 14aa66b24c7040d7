"""What leaves the program is noted, also where it ends or is locked before that was told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clinic_desk.clinic import open_clinic
from tests.factories import NOW, events
from ui.application import ClinicDesk
from ui.kit import desk_paper
from ui.kit.desk_paper import print_day
from ui.kit.printing import Printer, use_file_printers
from ui.kit.tasks import Background

RUTH = 2


class SlowPrinter:
    """Its paper comes out once it is let go."""

    def __init__(self) -> None:
        self.begun, self.gate = threading.Event(), threading.Event()

    def print(self, *_: object) -> None:
        self.begun.set()
        self.gate.wait(60)


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowPrinter]:
    slow = SlowPrinter()
    use_file_printers(Printer("Brother", is_default=True, folder=tmp_path))
    monkeypatch.setattr(desk_paper, "print_pdf", slow.print)
    yield slow
    slow.gate.set()
    use_file_printers()


def noted(desk: ClinicDesk) -> list[str]:
    clinic = open_clinic(desk.folder, clock=desk.clock)
    try:
        return [each.act for each in events(clinic.database) if each.act.startswith("paper.")]
    finally:
        clinic.database.close()


@pytest.mark.parametrize("locked", [False, True])
def test_a_print_under_way_when_the_program_ends_is_noted(
    desk: ClinicDesk, printer: SlowPrinter, qtbot: QtBot, locked: bool
) -> None:
    assert desk.work is not None
    print_day(desk.work, NOW.date(), desk.window)
    qtbot.waitUntil(printer.begun.is_set)
    if locked:
        assert desk.keeper is not None
        desk.keeper.lock("key")
    threading.Timer(0.2, printer.gate.set).start()
    desk.close()
    assert noted(desk) == ["paper.day_printed"]


def test_nobody_is_asked_where_to_save_what_the_one_before_at_the_desk_printed(
    desk: ClinicDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_paper, "usual_printer", lambda _: None)
    work, gate = desk.work, threading.Event()
    assert work is not None
    work.background.run(lambda: gate.wait(60))
    print_day(work, NOW.date(), desk.window)
    qtbot.waitUntil(lambda: desk.desk.pending == 0)
    work.seat.sit_down(work.clinic.staff.person(RUTH))
    gate.set()
    qtbot.waitUntil(lambda: desk.background.pending == 0)
    assert desk.window.findChildren(QFileDialog) == []
    assert "somebody else took the desk" in desk.window.status.said.text()


def test_nothing_else_is_told_once_a_lane_is_closed(qtbot: QtBot) -> None:
    lane, told = Background(), list[str]()
    answers: tuple[tuple[Callable[[], str], bool], ...] = ((lambda: "read", False),
                                                          (lambda: "left", True))  # fmt: skip
    for work, leaves in answers:
        lane.run(work, told.append, leaves=leaves)
    lane.close()
    assert told == ["left"]
