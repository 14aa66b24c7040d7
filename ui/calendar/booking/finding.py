"""The field in which a caller is found, with whoever fits below it while it is typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.clients.records import ClientHit
from ui.calendar.booking.hits import HitList, hit_row
from ui.kit.fields import LineField
from ui.kit.layout import Column
from ui.kit.rows import ChoiceRow
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace

THROTTLE_MS = 90
SHOWN = 5


class Finding(QWidget):
    """A name, a phone or a date of birth in any spelling; the last row is a new client."""

    chosen = Signal(int)
    """A client's id."""
    is_new = Signal(str)
    """Nobody on file: what was typed."""

    def __init__(self, workplace: Workplace) -> None:
        """An empty field."""
        super().__init__()
        self._workplace = workplace
        self._shown_for = ""
        self._take_first = False
        body = Column(self, gap=1)
        self.field = LineField("Client", "Name, phone or date of birth")
        self.hits = HitList(self.field.line)
        body.addWidget(self.field)
        body.addWidget(self.hits)
        self._look = Throttle(THROTTLE_MS, self._search, self)
        self.field.edited.connect(self._look)
        self.hits.entered.connect(self._take)

    def clear(self) -> None:
        """Nothing typed, nothing found."""
        self._look.cancel()
        self._take_first = False
        self.field.set_text("")
        self._show_rows("", [])

    def begin(self, typed: str) -> None:
        """Start with what was typed on the calendar; the cursor stands behind it."""
        self.clear()
        self.field.set_text(typed)
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.line.setCursorPosition(len(typed))
        if typed:
            self._look()

    def _take(self) -> None:
        """Enter: the marked row, or the first one of what is still being looked for."""
        typed = self.field.text().strip()
        if typed and typed != self._shown_for:
            self._take_first = True
            self._look.now()
        else:
            self.hits.take_marked()

    def _search(self) -> None:
        typed = self.field.text().strip()
        if not typed or self._workplace.person is None:
            self._workplace.desk.forget("panel.search")
            self._show_rows("", [])
            return
        clients, by = self._workplace.clinic.clients, self._workplace.by
        self._workplace.desk.ask(
            "panel.search",
            lambda: (typed, clients.search(typed, by, limit=SHOWN)),
            self._found,
        )

    def _found(self, answer: tuple[str, tuple[ClientHit, ...]]) -> None:
        typed, hits = answer
        rows = [hit_row(hit, partial(self.chosen.emit, hit.id)) for hit in hits]
        rows.append(ChoiceRow(f"New client: {typed}", on_choose=lambda: self.is_new.emit(typed)))
        self._show_rows(typed, rows)
        if self._take_first and typed == self.field.text().strip():
            self._take_first = False
            self.hits.take_marked()

    def _show_rows(self, typed: str, rows: list[ChoiceRow]) -> None:
        self._shown_for = typed
        self.hits.show_rows(rows)
