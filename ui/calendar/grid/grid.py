"""The calendar grid as its page sees it: what it is told, and the keys it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import Clock
from clinic_desk.calendar.records import DayView, Offer, Refusals
from ui.calendar.grid.keys import Pressed, read_key
from ui.calendar.grid.mouse import MouseGrid
from ui.calendar.grid.pull import STEP, Grip, Kind, Pulled, pulled
from ui.calendar.grid.scene import DraftBlock
from ui.calendar.grid.spoken import give_voice
from ui.calendar.grid.walk import at_edge, kept, next_visit, stepped, stretched
from ui.calendar.grid.wording import Face, spoken_grid


class CalendarGrid(MouseGrid):
    """A day or a week, to be read, pulled about and typed into.

    It changes nothing itself: what is asked for is emitted, and it goes on showing what it was
    given until `set_view`. A visit that was dropped stays drawn at its new place until then, or
    until `settle`. Columns in signals are `Column` records, spans are `Span` in UTC. The signals
    stand in `Choosing`.
    """

    def __init__(
        self, faces: Mapping[str, Face], clock: Clock, parent: QWidget | None = None
    ) -> None:
        """A grid of nothing yet; `faces` says by treatment code how each looks."""
        super().__init__(clock, parent)
        self._acts: dict[str, Callable[[Pressed], bool]] = {
            "step": self._step,
            "stretch": self._stretch,
            "move": self._move_visit,
            "resize": self._resize_visit,
            "day": self._ask_day,
            "edge": self._to_edge,
            "open": self._open,
            "book": lambda _: self.book_chosen(""),
            "type": lambda key: self.book_chosen(key.text),
        }
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.show_scene(faces=faces)
        give_voice(self)

    def set_view(self, view: DayView) -> None:
        """Show these columns and visits. The choice stays where it was."""
        before = [column.day for column in self.scene.view.columns]
        if before != [column.day for column in view.columns]:
            self.forget_reached()
        self.abort_pull()
        self.settle()
        self.show_scene(view=view)
        self.show_chosen(kept(self.layout_now, self.chosen))
        self._name_itself()

    def set_faces(self, faces: Mapping[str, Face]) -> None:
        """Treatments are named or coloured otherwise now."""
        self.show_scene(faces=faces)

    def set_draft(self, draft: DraftBlock | None) -> None:
        """Show the visit being booked, or none."""
        if not self.pulling:
            self.settle()
        self.show_scene(draft=draft)

    def set_refusals(self, refusals: Refusals | None) -> None:
        """Shade the days that would be refused for the client at hand, and say why."""
        self.show_scene(refused=refusals.by_day if refusals else {})

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Outline the times that fit."""
        self.show_scene(offers=tuple(offers))

    def set_private(self, private: bool) -> None:
        """Hide names, treatments and notes, or show them again."""
        self.show_scene(private=private)
        self._name_itself()

    def set_undo(self, visit_id: int | None) -> None:
        """Offer to put back the visit that was moved last."""
        self.show_scene(undo=visit_id)

    def set_usual_minutes(self, minutes: int) -> None:
        """How long the time chosen by one click or arrow is: the treatment's own length."""
        self.usual_minutes = max(STEP, minutes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter and letters; what the grid has no use for goes on to the page."""
        if event.key() == Qt.Key.Key_Escape:
            event.setAccepted(self.abort_pull())
            return
        pressed = read_key(event)
        self.settle_unless_pulling()
        event.setAccepted(pressed is not None and self._acts[pressed.act](pressed))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters that are put together from several keys start a booking like any other."""
        if (typed := event.commitString()).strip():
            self.book_chosen(typed)
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from visit to visit, and out after the last."""
        found = next_visit(self.layout_now, self.chosen, not forward)
        if found is None:
            return super().focusNextPrevChild(forward)
        self.choose(found)
        return True

    def _step(self, key: Pressed) -> bool:
        before = self.chosen
        chosen = before or self.first_choice()
        if chosen is not None and before is not None:
            chosen = stepped(self.layout_now, before, key.rows, key.columns, self.usual_minutes)
        if chosen is not None:
            self.choose(chosen)
        return chosen is not None

    def _stretch(self, key: Pressed) -> bool:
        if self.chosen is None or self.chosen.visit_id is not None or not key.rows:
            return False
        self.choose(stretched(self.chosen, key.rows))
        return True

    def _move_visit(self, key: Pressed) -> bool:
        return self._pull_by_key("move", key)

    def _resize_visit(self, key: Pressed) -> bool:
        return key.rows != 0 and self._pull_by_key("bottom", key)

    def _pull_by_key(self, kind: Kind, key: Pressed) -> bool:
        """Move or stretch the chosen visit by one step, as a pull of the mouse would."""
        block = self.layout_now.block(self.chosen.visit_id if self.chosen else None)
        if block is None:
            return False
        held = block.stretch.first if kind == "move" else block.stretch.last
        grip = Grip(kind, block.column, block.stretch, held, block.visit.id)
        column = max(0, min(block.column + key.columns, len(self.layout_now.strips) - 1))
        to = pulled(grip, column, held + key.rows * STEP, 1)
        if to != Pulled(grip.column, grip.stretch):
            self.show_pull(grip, to)
            self.dropped(grip, to)
        return True

    def _ask_day(self, key: Pressed) -> bool:
        self.day_asked.emit(key.rows)
        return True

    def _to_edge(self, key: Pressed) -> bool:
        if self.chosen is None:
            return False
        self.choose(at_edge(self.layout_now, self.chosen, key.rows > 0))
        return True

    def _open(self, _: Pressed) -> bool:
        visit = self.chosen_visit
        if visit is None:
            return self.book_chosen("")
        self.visit_opened.emit(visit.id)
        return True

    def _name_itself(self) -> None:
        said = spoken_grid(self.scene.view.columns, len(self.layout_now.blocks))
        self.setAccessibleName(f"Calendar, {said}")
        self.choice_changed.emit()
