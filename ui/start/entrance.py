"""The first page: start a clinic, look round the demo, or open a folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.buttons import PlainButton
from ui.kit.icons import paint_icon
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row
from ui.kit.paint import box, focus_ring
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.theme import theme

WELCOME = "Bookings by the clinic's own rules, on this computer, without a network."
CARD_STEPS = 74
ROW_STEPS = 10


class Way(NamedTuple):
    """One of the ways in."""

    icon: str
    title: str
    detail: str
    act: Callable[[], object]


class WayButton(PlainButton):
    """A wide button with an icon, a title and a sentence."""

    def __init__(self, way: Way) -> None:
        """Its act is done by a click, Enter or Space."""
        self._detail = way.detail
        super().__init__(way.title, way.icon, way.act)
        self.set_words(way.title, f"{way.title}. {way.detail}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines with air."""
        look = theme()
        return QSize(look.grid(CARD_STEPS), look.grid(ROW_STEPS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, the icon on its ground, the words, the ring."""
        look, painter = theme(), QPainter(self)
        place, radius = QRectF(self.rect()), look.shape("card_radius")
        lit = self.underMouse() or self.isDown() or self.hasFocus()
        ground, edge = ("accent_wash", "accent_edge") if lit else ("surface", "line")
        box(painter, place, radius, look.colour(ground), look.colour(edge))
        inner = place.adjusted(look.grid(2), look.grid(2), -look.grid(2), -look.grid(2))
        side = look.shape("icon")
        spot = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        paint_icon(painter, self._icon, spot, look.colour("accent"))
        inner.setLeft(spot.right() + look.grid(2))
        upper, lower = QRectF(inner), QRectF(inner)
        upper.setHeight(inner.height() / 2)
        lower.setTop(upper.bottom())
        self._line(painter, upper, self._words, "card", "semibold", "ink")
        self._line(painter, lower, self._detail, "small", "regular", "quiet_ink")
        if self.hasFocus():
            focus_ring(painter, look, place, radius, "accent")

    def _line(
        self, painter: QPainter, place: QRectF, words: str, size: str, weight: str, tone: str
    ) -> None:
        look = theme()
        painter.setFont(look.font(size, weight))
        painter.setPen(look.colour(tone))
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, round(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


class Entrance(QWidget):
    """The ways in, below each other; the arrow keys go from one to the next."""

    def __init__(self, ways: tuple[Way, ...]) -> None:
        """The first way is the one that Enter takes."""
        super().__init__()
        self.setAccessibleName("Clinic Desk")
        self.trouble = TroubleLine()
        self.buttons = [WayButton(way) for way in ways]
        self._card = QWidget()
        body = Column(self._card, gap=1.5)
        body.addWidget(PlainLabel("Clinic Desk", size="display", weight="bold"))
        body.addWidget(PlainLabel(WELCOME, tone="quiet", wrap=True))
        for button in self.buttons:
            body.addWidget(button)
        body.addWidget(self.trouble)
        centred(self, self._card)
        self._measure()
        theme().changed.connect(self._measure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        here = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), None)
        if not step or here is None:
            super().keyPressEvent(event)
            return
        there = min(max(here + step, 0), len(self.buttons) - 1)
        self.buttons[there].setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self) -> None:
        """Give the first way in the keyboard."""
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _measure(self) -> None:
        self._card.setMaximumWidth(theme().grid(CARD_STEPS))


def centred(ground: QWidget, card: QWidget) -> None:
    """Lay a card into the upper middle of a page, to scroll where it is higher than that."""
    scroll = Scroll(gap=0, margins=3)
    Column(ground).addWidget(scroll)
    scroll.body.addStretch(2)
    # Stretches rather than an alignment, so that the height is reckoned for the card's width.
    line = Row()
    line.addStretch(1)
    line.addWidget(card, 100)
    line.addStretch(1)
    scroll.body.addLayout(line)
    scroll.body.addStretch(3)
