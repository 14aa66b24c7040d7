"""How a cell of a table is measured and painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ui.kit.icons import paint_icon
from ui.kit.labels import KIND_SYMBOLS, text_width
from ui.kit.paint import box
from ui.kit.table_lines import Cell, TableColumn
from ui.kit.theme import theme

_ROW = 2.25
"""Steps of the grid of one row of words."""


def flags(column: TableColumn) -> int:
    """How Qt aligns the words of a column."""
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def cell_height(cell: Cell, width: float) -> float:
    """The pixels that a cell takes, its rows below included."""
    look = theme()
    row = look.grid(_ROW)
    below = row if cell.below else look.grid(3.5) if cell.mark is not None else 0
    if cell.wraps:
        width -= _lead(cell)
        high = _wrapped_height(_font(cell), width, cell.words)
        return high + (_wrapped_height(_below_font(cell), width, cell.below) if cell.below else 0)
    return row * (cell.words.count("\n") + 1) + below


def _wrapped_height(font: QFont, width: float, words: str) -> int:
    inside = QRect(0, 0, max(1, round(width)), 100_000)
    return QFontMetrics(font).boundingRect(inside, _WRAPPED, words).height()


def paint_cell(painter: QPainter, place: QRectF, column: TableColumn, cell: Cell) -> None:
    """The words of a cell with their mark, and what stands below them."""
    look = theme()
    if cell.kind:
        _paint_mark(painter, place, cell)
        return
    spot = QRectF(place)
    if cell.mark is not None:
        spot.setHeight(look.grid(_ROW))
        spot.moveTop(place.center().y() - cell_height(cell, place.width()) / 2)
        lower = QRectF(spot.left(), spot.bottom(), spot.width(), look.grid(3.5))
        _paint_mark(painter, lower, cell.mark)
    elif cell.below or cell.wraps or "\n" in cell.words:
        high = cell_height(cell, place.width())
        spot.setTop(place.center().y() - high / 2)
        spot.setHeight(high)
    painter.setPen(look.colour("quiet_ink" if cell.tone == "quiet" else cell.tone))
    painter.setFont(_font(cell))
    if cell.wraps:
        _paint_lead(painter, spot, cell)
        _paint_wrapped(painter, spot.adjusted(_lead(cell), 0, 0, 0), cell)
        return
    rows = cell.words.split("\n")
    each = QRectF(spot)
    total = len(rows) + (1 if cell.below else 0)
    each.setHeight(spot.height() / total)
    for words in rows:
        _paint_row(painter, each, column, words)
        each.moveTop(each.bottom())
    if cell.below:
        painter.setFont(_below_font(cell))
        painter.setPen(look.colour(cell.below_tone))
        _paint_row(painter, each, column, cell.below)


def _paint_wrapped(painter: QPainter, spot: QRectF, cell: Cell) -> None:
    painter.drawText(spot, _WRAPPED, cell.words)
    if cell.below:
        lower = QRectF(spot)
        lower.setTop(spot.top() + _wrapped_height(_font(cell), spot.width(), cell.words))
        painter.setFont(_below_font(cell))
        painter.setPen(theme().colour(cell.below_tone))
        painter.drawText(lower, _WRAPPED, cell.below)


def _below_font(cell: Cell) -> QFont:
    return theme().font("small", "regular", tabular=cell.below[:1].isdigit())


def _lead(cell: Cell) -> int:
    """Pixels that the symbol before the words takes."""
    return theme().scaled(20) if cell.leads_with_symbol else 0


def _paint_lead(painter: QPainter, spot: QRectF, cell: Cell) -> None:
    symbol = KIND_SYMBOLS.get(cell.tone, "")
    if cell.leads_with_symbol and symbol:
        look = theme()
        side = look.scaled(12)
        at = QRectF(spot.left(), spot.top() + look.scaled(3), side, side)
        paint_icon(painter, symbol, at, look.colour(cell.tone))


def _font(cell: Cell) -> QFont:
    """Figures stand below each other; words have their own widths."""
    return theme().font("body", cell.weight, tabular=cell.words[:1].isdigit())


def _paint_row(painter: QPainter, place: QRectF, column: TableColumn, words: str) -> None:
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, round(place.width()) + 1
    )
    painter.drawText(place, flags(column), shown)


def _paint_mark(painter: QPainter, place: QRectF, cell: Cell) -> None:
    """The words on the ground of their kind, with its symbol: never colour alone."""
    look = theme()
    ink, wash, _ = look.family(cell.kind)
    font, side = look.font("label", "semibold"), look.scaled(12)
    wide = text_width(font, cell.words) + side + look.scaled(24)
    spot = QRectF(place.left(), 0, min(wide, place.width()), look.scaled(24))
    spot.moveTop(place.center().y() - spot.height() / 2)
    box(painter, spot, spot.height() / 2, wash)
    inner = spot.adjusted(look.scaled(9), 0, -look.scaled(7), 0)
    symbol = KIND_SYMBOLS.get(cell.kind, "")
    if symbol:
        at = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        paint_icon(painter, symbol, at, ink)
    inner.setLeft(inner.left() + side + look.scaled(4))
    painter.setFont(font)
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(
        cell.words, Qt.TextElideMode.ElideRight, round(inner.width()) + 1
    )
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), shown)
