"""A section over several things of a kind: a list at the left, the form of one at the right."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import BadInput, ClinicError
from ui.kit.buttons import LinkButton, QuietButton
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.settings.section import Section, focus
from ui.settings.side_list import SideEntry, SideList

LIST_STEPS = 26
ROOM_STEPS = 74
"""With less room than this the list stands above the form."""


class ManySection(Section):
    """All that was typed of each thing stands until it is kept, whichever is in sight.

    `edits` are frozen records with a flag `waits`; a subclass shows one in its form
    and reads it back. Kept one by one: where one will not do, those before it are kept
    and that one is brought into sight with its trouble.
    """

    remove_words = "Remove"
    none_yet = "There is nobody yet."
    """Said in the place of the form while there is none of the kind."""
    removes = True
    """Whether the one in sight can be taken away here."""

    def __init__(self, workplace: Workplace, form: QWidget) -> None:
        """`form` is that of one thing."""
        super().__init__(workplace)
        self._form = form
        self.edits: list[Any] = []
        self.at = 0
        self._batch = Batch([])
        self.list = SideList(self.title)
        self.list.chosen.connect(self.show_at)
        self._side = QWidget()
        side = Column(self._side, gap=1)
        side.addWidget(self.list)
        self.add_buttons = [
            QuietButton(words, icon="plus", on_click=partial(self.add, which))
            for which, (words, _) in enumerate(self.adds())
        ]
        for button in self.add_buttons:
            side.addWidget(button)
        side.addStretch(1)
        self.remove_button = LinkButton(self.remove_words, tone="block", on_click=self.remove)
        right = Column(gap=2)
        right.addWidget(form)
        foot = Row()
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        right.addLayout(foot)
        right.addStretch(1)
        self._line = Row(gap=3)
        self._line.addWidget(self._side)
        self._line.addLayout(right, 1)
        self.nothing = PlainLabel(self.none_yet, wrap=True)
        self.body.addWidget(self.nothing)
        self.body.addLayout(self._line)
        self.body.addStretch(1)
        reveal(self.nothing, False)
        self._measure()
        theme().changed.connect(self._measure)

    def inputs(self) -> tuple[QWidget, ...]:
        """The form of one."""
        return (self._form,)

    def only_acts(self) -> tuple[QWidget, ...]:
        """The buttons below the list."""
        return tuple(self.add_buttons)

    def fit_person(self) -> None:
        """The button below the form comes and goes with what is in sight, too."""
        super().fit_person()
        self._fit_remove()

    def adds(self) -> tuple[tuple[str, Callable[[], Any]], ...]:
        """The words of each button that adds one, and what makes the new one; none where they
        are added elsewhere."""
        return ()

    @abstractmethod
    def show_edit(self, edit: Any) -> None:
        """Fill the form."""

    @abstractmethod
    def read_edit(self) -> Any:
        """What the form has now, marked as waiting."""

    @abstractmethod
    def entry(self, edit: Any) -> SideEntry:
        """Its row in the list."""

    @abstractmethod
    def keep_one(self, edit: Any, by: int) -> Any:
        """Write one, on the worker; what it is once kept, and no longer waiting."""

    @abstractmethod
    def settled(self, now: Any, kept: Any) -> Any:
        """What was typed on while `kept` was being written, knowing now that it is kept."""

    @abstractmethod
    def remove_kept(self, edit: Any) -> None:
        """Take away one that is in the database."""

    @abstractmethod
    def is_kept(self, edit: Any) -> bool:
        """Whether it is in the database."""

    def show_edits(self, edits: list[Any]) -> None:
        """Show these; the one in sight stays in sight where it still is."""
        self.edits = edits
        self.at = min(self.at, max(0, len(edits) - 1))
        self._show_list()
        self._show_form()

    def show_at(self, at: int) -> None:
        """Bring one into sight."""
        self.at = at
        self.list.mark(at)
        self._show_form()

    def add(self, which: int = 0) -> None:
        """Begin a new one, of the kind that the button of that number says."""
        _, make = self.adds()[which]
        self.edits.append(make())
        self.touch()
        self._show_list()
        self.show_at(len(self.edits) - 1)
        control = self.first_control()
        if control is not None:
            focus(control)

    def remove(self) -> None:
        """Take away the one in sight; one that was never kept simply goes."""
        if not self.edits:
            return
        edit = self.edits[self.at]
        if self.is_kept(edit):
            self.remove_kept(edit)
            return
        del self.edits[self.at]
        self.show_edits(self.edits)

    def form_edited(self) -> None:
        """Take over what was typed."""
        self.edits[self.at] = self.read_edit()
        self.touch()
        self._show_list()

    def draft(self) -> Batch:
        """All of them."""
        self._batch = Batch(list(self.edits))
        return self._batch

    def keep(self, draft: Batch, by: int) -> Changes:
        """Write those that wait, in order, on the worker."""
        changes = Changes(setup=True)
        for place, edit in enumerate(draft.edits):
            if edit.waits and place not in draft.kept:
                draft.keeping = place
                draft.kept[place], touched = self.keep_one(edit, by)
                changes |= touched
        return changes

    def after_keeping(self, result: Any) -> None:
        """Take over what is kept."""
        batch, self._batch = self._batch, Batch([])
        for place, kept in batch.kept.items():
            if self.edits[place] is batch.edits[place]:
                self.edits[place] = kept
            else:
                self.edits[place] = self.settled(self.edits[place], kept)
        self._show_list()

    def tell(self, error: ClinicError) -> None:
        """Say it in the form of the one it is about; those before it are kept."""
        batch = self._batch
        if batch.edits:
            self.after_keeping(None)
            if isinstance(error, BadInput) and batch.keeping != self.at:
                self.show_at(batch.keeping)
            elif self.edits:
                self._show_form()
        super().tell(error)

    def _show_list(self) -> None:
        self.list.show_entries([self.entry(edit) for edit in self.edits], self.at)

    def _show_form(self) -> None:
        self._fit_remove()
        reveal(self.nothing, not self.edits)
        reveal(self._form, bool(self.edits))
        if self.edits:
            self.show_edit(self.edits[self.at])

    def _fit_remove(self) -> None:
        reveal(self.remove_button, self.removes and bool(self.edits) and self.may_change)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list goes above the form where there is little room."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        look = theme()
        narrow = self.width() < look.grid(ROOM_STEPS)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(down if narrow else across)
        self._side.setMinimumWidth(0 if narrow else look.grid(LIST_STEPS))
        self._side.setMaximumWidth(self.width() if narrow else look.grid(LIST_STEPS))


@dataclass
class Batch:
    """What is being written: the worker notes what is kept, the window reads it afterwards."""

    edits: list[Any]
    kept: dict[int, Any] = field(default_factory=dict)
    keeping: int = 0
