"""The window in tests: the program's own fonts and theme, a real clinic, real lanes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clients.records import ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic, open_clinic
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import PersonDraft
from tests.factories import PASSWORD, TREATMENTS, add_secrets, new_clinic
from tests.kept import copy_kept
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials
from ui.kit import printing
from ui.kit.commands import Commands
from ui.kit.fonts import register_fonts
from ui.kit.tasks import Background, Desk, Lane
from ui.kit.theme import Theme, dress
from ui.kit.workplace import Workplace


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> Theme:
    assert register_fonts() == ()
    return dress(qapp)


@pytest.fixture(autouse=True)
def theme(_dressed: Theme) -> Iterator[Theme]:
    """The application's theme, light and at 100 %; a test that changes it leaves it so."""
    there = set(QApplication.topLevelWidgets())
    _as_new(_dressed)
    yield _dressed
    _take_away(set(QApplication.topLevelWidgets()) - there)
    _as_new(_dressed)


def _take_away(left: set[QWidget]) -> None:
    # What a test leaves would be dressed anew, and looked through, in every test after it.
    for widget in left:
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _as_new(worn: Theme) -> None:
    worn.set_percent(100)
    if worn.choice != "light":
        worn.choose("light")


@pytest.fixture(autouse=True)
def coarse_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages reach the paper as always, but of 60 dots an inch: in a twentieth of the time."""
    monkeypatch.setattr(printing, "FINEST", 60)


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock, quick_hashing: None) -> Clinic:
    """A clinic with Maya Patel at reception, Ruth Holt as nurse prescriber and Grace Lam as its
    manager, ids 1, 2 and 3, each with `PASSWORD` and the PIN 2468; no visits.

    Whoever uses it closes it: the `workplace` and `desk` fixtures do.
    """
    copy_kept(clinic_of_three, tmp_path / "clinic")
    return open_clinic(tmp_path / "clinic", clock=clock)


def clinic_of_three(folder: Path) -> None:
    """The same, closed, in a new folder."""
    made = new_clinic(folder)
    # As the tests are dressed already: the style sheet is not worked out again for each.
    made.practice.save(replace(made.practice.read(), theme="light"), by=FOUNDING)
    made.staff.save(PersonDraft("Maya Patel", "reception"), by=FOUNDING)
    ruth = PersonDraft(
        "Ruth Holt",
        "nurse_prescriber",
        registration="12A3456E",
        prescriber=True,
        treats=True,
        position=1,
        treatments=frozenset(TREATMENTS),
    )
    made.staff.save(ruth, by=FOUNDING)
    made.staff.save(PersonDraft("Grace Lam", "manager", position=2), by=FOUNDING)
    add_secrets(made.database, 1, 2, 3)
    made.database.close()


@pytest.fixture
def client_id(clinic: Clinic) -> int:
    """Nadia Clarke, with a name and a phone."""
    phone = PhoneDetails("07700 900316")
    return clinic.clients.add(
        ClientDetails(given="Nadia", family="Clarke", phones=(phone,)), by=1
    ).id


@pytest.fixture
def workplace(qapp: QApplication, clinic: Clinic, theme: Theme) -> Iterator[Workplace]:
    """What a page is handed, with the receptionist at the desk and no window round it."""
    made = Workplace(clinic, Desk(), Background(), theme, Commands())
    made.seat.sit_down(clinic.staff.people()[0])
    yield made
    made.background.close()
    made.desk.close()
    clinic.close()


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, clinic: Clinic) -> Iterator[ClinicDesk]:
    """The running program in its window, with every page of the program, on the real clinic."""
    program = ClinicDesk(qapp, clinic.folder, clinic.clock, who=Credentials(1, PASSWORD))
    qtbot.addWidget(program.window)
    with qtbot.waitActive(program.window):
        program.window.show()
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    yield program
    program.close()
    program.deleteLater()


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[Lane], None]:
    """Wait until a lane has answered everything it was asked."""
    return lambda lane: qtbot.waitUntil(lambda: lane.pending == 0)
