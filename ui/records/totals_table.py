"""The places of a map with what each had, by product: it follows each point as it is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.records.totals import units
from ui.kit.labels import text_width
from ui.kit.theme import theme
from ui.records.telling import ProductRows

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
HEADS = ("Area", "Sites", "Units")
OFF_LABEL = "off-label"


class _Line(NamedTuple):
    words: str
    sites: str
    amount: str
    kind: str = ""
    """head, total, or nothing for a place."""
    tag: str = ""


class TotalsTable(QWidget):
    """Area, sites and units; a total for each product, and none over two."""

    def __init__(self) -> None:
        """Without a point."""
        super().__init__()
        self._lines: tuple[_Line, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_rows(())
        theme().changed.connect(self.updateGeometry)

    def show_rows(self, products: Sequence[ProductRows]) -> None:
        """Show these places."""
        lines: list[_Line] = []
        for each in products:
            named = each.product or "No vial chosen"
            lines.append(_Line(named if len(products) > 1 else HEADS[0], *HEADS[1:], kind="head"))
            lines += [
                _Line(
                    row.words,
                    str(row.sites),
                    units(row.hundredths),
                    tag=OFF_LABEL if row.off_label else "",
                )
                for row in each.areas
            ]
            amount = f"{units(each.hundredths)} {each.unit}".rstrip()
            lines.append(_Line("Total", str(each.sites), amount, kind="total"))
        self._lines = tuple(lines)
        self.setAccessibleName(self.spoken())
        self.updateGeometry()
        self.update()

    def spoken(self) -> str:
        """The whole table as one sentence."""
        rows = (
            ", ".join(part for part in (line.words, line.tag, f"{line.amount}") if part)
            for line in self._lines
            if line.kind != "head"
        )
        return "; ".join(rows) or "No point yet"

    def sizeHint(self) -> QSize:
        """A line for each."""
        look = theme()
        return QSize(look.shape("popover"), max(1, len(self._lines)) * look.shape("table_row"))

    def minimumSizeHint(self) -> QSize:
        """As high, and narrower."""
        return QSize(theme().scaled(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, with hairlines between."""
        look, painter = theme(), QPainter(self)
        high, wide = look.shape("table_row"), self.width()
        if not self._lines:
            painter.setFont(look.font())
            painter.setPen(look.colour("quiet_ink"))
            painter.drawText(QRectF(0, 0, wide, high), _LEFT, "No point yet")
        for at, line in enumerate(self._lines):
            self._paint_line(painter, QRectF(0, at * high, wide, high), line)

    def _paint_line(self, painter: QPainter, place: QRectF, line: _Line) -> None:
        look = theme()
        weight = {"head": "semibold", "total": "bold"}.get(line.kind, "regular")
        ink = look.colour("quiet_ink" if line.kind == "head" else "ink")
        painter.setFont(look.font("label" if line.kind == "head" else "body", weight, tabular=True))
        painter.setPen(ink)
        amounts, sites = self._columns(place)
        painter.drawText(amounts, int(_RIGHT), line.amount)
        painter.drawText(sites, int(_RIGHT), line.sites)
        words = QRectF(place.left(), place.top(), sites.left() - place.left(), place.height())
        self._paint_words(painter, words, line)
        painter.setPen(look.colour("line" if line.kind == "head" else "faint_line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())

    def _columns(self, place: QRectF) -> tuple[QRectF, QRectF]:
        look = theme()
        bold = look.font("body", "bold", tabular=True)
        widest = max((text_width(bold, line.amount) for line in self._lines), default=0)
        amounts = QRectF(place)
        amounts.setLeft(place.right() - widest - look.grid())
        sites = QRectF(place)
        sites.setRight(amounts.left() - look.grid())
        sites.setLeft(sites.right() - text_width(bold, HEADS[1]) - look.grid())
        return amounts, sites

    def _paint_words(self, painter: QPainter, place: QRectF, line: _Line) -> None:
        look = theme()
        small = look.font("label", "medium")
        tag = text_width(small, line.tag) + look.grid() if line.tag else 0
        shown = painter.fontMetrics().elidedText(
            line.words, Qt.TextElideMode.ElideRight, round(place.width() - tag)
        )
        painter.drawText(place, int(_LEFT), shown)
        if line.tag:
            left = place.left() + painter.fontMetrics().horizontalAdvance(shown) + look.grid()
            painter.setFont(small)
            painter.setPen(QColor(look.family("warn").ink))
            painter.drawText(
                QRectF(left, place.top(), place.right() - left, place.height()),
                int(_LEFT),
                line.tag,
            )
