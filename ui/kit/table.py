"""A painted table: heads, lines of cells, marks in word and symbol; as quick with 500 as with 5.

The last column that is not pinned takes the room that is left; a cell that wraps makes its line
higher, so nothing that matters is cut short.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit.layout import Column
from ui.kit.paint import box, focus_ring
from ui.kit.table_cells import cell_height, flags, paint_cell
from ui.kit.table_lines import Cell, TableColumn, TableLine
from ui.kit.table_view import LINE, Index, Lines, LinesView
from ui.kit.theme import theme

_AIR, _HIGH = 1.5, 4.25
"""Steps of the grid between two columns, and of a line with one row of words."""
_DENSE = 3.25
"""Steps of such a line where as many as can be are to be seen at once."""
_LEAST = 15
"""Steps that a column without a width of its own keeps, as long as another can fold."""


class _Heads(QWidget):
    """The heads of the columns."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._measure()
        theme().changed.connect(self._measure)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each above its column, with a hairline below all of them."""
        look, painter = theme(), QPainter(self)
        painter.setFont(look.font("label", "semibold"))
        painter.setPen(look.colour("quiet_ink"))
        line = QRectF(self.rect())
        line.setWidth(self._table.room)
        for _ in range(self._table.beside):
            for at, place in self._table.places(line):
                column = self._table.columns[at]
                painter.drawText(place, flags(column), column.head)
            line.translate(line.width(), 0)
        painter.setPen(look.colour("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())

    def _measure(self) -> None:
        self.setFixedHeight(theme().grid(4))


class Table(QWidget):
    """Lines under heads; the arrow keys go through them, and Enter opens one."""

    opened = Signal(int)
    """The `opens` of the line."""
    went_to = Signal(object)
    """The `opens` of the line that is marked now; None where there is none."""

    def __init__(self, name: str, columns: Sequence[TableColumn], *, most_beside: int = 1) -> None:
        """`name` is spoken. With `most_beside` the lines are low, and go down in columns side by
        side: as few as show all of them at once. Where no number of columns does, they go across
        instead, in as many as there is room for, so that they roll down and never sideways."""
        super().__init__()
        self.columns = tuple(columns)
        self._most_beside, self._high = most_beside, _HIGH if most_beside == 1 else _DENSE
        self.beside = 1
        """The columns of lines that stand side by side now."""
        self.goes_across = False
        """Whether the next line stands beside this one rather than below it."""
        self._lines = Lines()
        self.view = LinesView(name, self._lines)
        self.setFocusProxy(self.view)
        self._heads = _Heads(self)
        whole = Column(self, gap=0)
        whole.addWidget(self._heads)
        whole.addWidget(self.view, 1)
        self.view.setItemDelegate(_Painted(self))
        self.view.opened.connect(self.opened)
        self.view.resized.connect(self._deal)
        self.view.selectionModel().currentChanged.connect(
            lambda *_: self.went_to.emit(self.marked())
        )
        theme().changed.connect(self._themed)

    def set_columns(self, columns: Sequence[TableColumn]) -> None:
        """Have these, for the lines that are shown next."""
        self.columns = tuple(columns)

    def show_lines(self, lines: Sequence[TableLine], marked: int | None = None) -> None:
        """Show these; the line that opens `marked`, or what was marked before, is marked."""
        wanted = marked if marked is not None else self.marked()
        self._lines.show_lines(tuple(lines))
        self._deal()
        open_to = [at for at, line in enumerate(lines) if not line.is_heading]
        found = next((at for at in open_to if lines[at].opens == wanted), None)
        at = found if found is not None else next(iter(open_to), None)
        if at is not None:
            self.view.setCurrentIndex(self._lines.index(at, 0))
        self.went_to.emit(self.marked())

    def mark(self, opens: int) -> None:
        """Go to the line that opens this, where there is one."""
        for at, line in enumerate(self._lines.lines):
            if line.opens == opens:
                self.view.setCurrentIndex(self._lines.index(at, 0))

    def lines(self) -> tuple[TableLine, ...]:
        """The lines that are shown."""
        return self._lines.lines

    def marked(self) -> int | None:
        """What the marked line opens; None where there is none."""
        index = self.view.currentIndex()
        return self._lines.lines[index.row()].opens if index.isValid() else None

    @property
    def room(self) -> int:
        """The width of a line in pixels."""
        if self.goes_across:
            # Qt begins a new row where the last pixel of this one would be taken.
            return (self.view.viewport().width() - 1) // self.beside
        whole = self.view if self.beside > 1 else self.view.viewport()
        return whole.width() // self.beside

    def _deal(self) -> None:
        """Set the lines side by side, in as few columns as show all of them."""
        if self._most_beside == 1:
            return
        self.goes_across = False
        most = max(1, min(self._most_beside, int(self.view.width() / self._least())))
        fits = any(map(self._fits, range(1, most + 1)))
        self.goes_across = self.beside > 1 and not fits
        across, bars = self.goes_across, Qt.ScrollBarPolicy
        self.view.setFlow(QListView.Flow.LeftToRight if across else QListView.Flow.TopToBottom)
        self.view.setWrapping(self.beside > 1)
        # Always there where the lines are dealt to the room that it leaves.
        self.view.setVerticalScrollBarPolicy(
            bars.ScrollBarAlwaysOn if across else bars.ScrollBarAsNeeded
        )
        self._measure()

    def _fits(self, beside: int) -> bool:
        """Whether all lines are in sight in so many columns."""
        self.beside = beside
        high, filled, left = self.view.height(), 1, self.view.height()
        for each in map(self.height_of, self._lines.lines):
            if each > left:
                filled, left = filled + 1, high
            left -= each
        return filled <= beside

    def _least(self) -> float:
        """The width below which a line's words are squeezed."""
        look = theme()
        wide = sum(each.steps or _LEAST for each in self.columns)
        return look.grid(wide + _AIR * (len(self.columns) + 1))

    def places(self, line: QRectF) -> tuple[tuple[int, QRectF], ...]:
        """Where the columns that are shown stand in a line, by their place among them all."""
        look = theme()
        inner = line.adjusted(look.grid(_AIR), 0, -look.grid(_AIR), 0)
        shown, share = self._dealt(inner.width())
        left, found = inner.left(), []
        for at, width in zip(shown, self._widths(shown, share), strict=True):
            found.append((at, QRectF(left, line.top(), width, line.height())))
            left += width + look.grid(_AIR)
        return tuple(found)

    def _dealt(self, room: float) -> tuple[tuple[int, ...], float]:
        """The columns that there is room for, and what each without a width has."""
        look, shown, share = theme(), tuple(range(len(self.columns))), 0.0
        for level in (0, 1, 2):
            shown = tuple(
                at for at, column in enumerate(self.columns) if not 0 < column.folds <= level
            )
            pinned = sum(look.grid(self.columns[at].steps) for at in shown)
            free = sum(1 for at in shown if not self.columns[at].steps)
            air = look.grid(_AIR) * (len(shown) - 1)
            share = max(0.0, room - pinned - air) / max(1, free)
            if not free or share >= look.grid(_LEAST):
                break
        return shown, share

    def _widths(self, shown: Sequence[int], share: float) -> list[float]:
        """The width of each; where nothing more can fold the widest gives to those without one,
        so that what wraps is not squeezed away."""
        look = theme()
        widths = [look.grid(self.columns[at].steps) or share for at in shown]
        free = [place for place, at in enumerate(shown) if not self.columns[at].steps]
        widest = max(range(len(shown)), key=widths.__getitem__)
        missing = len(free) * max(0.0, look.grid(_LEAST) - share)
        given = min(missing, widths[widest] - look.grid(_LEAST))
        if given > 0 and widest not in free:
            widths[widest] -= given
            for place in free:
                widths[place] += given / len(free)
        return widths

    def cells_of(self, line: TableLine, shown: Sequence[int]) -> tuple[Cell, ...]:
        """The cells of the columns that are shown; a mark of another stands in the first."""
        cells = [line.cells[at] for at in shown]
        gone = (cell for at, cell in enumerate(line.cells) if at not in shown)
        mark = next((cell for cell in gone if cell.kind), None)
        if mark is not None:
            cells[0] = cells[0]._replace(below="", mark=mark)
        return tuple(cells)

    def height_of(self, line: TableLine) -> int:
        """As high as its highest cell."""
        look = theme()
        if line.is_heading:
            return look.grid(self._high)
        places = self.places(QRectF(0, 0, self.room, 1))
        cells = self.cells_of(line, [at for at, _ in places])
        highest = max(map(cell_height, cells, (place.width() for _, place in places)))
        return max(look.grid(self._high), round(highest) + look.grid(self._high - 2.75))

    def height_at(self, row: int) -> int:
        """Of the line in that place: as high as what stands beside it."""
        lines = self._lines.lines
        if not self.goes_across:
            return self.height_of(lines[row])
        first = row - row % self.beside
        return max(map(self.height_of, lines[first : first + self.beside]))

    def _themed(self) -> None:
        self._deal()
        self._measure()

    def _measure(self) -> None:
        self.view.scheduleDelayedItemsLayout()
        self._heads.update()


