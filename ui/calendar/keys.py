"""The acts of the calendar, with their keys: never a bare letter, as letters are for typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from ui.calendar.paper import print_shown
from ui.kit.commands import Command, Commands, KeyNote
from ui.kit.leaflet_key import leaflets_command
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.calendar.booking.panel import BookingPanel
    from ui.calendar.page import CalendarPage

OFFERS = range(1, 5)
"""Offered times with a key."""
AGAIN = range(7, 10)
"""The digits for the last three visits: those below are for offered times."""

GRID_KEYS = (
    KeyNote("Calendar", "↑ ↓ ← →", "Choose a time; with Shift make it longer"),
    KeyNote("Calendar", "any letter", "A booking there, with what is typed"),
    KeyNote("Calendar", "Tab", "From visit to visit; Enter opens one"),
    KeyNote("Calendar", "Alt ↑ ↓ ← →", "Move the chosen visit"),
)
"""Keys that the grid reads itself."""

Act = tuple[str, str, str, Callable[[], object]]
"""Id, words, key, and what it does."""


def add_commands(page: CalendarPage, workplace: Workplace) -> None:
    """Make every act of the page known."""
    commands = workplace.commands
    for act, words, key, run in _page_acts(page, workplace):
        commands.add(Command(act, words, key, "Calendar", run, scope="calendar"), page)
    morning = Command(
        "calendar.morning",
        "Morning page",
        "Ctrl+M",
        "Calendar",
        page.morning.toggle,
        when=page.morning.is_allowed,
        scope="calendar",
        known=page.morning.is_allowed,
    )
    commands.add(morning, page)
    commands.note(*GRID_KEYS)


def add_booking_commands(panel: BookingPanel, commands: Commands) -> None:
    """Make every act of the booking panel known."""
    for act, words, key, run in _booking_acts(panel):
        commands.add(Command(act, words, key, "Booking", run, scope="calendar.panel"), panel)
    health = panel.health_change.command("booking.health", "Booking", "calendar.panel")
    commands.add(health, panel)
    leaflets = leaflets_command(
        "booking.leaflets", "Booking", "calendar.panel", panel.print_leaflets
    )
    commands.add(leaflets, panel)


def _page_acts(page: CalendarPage, workplace: Workplace) -> tuple[Act, ...]:
    days = page.days
    return (
        ("calendar.book", "New booking", "F4", page.new_booking),
        ("calendar.worried", "Worried after treatment", "F8", lambda: page.worried.begin(page)),
        (
            "calendar.todo",
            "Calls to make, and questions for the nurse",
            "F3",
            lambda: page.todo.begin(page),
        ),
        (
            "calendar.absence",
            "Somebody is away",
            "Ctrl+Shift+A",
            lambda: page.absence.begin(page),
        ),
        (
            "calendar.print",
            "Print the day, or the slip of the visit",
            "Ctrl+P",
            partial(print_shown, page, workplace),
        ),
        ("calendar.today", "Today", "Ctrl+T", days.show_today),
        ("calendar.before", "The day or week before", "Ctrl+Left", partial(days.step, -1)),
        ("calendar.after", "The day or week after", "Ctrl+Right", partial(days.step, 1)),
        ("calendar.day", "Day", "Ctrl+1", partial(days.show_as, "day")),
        ("calendar.week", "Week of one person", "Ctrl+2", partial(days.show_as, "week")),
        ("calendar.back", "Put the panel away", "Esc", page.back),
    )


def _booking_acts(panel: BookingPanel) -> Iterator[Act]:
    acting, learning, who = panel.acting, panel.learning, panel.parts.who
    yield ("booking.main", "Do what the panel offers", "Ctrl+Return", acting.main)
    yield ("booking.other", "Do the other thing it offers", "Ctrl+Shift+Return", acting.other)
    yield ("booking.identity", "The caller is who they say", "F6", learning.identity)
    yield (
        "booking.neither",
        "Neither treatment in three months",
        "F7",
        learning.nothing_elsewhere,
    )
    yield ("booking.seen", "I have seen this", "Alt+S", acting.tick)
    yield ("booking.duplicate", "Use the client on file", "Ctrl+D", who.new.use_first_duplicate)
    for number in OFFERS:
        take = partial(panel.parts.offers.take, number - 1)
        yield (f"booking.offer.{number}", f"Take offered time {number}", f"Alt+{number}", take)
    for at, digit in enumerate(AGAIN):
        repeat = partial(panel.parts.recent.repeat, at)
        words = f"The same again as visit {at + 1}"
        yield (f"booking.again.{at + 1}", words, f"Alt+{digit}", repeat)
