"""Ctrl P on the calendar: the paper that goes with what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.calendar.page import CalendarPage


def print_shown(page: CalendarPage, workplace: Workplace) -> None:
    """The slip of the visit in the panel, else the morning page where it stands in the grid's
    place, and nothing of it while names are hidden; else the day and the next with phones."""
    # Imported here: no start waits for the printers.
    from ui.kit.desk_paper import print_day, print_morning, print_slip

    panel = page.side.panel
    if panel is not None and panel is page.visit and page.visit.visit is not None:
        print_slip(workplace, page.visit.visit, page)
    elif page.morning.is_shown:
        if not workplace.private:
            print_morning(workplace, page.days.day, page)
    else:
        print_day(workplace, page.days.day, page)
