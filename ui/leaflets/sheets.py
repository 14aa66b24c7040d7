"""The pages in the middle, as they will be printed: side by side where they fit, and scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from clinic_desk.leaflets.found_words import Hit, Place
from clinic_desk.leaflets.look import PAGE_HEIGHT, PAGE_WIDTH
from clinic_desk.leaflets.pages import POINTS_AN_INCH
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme

SCREEN_DOTS = 96
"""Dots an inch of a screen at 100 %: a page is then as large as on paper."""
LEAST, MOST = 0.2, 2.0
READABLE = 0.4
"""Two pages stand side by side by themselves only where they are at least this large."""
SHOWN = 0.25
"""The share of a page, or of the window, from which a page counts as in sight."""


class Sheet(QWidget):
    """One page with its shadow."""

    def __init__(self, number: int, of: int, parent: QWidget) -> None:
        """`number` counts from 1."""
        super().__init__(parent)
        self.setAccessibleName(f"Page {number} of {of}")
        self._picture = QImage()
        self._marks: tuple[tuple[Place, bool], ...] = ()

    def show_picture(self, picture: QImage) -> None:
        """Show the page; it is drawn to fit."""
        self._picture = picture
        self.update()

    def show_marks(self, marks: tuple[tuple[Place, bool], ...]) -> None:
        """Mark places on the page; True is the one that is looked at."""
        self._marks = marks
        self.update()

    def spot(self, place: Place) -> QRectF:
        """Where a place of the page stands in this widget."""
        edge = self.edge()
        scale = (self.width() - 2 * edge) / PAGE_WIDTH
        left, top = edge + place.left * scale, edge + place.top * scale
        return QRectF(left, top, place.width * scale, place.height * scale)

    @staticmethod
    def edge() -> int:
        """Pixels that the shadow takes on every side."""
        return theme().grid(0.75)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shadow, then paper."""
        look, painter = theme(), QPainter(self)
        edge, shadow = self.edge(), look.colour("shadow")
        paper = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        shadow.setAlphaF(0.1 / edge)
        for reach in range(edge - 1, 0, -1):
            place = paper.adjusted(-reach, 1 - reach, reach, reach + 1)
            box(painter, place, reach, shadow)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture.isNull():
            painter.fillRect(paper, look.colour("paper"))
        else:
            painter.drawImage(paper, self._picture)
        for found, looked_at in self._marks:
            self._mark(painter, self.spot(found), looked_at)

    def _mark(self, painter: QPainter, spot: QRectF, looked_at: bool) -> None:
        """As a marker pen does: the words show through. The one looked at has a frame as well."""
        look = theme()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(spot, look.colour("paper_mark"))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if looked_at:
            reach = look.scaled(2)
            frame = spot.adjusted(-reach, -reach, reach, reach)
            box(painter, frame, reach, None, look.colour("paper_frame"), look.scaled(2))


