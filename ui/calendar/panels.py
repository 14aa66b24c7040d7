"""The panels beside the grid, made together."""

from __future__ import annotations

from ui.calendar.absence import AbsencePanel
from ui.calendar.booking.panel import BookingPanel
from ui.calendar.drafted import Drafted
from ui.calendar.grid.grid import CalendarGrid
from ui.calendar.setup import Setup
from ui.calendar.todo import TodoPanel
from ui.calendar.visit.panel import VisitPanel
from ui.calendar.worried import WorriedPanel
from ui.kit.workplace import Workplace

Panel = BookingPanel | VisitPanel | WorriedPanel | TodoPanel | AbsencePanel


class Panels:
    """One of each, and what the grid shows of the call in one of them."""

    def __init__(self, workplace: Workplace, grid: CalendarGrid) -> None:
        """All of them, with nothing in them."""
        self.booking = BookingPanel(workplace)
        self.visit = VisitPanel(workplace)
        self.worried = WorriedPanel(workplace)
        self.todo = TodoPanel(workplace)
        self.absence = AbsencePanel(workplace)
        self.drafted = Drafted(workplace, grid, self.booking)

    @property
    def all(self) -> tuple[Panel, ...]:
        """In the order in which Tab would go through them."""
        return (self.booking, self.visit, self.worried, self.todo, self.absence)

    @property
    def never_while_hidden(self) -> tuple[Panel, ...]:
        """Those that are covered while names are hidden."""
        return (self.visit, self.todo, self.absence)

    def use(self, setup: Setup) -> None:
        """Hand the set-up to each."""
        for panel in self.all:
            panel.use(setup)
