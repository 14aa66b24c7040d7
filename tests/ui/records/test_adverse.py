"""An adverse event noted while no record of the visit is signed."""

from __future__ import annotations

from typing import Any

import pytest

from clinic_desk.records.contents import ToxinContent, Vial
from tests.factories import NOW
from tests.ui.records.at_work import MAYA, RUTH, AtWork
from ui.calendar.page import CalendarPage


def show_visit(at_work: AtWork, visit: int) -> CalendarPage:
    page = at_work.program.window.stack.page("calendar")
    assert isinstance(page, CalendarPage)
    page.go_to_visit(visit)
    at_work.hand.settle()
    return page


def kinds(at_work: AtWork, visit: int) -> list[str]:
    return [record.kind for record in at_work.records_of(visit)]


@pytest.fixture
def visit(at_work: AtWork, nadia: int) -> int:
    """A visit that was had this morning, of which nothing is written."""
    return at_work.visit(nadia, starts_at=NOW)


@pytest.fixture
def draft(at_work: AtWork, visit: int) -> int:
    """The same visit, with a draft that names a vial."""
    vial = at_work.vial(at_work.batch())
    records = at_work.clinic.records
    begun = records.begin(visit, RUTH).record
    return records.save_draft(begun.id, begun.version, ToxinContent((Vial(vial),)), RUTH).record.id


def fill(at_work: AtWork) -> None:
    at_work.type_in("What happened", "The left lid droops.")
    at_work.go_to("How bad")
    at_work.hand.press("Right")
    at_work.type_in("What was advised", "Ring 111 if it gets worse.")


def test_from_the_calendar_it_is_noted_of_a_visit_of_which_nothing_is_written(
    at_work: AtWork, visit: int
) -> None:
    show_visit(at_work, visit)
    at_work.hand.press("Alt+W")
    assert at_work.now == "records"
    assert kinds(at_work, visit) == ["adverse_event"]
    assert at_work.form.no_lot.isVisible()
    fill(at_work)
    at_work.hand.press("Ctrl+Return")
    (event,) = at_work.records_of(visit)
    assert event.signed
    # The record itself is still to be written.
    at_work.open(visit)
    assert sorted(kinds(at_work, visit)) == ["adverse_event", "toxin"]


def test_from_a_draft_it_names_the_draft_s_batch_and_what_was_typed_there_is_kept(
    at_work: AtWork, visit: int, draft: int
) -> None:
    at_work.open(visit)
    assert at_work.page.draft.adverse.isVisible()
    at_work.type_in("Note", "Numb for an hour")
    at_work.hand.press("Alt+W")
    event: Any = at_work.records_of(visit)[0]
    assert event.kind == "adverse_event"
    assert [lot.number for lot in event.content.lots] == ["B81204"]
    assert not at_work.page.draft.adverse.isVisible()
    at_work.hand.press("Alt+W")
    assert sorted(kinds(at_work, visit)) == ["adverse_event", "toxin"]
    kept: Any = at_work.clinic.records.one(draft, RUTH)
    assert kept.content.note == "Numb for an hour"


def test_a_batch_that_the_record_names_only_later_can_still_be_ticked(
    at_work: AtWork, visit: int
) -> None:
    records = at_work.clinic.records
    event = records.begin_adverse_event(visit, NOW.date(), RUTH).record
    vial = at_work.vial(at_work.batch())
    begun = records.begin(visit, RUTH).record
    records.save_draft(begun.id, begun.version, ToxinContent((Vial(vial),)), RUTH)
    at_work.program.window.show_page("records", {"record_id": event.id})
    at_work.hand.settle()
    (tick,) = at_work.form._ticks.values()
    assert (tick.isVisible(), tick.isChecked()) == (True, False)
    at_work.click(tick)
    at_work.page.keeper.save()
    at_work.hand.settle()
    kept: Any = records.one(event.id, RUTH)
    assert [lot.number for lot in kept.content.lots] == ["B81204"]


def test_the_desk_is_not_offered_it_and_nobody_before_the_client_came(
    at_work: AtWork, nadia: int, visit: int
) -> None:
    panel = show_visit(at_work, at_work.visit(nadia, status="booked", starts_at=NOW)).visit
    assert panel.adverse.isHidden()
    at_work.hand.press("Alt+W")
    assert at_work.now == "calendar"
    at_work.sit(MAYA)
    assert show_visit(at_work, visit).visit.adverse.isHidden()
    at_work.hand.press("Alt+W")
    assert at_work.now == "calendar"
    assert kinds(at_work, visit) == []
