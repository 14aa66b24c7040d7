"""Visits moved or stretched on the grid: written at once where nothing speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.spans import Span
from clinic_desk.calendar.records import Column, Draft, Visit
from ui.calendar.grid.grid import CalendarGrid
from ui.calendar.words import at_words, short_name
from ui.kit.visit_steps import also_words
from ui.kit.workplace import Undo, Workplace

if TYPE_CHECKING:
    from clinic_desk.calendar.outcomes import Booked


class Moving(QObject):
    """Writes a clean drop; one with findings is handed on as a draft."""

    draft_wanted = Signal(object, object)
    """(Visit, Draft): the move has findings, for the panel."""
    moved = Signal(object)
    """The Booked."""

    def __init__(self, workplace: Workplace, grid: CalendarGrid) -> None:
        """Listens to the grid."""
        super().__init__(grid)
        self._workplace, self._grid = workplace, grid
        self._undo: dict[int, Undo] = {}
        grid.move_asked.connect(self._move)
        grid.resize_asked.connect(self._resize)
        grid.undo_asked.connect(self._take_back)

    def _move(self, visit_id: int, column: Column, span: Span) -> None:
        visit = self._visit(visit_id)
        if visit is not None:
            self._write(visit, moved_to(visit, column, span))

    def _resize(self, visit_id: int, span: Span) -> None:
        visit = self._visit(visit_id)
        if visit is not None:
            self._write(visit, standing_draft(visit, span))

    def _visit(self, visit_id: int) -> Visit | None:
        visits = self._grid.scene.view.visits
        return next((each for each in visits if each.id == visit_id), None)

    def _write(self, visit: Visit, draft: Draft) -> None:
        booking, by = self._workplace.clinic.booking, self._workplace.by
        self._workplace.write(
            lambda: booking.book(draft, (), by),
            lambda booked: self._was_moved(visit, draft, booked),
            lambda error: self._not_moved(visit, draft, error),
            initiator=self,
        )

    def _was_moved(self, visit: Visit, draft: Draft, booked: Booked) -> None:
        booking, by = self._workplace.clinic.booking, self._workplace.by

        def take_back() -> None:
            self._undo.pop(visit.id, None)
            self._grid.set_undo(None)
            self._workplace.write(lambda: booking.undo(booked.undo, by))

        self._undo = {visit.id: take_back}
        self._grid.set_undo(visit.id)
        to = at_words(draft.starts_at or visit.starts_at)
        words = f"Moved {short_name(visit.client_name)} to {to}{also_words(booked)}"
        self._workplace.announce(words, take_back)
        self.moved.emit(booked)

    def _not_moved(self, visit: Visit, draft: Draft, error: ClinicError) -> None:
        from clinic_desk.calendar.outcomes import NeedsAcknowledgement

        self._grid.settle()
        if isinstance(error, NeedsAcknowledgement):
            self.draft_wanted.emit(visit, draft)
        else:
            self._workplace.announce(str(error))

    def _take_back(self, visit_id: int) -> None:
        take_back = self._undo.get(visit_id)
        if take_back is not None:
            take_back()


def standing_draft(visit: Visit, span: Span) -> Draft:
    """The visit as it stands, at another time."""
    return Draft(
        treatment=visit.treatment,
        client_id=visit.client_id,
        zones=visit.zones,
        person_id=visit.person_id,
        room_id=visit.room_id,
        device_id=visit.device_id,
        starts_at=span.starts_at,
        minutes=span.minutes,
        desk_note=visit.desk_note,
        appointment_id=visit.id,
        version=visit.version,
    )


def moved_to(visit: Visit, column: Column, span: Span) -> Draft:
    """The visit at another time, with the person or in the room of the column."""
    draft = standing_draft(visit, span)
    if column.kind == "room":
        return draft._replace(room_id=column.resource_id)
    if column.resource_id != visit.person_id:
        return draft._replace(person_id=column.resource_id, room_id=None, device_id=None)
    return draft
