"""Where a record is opened from, and the way back."""

from __future__ import annotations

import pytest

from tests.factories import NOW
from tests.ui.records.at_work import AMIRA, MAYA, AtWork
from ui.calendar.page import CalendarPage


def calendar(at_work: AtWork) -> CalendarPage:
    page = at_work.program.window.stack.page("calendar")
    assert isinstance(page, CalendarPage)
    return page


def show(at_work: AtWork, visit: int) -> None:
    calendar(at_work).go_to_visit(visit)
    at_work.hand.settle()


@pytest.fixture
def visit(at_work: AtWork, nadia: int) -> int:
    """A visit of today at which the client is in treatment, open in the panel."""
    made = at_work.visit(nadia, status="in_treatment", starts_at=NOW)
    show(at_work, made)
    return made


@pytest.mark.parametrize(
    ("key", "kind"), [("Alt+C", "toxin"), ("Alt+P", "toxin"), ("Alt+N", "not_treated")]
)
def test_closing_a_visit_opens_its_record(at_work: AtWork, visit: int, key: str, kind: str) -> None:
    at_work.hand.press(key)
    if kind == "not_treated":
        at_work.hand.type("A cold sore")
        at_work.hand.press("Return")
    assert at_work.now == "records"
    (record,) = at_work.records_of(visit)
    assert record.kind == kind
    if kind == "not_treated":
        assert at_work.form.reason.text() == "A cold sore"


def test_a_visit_of_someone_else_is_closed_without_leaving_the_calendar(
    at_work: AtWork, nadia: int
) -> None:
    made = at_work.visit(nadia, "MN", status="in_treatment", starts_at=NOW, person=AMIRA)
    show(at_work, made)
    at_work.hand.press("Alt+C")
    assert at_work.now == "calendar"
    assert at_work.records_of(made) == ()


def test_the_record_is_written_from_the_panel_and_esc_goes_back(
    at_work: AtWork, visit: int
) -> None:
    at_work.hand.press("Alt+R")
    assert at_work.now == "records"
    at_work.hand.press("Esc")
    assert at_work.now == "calendar"
    assert calendar(at_work).visit.isVisible()
    at_work.hand.press("Alt+R")
    assert len(at_work.records_of(visit)) == 1


def test_a_visit_that_nobody_came_to_has_nothing_to_write(at_work: AtWork, nadia: int) -> None:
    made = at_work.visit(nadia, status="booked", starts_at=NOW)
    show(at_work, made)
    assert calendar(at_work).visit.write.isHidden()
    at_work.open(made)
    assert "there is nothing to record yet" in at_work.page.empty.sentence.text()


def test_the_desk_is_not_offered_the_record(at_work: AtWork, visit: int) -> None:
    at_work.sit(MAYA)
    show(at_work, visit)
    assert calendar(at_work).visit.write.isHidden()
    at_work.hand.press("Alt+R")
    assert at_work.now == "calendar"


def test_esc_on_the_map_lets_go_of_a_point_before_it_goes_back(at_work: AtWork, visit: int) -> None:
    at_work.vial(at_work.batch())
    at_work.hand.press("Alt+R")
    at_work.click_chart(0.42, 0.24)
    at_work.hand.press("Esc")
    assert at_work.now == "records"
    assert at_work.form.map.chart.editing.chosen is None
    at_work.hand.press("Esc")
    assert at_work.now == "calendar"


def test_the_page_has_no_item_in_the_rail(at_work: AtWork, visit: int) -> None:
    assert "records" not in at_work.program.window.rail._items