class Sheets(QScrollArea):
    """All pages of a leaflet; the arrow keys, page keys and the wheel scroll."""

    zoomed = Signal()
    """The size, or which pages are in sight, is another now."""

    def __init__(self) -> None:
        """No pages; they fit the width until the person at the desk zooms."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Pages of the leaflet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self._table = QWidget()
        self._table.setObjectName("scrolled")
        self.setWidget(self._table)
        self.sheets: list[Sheet] = []
        self._zoom: float | None = None
        self.verticalScrollBar().valueChanged.connect(self.zoomed)
        theme().changed.connect(self._place)

    def show_pages(self, pictures: Sequence[QImage], of: int | None = None) -> None:
        """Show these pages from the first on; the rest of how many there are is blank as yet."""
        of = len(pictures) if of is None else of
        if of != len(self.sheets):
            for sheet in self.sheets:
                sheet.hide()
                sheet.deleteLater()
            self.sheets = [Sheet(number, of, self._table) for number in range(1, of + 1)]
            for sheet in self.sheets:
                sheet.show()
        for at, sheet in enumerate(self.sheets):
            sheet.show_picture(pictures[at] if at < len(pictures) else QImage())
        self._place()

    def show_marks(self, hits: Sequence[Hit], looked_at: int) -> None:
        """Mark where words were found; one of them is looked at."""
        for number, sheet in enumerate(self.sheets):
            marks = [
                (place, at == looked_at)
                for at, hit in enumerate(hits)
                for place in hit.places
                if place.page == number
            ]
            sheet.show_marks(tuple(marks))

    def go_to(self, hit: Hit) -> None:
        """Bring a place that was found into sight."""
        if hit.page < len(self.sheets):
            sheet, room = self.sheets[hit.page], self.viewport()
            spot = sheet.spot(hit.places[0]).center().toPoint() + sheet.pos()
            self.ensureVisible(spot.x(), spot.y(), room.width() // 4, room.height() // 3)

    @property
    def zoom(self) -> float:
        """1.0 is as large as on paper."""
        return self._fitting() if self._zoom is None else self._zoom

    @property
    def fits(self) -> bool:
        """Whether the pages follow the width of the window."""
        return self._zoom is None

    @property
    def dots(self) -> float:
        """Dots an inch that the pages' pictures should have, for this screen."""
        return self.zoom * SCREEN_DOTS * self.devicePixelRatioF()

    def zoom_by(self, step: int) -> None:
        """One step of ten percent larger (1) or smaller (-1)."""
        percent = round(self.zoom * 100)
        tens = percent // 10 + 1 if step > 0 else -(-percent // 10) - 1
        self._zoom = min(MOST, max(LEAST, tens / 10))
        self._place()

    def fit(self) -> None:
        """Follow the width of the window again."""
        self._zoom = None
        self._place()

    def in_sight(self) -> tuple[int, int]:
        """The first and the last page in sight, counted from 1; 0, 0 without pages."""
        window = QRect(0, self.verticalScrollBar().value(), 1, self.viewport().height())
        seen = [
            number
            for number, sheet in enumerate(self.sheets, 1)
            if self._seen(sheet.geometry(), window)
        ]
        return (seen[0], seen[-1]) if seen else (0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out anew."""
        super().resizeEvent(event)
        self._place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl held it zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring when it has the keyboard."""
        if self.hasFocus():
            painter = QPainter(self.viewport())
            place = QRectF(self.viewport().rect())
            focus_ring(painter, theme(), place, theme().shape("radius"), "accent")

    def _seen(self, page: QRect, window: QRect) -> bool:
        shared = min(page.bottom(), window.bottom()) - max(page.top(), window.top())
        return shared >= SHOWN * min(page.height(), window.height())

    def _fitting(self) -> float:
        """Two beside each other where that can be read, else one across."""
        room = self._room()
        two = (room - _gap()) / 2 / _life_size()
        if len(self.sheets) > 1 and two >= READABLE:
            return _whole_percent(two)
        return _whole_percent(room / _life_size())

    def _room(self) -> int:
        """Pixels across for pages, the scroll bar's own left out so that it cannot flicker."""
        bar = self.verticalScrollBar().sizeHint().width()
        return self.width() - bar - 2 * theme().grid(1.5)

    def _place(self) -> None:
        zoom, gap, edge = self.zoom, _gap(), Sheet.edge()
        # As pictures of pages are measured: a picture of the same size is drawn dot for dot.
        wide, high = (ceil(_life_size(points) * zoom) for points in (PAGE_WIDTH, PAGE_HEIGHT))
        across = max(1, min((self._room() + gap) // (wide + gap), len(self.sheets)))
        used = across * wide + (across - 1) * gap
        margin = theme().grid(1.5)
        left = max(margin, (self.viewport().width() - used) // 2)
        for at, sheet in enumerate(self.sheets):
            row, column = divmod(at, across)
            spot = QRect(left + column * (wide + gap), edge + row * (high + gap), wide, high)
            sheet.setGeometry(spot.adjusted(-edge, -edge, edge, edge))
        rows = -(-len(self.sheets) // across)
        self._table.resize(
            max(self.viewport().width(), used + 2 * margin), rows * (high + gap) + 2 * edge
        )
        self.verticalScrollBar().setSingleStep(theme().grid(5))
        self.zoomed.emit()


def _life_size(points: float = PAGE_WIDTH) -> float:
    """Pixels that a measure on paper takes at 100 %."""
    return points / POINTS_AN_INCH * SCREEN_DOTS


def _gap() -> int:
    return theme().grid(2)


def _whole_percent(zoom: float) -> float:
    return min(1.0, max(LEAST, int(zoom * 100) / 100))
