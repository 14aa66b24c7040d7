"""The copies that can be restored, newest first, and any other file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.clock import Clock
from ui.kit.buttons import LinkButton, QuietButton
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.rows import ChoiceRow

if TYPE_CHECKING:
    from clinic_desk.copies.records import CopyFound

FIRST_SHOWN = 6
PLACES = {
    "here": "On this computer",
    "second": "In the second place",
    "aside": "Kept aside before a restore",
    "chosen": "A file that was chosen",
}
NONE_YET = "There is none yet."


class CopyList(QWidget):
    """A row a copy; the newest few are in sight until all are asked for."""

    chosen = Signal(object)
    """The CopyFound that somebody wants to look at."""

    def __init__(self, clock: Clock) -> None:
        """Empty."""
        super().__init__()
        self._clock = clock
        self._copies: tuple[CopyFound, ...] = ()
        self._all, self._open = False, True
        self.rows: list[ChoiceRow] = []
        self._body = Column(gap=0.5)
        self.more = LinkButton("Show all", on_click=self.show_all)
        self.file = QuietButton("Choose a file", icon="folder", on_click=self.ask_file)
        whole = Column(self, gap=1)
        whole.addLayout(self._body)
        acts = Row(gap=1)
        acts.addWidget(self.file)
        acts.addWidget(self.more)
        acts.addStretch(1)
        whole.addLayout(acts)
        reveal(self.more, False)

    def show_copies(self, copies: Sequence[CopyFound]) -> None:
        """These, newest first."""
        if tuple(copies) != self._copies or not self.rows:
            self._copies = tuple(copies)
            self._fill()

    def open_to(self, allowed: bool) -> None:
        """Whether a copy may be looked at; whoever may not reads the list."""
        reveal(self.file, allowed)
        if allowed != self._open:
            self._open = allowed
            self._fill()

    def focus_first(self) -> None:
        """Give the newest copy the keyboard."""
        (self.rows[0] if self.rows else self.file).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        here = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        if not step or here is None:
            super().keyPressEvent(event)
            return
        there = min(max(here + step, 0), len(self.rows) - 1)
        self.rows[there].setFocus(Qt.FocusReason.TabFocusReason)

    def show_all(self) -> None:
        """The older ones too."""
        self._all = True
        self._fill()

    def ask_file(self) -> None:
        """Show the computer's files."""
        dialog = QFileDialog(self, "Choose a copy", "", "Copies (*.db);;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.choose_file)
        dialog.open()

    def choose_file(self, name: str) -> None:
        """Take a file for a copy."""
        from clinic_desk.copies.finding import one_copy

        found = one_copy(Path(name))
        if found is not None:
            self.chosen.emit(found)

    def _fill(self) -> None:
        clear(self._body)
        shown = self._copies if self._all else self._copies[:FIRST_SHOWN]
        self.rows = [self._row(copy) for copy in shown]
        for row in self.rows:
            row.setEnabled(self._open)
            self._body.addWidget(row)
        if not self.rows:
            self._body.addWidget(PlainLabel(NONE_YET, tone="quiet"))
        for one, other in pairwise((*self.rows, self.file, self.more)):
            self.setTabOrder(one, other)
        rest = len(self._copies) - len(shown)
        self.more.set_words(f"Show {rest} older")
        reveal(self.more, rest > 0)

    def _row(self, copy: CopyFound) -> ChoiceRow:
        from clinic_desk.copies.words import size_words

        choose = partial(self.chosen.emit, copy)
        where = f"{PLACES[copy.place]}, {size_words(copy.size)}"
        made = self._made(copy, seconds=False)
        if self._is_shared(made, seconds=False):
            made = self._made(copy, seconds=True)
            # Of one second, or of an hour that the end of summer time brought twice.
            if self._is_shared(made, seconds=True):
                where = f"{where}, {copy.path.name}"
        tag = "Look and restore" if self._open else ""
        return ChoiceRow(made, where, tag=tag, on_choose=choose)

    def _made(self, copy: CopyFound, *, seconds: bool) -> str:
        from clinic_desk.copies.words import when

        return when(copy.made_at, self._clock.now(), seconds=seconds)

    def _is_shared(self, made: str, *, seconds: bool) -> bool:
        """Whether more copies than one would be told by these words."""
        return sum(made == self._made(each, seconds=seconds) for each in self._copies) > 1
