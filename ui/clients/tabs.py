"""Tabs: words in a line, the chosen one underlined. Left and Right go along them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.buttons import PlainButton
from ui.kit.labels import text_width
from ui.kit.paint import focus_ring
from ui.kit.theme import theme


class Tabs(QWidget):
    """A line of tabs; where it is narrow, or the letters large, as many lines as they need."""

    chosen = Signal(str)
    """The id of the tab that was chosen by the person at the desk."""

    def __init__(self, tabs: Sequence[tuple[str, str]]) -> None:
        """(id, words) of each, the first one chosen."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.tabs = {id: _Tab(words) for id, words in tabs}
        for id, tab in self.tabs.items():
            tab.setParent(self)
            tab.clicked.connect(lambda _checked=False, id=id: self._choose(id))
            tab.stepped.connect(self._step)
        self._now = tabs[0][0]
        self.show_tab(self._now)
        theme().changed.connect(self._measure)

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
        """Show or hide a tab; which one is chosen is left to whoever asks."""
        self.tabs[id].setVisible(offered)
        self._measure()

    def sizeHint(self) -> QSize:
        """All in one line."""
        places = self._places(_ANY_WIDTH)
        return QSize(max((place.right() + 1 for place in places), default=0), self._line())

    def minimumSizeHint(self) -> QSize:
        """The widest of them."""
        wide = (tab.sizeHint().width() for tab in self._offered())
        return QSize(max(wide, default=0), self._line())

    def heightForWidth(self, width: int) -> int:
        """As high as the lines that they take in that width."""
        return max((place.bottom() + 1 for place in self._places(width)), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set them anew."""
        self._arrange()

    def _measure(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _arrange(self) -> None:
        for tab, place in zip(self._offered(), self._places(self.width()), strict=True):
            tab.setGeometry(place)

    def _offered(self) -> list[_Tab]:
        return [tab for tab in self.tabs.values() if not tab.isHidden()]

    def _places(self, width: int) -> list[QRect]:
        gap, left, top = theme().grid(2.5), 0, 0
        places = []
        for tab in self._offered():
            wide = tab.sizeHint().width()
            if left and left + wide > width:
                left, top = 0, top + self._line()
            places.append(QRect(left, top, min(wide, max(width, 1)), self._line()))
            left += wide + gap
        return places

    def _line(self) -> int:
        return theme().shape("control")

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


_ANY_WIDTH = 100_000


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
