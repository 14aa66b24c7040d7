"""When the morning page stands in place of the grid, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desk.staff.permissions import May, may
from ui.calendar.setup import Setup
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.calendar.morning import MorningView
    from ui.calendar.page import CalendarPage


class Mornings(QObject):
    """Shows the view on the calendar's day, and puts it away from whoever may not read it."""

    left = Signal()
    """The grid is wanted again."""
    visit_wanted = Signal(int)
    """A visit is to be shown."""
    record_wanted = Signal(int)
    """The record of a visit is to be written."""

    def __init__(self, workplace: Workplace, page: CalendarPage) -> None:
        """Not shown, and not made before it is."""
        super().__init__(page)
        self._workplace = workplace
        self._made: MorningView | None = None
        self._page = page
        self._names: dict[str, str] = {}

    @property
    def view(self) -> MorningView:
        """The morning page, made when it is first asked for."""
        if self._made is None:
            from ui.calendar.morning import MorningView

            self._made = MorningView(self._workplace)
            self._made.visit_wanted.connect(self.visit_wanted)
            self._made.record_wanted.connect(self.record_wanted)
            self._page.middle.addWidget(self._made)
        return self._made

    @property
    def is_shown(self) -> bool:
        """Whether it stands in place of the grid."""
        return self._made is not None and self._page.middle.currentWidget() is self._made

    def is_allowed(self) -> bool:
        """Whether the person at the desk reads what is clinical."""
        person = self._workplace.person
        return person is not None and may(person, May.CLINICAL)

    def use(self, setup: Setup) -> None:
        """Take the names of the treatments."""
        treatments = setup.protocol.catalogue.treatments
        self._names = {each.code: each.short_name for each in treatments}
        self.follow()

    def toggle(self) -> None:
        """Ctrl M: the day's visits with what each lacks, in place of the grid; or back to it."""
        if self.is_shown:
            self.leave()
        elif self.is_allowed():
            self._page.middle.setCurrentWidget(self.view)
            self.follow()
            self.view.setFocus()

    def follow(self) -> None:
        """Show the calendar's day, read anew, where it is shown at all."""
        if self.is_shown:
            self.view.show_day(self._page.days.day, self._names)

    def leave(self) -> None:
        """The grid again; nothing that was read stays."""
        self.view.forget()
        self.left.emit()

    def person_changed(self) -> None:
        """Whoever may not read it finds the grid."""
        self._page.head.offer_morning(self.is_allowed())
        if self.is_shown:
            self.view.forget()
            if self.is_allowed():
                self.follow()
            else:
                self.leave()
