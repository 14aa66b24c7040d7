"""What a client may agree to, each with its state in a word; Up and Down go along them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from ui.clients.consent.reading import Scope
from ui.clients.consent.wording import STATES, standing_words
from ui.kit.labels import SectionTitle, text_width
from ui.kit.layout import Card, Column, clear
from ui.kit.paint import box
from ui.kit.rows import ChoiceRow
from ui.kit.theme import theme


class ScopeRow(ChoiceRow):
    """One of them."""

    stepped = Signal(int)

    def __init__(self, scope: Scope) -> None:
        """Not marked."""
        self._state, self._kind = "", "quiet"
        super().__init__("")
        self.show_scope(scope)

    def show_scope(self, scope: Scope) -> None:
        """How it stands now; the row stays, and the keyboard where it was."""
        self._state, self._kind = STATES[scope.standing.state]
        detail = standing_words(scope.standing, scope.form.head.version)
        self.show_words(scope.name, detail, tag=self._state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the others."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def _paint_tag(self, painter: QPainter, inner: QRectF) -> None:
        look = theme()
        ink, wash = look.colour("quiet_ink"), look.colour("faint_line")
        if self._kind != "quiet":
            ink, wash, _ = look.family(self._kind)
        font = look.font("label", "semibold")
        wide, high = text_width(font, self._state) + look.scaled(20), look.scaled(24)
        spot = QRectF(inner.right() - wide, inner.center().y() - high / 2, wide, high)
        box(painter, spot, high / 2, wash)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, self._state)
        inner.setRight(spot.left() - look.grid())


class ScopesCard(Card):
    """The rows; one is always chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """None yet."""
        super().__init__(gap=1, margins=(2, 1.5, 2, 2))
        self.body.addWidget(SectionTitle("Consent"))
        self._lines = Column(gap=0.75)
        self.body.addLayout(self._lines)
        self.rows: dict[str, ScopeRow] = {}
        self.now = ""

    def show_scopes(self, scopes: Sequence[Scope]) -> None:
        """Show these; what was chosen stays chosen, and the keyboard where it was."""
        if scopes and list(self.rows) == [scope.id for scope in scopes]:
            # A row that went with the keyboard on it would send it out of the page.
            for scope in scopes:
                self.rows[scope.id].show_scope(scope)
            return
        clear(self._lines)
        self.rows = {scope.id: ScopeRow(scope) for scope in scopes}
        for id, row in self.rows.items():
            row.clicked.connect(lambda _checked=False, id=id: self.choose(id))
            row.stepped.connect(self._step)
            self._lines.addWidget(row)
        if self.now not in self.rows:
            self.now = next(iter(self.rows), "")
        self._mark()

    def choose(self, id: str) -> None:
        """Choose one for the person at the desk."""
        if id != self.now:
            self.now = id
            self._mark()
            self.chosen.emit(id)

    def take_focus(self) -> bool:
        """Put the keyboard on the chosen one; whether there is one."""
        row = self.rows.get(self.now)
        if row is not None:
            row.setFocus()
        return row is not None

    def _step(self, step: int) -> None:
        ids = list(self.rows)
        at = min(max(ids.index(self.now) + step, 0), len(ids) - 1)
        self.choose(ids[at])
        self.take_focus()

    def _mark(self) -> None:
        for id, row in self.rows.items():
            row.mark(id == self.now)
            # One stop for Tab: the arrows go along the rows.
            here = Qt.FocusPolicy.StrongFocus if id == self.now else Qt.FocusPolicy.ClickFocus
            row.setFocusPolicy(here)
