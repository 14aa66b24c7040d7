"""The clients found for what was typed, below the field; arrows and Enter stay in the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.base.words import plain_date
from clinic_desk.clients.records import ClientHit
from ui.kit.client_standing import hit_tag
from ui.kit.layout import Column, clear
from ui.kit.line_edit import LineEdit
from ui.kit.rows import ChoiceRow


class HitList(QWidget):
    """Rows below a line: Up and Down mark one, Enter asks for the marked one."""

    entered = Signal()
    """Enter in the line; whoever filled the list knows whether it belongs to what stands there."""

    def __init__(self, line: LineEdit) -> None:
        """`line` keeps the keyboard while the rows are walked."""
        super().__init__()
        self._body = Column(self, gap=0.5)
        self.rows: list[ChoiceRow] = []
        line.installEventFilter(self)
        self.hide()

    def show_rows(self, rows: Sequence[ChoiceRow]) -> None:
        """Show these instead, the first one marked."""
        clear(self._body)
        self.rows = list(rows)
        for row in self.rows:
            self._body.addWidget(row)
        if self.rows:
            self.rows[0].mark(True)
        self.setVisible(bool(self.rows))

    def take_marked(self) -> None:
        """Take the row that is marked; nothing where there is none."""
        if self.rows:
            self.rows[self._at()].click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the rows from the line."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and self.rows:
            self._walk(step)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
            return True
        return False

    def _at(self) -> int:
        return next((at for at, row in enumerate(self.rows) if row.marked), 0)

    def _walk(self, step: int) -> None:
        at = self._at()
        self.rows[at].mark(False)
        self.rows[(at + step) % len(self.rows)].mark(True)


def hit_row(
    hit: ClientHit, on_choose: Callable[[], object], why: str = "", key: str = ""
) -> ChoiceRow:
    """A client in a list: name, birth date, phone, why the client is in it, and a key to take it.

    How they stand with the clinic comes before the reason. With a key that word stands first in
    the second line, as the key takes its place at the right.
    """
    known_as = f" ({hit.known_as})" if hit.known_as else ""
    born = plain_date(hit.born_on) if hit.born_on else ""
    tag, tone = hit_tag(hit, "" if key else why)
    told = (tag if key else "", born, hit.phone, why if key else "")
    return ChoiceRow(
        f"{hit.shown_name}{known_as}",
        " · ".join(part for part in told if part),
        tag="" if key else tag,
        tone=tone,
        key=key,
        on_choose=on_choose,
    )
