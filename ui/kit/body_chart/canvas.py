"""A chart with its points, shown and chosen but not changed: what every map has in common."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.records.charts import Chart, Spot, area_at, charts, place_words
from clinic_desk.records.contents import Point
from clinic_desk.records.map_marks import Mark, Sheet, fitted, hit, marks
from clinic_desk.records.map_words import UNITS, amount_words, point_words
from ui.kit.body_chart import picture
from ui.kit.body_chart.editing import MapEditing
from ui.kit.paint import focus_ring
from ui.kit.theme import theme


class ChartCanvas(QWidget):
    """One chart of a map at a time, as large as there is room.

    The points of the other charts are kept, and shown when their chart is.
    """

    chosen_changed = Signal()
    """Another point is chosen, or none; also when the cross for the keys has moved."""
    chart_changed = Signal(str)
    """Another chart is shown: its id."""

    def __init__(
        self, chart: str = "face_front", *, name: str = "Injection map", tone: str = "toxin"
    ) -> None:
        """`chart` is the id of the first one shown, `tone` a colour of the token file."""
        super().__init__()
        self.editing = MapEditing()
        self.unit_words = UNITS
        """How one and how several are called when they are spoken."""
        self._name, self._tone = name, tone
        self._chart = charts()[chart]
        self._ghost: tuple[Point, ...] = ()
        self.guides_shown, self.ghost_shown = False, True
        self._drawing: QPixmap | None = None
        self._hovered = ""
        self._cross: Spot | None = None
        self._pinned: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._restyle)
        self._describe()

    @property
    def chart(self) -> Chart:
        """The chart that is shown."""
        return self._chart

    def show_chart(self, chart: str) -> None:
        """Show another chart of the same map; KeyError for an id there is none of."""
        if chart == self._chart.id:
            return
        self._chart = charts()[chart]
        self._drawing = self._cross = None
        self.editing.choose(None)
        self._chosen_anew()
        self.chart_changed.emit(chart)

    def points(self) -> tuple[Point, ...]:
        """Every point of the map, those of other charts too."""
        return self.editing.points

    def set_name(self, name: str) -> None:
        """Call the map something else when it is spoken."""
        self._name = name
        self._describe()

    def set_points(self, points: Iterable[Point]) -> None:
        """Show these points; what was undone or could be is forgotten."""
        self.editing.load(points)
        self._chosen_anew()

    def set_ghost(self, points: Iterable[Point]) -> None:
        """Show another visit's points behind; none to take them away."""
        self._ghost = tuple(points)
        self.update()

    def has_ghost(self) -> bool:
        """Whether there is another visit to show."""
        return bool(self._ghost)

    def toggle_ghost(self) -> None:
        """Show or hide the other visit's points."""
        self.ghost_shown = not self.ghost_shown
        self.update()

    def toggle_guides(self) -> None:
        """Show or hide midline and thirds."""
        self.guides_shown = not self.guides_shown
        self.update()

    def sheet(self) -> Sheet:
        """Where the chart stands in the widget now."""
        gap = theme().grid(0.5)
        high = self.height() - picture.caption_height() - 2 * gap
        inner = fitted(self._chart.aspect, self.width() - 2 * gap, max(1, high))
        return Sheet(inner.left + gap, inner.top + gap, inner.width, inner.height)

    def shown(self) -> tuple[int, ...]:
        """Which of the map's points lie on this chart, in order."""
        here = self._chart.id
        return tuple(at for at, point in enumerate(self.points()) if point.chart == here)

    def marks_now(self) -> tuple[Mark, ...]:
        """The circles of the points of `shown`, in the same order."""
        sheet, shown = self.sheet(), self.shown()
        pinned = shown.index(self._pinned) if self._pinned in shown else None
        points = [self.points()[at] for at in shown]
        exact = [sheet.at(point.x, point.y) for point in points]
        radius = picture.mark_radius(sheet)
        radii = [picture.mark_width(amount_words(point), radius) / 2 for point in points]
        return marks(exact, radii, pinned)

    def ghosts_now(self) -> tuple[tuple[Mark, str], ...]:
        """The rings of the other visit's points on this chart, each with its units; none while
        they are hidden."""
        sheet, here = self.sheet(), self._chart.id
        points = [each for each in self._ghost if self.ghost_shown and each.chart == here]
        words, radius = [amount_words(point) for point in points], picture.mark_radius(sheet)
        radii = [picture.ghost_width(each, radius) / 2 for each in words]
        exact = [sheet.at(point.x, point.y) for point in points]
        return tuple(zip(marks(exact, radii), words, strict=True))

    def point_at(self, spot: QPointF) -> int | None:
        """Which of the map's points is under a pixel of the widget."""
        reach = picture.mark_radius(self.sheet()) * 1.1
        found = hit(self.marks_now(), reach, spot.x(), spot.y())
        return None if found is None else self.shown()[found]

    def choose(self, index: int | None) -> None:
        """Choose a point of the chart, or none."""
        self.editing.choose(index)
        self._cross = None
        self._chosen_anew()

    def sentence(self, index: int) -> str:
        """A point as it is spoken: `Forehead, right, 4 units`."""
        return point_words(self.points()[index], self.unit_words)

    def caption(self) -> str:
        """What the line below says: the chosen point, else the place under pointer or cross."""
        if self.editing.chosen is not None:
            return self.sentence(self.editing.chosen)
        if self._cross is not None and self.hasFocus():
            return f"{place_words(self._chart, *self._cross)}: Enter places a point"
        return self._hovered

    def event(self, event: QEvent) -> bool:
        """Forget the place under the pointer when it leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().event(event)

    def sizeHint(self) -> QSize:
        """A chart on which a face can be worked."""
        wide = theme().scaled(300)
        return QSize(wide, round(wide * self._chart.aspect) + picture.caption_height())

    def minimumSizeHint(self) -> QSize:
        """The least at which marks are still apart."""
        return QSize(theme().scaled(140), theme().scaled(180))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the lines anew for the new size."""
        self._drawing = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and say what is chosen."""
        super().focusInEvent(event)
        self._chosen_anew()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chart, the guides, the ghost, the marks, the words below, the ring."""
        painter, sheet = QPainter(self), self.sheet()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(QPointF(sheet.left, sheet.top), self._drawn(sheet))
        if self.guides_shown:
            picture.paint_guides(painter, self._chart, sheet)
        picture.paint_letters(painter, self._chart, sheet)
        radius = picture.mark_radius(sheet)
        picture.paint_ghost(painter, self.ghosts_now(), radius)
        picture.paint_marks(painter, self._specs(), radius, self._tone)
        if self._cross is not None and self.hasFocus() and self.editing.chosen is None:
            picture.paint_cross(painter, sheet.at(*self._cross), radius)
        picture.paint_caption(painter, self, self.caption())
        if self.hasFocus():
            look = theme()
            focus_ring(painter, look, QRectF(self.rect()), look.shape("card_radius"), "accent")

    def _specs(self) -> list[picture.Spec]:
        pairs = zip(self.shown(), self.marks_now(), strict=True)
        return [
            picture.Spec(mark, amount_words(self.points()[at]), at == self.editing.chosen)
            for at, mark in pairs
        ]

    def _drawn(self, sheet: Sheet) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._drawing is None or self._drawing.devicePixelRatio() != ratio:
            self._drawing = picture.drawing_of(self._chart, sheet, ratio)
        return self._drawing

    def _hover(self, spot: QPointF | None) -> None:
        """Say in the line below which place is under the pointer."""
        words = ""
        if spot is not None:
            area = area_at(self._chart, *self.sheet().fraction(spot.x(), spot.y()))
            words = area.label if area else ""
        if words != self._hovered:
            self._hovered = words
            self.update()

    def _chosen_anew(self) -> None:
        self._describe()
        self.update()
        self.chosen_changed.emit()

    def _describe(self) -> None:
        count = len(self.shown())
        self.setAccessibleName(f"{self._name}: {self._chart.title}")
        chosen = self.editing.chosen
        here = f"{count} point{'' if count == 1 else 's'}"
        self.setAccessibleDescription(self.sentence(chosen) if chosen is not None else here)

    def _restyle(self) -> None:
        self._drawing = None
        self.updateGeometry()
        self.update()
