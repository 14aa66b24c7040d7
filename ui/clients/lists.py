"""The tabs with a list: what was done, and what is booked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.outcomes import BrokenVisit
from clinic_desk.calendar.records import Visit
from ui.clients.against import AgainstList
from ui.clients.entries import Telling, appointments
from ui.clients.visit_acts import VisitSteps
from ui.kit.buttons import LinkButton
from ui.kit.entry_list import Entry, EntryList
from ui.kit.labels import SectionTitle
from ui.kit.layout import Card, Row, reveal
from ui.kit.surfaces import EmptyState, Scroll
from ui.kit.theme import theme
from ui.kit.workplace import Workplace


class EntriesCard(Card):
    """A card with a title, the list, and the way from the marked line to the calendar."""

    opened = Signal(int)
    """The id of the visit to show on the calendar."""

    def __init__(self, title: str, nothing: str) -> None:
        """`nothing` is the sentence for an empty list."""
        super().__init__(gap=1, margins=(2, 1.5, 1, 1))
        head = Row(gap=1)
        head.addWidget(SectionTitle(title))
        head.addStretch(1)
        self.show_on_calendar = LinkButton("Show on the calendar (Enter)", on_click=self._open)
        head.addWidget(self.show_on_calendar)
        self.list = EntryList(title)
        self.nothing = EmptyState(nothing)
        self.body.addLayout(head)
        self.middle = Row(gap=1.5)
        self.middle.addWidget(self.list, 1)
        self.body.addLayout(self.middle, 1)
        self.body.addWidget(self.nothing, 1)
        self.list.opened.connect(self.opened)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to go to."""
        return not self.list.entries()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show these lines, or the sentence that there are none."""
        self.list.show_entries(entries)
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        self._offer()

    def _offer(self) -> None:
        self.show_on_calendar.setVisible(not self.is_empty)
        self.show_on_calendar.setEnabled(self.list.marked() is not None)

    def _open(self) -> None:
        visit_id = self.list.marked()
        if visit_id is not None:
            self.opened.emit(visit_id)


class AppointmentsCard(EntriesCard):
    """The appointments, and beside them what may follow for the marked one."""

    def __init__(self, workplace: Workplace) -> None:
        """Empty."""
        super().__init__("Appointments", "No appointments yet. F4 books one.")
        self._visits: dict[int, Visit] = {}
        self.against = AgainstList("What is on file speaks against")
        self.against.visit_wanted.connect(self.opened)
        scroll = Scroll(gap=0, margins=0, snug=True)
        scroll.body.addWidget(self.against)
        self._above = scroll
        reveal(scroll, False)
        self.body.insertWidget(1, scroll)
        self.steps = VisitSteps(workplace, self.list)
        self.middle.addWidget(self.steps)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._follow())
        theme().changed.connect(self._fit)

    def show_visits(self, visits: Iterable[Visit], telling: Telling) -> None:
        """Show a client's visits, the coming ones first."""
        self._visits = {visit.id: visit for visit in visits}
        self.show_entries(appointments(self._visits.values(), telling))
        self._follow()

    def show_broken(
        self, broken: Sequence[BrokenVisit], names: Mapping[str, str], telling: Telling
    ) -> None:
        """Show above the list which of them something on file speaks against."""
        today = local_day(telling.now)
        self.against.show_visits(broken, names, today, for_clinician=telling.for_clinician)
        reveal(self._above, bool(broken))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The steps keep their share of the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.steps.setFixedWidth(min(theme().shape("popover"), self.width() // 2))

    def _follow(self) -> None:
        self.steps.show_visit(self._visits.get(self.list.marked() or 0))
        reveal(self.steps, not self.is_empty)
