"""Which days are shown: by day and week, by person and room, and where nobody works yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import create_clinic
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.staff.people import PersonDraft
from tests.factories import PASSWORD, add_secrets
from tests.ui.calendar.at_desk import AMIRA, PAGES, RUTH, AtDesk, QuickHand, on
from ui.application import ClinicDesk
from ui.calendar.page import CalendarPage
from ui.doorkeeper import Credentials

TODAY = date(2026, 11, 24)


def days(at_desk: AtDesk) -> list[date]:
    return [column.day for column in at_desk.page.days.now.columns]


def test_today_by_person_is_shown_at_first(at_desk: AtDesk) -> None:
    columns = at_desk.page.days.now.columns
    assert [column.title for column in columns] == ["Ruth Holt", "Amira Khan"]
    assert set(days(at_desk)) == {TODAY}
    assert at_desk.page.head.title.text() == "Tuesday 24 November"


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (("PgDown",), TODAY + timedelta(days=1)),
        (("PgUp",), TODAY - timedelta(days=1)),
        (("Ctrl+Right", "Ctrl+Right"), TODAY + timedelta(days=2)),
        (("Ctrl+Left",), TODAY - timedelta(days=1)),
        (("PgDown", "PgDown", "Ctrl+T"), TODAY),
    ],
)
def test_keys_go_from_day_to_day(at_desk: AtDesk, keys: tuple[str, ...], day: date) -> None:
    at_desk.page.grid.setFocus()
    at_desk.hand.press(*keys)
    assert set(days(at_desk)) == {day}


def test_a_week_is_of_the_person_whose_column_is_chosen(at_desk: AtDesk) -> None:
    at_desk.page.grid.setFocus()
    at_desk.hand.press("Right", "Right", "Ctrl+2")
    columns = at_desk.page.days.now.columns
    assert days(at_desk) == [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]
    assert {column.resource_id for column in columns} == {AMIRA}
    assert at_desk.page.head.title.text() == "Amira Khan, Mon 23 Nov to Sun 29 Nov"
    at_desk.hand.press("PgDown")
    assert days(at_desk)[0] == date(2026, 11, 30)
    at_desk.hand.press("Ctrl+1")
    assert len(set(days(at_desk))) == 1


def test_a_week_without_a_choice_is_of_the_person_at_the_desk(at_desk: AtDesk) -> None:
    at_desk.sit(AMIRA)
    at_desk.page.grid.show_chosen(None)
    at_desk.page.days.show_as("week")
    at_desk.hand.settle()
    assert {column.resource_id for column in at_desk.page.days.now.columns} == {AMIRA}


def test_by_room_there_is_a_column_a_room(at_desk: AtDesk) -> None:
    at_desk.page.head.by_chosen.emit("room")
    at_desk.hand.settle()
    titles = [column.title for column in at_desk.page.days.now.columns]
    assert titles == ["Room 1", "Room 2", "Room 3"]


def test_the_day_that_a_call_comes_to_is_shown(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke", "f")
    at_desk.type_in("When", "8 dec 10:00")
    at_desk.hand.press("Return")
    assert set(days(at_desk)) == {date(2026, 12, 8)}
    draft = at_desk.page.grid.scene.draft
    assert draft is not None
    assert draft.span.starts_at == on(8, 10)


def test_a_change_behind_the_window_is_shown_only_where_it_concerns(
    at_desk: AtDesk, nadia: int
) -> None:
    booked = at_desk.book("CONSULT", nadia, on(24, 11, month=11))
    assert at_desk.page.days.now.visits == ()
    assert at_desk.program.work is not None
    at_desk.program.work.seat.changed.emit(booked.changes, None)
    at_desk.hand.settle()
    assert [visit.id for visit in at_desk.page.days.now.visits] == [booked.appointment_id]


def test_another_page_may_ask_for_a_booking_or_a_visit(at_desk: AtDesk, nadia: int) -> None:
    at_desk.page.receive(book_for=nadia)
    at_desk.hand.settle()
    assert at_desk.panel.call.client is not None
    booked = at_desk.book("CONSULT", nadia, on(2, 11), person_id=RUTH)
    at_desk.page.receive(visit_id=booked.appointment_id)
    at_desk.hand.settle()
    assert at_desk.page.side.panel is at_desk.page.visit
    assert set(days(at_desk)) == {date(2026, 12, 2)}


@pytest.fixture
def nobody_treats(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock, quick_hashing: None
) -> Iterator[AtDesk]:
    """A clinic with a receptionist and nobody who treats."""
    clinic, _ = create_clinic(
        tmp_path / "clinic", name="New", phone="01223 455144",
        key_choice=KeyChoice(demo=True), clock=clock,
    )  # fmt: skip
    clinic.staff.save(PersonDraft("Maya Patel", "reception"), by=0)
    add_secrets(clinic.database, 1)
    program = ClinicDesk(qapp, clinic.folder, clock, PAGES, None, who=Credentials(1, PASSWORD))
    qtbot.addWidget(program.window)
    with qtbot.waitActive(program.window):
        program.window.show()
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    page = program.window.stack.page("calendar")
    assert isinstance(page, CalendarPage)
    made = AtDesk(program, clinic, page, QuickHand(program))
    assert program.work is not None
    program.work.seat.page_wanted.connect(lambda name, what: made.pages.append((name, what)))
    made.hand.settle()
    yield made
    program.close()


def test_an_empty_clinic_leads_to_settings(nobody_treats: AtDesk) -> None:
    page = nobody_treats.page
    assert page.nobody.isVisible()
    assert not page.grid.isVisible()
    page.nobody.button.setEnabled(True)
    assert page.nobody.button.words() == "Open Settings"


def test_a_week_of_nobody_is_no_fault(nobody_treats: AtDesk) -> None:
    nobody_treats.hand.press("Ctrl+2", "Ctrl+T", "Ctrl+1", "F4")
    nobody_treats.hand.type("Tilda")
    assert nobody_treats.parts.who.finding.field.text() == "Tilda"
    assert len(nobody_treats.parts.who.finding.hits.rows) == 1


def test_someone_who_begins_to_treat_brings_the_calendar(nobody_treats: AtDesk) -> None:
    ruth = PersonDraft("Ruth Holt", "nurse_prescriber", treats=True, position=1)
    saved = nobody_treats.clinic.staff.save(ruth, by=0)
    assert nobody_treats.program.work is not None
    nobody_treats.program.work.seat.changed.emit(saved.changes, None)
    nobody_treats.hand.settle()
    assert nobody_treats.page.grid.isVisible()
