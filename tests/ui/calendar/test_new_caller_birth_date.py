"""A birth date that cannot be kept stops the booking; it is never dropped in silence."""

from __future__ import annotations

import pytest

from tests.ui.calendar.at_desk import MAYA, AtDesk


@pytest.mark.parametrize("typed", ["31/12/2099", "31/2/85", "next week"])
def test_a_birth_date_that_cannot_be_kept_stops_the_booking(at_desk: AtDesk, typed: str) -> None:
    at_desk.hand.press("F4")
    at_desk.hand.type("Tilda Brightwell")
    at_desk.hand.press("Return")
    at_desk.hand.type("07700 900777")
    at_desk.hand.press("Tab")
    at_desk.hand.type(typed)
    at_desk.hand.press("Alt+1", "Ctrl+Return")
    assert not at_desk.clinic.clients.search("Tilda Brightwell", MAYA)
    newcomer = at_desk.page.booking.parts.who.new
    assert newcomer.born.line.text() == typed
    assert newcomer.born.trouble()
