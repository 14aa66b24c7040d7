"""The sheet of a client's photographs: small pictures under their days, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.photographs.records import PhotographRecord
from ui.clients.photographs.reading import Small
from ui.clients.photographs.tile import Tile
from ui.clients.photographs.wording import by_day, day_words
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme

MOST_MARKED = 2


class Sheet(QWidget):
    """Lays its tiles out in rows; the arrows go from one to the next, one stop for Tab."""

    opened = Signal(object)
    """The PhotographRecords to look at: one or two."""
    marks_changed = Signal()
    laid_out = Signal()
    """Others may have come into sight."""
    reached = Signal(QWidget)
    """The tile that the keyboard has come to."""

    def __init__(self) -> None:
        """No pictures yet."""
        super().__init__()
        self.tiles: list[Tile] = []
        self._days: list[tuple[PlainLabel, list[Tile]]] = []
        self._marked: list[int] = []
        theme().changed.connect(self._place)

    def show_photographs(self, records: Iterable[PhotographRecord], today: date) -> None:
        """Show these; a picture that has been read already, and each mark, stays."""
        known = {tile.record.id: tile for tile in self.tiles}
        focused = next((tile.record.id for tile in self.tiles if tile.hasFocus()), None)
        for label, _ in self._days:
            label.deleteLater()
        self.tiles, self._days = [], []
        for day, found in by_day(records):
            label = PlainLabel(day_words(day, len(found), today), weight="semibold", parent=self)
            tiles = [self._tile(record, known) for record in found]
            label.show()
            self._days.append((label, tiles))
            self.tiles += tiles
        for left in known.values():
            left.hide()
            left.deleteLater()
        there = {tile.record.id for tile in self.tiles}
        self._marked = [id for id in self._marked if id in there]
        self._show_marks()
        self._stop_at(next((tile for tile in self.tiles if tile.record.id == focused), None))
        self._place()

    def show_small(self, found: Iterable[Small]) -> None:
        """Show thumbnails that have been read."""
        tiles = {tile.record.id: tile for tile in self.tiles}
        for small in found:
            if small.id in tiles:
                tiles[small.id].show_image(small.image, small.trouble)

    @property
    def marked(self) -> tuple[PhotographRecord, ...]:
        """The marked ones, in the order in which they were."""
        records = {tile.record.id: tile.record for tile in self.tiles}
        return tuple(records[id] for id in self._marked)

    @property
    def wanted(self) -> tuple[PhotographRecord, ...]:
        """What would be opened: the two marked ones, else the one with the keyboard."""
        if len(self._marked) == MOST_MARKED:
            return self.marked
        here = self._here()
        return (here.record,) if here is not None else ()

    def without_pictures(self, at_most: int) -> tuple[int, ...]:
        """The first of those near whose thumbnails have not been read, in sight before others."""
        seen, near = self._seen(), self._near()
        waiting = [
            tile for tile in self.tiles if not tile.has_picture and near.intersects(tile.geometry())
        ]
        waiting.sort(key=lambda tile: not seen.intersects(tile.geometry()))
        return tuple(tile.record.id for tile in waiting[:at_most])

    def let_go(self) -> None:
        """Drop the pictures that were scrolled far out of sight: a client may have hundreds."""
        near = self._near()
        for tile in self.tiles:
            if tile.has_picture and not near.intersects(tile.geometry()):
                tile.show_image(QImage())

    def _seen(self) -> QRect:
        return self.visibleRegion().boundingRect()

    def _near(self) -> QRect:
        """What is in sight, and as much above and below it."""
        seen = self._seen()
        return seen.adjusted(0, -seen.height(), 0, seen.height())

    def take_focus(self) -> None:
        """Put the keyboard where it was, or on the first."""
        here = self._here()
        if here is not None:
            here.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """As high as the rows need at this width."""
        return QSize(theme().shape("photograph") * 4, self._height_for(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._place()

    def _tile(self, record: PhotographRecord, known: dict[int, Tile]) -> Tile:
        tile = known.pop(record.id, None)
        if tile is None:
            tile = Tile(record)
            tile.setParent(self)
            tile.stepped.connect(self._step)
            tile.opened.connect(self._open)
            tile.marked.connect(self._mark)
            tile.show()
        tile.show_record(record)
        # In the order of the sheet, as Tab and the readers of screens go along it.
        tile.raise_()
        return tile

    def _mark(self) -> None:
        tile = self.sender()
        if not isinstance(tile, Tile):
            return
        id = tile.record.id
        self._stop_at(tile)
        if id in self._marked:
            self._marked.remove(id)
        else:
            self._marked = [*self._marked[-(MOST_MARKED - 1) :], id]
        self._show_marks()

    def _show_marks(self) -> None:
        for tile in self.tiles:
            id = tile.record.id
            tile.show_number(self._marked.index(id) + 1 if id in self._marked else 0)
        self.marks_changed.emit()

    def _open(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self._stop_at(tile)
            self.opened.emit(self.wanted)

    def _here(self) -> Tile | None:
        stops = (tile for tile in self.tiles if tile.focusPolicy() == Qt.FocusPolicy.StrongFocus)
        return next(stops, None)

    def _stop_at(self, tile: Tile | None) -> None:
        """Where Tab comes to; by itself it is the first."""
        here = tile or self._here() or next(iter(self.tiles), None)
        for each in self.tiles:
            stops = each is here
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def _step(self, across: int, down: int) -> None:
        tile = self.sender()
        if not isinstance(tile, Tile):
            return
        target = self._beside(tile, across) if across else self._below(tile, down)
        if target is not None:
            self._stop_at(target)
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.reached.emit(target)

    def _beside(self, tile: Tile, across: int) -> Tile | None:
        at = self.tiles.index(tile) + across
        return self.tiles[at] if 0 <= at < len(self.tiles) else None

    def _below(self, tile: Tile, down: int) -> Tile | None:
        """The nearest one of the next row, which may be another day's."""
        x, y = tile.x(), tile.y()
        rows = {each.y() for each in self.tiles if (each.y() - y) * down > 0}
        if not rows:
            return None
        row = min(rows) if down > 0 else max(rows)
        return min((each for each in self.tiles if each.y() == row), key=lambda t: abs(t.x() - x))

    def _columns(self, width: int) -> int:
        gap, wide = theme().grid(), theme().shape("photograph")
        return max(1, (width + gap) // (wide + gap))

    def _height_for(self, width: int) -> int:
        look, columns, height = theme(), self._columns(width), 0
        high = Tile.sizeHint(self.tiles[0]).height() if self.tiles else 0
        for _, tiles in self._days:
            rows = -(-len(tiles) // columns)
            height += look.grid(4) + rows * (high + look.grid()) + look.grid()
        return height

    def _place(self) -> None:
        look, columns, y = theme(), self._columns(self.width()), 0
        for label, tiles in self._days:
            label.setGeometry(0, y, self.width(), look.grid(3))
            y += look.grid(4)
            for at, tile in enumerate(tiles):
                size = tile.sizeHint()
                row, column = divmod(at, columns)
                left, top = (
                    column * (size.width() + look.grid()),
                    row * (size.height() + look.grid()),
                )
                tile.setGeometry(left, y + top, size.width(), size.height())
            rows = -(-len(tiles) // columns)
            y += rows * (tiles[0].sizeHint().height() + look.grid()) + look.grid()
        self.setMinimumHeight(y)
        self.updateGeometry()
        self.laid_out.emit()
