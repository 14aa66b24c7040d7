"""The whole program on a clinic whose client can be recognised anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.clients.records import AlertDetails, ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic
from tests.factories import PASSWORD, add_device, add_hours, add_room
from tests.ui.calendar.at_desk import GIVES, RUTH, QuickHand, on
from tests.ui.frame.marked import AtDoor
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials


@pytest.fixture
def marked(clinic: Clinic, clock: FixedClock) -> int:
    """A client of whom every text has the marker in it, with a visit on Tue 1 Dec at 10:00."""
    for name in ("Room 1", "Room 2"):
        add_room(clinic.database, name, GIVES)
    add_device(clinic.database)
    add_hours(clinic.database, RUTH)
    details = ClientDetails(
        "Zqxgiven",
        "Zqxfamily",
        known_as="Zqxknown",
        born_on=date(1985, 4, 3),
        phones=(PhoneDetails("07700 900987"),),
        email="zqx@example.org",
        address="1 Zqx Road",
        desk_note="Zqx desk note",
        alerts=(AlertDetails("allergy", "Zqx allergy"), AlertDetails("flag", "Zqx flag")),
        consult_on=date(2026, 9, 1),
        questionnaire_on=date(2026, 11, 1),
        id_seen_on=date(2026, 9, 1),
    )
    client_id = clinic.clients.add(details, by=RUTH).id
    for day in (24, 1):
        month = 11 if day == 24 else 12
        draft = Draft(
            "CONSULT", client_id, starts_at=on(day, 10, month=month), person_id=RUTH,
            desk_note="Zqx visit note",
        )  # fmt: skip
        found = clinic.booking.assess(draft, RUTH).findings
        marks = tuple(Acknowledged(each.fingerprint, "Agreed") for each in found)
        clinic.booking.book(draft, marks, RUTH)
    return client_id


@pytest.fixture
def at_door(qapp: QApplication, qtbot: QtBot, clinic: Clinic, marked: int) -> Iterator[AtDoor]:
    """The window with Ruth at the desk, every page made, today on the calendar."""
    program = ClinicDesk(qapp, clinic.folder, clinic.clock, who=Credentials(RUTH, PASSWORD))
    with qtbot.waitActive(program.window):
        program.window.resize(1440, 900)
        program.window.show()
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    made = AtDoor(program, clinic, QuickHand(program), marked)
    made.hand.settle()
    while program.window.stack.make_next():
        made.hand.settle()
    yield made
    program.close()
    program.deleteLater()
    program.window.close()
    program.window.deleteLater()
