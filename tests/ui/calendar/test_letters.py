"""Letters are for typing, always: each one on free time begins a booking."""

from __future__ import annotations

import string

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.calendar.at_desk import AtDesk


@pytest.fixture
def at_grid(at_desk: AtDesk) -> AtDesk:
    at_desk.page.grid.setFocus()
    return at_desk


def test_every_letter_and_digit_on_free_time_lands_in_the_client_field(
    at_grid: AtDesk, qtbot: QtBot
) -> None:
    for letter in string.ascii_letters + string.digits:
        at_grid.page.grid.setFocus()
        qtbot.keyClicks(at_grid.page.grid, letter)
        assert at_grid.parts.who.finding.field.text() == letter
        assert at_grid.focused() == "Client"
        at_grid.panel.close_call()


@pytest.mark.parametrize("letter", ["é", "Ł", "ж", "'", "ا"])
def test_letters_beyond_ascii_land_there_too(at_grid: AtDesk, letter: str) -> None:
    at_grid.hand.type(letter)
    assert at_grid.parts.who.finding.field.text() == letter


def test_a_whole_name_typed_on_free_time_is_whole(at_grid: AtDesk) -> None:
    at_grid.hand.type("Nadia Clarke")
    assert at_grid.parts.who.finding.field.text() == "Nadia Clarke"


def test_the_booking_begins_at_the_time_that_was_chosen(at_grid: AtDesk) -> None:
    at_grid.hand.press("Down", "Down")
    chosen = at_grid.page.grid.chosen_span
    assert chosen is not None
    at_grid.hand.type("x")
    assert at_grid.panel.call.starts_at == chosen[1].starts_at
    assert at_grid.panel.call.person_id == chosen[0].resource_id


def test_f4_without_a_picked_time_asks_for_the_soonest(at_grid: AtDesk) -> None:
    at_grid.hand.press("F4")
    assert at_grid.panel.call.starts_at is None


def test_f4_takes_the_time_that_was_picked(at_grid: AtDesk) -> None:
    at_grid.hand.press("Down", "Down")
    chosen = at_grid.page.grid.chosen_span
    assert chosen is not None
    at_grid.hand.press("F4")
    assert at_grid.panel.call.starts_at == chosen[1].starts_at


def test_f4_on_another_day_takes_a_time_only_if_it_was_picked_there(at_grid: AtDesk) -> None:
    at_grid.hand.press("Ctrl+Right", "F4")
    assert at_grid.panel.call.starts_at is None
