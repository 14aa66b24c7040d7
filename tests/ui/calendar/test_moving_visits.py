"""Visits dropped elsewhere on the grid: clean ones are written, the others become a draft."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_desk.base.spans import Span
from clinic_desk.calendar.records import Column
from tests.ui.calendar.at_desk import AMIRA, MAYA, RUTH, AtDesk, add_client, on
from ui.kit.rows import ChoiceRow

FIRST = date(2026, 12, 1)


@pytest.fixture
def booked(at_desk: AtDesk, nadia: int) -> int:
    """A talk of Nadia's with Ruth on Tue 1 Dec at 11:00, on the screen."""
    visit = at_desk.book("CONSULT", nadia, on(1, 11)).appointment_id
    at_desk.show(FIRST)
    return visit


def column(at_desk: AtDesk, person_id: int) -> Column:
    return next(c for c in at_desk.page.days.now.columns if c.resource_id == person_id)


def drop(at_desk: AtDesk, visit: int, person_id: int, hour: int, minute: int = 0) -> None:
    shown = at_desk.page.days.visit(visit)
    assert shown is not None
    starts = on(1, hour, minute)
    span = Span(starts, starts + (shown.ends_at - shown.starts_at))
    at_desk.page.grid.move_asked.emit(visit, column(at_desk, person_id), span)
    at_desk.hand.settle()


def test_a_clean_drop_is_written_announced_and_marked(at_desk: AtDesk, booked: int) -> None:
    drop(at_desk, booked, RUTH, 14)
    visit = at_desk.clinic.diary.visit(booked)
    assert visit.starts_at == on(1, 14)
    assert visit.moved_from == on(1, 11)
    assert at_desk.said == ["Moved Nadia C. to Tue 1 Dec 14:00"]
    assert at_desk.page.grid.scene.undo == booked
    assert at_desk.page.side.isHidden()
    assert at_desk.clinic.calls.log(MAYA, 1)[0].kind == "moved"


def test_undo_puts_it_back_and_takes_the_mark_away(at_desk: AtDesk, booked: int) -> None:
    drop(at_desk, booked, RUTH, 14)
    at_desk.hand.press("Ctrl+Z")
    visit = at_desk.clinic.diary.visit(booked)
    assert (visit.starts_at, visit.moved_from) == (on(1, 11), None)
    assert at_desk.page.grid.scene.undo is None


def test_the_mark_stays_until_the_client_has_been_told(at_desk: AtDesk, booked: int) -> None:
    drop(at_desk, booked, RUTH, 14)
    at_desk.page.open_visit(booked)
    at_desk.hand.settle()
    panel = at_desk.page.visit
    assert "Was Tue 1 Dec, 11:00" in panel.moved.text()
    panel.told.click()
    at_desk.hand.settle()
    assert at_desk.clinic.diary.visit(booked).moved_from is None
    assert panel.told.isHidden()


def test_a_drop_on_someone_else_takes_that_person(at_desk: AtDesk, booked: int) -> None:
    drop(at_desk, booked, AMIRA, 14)
    assert at_desk.clinic.diary.visit(booked).person_id == AMIRA


def test_a_drop_with_findings_opens_the_panel_as_a_draft(at_desk: AtDesk, booked: int) -> None:
    other = add_client(at_desk.clinic, "Olga", "Other")
    at_desk.book("CONSULT", other, on(1, 15))
    drop(at_desk, booked, RUTH, 15, 5)
    assert at_desk.clinic.diary.visit(booked).starts_at == on(1, 11)
    assert at_desk.page.side.panel is at_desk.panel
    assert at_desk.parts.title.text() == "Move visit"
    assert at_desk.panel.call.starts_at == on(1, 15, 5)
    assert "TIME-PRACTITIONER" in at_desk.findings()
    at_desk.type_in("Reason", "Ruth sees both")
    if at_desk.foot.asks_tick:
        at_desk.hand.press("Alt+S")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.clinic.diary.visit(booked).starts_at == on(1, 15, 5)


def test_a_drop_on_someone_who_does_not_give_it_says_so_and_moves_nothing(
    at_desk: AtDesk, nadia: int
) -> None:
    visit = at_desk.book("BTX", nadia, on(1, 12), zones=("full_face",)).appointment_id
    at_desk.show(FIRST)
    drop(at_desk, visit, AMIRA, 14)
    assert at_desk.said
    assert at_desk.clinic.diary.visit(visit).person_id == RUTH


def test_a_drop_of_a_visit_that_someone_else_has_moved_changes_nothing(
    at_desk: AtDesk, booked: int, nadia: int
) -> None:
    clinic = at_desk.clinic
    clinic.booking.set_status(booked, "confirmed", "", 1, RUTH)
    drop(at_desk, booked, RUTH, 14)
    assert clinic.diary.visit(booked).starts_at == on(1, 11)
    assert at_desk.said


def test_by_keys_a_visit_is_moved_with_alt_and_an_arrow(at_desk: AtDesk, booked: int) -> None:
    at_desk.page.grid.choose_visit(booked)
    at_desk.page.grid.setFocus()
    at_desk.hand.press("Alt+Down")
    assert at_desk.clinic.diary.visit(booked).starts_at > on(1, 11)


def test_while_a_visit_is_dragged_the_days_that_refuse_it_are_shaded(
    at_desk: AtDesk, nadia: int
) -> None:
    had = at_desk.book("MN", nadia, on(23, 15, month=11), zones=("full_face",))
    at_desk.clinic.booking.set_status(had.appointment_id, "completed", "", had.version, RUTH)
    visit = at_desk.book("BTX", nadia, on(15, 10), zones=("full_face",)).appointment_id
    at_desk.show(date(2026, 12, 15))
    at_desk.page.days.show_as("week")
    at_desk.hand.settle()
    at_desk.page.grid.refusals_wanted.emit(visit)
    at_desk.hand.settle()
    assert at_desk.page.grid.scene.refused == {}
    at_desk.page.days.show_day(FIRST)
    at_desk.hand.settle()
    at_desk.call_from("Nadia Clarke", "b")
    at_desk.page.days.show_day(FIRST)
    at_desk.hand.settle()
    assert FIRST in at_desk.page.grid.scene.refused
    at_desk.hand.press("Esc")
    assert at_desk.page.grid.scene.refused == {}


def test_what_a_move_means_for_another_visit_is_announced_and_listed(
    at_desk: AtDesk, nadia: int
) -> None:
    treated = at_desk.book("BTX", nadia, on(1, 11), zones=("full_face",)).appointment_id
    review = at_desk.book("BTX_REVIEW", nadia, on(16, 11), zones=("full_face",)).appointment_id
    at_desk.show(FIRST)
    at_desk.page.open_visit(treated)
    at_desk.hand.press("Alt+M")
    at_desk.type_in("When", "11 dec 11:00")
    at_desk.hand.press("Return")
    if at_desk.foot.asks_tick:
        at_desk.hand.press("Alt+S")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.clinic.diary.visit(treated).starts_at == on(11, 11)
    assert at_desk.said[-1].endswith("Look again at 1 other visit (F3)")
    at_desk.hand.press("F3")
    rows = [row.accessibleName() for row in at_desk.page.todo.findChildren(ChoiceRow)]
    assert any("Nadia Clarke · Wed 16 Dec 11:00" in row for row in rows)
    at_desk.page.go_to_visit(review)
    at_desk.hand.settle()
    assert at_desk.page.visit.stands.isVisible()
