"""Rows and columns measured in steps of the grid, which follow the text size."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QVBoxLayout,
    QWidget,
)

from ui.kit.theme import theme

Margins = float | tuple[float, float, float, float]


class Column(QVBoxLayout):
    """Things below each other."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: float = 1, margins: Margins = 0
    ) -> None:
        """`gap` and `margins` (one for all, or left, top, right, bottom) in grid steps."""
        super().__init__()
        self._steps = (gap, margins)
        # A window may be drawn smaller than its parts ask: they fold, scroll or are elided.
        self.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        if parent is not None:
            parent.setLayout(self)
        self._measure()
        theme().changed.connect(self._measure)

    def _measure(self) -> None:
        _measure(self, *self._steps)


class Row(QHBoxLayout):
    """Things beside each other."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: float = 1, margins: Margins = 0
    ) -> None:
        """`gap` and `margins` (one for all, or left, top, right, bottom) in grid steps."""
        super().__init__()
        self._steps = (gap, margins)
        # A window may be drawn smaller than its parts ask: they fold, scroll or are elided.
        self.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        if parent is not None:
            parent.setLayout(self)
        self._measure()
        theme().changed.connect(self._measure)

    def setDirection(self, direction: QBoxLayout.Direction) -> None:
        """Stand beside or below each other; what it stands in makes room for the new height.

        One that turns while it is being shown for the first time is otherwise left with the
        height that it asked for before.
        """
        if direction == self.direction():
            return
        super().setDirection(direction)
        outer = self.parent()
        while isinstance(outer, QLayout):
            outer.invalidate()
            outer = outer.parent()
        if isinstance(outer, QWidget):
            outer.updateGeometry()

    def _measure(self) -> None:
        _measure(self, *self._steps)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        _delete(item)


class Surface(QFrame):
    """A ground: canvas, surface, sunken, card, note, popover; with hairlines where asked."""

    def __init__(self, surface: str = "surface", rule: str = "", parent: QWidget | None = None):
        """`rule` is the side with a hairline: top, bottom, left, right, or none."""
        super().__init__(parent)
        self.setProperty("surface", surface)
        self.setProperty("rule", rule)


class Card(Surface):
    """A white ground with rounded corners and a hairline, and a column inside."""

    def __init__(self, *, gap: float = 1, margins: Margins = 2) -> None:
        """`gap` and `margins` in grid steps."""
        super().__init__("card")
        self.body = Column(self, gap=gap, margins=margins)


class Divider(Surface):
    """A hairline across."""

    def __init__(self) -> None:
        """One pixel high."""
        super().__init__("divider")
        self.setFixedHeight(theme().shape("hairline"))


def reveal(widget: QWidget, shown: bool) -> None:
    """Show or hide a part of a form, also before the form has taken it in.

    Qt would open a part without a parent as a window of its own.
    """
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Hidden, False)
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)


def _measure(layout: QBoxLayout, gap: float, margins: Margins) -> None:
    look = theme()
    sides = margins if isinstance(margins, tuple) else (margins,) * 4
    layout.setSpacing(look.grid(gap))
    layout.setContentsMargins(*(look.grid(side) for side in sides))


def _delete(item: QLayoutItem) -> None:
    widget, inner = item.widget(), item.layout()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    elif inner is not None:
        clear(inner)
        inner.deleteLater()
