"""Taking a step of a visit that is shown: why is asked first where the record must say it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.calendar.outcomes import Booked
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import CLOSED, NEEDS_REASON
from ui.kit.fields import LineField
from ui.kit.layout import reveal
from ui.kit.popover import bring_into_sight
from ui.kit.surfaces import TroubleLine
from ui.kit.visit_steps import Step, also_words, steps_for, work_of
from ui.kit.workplace import Workplace


class StepTaker(QObject):
    """One step at a time, undone from the status line. Nothing is said of a visit, and nothing
    typed is taken, in the place of another that is shown by now."""

    written = Signal(object)
    """The Booked of a step that was taken, whichever visit is shown by now."""
    taken = Signal(object)
    """The same, while its visit is still the one that is shown."""

    def __init__(
        self,
        workplace: Workplace,
        shown: Callable[[], Visit | None],
        said: Callable[[Visit, Booked], str],
        reason: LineField,
        trouble: TroubleLine,
        parent: QObject,
    ) -> None:
        """`shown` gives the visit, `said` what the status line says once a step is taken."""
        super().__init__(parent)
        self._work, self._shown, self._said = workplace, shown, said
        self._reason, self._trouble = reason, trouble
        self._waiting: Step | None = None
        self._writing = False
        reason.line.returnPressed.connect(self._reason_given)

    def begin(self) -> None:
        """Another visit is shown: no reason, no trouble."""
        self._waiting = None
        self._trouble.clear()
        self._reason.set_text("")
        reveal(self._reason, False)

    def possible(self) -> tuple[Step, ...]:
        """What may follow for the visit that is shown now."""
        visit = self._shown()
        if visit is None:
            return ()
        return steps_for(visit, self._work.clinic.clock.now(), self._work.person)

    def take_by_key(self, status: str) -> None:
        """The step to a status, where it may be taken now."""
        for step in self.possible():
            if step.status == status:
                self.take(step)

    def take(self, step: Step) -> None:
        """Ask why first, where the record must say it; the same key or Enter then goes on."""
        asks = step.status in NEEDS_REASON or step.asks_reason
        if asks and not (self._waiting == step and self._reason.text().strip()):
            self._waiting = step
            self._reason.label.setText(f"{step.words}: {step.question}")
            reveal(self._reason, True)
            bring_into_sight(self._reason)
            self._reason.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._write(step)

    def _reason_given(self) -> None:
        if self._waiting is not None:
            self.take(self._waiting)

    def _write(self, step: Step) -> None:
        visit, reason = self._shown(), self._reason.text().strip()
        if visit is None or self._writing:
            return
        self._writing = True
        self._work.write(
            work_of(self._work.clinic.booking, visit, step, reason, self._work.by),
            partial(self._was_written, visit),
            partial(self._not_written, visit),
            initiator=self,
        )

    def _was_written(self, visit: Visit, booked: Booked) -> None:
        booking, by = self._work.clinic.booking, self._work.by

        def take_back() -> None:
            self._work.write(lambda: booking.undo(booked.undo, by))

        self._writing = False
        self._work.announce(f"{self._said(visit, booked)}{also_words(booked)}", take_back)
        self.written.emit(booked)
        if not self._shows(visit):
            return
        self.begin()
        self.taken.emit(booked)
        if booked.status in CLOSED and visit.person_id == by:
            # Whoever treated writes down what was done while it is fresh.
            self._work.show_page("records", visit_id=visit.id)

    def _not_written(self, visit: Visit, error: ClinicError) -> None:
        self._writing = False
        if not self._shows(visit):
            self._work.announce(str(error))
        elif isinstance(error, BadInput) and error.field == "reason":
            reveal(self._reason, True)
            self._reason.show_trouble(str(error))
        else:
            self._trouble.tell(error)

    def _shows(self, visit: Visit) -> bool:
        now = self._shown()
        return now is not None and now.id == visit.id
