"""Which days the grid shows, as what; read off the GUI thread, and again when they change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.calendar.records import Column, DayView, Visit
from ui.calendar.grid.grid import CalendarGrid
from ui.calendar.head import By, View
from ui.calendar.setup import Setup
from ui.kit.workplace import Workplace


class Days(QObject):
    """A day by person or by room, or a week of one person."""

    asked = Signal(object, object, object, object)
    """(day, View, today, whose week or ""): these are being read."""
    shown = Signal(object)
    """The DayView that the grid shows now."""

    def __init__(self, workplace: Workplace, grid: CalendarGrid) -> None:
        """Today, by person; nothing is read before the set-up is known and somebody is here."""
        super().__init__(grid)
        self._workplace, self._grid = workplace, grid
        self._setup: Setup | None = None
        self._view: View = "day"
        self._by: By = "person"
        self._week_of: int | None = None
        self._has_read = False
        self.day = self.today()
        self.now = DayView((), ())

    def today(self) -> date:
        """The clinic's present day."""
        return local_day(self._workplace.clinic.clock.now())

    def use(self, setup: Setup) -> None:
        """Take the people who have a column."""
        self._setup = setup
        if self._workplace.person is not None:
            self.read()

    def begin(self) -> None:
        """Somebody sits down: read what nobody was there to see."""
        if self._setup is not None and not self._has_read:
            self.read()

    def visit(self, visit_id: int) -> Visit | None:
        """A visit that is shown; None for any other."""
        return next((each for each in self.now.visits if each.id == visit_id), None)

    def shows(self, day: date) -> bool:
        """Whether a local day has a column now."""
        return any(column.day == day for column in self.now.columns)

    def concerned_by(self, changes: Changes) -> bool:
        """Whether something of what is shown, or is being read, has changed."""
        read = {self.day, *(column.day for column in self.now.columns)}
        return bool(changes.days & read)

    def show_day(self, day: date) -> None:
        """Show a local day, or the week it lies in."""
        self.day = day
        self.read()

    def show_only(self, day: date) -> None:
        """Show a local day of everybody."""
        self._view = "day"
        self.show_day(day)

    def show_one_of(self, days: Collection[date]) -> None:
        """Show the earliest of these, unless one is shown already."""
        if not any(self.shows(day) for day in days):
            self.show_day(min(days))

    def show_today(self) -> None:
        """Back to the present day."""
        self.show_day(self.today())

    def step(self, way: int) -> None:
        """The day or week before or after."""
        self.show_day(self.day + timedelta(days=way * (1 if self._view == "day" else 7)))

    def show_as(self, view: View) -> None:
        """A day of everybody, or a week of one person."""
        chosen = self._chosen_column()
        if view == "week" and chosen is not None and chosen.kind == "person":
            self._week_of = chosen.resource_id
        if view == "day" and self._view == "week" and chosen is not None:
            self.day = chosen.day
        if view != self._view:
            # What is chosen by its place on the screen would lie on another day there.
            self._grid.show_chosen(None)
        self._view = view
        self.read()

    def show_by(self, by: By) -> None:
        """A column a person, or a column a room."""
        self._by = by
        self.read()

    def read(self) -> None:
        """Read the days that are shown."""
        self._has_read = True
        diary, day, by = self._workplace.clinic.diary, self.day, self._by
        whose = self._whose_week() if self._view == "week" else None
        self.asked.emit(day, self._view, self.today(), self._name_of(whose))
        if self._view == "day":
            self._workplace.desk.ask("calendar.view", lambda: diary.day(day, by), self._show)
        elif whose is not None:
            monday = day - timedelta(days=day.weekday())
            self._workplace.desk.ask("calendar.view", lambda: diary.week(whose, monday), self._show)

    def _chosen_column(self) -> Column | None:
        """The column in which time or a visit is chosen."""
        chosen, strips = self._grid.chosen, self._grid.layout_now.strips
        if chosen is None or chosen.column >= len(strips):
            return None
        return strips[chosen.column].column

    def _whose_week(self) -> int | None:
        """The person whose column was chosen last, else the one at the desk, else the first."""
        treating = [person.id for person in self._setup.treating] if self._setup else []
        at_desk = self._workplace.person
        wanted = [self._week_of, at_desk.id if at_desk else None, *treating]
        return next((person_id for person_id in wanted if person_id in treating), None)

    def _name_of(self, person_id: int | None) -> str:
        treating = self._setup.treating if self._setup else ()
        return next((person.name for person in treating if person.id == person_id), "")

    def _show(self, view: DayView) -> None:
        self.now = view
        self._grid.set_view(view)
        self.shown.emit(view)
