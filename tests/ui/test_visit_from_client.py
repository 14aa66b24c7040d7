"""The steps of a visit from the client's own list of appointments, by the calendar's keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desk.calendar.models import Appointment
from clinic_desk.calendar.records import Visit
from clinic_desk.clinic import Clinic
from tests.factories import NOW, PASSWORD, add_appointment, add_hours, add_room
from tests.ui.calendar.at_desk import QuickHand
from ui.application import ClinicDesk
from ui.clients.page import ClientsPage
from ui.clients.visit_acts import VisitSteps
from ui.doorkeeper import Credentials

RUTH = 2
ALT = Qt.KeyboardModifier.AltModifier


class AtList:
    """The client's appointments in sight, with the nurse at the desk."""

    def __init__(self, program: ClinicDesk, clinic: Clinic, client_id: int) -> None:
        self.program, self.clinic, self.client_id = program, clinic, client_id
        self.hand = QuickHand(program)

    @property
    def steps(self) -> VisitSteps:
        """What may follow for the marked visit."""
        page = self.program.window.stack.page("clients")
        assert isinstance(page, ClientsPage)
        return page.record.appointments.steps

    def add(self, hours: float, status: str = "booked", **more: object) -> int:
        """A visit with Ruth so many hours from now."""
        starts = NOW + timedelta(hours=hours)
        return add_appointment(
            self.clinic.database, self.client_id, RUTH, starts, starts + timedelta(minutes=30),
            status=status, **more,
        )  # fmt: skip

    def come(self) -> None:
        """To the list."""
        self.program.window.show_page(
            "clients", {"client_id": self.client_id, "tab": "appointments"}
        )
        self.hand.settle()

    def visit(self, visit_id: int) -> Visit:
        """A visit as it stands."""
        return self.clinic.diary.visit(visit_id)


@pytest.fixture
def at_list(qapp: object, qtbot: QtBot, clinic: Clinic, client_id: int) -> Iterator[AtList]:
    program = ClinicDesk(qapp, clinic.folder, clinic.clock, who=Credentials(RUTH, PASSWORD))  # type: ignore[arg-type]
    qtbot.addWidget(program.window)
    with qtbot.waitActive(program.window):
        program.window.show()
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    made = AtList(program, clinic, client_id)
    made.hand.settle()
    yield made
    program.close()


@pytest.mark.parametrize(
    ("key", "status"), [("Alt+A", "arrived"), ("Alt+T", "in_treatment"), ("Alt+F", "confirmed")]
)
def test_a_step_is_taken_by_its_key(at_list: AtList, key: str, status: str) -> None:
    visit = at_list.add(1)
    at_list.come()
    at_list.hand.press(key)
    assert at_list.visit(visit).status == status
    at_list.hand.press("Ctrl+Z")
    assert at_list.visit(visit).status == "booked"


@pytest.mark.parametrize(("key", "status"), [("Alt+N", "not_treated"), ("Alt+X", "cancelled")])
def test_what_needs_a_reason_asks_for_it(at_list: AtList, key: str, status: str) -> None:
    visit = at_list.add(1)
    at_list.come()
    at_list.hand.press(key)
    assert at_list.visit(visit).status == "booked"
    assert at_list.steps.reason.isVisible()
    at_list.hand.type("Unwell")
    at_list.hand.press("Return")
    assert at_list.visit(visit).status == status
    with at_list.clinic.database.read() as session:
        assert session.get_one(Appointment, visit).status_reason == "Unwell"


def test_an_adverse_event_is_noted_by_its_key_where_nothing_is_written_yet(
    at_list: AtList,
) -> None:
    visit = at_list.add(-2, "completed")
    at_list.come()
    assert at_list.steps.adverse.isVisible()
    at_list.hand.press("Alt+W")
    assert at_list.program.window.stack.now == "records"
    (event,) = at_list.clinic.records.of_visit(visit, RUTH)
    assert (event.kind, event.signed) == ("adverse_event", False)


def test_no_adverse_event_is_offered_of_a_visit_that_nobody_came_to(at_list: AtList) -> None:
    visit = at_list.add(1)
    at_list.come()
    assert at_list.steps.adverse.isHidden()
    at_list.hand.press("Alt+W")
    assert at_list.clinic.records.of_visit(visit, RUTH) == ()


def test_whoever_did_not_attend_is_marked_once_the_time_has_come(at_list: AtList) -> None:
    coming, gone = at_list.add(2), at_list.add(-2)
    at_list.come()
    at_list.hand.press("Alt+D")
    assert at_list.visit(coming).status == "booked"
    at_list.hand.press("Down", "Alt+D")
    assert at_list.visit(gone).status == "no_show"


@pytest.mark.parametrize(("key", "status"), [("Alt+C", "completed"), ("Alt+P", "partial")])
def test_closing_it_opens_its_record(at_list: AtList, key: str, status: str) -> None:
    visit = at_list.add(-1, treatment="CONSULT")
    at_list.come()
    at_list.hand.press(key)
    assert at_list.visit(visit).status == status
    assert at_list.program.window.stack.now == "records"
    (record,) = at_list.clinic.records.of_visit(visit, RUTH)
    assert record.kind == "consultation"


def test_a_step_that_is_answered_late_leaves_what_is_typed_for_another_visit(
    at_list: AtList,
) -> None:
    later, first = at_list.add(3), at_list.add(1)
    at_list.come()
    marked = at_list.program.window.focusWidget()
    for key in (Qt.Key.Key_F, Qt.Key.Key_Down, Qt.Key.Key_X):
        held = Qt.KeyboardModifier.NoModifier if key == Qt.Key.Key_Down else ALT
        QTest.keyClick(marked, key, held)
    QTest.keyClicks(at_list.steps.reason.line, "Unwell")
    at_list.hand.settle()
    assert at_list.visit(first).status == "confirmed"
    assert at_list.steps.visit == at_list.visit(later)
    assert at_list.steps.reason.text() == "Unwell"
    assert at_list.steps.reason.line.hasFocus()


def test_a_step_that_is_refused_late_is_told_and_not_beside_another_visit(at_list: AtList) -> None:
    at_list.add(3), at_list.add(1)
    at_list.come()
    marked = at_list.program.window.focusWidget()
    version = at_list.visit(2)
    at_list.clinic.booking.set_status(2, "arrived", "", version.version, RUTH)
    QTest.keyClick(marked, Qt.Key.Key_F, ALT)
    QTest.keyClick(marked, Qt.Key.Key_Down)
    at_list.hand.settle()
    assert at_list.steps.trouble.words.text() == ""
    assert at_list.program.window.status.said.text()


def test_letters_do_nothing_to_a_visit(at_list: AtList) -> None:
    visit = at_list.add(1)
    at_list.come()
    at_list.hand.type("atcpndxbf")
    assert at_list.visit(visit).status == "booked"


def test_a_pencilled_visit_is_accepted_with_a_reason(at_list: AtList) -> None:
    room = add_room(at_list.clinic.database, "Room 1")
    add_hours(at_list.clinic.database, RUTH)
    until = NOW + timedelta(days=1)
    visit = at_list.add(26, "pencilled", treatment="CONSULT", room_id=room, pencilled_until=until)
    at_list.come()
    at_list.hand.press("Alt+B")
    at_list.hand.type("Seen last week")
    at_list.hand.press("Return")
    assert at_list.steps.trouble.words.text() == ""
    assert at_list.visit(visit).status == "booked"
