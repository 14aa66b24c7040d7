"""Tabs: words in a line, the chosen one underlined. Left and Right go along them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import PlainButton
from ui.kit.labels import text_width
from ui.kit.layout import Row, reveal
from ui.kit.paint import focus_ring
from ui.kit.theme import theme


class Tabs(QWidget):
    """A line of tabs."""

    chosen = Signal(str)
    """The id of the tab that was chosen by the person at the desk."""

    def __init__(self, tabs: Sequence[tuple[str, str]]) -> None:
        """(id, words) of each, the first one chosen."""
        super().__init__()
        line = Row(self, gap=2.5)
        self.tabs = {id: _Tab(words) for id, words in tabs}
        for id, tab in self.tabs.items():
            line.addWidget(tab)
            tab.clicked.connect(lambda _checked=False, id=id: self._choose(id))
            tab.stepped.connect(self._step)
        line.addStretch(1)
        self._now = tabs[0][0]
        self.show_tab(self._now)

    @property
    def now(self) -> str:
        """The id of the chosen tab."""
        return self._now

    def show_tab(self, id: str) -> None:
        """Mark a tab as chosen without emitting."""
        self._now = id
        for each, tab in self.tabs.items():
            tab.setChecked(each == id)
            # One stop for Tab: the arrows go along the line.
            here = Qt.FocusPolicy.StrongFocus if each == id else Qt.FocusPolicy.ClickFocus
            tab.setFocusPolicy(here)

    def offer(self, id: str, offered: bool) -> None:
        """Show a tab among the others, or leave it out."""
        reveal(self.tabs[id], offered)

    def _choose(self, id: str) -> None:
        changed = id != self._now
        self.show_tab(id)
        if changed:
            self.chosen.emit(id)

    def _step(self, step: int) -> None:
        ids = [id for id, tab in self.tabs.items() if not tab.isHidden()]
        at = min(max(ids.index(self._now) + step, 0), len(ids) - 1)
        self._choose(ids[at])
        self.tabs[ids[at]].setFocus(Qt.FocusReason.TabFocusReason)


class _Tab(PlainButton):
    """The words of one tab."""

    stepped = Signal(int)

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """The words, one control high."""
        look = theme()
        return QSize(text_width(look.font("body", "semibold"), self._words), look.shape("control"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right step."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and the line below the chosen ones."""
        look, painter = theme(), QPainter(self)
        here = self.isChecked() or self.underMouse()
        ink = look.colour("accent" if here else "quiet_ink")
        place = QRectF(self.rect())
        painter.setFont(look.font("body", "semibold"))
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._words)
        if self.isChecked():
            line = QRectF(place)
            line.setTop(place.bottom() - look.shape("ring"))
            painter.fillRect(line, ink)
        if self.hasFocus():
            focus_ring(painter, look, place, look.shape("badge_radius"), "accent")
