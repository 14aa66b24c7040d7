"""A drop-down list, painted from the tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy

from ui.kit.icons import paint_icon
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme


class PlainCombo(QComboBox):
    """A drop-down list of (value, words), painted from the tokens."""

    def __init__(self, name: str) -> None:
        """`name` is spoken."""
        super().__init__()
        self.setAccessibleName(name)
        self.setView(QListView())
        self.view().setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(14)
        self._colours: Sequence[str] = ()
        theme().changed.connect(self.updateGeometry)

    def set_choices(
        self, choices: Iterable[tuple[Any, str]], colours: Sequence[str] | None = None
    ) -> None:
        """Offer these; the value chosen before stays where it is still offered."""
        before = self.currentData()
        self._colours = tuple(colours or ())
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self._draw_squares()
        self.set_value(before)

    def set_value(self, value: Any) -> None:
        """Choose the entry with that value; none where it is not offered."""
        self.setCurrentIndex(
            next((at for at in range(self.count()) if self.itemData(at) == value), -1)
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll; a wheel that changes a closed list changes it unseen."""
        event.ignore()

    def sizeHint(self) -> QSize:
        """One control high."""
        return QSize(super().sizeHint().width(), theme().shape("control"))

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(theme().scaled(96), theme().shape("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, the chosen words and the arrow."""
        look, painter = theme(), QPainter(self)
        place, radius = QRectF(self.rect()), look.shape("radius")
        wrong = bool(self.property("wrong"))
        edge = look.colour("block" if wrong else "control_edge" if self.isEnabled() else "line")
        ground = look.colour("surface" if self.isEnabled() else "sunken")
        box(painter, place, radius, ground, edge)
        if self.hasFocus():
            focus_ring(painter, look, place, radius, "accent")
        inner = place.adjusted(look.scaled(11), 0, -look.scaled(10), 0)
        side = look.scaled(14)
        spot = QRectF(inner.right() - side, inner.center().y() - side / 2, side, side)
        paint_icon(painter, "chevron-down", spot, look.colour("quiet_ink"))
        inner.setRight(spot.left() - look.scaled(4))
        self._paint_choice(painter, inner)

    def _paint_choice(self, painter: QPainter, inner: QRectF) -> None:
        look, chosen = theme(), self.currentIndex()
        if 0 <= chosen < len(self._colours):
            side = look.scaled(10)
            spot = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
            box(painter, spot, look.scaled(3), look.family(self._colours[chosen]).ink)
            inner.setLeft(spot.right() + look.grid())
        empty = chosen < 0 or not self.isEnabled()
        painter.setPen(look.colour("quiet_ink" if empty else "ink"))
        painter.setFont(look.font())
        words = self.currentText() if chosen >= 0 else self.placeholderText()
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, round(inner.width())
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_squares(self) -> None:
        side = theme().scaled(10)
        for at, name in enumerate(self._colours):
            square = QPixmap(side, side)
            square.fill(theme().family(name).ink)
            self.setItemIcon(at, square)