class _Painted(QStyledItemDelegate):
    """Paints a line."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the view, or as its share of it."""
        return QSize(self._table.room, self._table.height_at(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        line, place = index.data(LINE), QRectF(option.rect)
        painter.save()
        if line.is_heading:
            self._paint_heading(painter, place, line)
        else:
            self._paint_ground(painter, place, option)
            places = self._table.places(place)
            cells = self._table.cells_of(line, [at for at, _ in places])
            for (at, spot), cell in zip(places, cells, strict=True):
                paint_cell(painter, spot, self._table.columns[at], cell)
        painter.restore()

    def _paint_heading(self, painter: QPainter, place: QRectF, line: TableLine) -> None:
        look = theme()
        painter.setFont(look.font("label", "semibold"))
        painter.setPen(look.colour("accent"))
        inner = place.adjusted(look.grid(_AIR), look.grid(), 0, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), line.cells[0].words)

    def _paint_ground(self, painter: QPainter, place: QRectF, option: QStyleOptionViewItem) -> None:
        look, radius = theme(), theme().shape("radius")
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            box(painter, place, radius, look.colour("accent_wash"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            box(painter, place, radius, look.colour("sunken"))
        if chosen and self._table.view.hasFocus():
            focus_ring(painter, look, place, radius, "accent")
        else:
            painter.setPen(look.colour("faint_line"))
            painter.drawLine(place.bottomLeft(), place.bottomRight())
