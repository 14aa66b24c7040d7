"""What waits: calls to make, visits for the nurse to accept, agreements that no longer hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.outcomes import LapsedOverride, PencilledVisit
from clinic_desk.calendar.records import CallBackRecord
from clinic_desk.clinic import Clinic
from ui.calendar.callback_form import CallBackForm
from ui.calendar.setup import Setup
from ui.kit.buttons import KeyBadge, LinkButton
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, Surface, clear
from ui.kit.rows import ChoiceRow
from ui.kit.surfaces import PinnedScroll
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.calendar.page import CalendarPage


@dataclass(frozen=True)
class Waiting:
    """Everything that waits for somebody."""

    calls: tuple[CallBackRecord, ...]
    pencilled: tuple[PencilledVisit, ...]
    lapsed: tuple[LapsedOverride, ...]


def read_waiting(clinic: Clinic) -> Waiting:
    """What waits now; on the worker."""
    return Waiting(
        clinic.calls.open_call_backs(),
        clinic.booking.pencilled(),
        clinic.booking.lapsed_overrides(),
    )


class TodoPanel(PinnedScroll):
    """Three short lists; a row of the last two goes to its visit."""

    visit_wanted = Signal(int)
    closed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        """Read whenever it is opened and whenever something changes while it is."""
        super().__init__()
        self.pin_width()
        self.setAccessibleName("Calls to make, and questions for the nurse")
        self._workplace = workplace
        head = Row(gap=1)
        head.addWidget(SectionTitle("Calls and questions", "panel"), 1)
        head.addWidget(KeyBadge("Esc"))
        self.head.addLayout(head)
        self._lists = Column(gap=1)
        self.form = CallBackForm(workplace, "Promise a call", urgent=False)
        self.body.addLayout(self._lists)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.form.kept.connect(lambda _kept: self._kept())
        workplace.changed.connect(self._changed)

    def use(self, setup: Setup) -> None:
        """The set-up is of no use here but for its treatments' names."""
        self._catalogue = setup.protocol.catalogue

    def begin(self, page: CalendarPage) -> None:
        """Open and read."""
        page.open_side(self)
        self.form.begin(None)
        self._read()

    def _kept(self) -> None:
        self.form.begin(None)
        self._read()

    def _changed(self, _changes: Changes, _initiator: object) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        clinic = self._workplace.clinic
        self._workplace.desk.ask("todo", lambda: read_waiting(clinic), self._show)

    def _show(self, waiting: Waiting) -> None:
        clear(self._lists)
        self._list("Calls to make", "No call is owed.", [self._call(c) for c in waiting.calls])
        self._list(
            "Pencilled, for the nurse",
            "Nothing waits for the nurse.",
            [self._pencilled(visit) for visit in waiting.pencilled],
        )
        if waiting.lapsed:
            rows = [self._lapsed(override) for override in waiting.lapsed]
            self._list("Agreed before, no longer holds", "", rows)

    def _list(self, title: str, none: str, rows: Sequence[QWidget]) -> None:
        self._lists.addWidget(FieldLabel(title))
        for row in rows:
            self._lists.addWidget(row)
        if not rows:
            self._lists.addWidget(PlainLabel(none, tone="quiet", wrap=True))

    def _call(self, call: CallBackRecord) -> Surface:
        card = Surface("note")
        body = Column(card, gap=0.25, margins=1.25)
        lead = f"{call.who} · {call.number}" if call.number else call.who
        body.addWidget(PlainLabel(lead, weight="semibold", wrap=True))
        today = local_day(self._workplace.clinic.clock.now())
        day = local_day(call.due_at)
        due = (
            clock_time(call.due_at)
            if day == today
            else f"{short_day(day)} {clock_time(call.due_at)}"
        )
        about = f" · {call.about}" if call.about else ""
        tone = "block" if call.urgent else "quiet"
        body.addWidget(PlainLabel(f"by {due}{about}", size="small", tone=tone, wrap=True))
        done = LinkButton("Done", on_click=lambda: self._done(call.id))
        done.set_words("Done", f"Done: {call.who}")
        body.addWidget(done)
        return card

    def _done(self, call_id: int) -> None:
        calls, by = self._workplace.clinic.calls, self._workplace.by
        self._workplace.write(
            lambda: calls.done(call_id, "", by), lambda _changes: self._read(), initiator=self
        )

    def _pencilled(self, visit: PencilledVisit) -> ChoiceRow:
        treatment = self._catalogue.treatment(visit.treatment).short_name
        when = f"{short_day(local_day(visit.starts_at))} {clock_time(visit.starts_at)}"
        until = f"lapses {short_day(local_day(visit.until))} {clock_time(visit.until)}"
        return ChoiceRow(
            f"{visit.client_name} · {when}",
            f"{treatment} · {until}",
            on_choose=lambda: self.visit_wanted.emit(visit.appointment_id),
        )

    def _lapsed(self, override: LapsedOverride) -> ChoiceRow:
        when = f"{short_day(local_day(override.starts_at))} {clock_time(override.starts_at)}"
        return ChoiceRow(
            f"{override.client_name} · {when}",
            f"Passed by {override.passed_by}: {override.reason}",
            on_choose=lambda: self.visit_wanted.emit(override.appointment_id),
        )
