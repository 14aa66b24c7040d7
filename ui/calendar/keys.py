"""The acts of the calendar, with their keys: never a bare letter, as letters are for typing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.kit.commands import Command, Commands

if TYPE_CHECKING:
    from ui.calendar.page import CalendarPage

CALENDAR, PANEL, VISIT = "calendar", "calendar.panel", "calendar.visit"


def add_commands(page: CalendarPage, commands: Commands) -> None:
    """Make every act of the page and its panels known."""
    for command in _page_commands(page):
        commands.add(command, page)
    for command in _booking_commands(page):
        commands.add(command, page.booking)


def _page_commands(page: CalendarPage) -> tuple[Command, ...]:
    group = "Calendar"
    return (
        Command("calendar.book", "New booking", "F4", group, page.new_booking, scope=CALENDAR),
        Command(
            "calendar.worried",
            "Worried after treatment",
            "F8",
            group,
            lambda: page.worried.begin(page),
            scope=CALENDAR,
        ),
        Command(
            "calendar.todo",
            "Calls to make, and questions for the nurse",
            "F3",
            group,
            lambda: page.todo.begin(page),
            scope=CALENDAR,
        ),
        Command(
            "calendar.absence",
            "Somebody is away",
            "Ctrl+Shift+A",
            group,
            lambda: page.absence.begin(page),
            scope=CALENDAR,
        ),
        Command(
            "calendar.today", "Today", "Ctrl+T", group, lambda: page.show_day(page.today()),
            scope=CALENDAR,
        ),
        Command(
            "calendar.before", "The day or week before", "Ctrl+Left", group,
            lambda: page.step(-1), scope=CALENDAR,
        ),
        Command(
            "calendar.after", "The day or week after", "Ctrl+Right", group,
            lambda: page.step(1), scope=CALENDAR,
        ),
        Command(
            "calendar.day", "Day", "Ctrl+1", group, lambda: page.show_as("day"), scope=CALENDAR,
        ),
        Command(
            "calendar.week", "Week of one person", "Ctrl+2", group,
            lambda: page.show_as("week"), scope=CALENDAR,
        ),
        Command("calendar.back", "Put the panel away", "Esc", group, page.back, scope=CALENDAR),
    )  # fmt: skip


def _booking_commands(page: CalendarPage) -> tuple[Command, ...]:
    group, panel = "Booking", page.booking
    numbered = tuple(
        Command(
            f"booking.offer.{number}",
            f"Take offered time {number}",
            f"Alt+{number}",
            group,
            partial(panel.offers.take, number - 1),
            scope=PANEL,
        )
        for number in range(1, 5)
    )
    again = tuple(
        Command(
            f"booking.again.{at + 1}",
            f"The same again as visit {at + 1}",
            f"Alt+{at + 7}",
            group,
            partial(panel.recent.repeat, at),
            scope=PANEL,
        )
        for at in range(3)
    )
    return (
        Command(
            "booking.main", "Do what the panel offers", "Ctrl+Return", group,
            panel.main_act, scope=PANEL,
        ),
        Command(
            "booking.other", "Do the other thing it offers", "Ctrl+Shift+Return", group,
            panel.other_act, scope=PANEL,
        ),
        Command(
            "booking.identity", "The caller is who they say", "F6", group,
            panel.mark_checked, scope=PANEL,
        ),
        Command(
            "booking.neither", "Neither treatment in three months", "F7", group,
            panel.nothing_elsewhere, scope=PANEL,
        ),
        Command("booking.seen", "I have seen this", "Alt+S", group, panel.tick, scope=PANEL),
        Command(
            "booking.duplicate", "Use the client on file", "Ctrl+D", group,
            panel.who.new.use_first_duplicate, scope=PANEL,
        ),
        *numbered,
        *again,
    )  # fmt: skip
