"""What was found in the audit is told at the desk, and holds nobody up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.clinic import Clinic
from clinic_desk.db.audit_guard import AUDIT_TRIGGERS
from clinic_desk.db.engine import connect
from ui.application import ClinicDesk
from ui.frame.audit_watch import AuditWatch

RECEPTION, MANAGER = 0, 2


def tamper(clinic: Clinic) -> None:
    """Put another person's name under an entry, past what refuses it."""
    with closing(connect(clinic.database.path, clinic.database.key)) as driver:
        for name in AUDIT_TRIGGERS:
            driver.execute(f"DROP TRIGGER {name}")
        driver.execute("UPDATE audit_event SET person_id = 3 WHERE id = 2")
        for statement in AUDIT_TRIGGERS.values():
            driver.execute(statement)


@pytest.fixture
def check(desk: ClinicDesk, qtbot: QtBot) -> Callable[[], AuditWatch]:
    """Read every entry now rather than when the day has long been shown."""

    def checked() -> AuditWatch:
        watch = desk.audit_watch
        assert watch is not None
        watch.check()
        qtbot.waitUntil(lambda: not desk.background.pending and not desk.desk.pending)
        QApplication.processEvents()
        return watch

    return checked


def sit(desk: ClinicDesk, clinic: Clinic, at: int) -> None:
    assert desk.work is not None
    desk.work.seat.sit_down(clinic.staff.people()[at])
    QApplication.processEvents()


def test_nothing_is_said_of_a_whole_audit(
    desk: ClinicDesk, clinic: Clinic, check: Callable[[], AuditWatch]
) -> None:
    sit(desk, clinic, MANAGER)
    watch = check()
    assert not watch.strip.isVisible()
    assert watch.card is None


def test_reception_is_told_to_tell_the_manager_and_works_on(
    desk: ClinicDesk, clinic: Clinic, check: Callable[[], AuditWatch]
) -> None:
    tamper(clinic)
    sit(desk, clinic, RECEPTION)
    watch = check()
    assert watch.strip.isVisible()
    assert "Tell them" in watch.strip.found.text()
    assert not watch.strip.look_button.isVisible()
    assert watch.card is None
    assert desk.window.stack.now == "calendar"


def test_a_manager_reads_what_is_certain_and_goes_to_the_audit_with_a_key(
    desk: ClinicDesk, clinic: Clinic, check: Callable[[], AuditWatch], qtbot: QtBot
) -> None:
    tamper(clinic)
    sit(desk, clinic, RECEPTION)
    watch = check()
    sit(desk, clinic, MANAGER)
    qtbot.waitUntil(lambda: watch.card is not None and watch.card.isVisible())
    assert watch.strip.look_button.isVisible()
    qtbot.keyClick(watch.strip.look_button, Qt.Key.Key_Space)
    assert desk.window.stack.now == "settings"
    assert watch.card is not None
    assert not watch.card.isVisible()


def test_the_card_comes_once_and_the_line_stays_until_it_is_accepted(
    desk: ClinicDesk, clinic: Clinic, check: Callable[[], AuditWatch], qtbot: QtBot
) -> None:
    tamper(clinic)
    sit(desk, clinic, MANAGER)
    watch = check()
    qtbot.waitUntil(lambda: watch.card is not None and watch.card.isVisible())
    assert watch.card is not None
    watch.card.dismiss()
    check()
    assert not watch.card.isVisible()
    assert watch.strip.isVisible()
    assert desk.work is not None
    up_to = clinic.wholeness.standing().up_to
    desk.work.write(lambda: clinic.wholeness.accept(3, up_to))
    qtbot.waitUntil(lambda: not watch.strip.isVisible())


def test_a_clock_that_was_set_back_is_told_until_somebody_has_seen_it(
    desk: ClinicDesk, clinic: Clinic, check: Callable[[], AuditWatch], qtbot: QtBot
) -> None:
    sit(desk, clinic, RECEPTION)
    watch = check()
    watch.strip.show_notes(("This computer's clock shows Tue 24 Nov.",))
    assert watch.strip.isVisible()
    watch.strip.seen_button.setFocus()
    qtbot.keyClick(watch.strip.seen_button, Qt.Key.Key_Space)
    assert not watch.strip.isVisible()


def test_a_locked_desk_shows_no_card_until_it_is_unlocked(
    desk: ClinicDesk,
    clinic: Clinic,
    check: Callable[[], AuditWatch],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.frame.audit_watch.CHECK_AFTER_MS", 20)
    tamper(clinic)
    sit(desk, clinic, MANAGER)
    assert desk.keeper is not None
    desk.keeper.lock("key")
    qtbot.waitUntil(lambda: desk.window.is_locked)
    watch = check()
    assert watch.card is None
    desk.window.unlock()
    qtbot.waitUntil(lambda: watch.card is not None and watch.card.isVisible())
