"""What is done to a visit that is shown: a step of its life, asked why where that is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.calendar.outcomes import Booked
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import CLOSED, GIVEN_UP, NEEDS_REASON, SHOWN
from ui.calendar.words import short_name
from ui.kit.layout import reveal
from ui.kit.visit_steps import Step, also_words, steps_for, work_of
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.calendar.visit.panel import VisitPanel


class VisitActs(QObject):
    """One act at a time; each can be undone from the status line."""

    def __init__(self, workplace: Workplace, panel: VisitPanel) -> None:
        """`panel` holds the visit, the reason and the place for trouble."""
        super().__init__(panel)
        self._workplace, self._panel = workplace, panel
        self._waiting: Step | None = None
        self._writing = False
        panel.reason.line.returnPressed.connect(self._reason_given)

    def begin(self) -> None:
        """Another visit is shown: no reason, no trouble."""
        self._waiting = None
        self._panel.trouble.clear()
        self._panel.reason.set_text("")
        reveal(self._panel.reason, False)

    def take_by_key(self, status: str) -> None:
        """The step to a status, where it may be taken now."""
        visit = self._panel.visit
        if visit is not None:
            now, person = self._workplace.clinic.clock.now(), self._workplace.person
            for step in steps_for(visit, now, person):
                if step.status == status:
                    self.take(step)

    def take(self, step: Step) -> None:
        """Ask why first, where the record must say it; the same key or Enter then goes on."""
        reason = self._panel.reason
        asks = step.status in NEEDS_REASON or step.asks_reason
        if asks and not (self._waiting == step and reason.text().strip()):
            self._waiting = step
            reason.label.setText(f"{step.words}: why?")
            reveal(reason, True)
            reason.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._write(step)

    def _reason_given(self) -> None:
        if self._waiting is not None:
            self.take(self._waiting)

    def _write(self, step: Step) -> None:
        visit, reason = self._panel.visit, self._panel.reason.text().strip()
        if visit is None or self._writing:
            return
        self._writing = True
        self._workplace.write(
            work_of(self._workplace.clinic.booking, visit, step, reason, self._workplace.by),
            lambda booked: self._was_written(visit, booked),
            self._not_written,
            initiator=self,
        )

    def _was_written(self, visit: Visit, booked: Booked) -> None:
        booking, by, panel = self._workplace.clinic.booking, self._workplace.by, self._panel

        def take_back() -> None:
            self._workplace.write(lambda: booking.undo(booked.undo, by))

        self._writing = False
        words = f"{short_name(visit.client_name)}: {SHOWN[booked.status].lower()}"
        self._workplace.announce(f"{words}{also_words(booked)}", take_back)
        panel.also_found.emit(booked)
        if panel.visit is None or panel.visit.id != visit.id:
            return
        self.begin()
        if booked.status in GIVEN_UP:
            panel.closed.emit()
            return
        panel.change.setFocus()
        if booked.status in CLOSED and visit.person_id == by:
            # Whoever treated writes down what was done while it is fresh.
            self._workplace.show_page("records", visit_id=visit.id)

    def _not_written(self, error: ClinicError) -> None:
        self._writing = False
        if isinstance(error, BadInput) and error.field == "reason":
            reveal(self._panel.reason, True)
            self._panel.reason.show_trouble(str(error))
        else:
            self._panel.trouble.tell(error)

    def client_told(self) -> None:
        """The client knows of the new time: the mark of the move goes."""
        visit = self._panel.visit
        if visit is not None:
            booking, by = self._workplace.clinic.booking, self._workplace.by
            self._workplace.write(
                lambda: booking.client_told(visit.id, by),
                lambda _done: self._panel.change.setFocus(),
                self._panel.trouble.tell,
                initiator=self,
            )
