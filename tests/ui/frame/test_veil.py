"""Locked, no widget keeps a text of a record; unlocked, everything is as it was."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from shiboken6 import isValid

from clinic_desk.clients.records import ClientDetails, PhoneDetails
from tests.ui.calendar.at_desk import RUTH
from tests.ui.frame.marked import (
    FEW_COLOURS,
    AtDoor,
    marked_widgets,
    painted_widgets,
    shades_of,
    state,
)
from ui.calendar.page import CalendarPage
from ui.clients.page import ClientsPage
from ui.kit.theme import Theme
from ui.records.page import RecordPage


def calendar_with_a_call(at_door: AtDoor) -> None:
    at_door.hand.press("F5", "F4")
    at_door.hand.type("zqxfam")
    at_door.hand.press("Return")
    at_door.hand.type("Fre")
    at_door.hand.settle()


def calendar_with_a_name_half_typed(at_door: AtDoor) -> None:
    at_door.hand.press("F5", "F4")
    at_door.hand.type("zqx nobod")
    at_door.hand.press("Left", "Left", "Shift+Left")


def calendar_with_a_visit(at_door: AtDoor) -> None:
    at_door.hand.press("F5")
    page = at_door.program.window.stack.page("calendar")
    assert isinstance(page, CalendarPage)
    page.days.show_day(date(2026, 12, 1))
    at_door.hand.settle()
    (visit,) = page.grid.scene.view.visits
    page.open_visit(visit.id)
    at_door.hand.settle()


def client_tab(name: str) -> Callable[[AtDoor], None]:
    def show(at_door: AtDoor) -> None:
        at_door.program.window.show_page("clients", {"client_id": at_door.client_id})
        at_door.hand.settle()
        page = at_door.program.window.stack.page("clients")
        assert isinstance(page, ClientsPage)
        page.record.tabs.tabs[name].click()
        at_door.hand.settle()

    show.__name__ = f"client_{name}"
    return show


def client_half_typed(at_door: AtDoor) -> None:
    client_tab("details")(at_door)
    page = at_door.program.window.stack.page("clients")
    assert isinstance(page, ClientsPage)
    note = page.record.details.form.findChild(QPlainTextEdit)
    note.setFocus()
    at_door.hand.press("Ctrl+A")
    at_door.hand.type("zqx half a no")
    at_door.hand.press("Ctrl+Left", "Shift+Left")


def two_records_side_by_side(at_door: AtDoor) -> None:
    other = ClientDetails("Zqxother", "Zqxfamily", phones=(PhoneDetails("07700 900987"),))
    other_id = at_door.clinic.clients.add(other, RUTH).id
    client_tab("history")(at_door)
    page = at_door.program.window.stack.page("clients")
    assert isinstance(page, ClientsPage)
    page.begin_merging(other_id)
    at_door.hand.settle()
    assert page.merging.lines


def card_of_what_a_death_ends(at_door: AtDoor) -> None:
    client_tab("history")(at_door)
    at_door.hand.press("Ctrl+M", "Return")
    page = at_door.program.window.stack.page("clients")
    assert isinstance(page, ClientsPage)
    assert page.standing.death is not None
    assert page.standing.death.isVisible()


def leaflet_for_the_client(at_door: AtDoor) -> None:
    at_door.program.window.show_page("leaflets", {"client_id": at_door.client_id})
    at_door.hand.settle()


def settings_half_typed(at_door: AtDoor) -> None:
    at_door.hand.press("F12")
    at_door.program.window.show_page("settings", {"section": "people"})
    at_door.hand.settle()


def record_half_typed(at_door: AtDoor) -> None:
    visit = min(at_door.clinic.diary.of_client(at_door.client_id), key=lambda each: each.starts_at)
    if visit.status == "booked":
        at_door.clinic.booking.set_status(visit.id, "arrived", "", visit.version, RUTH)
    at_door.program.window.show_page("records", {"visit_id": visit.id})
    at_door.hand.settle()
    page = at_door.program.window.stack.page("records")
    assert isinstance(page, RecordPage)
    note = page.draft.findChild(QPlainTextEdit)
    note.setFocus()
    at_door.hand.press("Ctrl+A")
    at_door.hand.type("zqx was talked ab")
    at_door.hand.press("Shift+Left")


def search_half_typed(at_door: AtDoor) -> None:
    at_door.hand.press("F5", "Ctrl+K")
    at_door.hand.type("zqxf")
    at_door.hand.settle()
    assert at_door.program.window.search.hits.isVisible()


SIGHTS = (
    calendar_with_a_call,
    calendar_with_a_name_half_typed,
    calendar_with_a_visit,
    client_tab("history"),
    client_tab("appointments"),
    client_tab("details"),
    client_tab("looked"),
    client_half_typed,
    leaflet_for_the_client,
    settings_half_typed,
    record_half_typed,
    search_half_typed,
)


def test_nothing_is_left_of_two_records_that_are_held_side_by_side(at_door: AtDoor) -> None:
    two_records_side_by_side(at_door)
    at_door.lock()
    assert marked_widgets() == {}
    at_door.unlock()


def test_a_card_about_a_death_is_not_left_over_the_lock(at_door: AtDoor) -> None:
    card_of_what_a_death_ends(at_door)
    at_door.lock()
    assert marked_widgets() == {}
    at_door.unlock()


def test_nothing_of_a_record_is_left_in_sight_or_out_of_it_and_all_comes_back(
    at_door: AtDoor,
) -> None:
    # One window for all of them: each has what those before have left on the other pages.
    for sight in SIGHTS:
        sight(at_door)
        look(at_door, sight.__name__)


def look(at_door: AtDoor, sight: str) -> None:
    """Lock, look into everything, unlock, and hold everything against what it was."""
    window = at_door.program.window
    assert marked_widgets(), sight
    assert shades_of(window) > FEW_COLOURS
    # Its sentence goes after a while of itself, and leaves what is beside it more room.
    window.status._be_quiet()
    painted(window)
    before, keyboard = state(window, window.door), QApplication.focusWidget()
    begun = time.process_time()
    at_door.lock()
    taken = time.process_time() - begun
    assert window.is_locked
    assert marked_widgets() == {}, sight
    assert painted_widgets(window, window.door) == [], sight
    assert taken < 1, sight
    at_door.unlock()
    assert not window.is_locked
    painted(window)
    after = state(window, window.door)
    kept = {widget: parts for widget, parts in before.items() if isValid(widget)}
    changed = [each for each in kept if after[each] != kept[each]]
    assert [(each, kept[each], after[each]) for each in changed] == [], sight
    assert QApplication.focusWidget() is keyboard, sight


def painted(window: QWidget) -> None:
    """Laid out and painted: an elided label learns only then whether it needs a tip."""
    QApplication.processEvents()
    window.grab()


def test_a_look_that_changes_behind_the_lock_shows_nothing_and_takes_nothing_away(
    at_door: AtDoor, theme: Theme
) -> None:
    for sight in (calendar_with_a_name_half_typed, client_half_typed):
        sight(at_door)
        window = at_door.program.window
        painted(window)
        before, keyboard = state(window, window.door), QApplication.focusWidget()
        at_door.lock()
        for percent in (100, 120):
            theme.choose("dark")
            theme.set_percent(percent)
            at_door.hand.settle()
            assert marked_widgets() == {}, sight
        theme.choose("light")
        theme.set_percent(100)
        at_door.hand.settle()
        assert painted_widgets(window, window.door) == [], sight
        at_door.unlock()
        painted(window)
        after = state(window, window.door)
        kept = {widget: parts for widget, parts in before.items() if isValid(widget)}
        changed = [each for each in kept if after[each] != kept[each]]
        assert [(each, kept[each], after[each]) for each in changed] == [], sight
        assert QApplication.focusWidget() is keyboard, sight
        assert at_door.program.notice is None
