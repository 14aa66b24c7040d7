"""A leaflet page in a window of its own, on a real clinic with a visit to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clients.records import ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic, open_clinic
from tests.factories import add_appointment, fixed_clock
from tests.kept import copy_kept
from tests.ui.conftest import clinic_of_three
from ui.kit.printing import Printer, use_file_printers
from ui.kit.workplace import Workplace
from ui.leaflets.page import LeafletsPage

STARTS = datetime(2026, 11, 26, 9, 45, tzinfo=UTC)


def _read_through(folder: Path) -> None:
    clinic_of_three(folder)
    clinic = open_clinic(folder, clock=fixed_clock())
    clinic.press.shelf(1)
    clinic.database.close()


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock, quick_hashing: None) -> Clinic:
    """The same three people, in a clinic whose leaflets were looked through before."""
    copy_kept(_read_through, tmp_path / "clinic")
    return open_clinic(tmp_path / "clinic", clock=clock)


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[Printer]:
    """A printer whose paper is PDF files in a folder."""
    folder = tmp_path / "paper"
    folder.mkdir()
    made = Printer("Brother HL-L2350", "A4, both sides", is_default=True, folder=folder)
    use_file_printers(made)
    yield made
    use_file_printers()


@pytest.fixture
def grace(workplace: Workplace) -> int:
    """Grace Okoro, with botulinum toxin booked for Thu 26 Nov, 09:45, with Ruth Holt."""
    clinic = workplace.clinic
    details = ClientDetails(given="Grace", family="Okoro", phones=(PhoneDetails("07700 900111"),))
    client_id = clinic.clients.add(details, by=1).id
    ruth = next(person for person in clinic.staff.people() if person.name == "Ruth Holt")
    ends = STARTS + timedelta(minutes=30)
    add_appointment(clinic.database, client_id, ruth.id, STARTS, ends, treatment="BTX")
    return client_id


@pytest.fixture
def quiet(qtbot: QtBot, workplace: Workplace) -> Callable[[], None]:
    """Wait until neither lane has anything left to do."""
    lanes = (workplace.desk, workplace.background)

    def wait() -> None:
        qtbot.waitUntil(lambda: all(lane.pending == 0 for lane in lanes))

    return wait


@pytest.fixture
def page(
    qtbot: QtBot, workplace: Workplace, printer: Printer, quiet: Callable[[], None]
) -> LeafletsPage:
    """The page, shown with nobody chosen."""
    made = LeafletsPage(workplace)
    qtbot.addWidget(made)
    made.resize(1290, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.receive()
    made.arrive()
    quiet()
    return made
