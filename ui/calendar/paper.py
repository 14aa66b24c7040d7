"""Ctrl P on the calendar: the paper that goes with what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.calendar.page import CalendarPage


def print_shown(page: CalendarPage, workplace: Workplace) -> None:
    """The slip of the visit in the panel, else the day and the next with phones."""
    # Imported here: no start waits for the printers.
    from ui.kit.desk_paper import print_day, print_slip

    panel = page.side.panel
    if panel is not None and panel is page.visit and page.visit.visit is not None:
        print_slip(workplace, page.visit.visit, page)
    else:
        print_day(workplace, page.days.day, page)
