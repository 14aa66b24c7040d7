"""The morning page in place of the grid: the day's visits with what each still lacks, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.words import clock_time, count, long_day
from clinic_desk.calendar.statuses import IN_THE_DIARY, SHOWN
from clinic_desk.staff.permissions import May, may
from ui.calendar.waits import health_words
from ui.kit.labels import PlainLabel
from ui.kit.layout import Card, Column
from ui.kit.surfaces import EmptyState, TroubleLine
from ui.kit.table import Table
from ui.kit.table_lines import Cell, TableColumn, TableLine
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desk.records.morning_lacks import MorningVisit

COLUMNS = (TableColumn("Time", 7), TableColumn("Client", 33), TableColumn("Still lacks"))
NOTHING = "Nothing is missing."
NO_VISITS = "Nothing is booked on this day."
HIDDEN = "Names and treatments are hidden."
STOPS = frozenset({"client", "refused", "age", "consultation", "batch"})
"""What keeps the visit from taking place, so that it is seen first."""


class MorningView(Card):
    """For those who treat; nothing is read for anybody else. Enter opens the marked visit."""

    visit_wanted = Signal(int)
    record_wanted = Signal(int)
    """The visit is over, and its record is not written or not signed."""

    def __init__(self, workplace: Workplace) -> None:
        """Nothing is read before a day is shown."""
        super().__init__(gap=1, margins=1.5)
        self.setAccessibleName("Morning page")
        self._work = workplace
        self.day: date | None = None
        self.visits: tuple[MorningVisit, ...] = ()
        self._names: Mapping[str, str] = {}
        self.about = PlainLabel(tone="quiet", weight="medium", wrap=True)
        self.trouble = TroubleLine()
        self.table = Table("Visits and what each still lacks", COLUMNS)
        self.setFocusProxy(self.table)
        self.none = EmptyState(NO_VISITS)
        self.hidden = EmptyState(
            HIDDEN, "Show them", lambda: workplace.seat.hide_names(False), "F9"
        )
        self._stack = QStackedWidget()
        for part in (self.table, self.none, self.hidden):
            self._stack.addWidget(part)
        top = Column(margins=(1.5, 0.5, 1.5, 0))
        top.addWidget(self.about)
        self.body.addLayout(top)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self._stack, 1)
        self.table.opened.connect(self._open)
        workplace.changed.connect(self._changed)
        workplace.privacy_changed.connect(self._show_part)

    def is_allowed(self) -> bool:
        """Whether the person at the desk may read it."""
        person = self._work.person
        return person is not None and may(person, May.CLINICAL)

    def show_day(self, day: date, names: Mapping[str, str]) -> None:
        """Read a local day; `names` are those of the treatments by their codes."""
        if day != self.day:
            self.forget()
        self.day, self._names = day, names
        self.read()

    def read(self) -> None:
        """Read the day again."""
        if self.day is None or not self.is_allowed():
            return
        morning, health = self._work.clinic.morning, self._work.clinic.health
        by, day = self._work.by, self.day
        self._work.desk.ask(
            "calendar.morning",
            lambda: (day, morning.of_day(day, by), len(health.open_changes(by))),
            self._show,
            self.trouble.tell,
        )

    def forget(self) -> None:
        """Nothing that was read stays: it is put away, or somebody else has sat down."""
        self.day, self.visits = None, ()
        self.table.show_lines(())
        self.about.setText("")

    def _show(self, found: tuple[date, tuple[MorningVisit, ...], int]) -> None:
        day, visits, changes = found
        if day != self.day:
            return
        self.trouble.clear()
        self.visits = visits
        lacking = sum(1 for each in visits if each.lacks)
        told = f" · {health_words(changes)} (F3)" if changes else ""
        self.about.setText(
            f"{long_day(day)} · {count(len(visits), 'visit')}, {lacking} with something to do{told}"
        )
        self.table.show_lines(tuple(map(self._line, visits)))
        self._show_part()

    def _show_part(self) -> None:
        shown = self.table if self.visits else self.none
        self._stack.setCurrentWidget(self.hidden if self._work.private else shown)

    def _line(self, each: MorningVisit) -> TableLine:
        visit = each.visit
        treatment = self._names.get(visit.treatment, visit.treatment)
        stands = "" if visit.status in ("booked", "confirmed") else f"{SHOWN[visit.status]} · "
        below = f"{stands}{treatment} · {visit.person_name}"
        return TableLine(
            (
                Cell(clock_time(visit.starts_at), weight="semibold"),
                Cell(visit.client_name, weight="semibold", below=below),
                self._lacks(each),
            ),
            visit.id,
        )

    def _lacks(self, each: MorningVisit) -> Cell:
        passed = "\n".join(each.passed)
        if not each.lacks:
            return Cell(NOTHING, "quiet", below=passed, wraps=True)
        stops = any(lack.kind in STOPS for lack in each.lacks)
        words = "\n".join(lack.sentence for lack in each.lacks)
        tone = "block" if stops else "warn"
        return Cell(words, tone, below=passed, wraps=True, leads_with_symbol=True)

    def _open(self, visit_id: int) -> None:
        visits: Iterable[MorningVisit] = self.visits
        each = next((each for each in visits if each.visit.id == visit_id), None)
        if each is None:
            return
        over = each.visit.status not in IN_THE_DIARY
        to_record = over and any(lack.kind == "record" for lack in each.lacks)
        (self.record_wanted if to_record else self.visit_wanted).emit(visit_id)

    def _changed(self, _changes: Changes, _initiator: object) -> None:
        if self.isVisible():
            self.read()
