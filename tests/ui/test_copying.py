"""Copies by the hour while the window is open, and what the status line says of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clients.records import ClientDetails
from clinic_desk.copies.records import Standing
from tests.factories import NOW
from ui.application import ClinicDesk
from ui.frame.status_line import StatusLine


def test_a_copy_is_made_beside_the_desk_and_told(
    desk: ClinicDesk, clock: FixedClock, qtbot: QtBot
) -> None:
    work, watch = desk.work, desk.watch
    assert work is not None
    assert watch is not None
    clinic, status = work.clinic, desk.window.status
    for made in (1, 2):
        clinic.clients.add(ClientDetails(given="Nadia", family="Clarke"), by=1)
        watch.look()
        qtbot.waitUntil(lambda: watch.lane.pending == 0)
        assert len(list(clinic.backups.glob("*.db"))) == made
        assert status.backup.text() == f"Last backup {8 + made:02}:00"
        clock.advance(hours=1)


def test_nothing_is_asked_for_once_the_clinic_is_closed(desk: ClinicDesk, qtbot: QtBot) -> None:
    watch = desk.watch
    assert watch is not None
    watch.stop()
    watch.look()
    assert watch.lane.pending == 0


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(), ""),
        (Standing(NOW), "Last backup 09:00"),
        (Standing(NOW - timedelta(days=2)), "Last backup 09:00 Sun 22 Nov"),
        (Standing(NOW, trouble="x"), "Last backup 09:00, no backup since: see Settings"),
        (Standing(NOW, stopped="x"), "Last backup 09:00, older backups stay: see Settings"),
        (Standing(NOW, second_trouble="x"), "Last backup 09:00, second place: see Settings"),
        (Standing(NOW, days_away=2), "Last backup 09:00"),
        (
            Standing(NOW, days_away=4, away_too_long=True),
            "Last backup 09:00, second place away 4 days",
        ),
        (Standing(days_away=1, away_too_long=True), "second place away 1 day"),
    ],
)
def test_the_status_line_tells_the_truth(
    qtbot: QtBot, clock: FixedClock, standing: Standing, words: str
) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(1400, 40)
    line.start(clock)
    line.show_copies(standing)
    assert line.backup.text() == words


def test_what_is_wrong_with_the_copies_stays_to_be_read_in_full(
    qtbot: QtBot, clock: FixedClock
) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.start(clock)
    line.show_copies(Standing(NOW, trouble="The disk is full. Make room on it."))
    line.resize(1366, line.height())
    line.grab()
    assert "The disk is full" in line.backup.toolTip()
