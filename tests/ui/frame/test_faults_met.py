"""A fault of the program anywhere: one calm card, a report without names, and the desk goes on."""

from __future__ import annotations

import getpass
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from ui.application import ClinicDesk
from ui.frame.fault_notice import FaultNotice
from ui.frame.faults import KEPT, FaultReports, say_whose
from ui.kit.tasks import Lane

NAME = "Nadia Clarke"
Settle = Callable[[Lane], None]


@pytest.fixture
def met(desk: ClinicDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClinicDesk]:
    """The running program, whose faults reach its own hook."""
    monkeypatch.setattr(sys, "excepthook", desk.faults.hook)
    return desk


def stumble(*_: object) -> None:
    """A fault, with a name in its words and in what it was given."""
    given = {"client": NAME}
    raise KeyError(f"{NAME}, 07700 900316, {given}")


def cards(desk: ClinicDesk) -> list[FaultNotice]:
    return [card for card in desk.window.findChildren(FaultNotice) if card.isVisible()]


def reports(desk: ClinicDesk) -> list[str]:
    folder = desk.folder / "reports"
    return [file.read_text() for file in folder.iterdir()] if folder.exists() else []


class Torn(QWidget):
    """A widget that fails whenever it is painted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.times += 1
        stumble()


def in_a_slot(desk: ClinicDesk) -> None:
    QTimer.singleShot(0, desk.window, stumble)


def on_the_worker(desk: ClinicDesk) -> None:
    desk.desk.write(stumble)


def in_an_answer(desk: ClinicDesk) -> None:
    desk.desk.ask("test", lambda: 1, stumble)


def in_the_background(desk: ClinicDesk) -> None:
    desk.background.run(stumble)


def in_a_picture(desk: ClinicDesk) -> None:
    torn = Torn(desk.window)
    torn.resize(50, 50)
    torn.show()


PLACES = [in_a_slot, on_the_worker, in_an_answer, in_the_background, in_a_picture]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_one_card_is_shown_and_what_was_typed_is_still_there(
    met: ClinicDesk,
    qtbot: QtBot,
    settle: Settle,
    capfd: pytest.CaptureFixture[str],
    place: Callable[[ClinicDesk], None],
) -> None:
    met.window.top.search.setFocus()
    qtbot.keyClicks(met.window.top.search, "Nadi")
    place(met)
    qtbot.waitUntil(lambda: bool(cards(met)))
    (report,) = reports(met)
    assert "builtins.KeyError" in report
    assert "in stumble" in report
    said = report + capfd.readouterr().err + cards(met)[0].words.text()
    assert "Nadia" not in said
    assert "07700" not in said
    cards(met)[0].dismiss()
    assert met.window.top.search.text() == "Nadi"
    # What the background makes ready asks the desk in its turn.
    settle(met.background)
    settle(met.desk)
    assert met.desk.pending == 0


def test_the_desk_books_on_after_a_fault(met: ClinicDesk, qtbot: QtBot, settle: Settle) -> None:
    for place in PLACES:
        place(met)
    qtbot.waitUntil(lambda: bool(cards(met)))
    got: list[int] = []
    met.desk.ask("test", lambda: 7, got.append)
    settle(met.desk)
    assert got == [7]


def test_five_faults_in_a_row_make_one_card(met: ClinicDesk, qtbot: QtBot) -> None:
    for place in PLACES:
        place(met)
    # The worker's and the background's are one fault, as the same lines were passed.
    qtbot.waitUntil(lambda: len(reports(met)) == len(PLACES) - 1)
    assert len(cards(met)) == 1


def test_a_fault_of_every_repaint_is_told_once(met: ClinicDesk, qtbot: QtBot) -> None:
    in_a_picture(met)
    torn = met.window.findChild(Torn)
    qtbot.waitUntil(lambda: bool(cards(met)))
    cards(met)[0].dismiss()
    seen = torn.times
    while torn.times < seen + 3:
        torn.update()
        qtbot.wait(5)
    assert cards(met) == []
    assert len(reports(met)) == 1


def test_the_same_fault_is_told_again_after_a_minute(
    met: ClinicDesk, clock: FixedClock, qtbot: QtBot, settle: Settle
) -> None:
    on_the_worker(met)
    settle(met.desk)
    cards(met)[0].dismiss()
    clock.instant += timedelta(minutes=2)
    on_the_worker(met)
    settle(met.desk)
    assert len(cards(met)) == 1
    assert len(reports(met)) == 2


def test_a_fault_in_the_telling_of_one_is_written_and_ends_there(
    clock: FixedClock, tmp_path: Path
) -> None:
    (tmp_path / "clinic.key").touch()
    told: list[Path | None] = []

    def tell(report: Path | None) -> None:
        told.append(report)
        faults.report(ValueError("in the card"))

    faults = FaultReports(clock, tmp_path / "reports", tell)
    faults.report(KeyError("first"))
    assert len(told) == 1
    assert len(list((tmp_path / "reports").iterdir())) == 2


def test_only_the_last_reports_are_kept(clock: FixedClock, tmp_path: Path) -> None:
    (tmp_path / "clinic.key").touch()
    faults = FaultReports(clock, tmp_path / "reports", lambda _: None)
    for _ in range(KEPT + 5):
        clock.instant += timedelta(minutes=5)
        faults.report(ValueError())
    left = sorted((tmp_path / "reports").iterdir())
    assert len(left) == KEPT
    assert f"{clock.now():%Y%m%d-%H%M}" in left[-1].name


def test_a_folder_without_a_clinic_stays_empty(clock: FixedClock, tmp_path: Path) -> None:
    """A clinic is only made in an empty folder, and a stick that was pulled is not there."""
    told: list[Path | None] = []
    new, aside = tmp_path / "new", tmp_path / "home" / "reports"
    new.mkdir()
    FaultReports(clock, new / "reports", told.append, aside).report(ValueError())
    FaultReports(clock, tmp_path / "pulled" / "reports", told.append, aside).report(KeyError())
    assert [report.parent for report in told if report] == [aside, aside]
    assert list(new.iterdir()) == []
    assert not (tmp_path / "pulled").exists()


def test_a_report_lies_elsewhere_where_the_clinics_folder_may_not_be_looked_into(
    clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Path | None] = []
    shut, aside, exists = tmp_path / "shut", tmp_path / "home" / "reports", Path.exists

    def refuse(path: Path) -> bool:
        if path.parent == shut:
            raise PermissionError(13, "Permission denied")
        return exists(path)

    monkeypatch.setattr(Path, "exists", refuse)
    FaultReports(clock, shut / "reports", told.append, aside).report(ValueError())
    assert [report.parent for report in told if report] == [aside]


def test_a_report_does_not_say_whose_computer_it_is(met: ClinicDesk, settle: Settle) -> None:
    on_the_worker(met)
    settle(met.desk)
    (report,) = reports(met)
    assert str(Path.home()) not in report
    assert str(met.folder) not in report
    assert all(not line.strip().startswith(("/", "C:")) for line in report.splitlines())
    assert getpass.getuser() not in report or getpass.getuser() in ("root", "user")


def test_what_is_raised_on_another_thread_is_told_at_the_desk(
    met: ClinicDesk, qtbot: QtBot
) -> None:
    threads = []

    def raised() -> None:
        threads.append(threading.current_thread())
        try:
            stumble()
        except KeyError as error:
            met.faults.hook(KeyError, error, None)

    thread = threading.Thread(target=raised)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(cards(met)))


@pytest.fixture
def taken_over(met: ClinicDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClinicDesk]:
    """The program with every hook of the process in its hands, which are given back after."""
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)
    with warnings.catch_warnings():
        met.faults.take_over()
        yield met
    qInstallMessageHandler(None)


def test_no_thread_no_log_no_warning_and_no_message_of_qt_tells_a_name(
    taken_over: ClinicDesk, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Held:
        def __del__(self) -> None:
            stumble()

    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    thread = threading.Thread(target=stumble)
    thread.start()
    thread.join()
    Held()
    logging.getLogger("sqlalchemy.pool").error("lost %s", NAME)
    warnings.warn(NAME, stacklevel=1)
    say_whose(QtMsgType.QtWarningMsg, None, f"QPrinter::begin: {NAME}.pdf")  # type: ignore[arg-type]
    said = capfd.readouterr()
    assert "Nadia" not in said.out + said.err
    assert "QPrinter::begin" in said.err
    assert said.err.count("builtins.KeyError") == 2
