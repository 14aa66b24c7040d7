"""What is done to a visit that is shown: the steps of its life, and that the client was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_desk.calendar.outcomes import Booked
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import GIVEN_UP, SHOWN
from ui.calendar.words import short_name
from ui.kit.step_taking import StepTaker
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.calendar.visit.panel import VisitPanel


class VisitActs(StepTaker):
    """The steps in the panel; it closes after one that gives the visit's time back."""

    def __init__(self, workplace: Workplace, panel: VisitPanel) -> None:
        """`panel` holds the visit, the reason and the place for trouble."""
        super().__init__(workplace, lambda: panel.visit, _words, panel.reason, panel.trouble, panel)
        self._workplace, self._panel = workplace, panel
        self.written.connect(panel.also_found)
        self.taken.connect(self._go_on)

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

    def _go_on(self, booked: Booked) -> None:
        if booked.status in GIVEN_UP:
            self._panel.closed.emit()
        else:
            self._panel.change.setFocus()


def _words(visit: Visit, booked: Booked) -> str:
    return f"{short_name(visit.client_name)}: {SHOWN[booked.status].lower()}"
