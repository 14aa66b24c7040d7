"""What the grid shows of a call: its block, the times that fit, and the days that do not."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject

from clinic_desk.calendar.records import Draft, Preview
from ui.calendar.booking.call import Call
from ui.calendar.booking.panel import BookingPanel
from ui.calendar.grid.grid import CalendarGrid
from ui.calendar.grid.scene import DraftBlock
from ui.calendar.moving import standing_draft
from ui.calendar.setup import Setup
from ui.kit.workplace import Workplace

Shown = Literal["ok", "warn", "block", "unknown"]


class Drafted(QObject):
    """Keeps the grid in step with the call in the panel, and with a visit that is dragged."""

    def __init__(self, workplace: Workplace, grid: CalendarGrid, booking: BookingPanel) -> None:
        """Listens to the grid's drags; the page tells of the call."""
        super().__init__(grid)
        self._workplace, self._grid, self._booking = workplace, grid, booking
        grid.refusals_wanted.connect(self._shade_for_visit)
        grid.pull_ended.connect(self.shade_for_call)

    def show(self, call: Call, preview: Preview | None) -> None:
        """Draw the call where it stands, with the times that fit."""
        self._grid.set_draft(draft_block(call, preview, self._booking.current.setup))
        self._grid.set_offers(preview.offers if preview else ())
        if preview is not None and preview.assessment.span is not None:
            self._grid.show_chosen(None)

    def clear(self) -> None:
        """Nothing of a call any more."""
        self._workplace.desk.forget("calendar.refusals")
        self._grid.set_draft(None)
        self._grid.set_refusals(None)
        self._grid.set_offers(())

    def shade_for_call(self) -> None:
        """Shade the days that would be refused for the client and treatment in the panel."""
        draft = self._booking.call.draft() if self._booking.isVisible() else None
        if draft is None or draft.client_id is None:
            self._workplace.desk.forget("calendar.refusals")
            self._grid.set_refusals(None)
        else:
            self._shade(draft)

    def _shade_for_visit(self, visit_id: int) -> None:
        for visit in self._grid.scene.view.visits:
            if visit.id == visit_id:
                self._shade(standing_draft(visit, visit.span))

    def _shade(self, draft: Draft) -> None:
        days = [column.day for column in self._grid.scene.view.columns]
        if not days:
            return
        booking = self._workplace.clinic.booking
        self._workplace.desk.ask(
            "calendar.refusals",
            lambda: booking.refusals(draft, min(days), max(days)),
            self._grid.set_refusals,
            lambda _error: None,
        )


def draft_block(call: Call, preview: Preview | None, setup: Setup | None) -> DraftBlock | None:
    """What to draw for a call; None until it has a time."""
    if preview is None or preview.assessment.span is None or setup is None:
        return None
    assessment = preview.assessment
    draft = assessment.draft
    verdict: Shown = "unknown" if assessment.nothing_on_file else assessment.verdict
    if assessment.verdict == "warn" and not (assessment.ticks or assessment.for_the_nurse):
        verdict = "ok"
    worst = assessment.findings[0] if assessment.findings else None
    reason = worst.title if worst is not None and verdict in ("warn", "block") else ""
    return DraftBlock(
        person_id=draft.person_id,
        room_id=draft.room_id,
        span=preview.assessment.span,
        name=call.name or "New booking",
        treatment=setup.protocol.catalogue.treatment(draft.treatment).short_name,
        verdict=verdict,
        reason=reason,
        visit_id=call.visit.id if call.visit else None,
    )
