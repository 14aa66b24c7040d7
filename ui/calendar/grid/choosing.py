"""What is chosen on the grid, how it is said, and the asking for acts upon it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QFocusEvent

from clinic_desk.base.clock import local_day, minute_of_day
from clinic_desk.base.spans import Span
from clinic_desk.calendar.records import Column, Visit
from ui.calendar.grid.axis import span_from, span_on, stretch_on
from ui.calendar.grid.canvas import Canvas
from ui.calendar.grid.overlay import Ghost
from ui.calendar.grid.pull import STEP, Grip, Pulled
from ui.calendar.grid.walk import Chosen, chosen_block, first_choice, room_at
from ui.calendar.grid.wording import HIDDEN, spoken_span, spoken_visit

USUAL_MINUTES = 30
"""The length of a choice before a treatment has been named."""


class Choosing(Canvas):
    """A canvas on which time or a visit can be chosen; mouse and keys come on top of it."""

    span_chosen = Signal(object, object)
    """(Column, Span): empty time was chosen, by mouse or arrows."""
    visit_chosen = Signal(int)
    visit_opened = Signal(int)
    book_asked = Signal(object, object, str)
    """(Column, Span, what was typed): Enter, F4, a double click, or a letter on empty time."""
    move_asked = Signal(int, object, object)
    """(visit, Column, Span): dropped elsewhere, or Alt with an arrow."""
    resize_asked = Signal(int, object)
    """(visit, Span): an edge was pulled, or Alt and Shift with an arrow."""
    draft_moved = Signal(object, object)
    """(Column, Span): the visit being booked was pulled elsewhere."""
    undo_asked = Signal(int)
    context_menu_asked = Signal(int, QPoint)
    """(visit, point on the screen)."""
    day_asked = Signal(int)
    """-1 and 1: the screen before and the screen after, by Page Up and Page Down."""
    refusals_wanted = Signal(int)
    """A visit is being dragged: answer with `set_refusals` for that visit."""
    pull_ended = Signal()
    """The drag is over: what `refusals_wanted` brought is out of date."""
    choice_changed = Signal()
    """Something else is chosen, by whatever way; for whoever speaks it."""

    usual_minutes = USUAL_MINUTES

    @property
    def chosen_visit(self) -> Visit | None:
        """The visit that is chosen, if one is."""
        block = self.layout_now.block(self.chosen.visit_id) if self.chosen else None
        return block.visit if block else None

    @property
    def chosen_span(self) -> tuple[Column, Span] | None:
        """The empty time that is chosen, if some is."""
        if self.chosen is None or self.chosen.visit_id is not None or not self.layout_now.strips:
            return None
        return self.layout_now.strips[self.chosen.column].column, self.span_of(self.chosen)

    def sentence(self, visit: Visit) -> str:
        """A visit as it is spoken."""
        return spoken_visit(visit, self.scene.faces, self.scene.private)

    def choice_sentence(self) -> str:
        """What is chosen, as it is spoken; empty where nothing is."""
        if visit := self.chosen_visit:
            return self.sentence(visit)
        if (chosen := self.chosen_span) is None or self.chosen is None:
            return ""
        taken = self.layout_now.taken(self.chosen.column, self.chosen.stretch)
        inside = any(span.contains(chosen[1]) for span in chosen[0].open)
        around = "overlaps a visit" if taken else "free" if inside else "outside hours"
        return spoken_span(*chosen, around)

    def choose(self, chosen: Chosen) -> None:
        """Choose, and tell everyone."""
        self.show_chosen(chosen)
        self.choice_changed.emit()
        if chosen.visit_id is not None:
            self.visit_chosen.emit(chosen.visit_id)
        elif found := self.chosen_span:
            self.span_chosen.emit(*found)

    def choose_visit(self, visit_id: int) -> None:
        """Choose a visit; one that is not shown changes nothing."""
        block = self.layout_now.block(visit_id)
        if block is not None:
            self.choose(chosen_block(block))

    def choose_span(self, column: Column, span: Span) -> None:
        """Choose time in a column; one that is not shown changes nothing."""
        columns = [strip.column for strip in self.layout_now.strips]
        stretch = stretch_on(span, column.day)
        if column in columns and stretch is not None:
            self.choose(Chosen(columns.index(column), stretch))

    def first_choice(self) -> Chosen | None:
        """Where a choice begins: the first free time from now on, or of the day."""
        now = self.now
        days = [strip.column.day for strip in self.layout_now.strips]
        today = local_day(now)
        at = (days.index(today), minute_of_day(now)) if today in days else None
        return first_choice(self.layout_now, self.usual_minutes, at)

    def book_chosen(self, typed: str) -> bool:
        """Ask for a booking of the chosen empty time; False where a visit is chosen."""
        if self.chosen is None:
            self.show_chosen(self.first_choice())
        if (chosen := self.chosen_span) is None:
            return False
        self.book_asked.emit(*chosen, typed)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Something is always chosen while the grid has the keys."""
        super().focusInEvent(event)
        if self.chosen is None:
            self.show_chosen(self.first_choice())
        self.touch_chosen()
        self.choice_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring grows thin."""
        super().focusOutEvent(event)
        self.touch_chosen()

    def settle(self) -> None:
        """Draw a dropped visit where it was: the drop came to nothing, or has been shown."""
        self.show_ghost(None)
        if self.scene.lifted is not None or self.scene.draft_lifted:
            self.show_scene(lifted=None, draft_lifted=False)

    def pull_began(self, grip: Grip) -> None:
        """A visit or the draft has come off its place."""
        self.show_scene(lifted=grip.visit_id, draft_lifted=grip.draft)
        if grip.visit_id is not None:
            self.refusals_wanted.emit(grip.visit_id)

    def show_pull(self, grip: Grip, to: Pulled) -> None:
        """Show where the pull has got to."""
        if grip.kind == "choose":
            self.show_chosen(Chosen(to.column, to.stretch))
            return
        column = self.layout_now.strips[to.column].column
        why = self.scene.why_refused(column.day) if grip.kind == "move" else ""
        self.show_ghost(Ghost(to, self._span_of_pull(grip, to), self._name_of(grip), why))

    def dropped(self, grip: Grip, to: Pulled) -> None:
        """Ask for what the pull came to."""
        if grip.kind == "choose":
            stretch = to.stretch
            if stretch.minutes == STEP:
                stretch = room_at(self.layout_now, to.column, stretch.first, self.usual_minutes)
            self.choose(Chosen(to.column, stretch))
            return
        if to == Pulled(grip.column, grip.stretch):
            self.settle()
        else:
            self._ask(grip, self.layout_now.strips[to.column].column, self._span_of_pull(grip, to))
        self.pull_ended.emit()

    def _ask(self, grip: Grip, column: Column, span: Span) -> None:
        if grip.visit_id is None:
            self.draft_moved.emit(column, span)
        elif grip.kind == "move":
            self.move_asked.emit(grip.visit_id, column, span)
        else:
            self.resize_asked.emit(grip.visit_id, span)

    def pull_aborted(self, grip: Grip) -> None:
        """Everything back as it was."""
        self.settle()
        if grip.kind != "choose":
            self.pull_ended.emit()

    def _name_of(self, grip: Grip) -> str:
        if self.scene.private:
            return HIDDEN
        block = self.layout_now.block(grip.visit_id)
        draft = self.scene.draft
        return block.visit.client_name if block else draft.name if draft else ""

    def _span_of_pull(self, grip: Grip, to: Pulled) -> Span:
        """A visit that is moved keeps its real minutes; one that is stretched follows the axis."""
        day = self.layout_now.strips[to.column].column.day
        block = self.layout_now.block(grip.visit_id)
        whole = block.visit.span if block else self.scene.draft.span if self.scene.draft else None
        if grip.kind == "move" and whole is not None:
            return span_from(day, to.stretch.first, whole.minutes)
        return span_on(day, to.stretch)
