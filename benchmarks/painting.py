"""The week painted, and one frame of a drag over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPixmap, QStaticText
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measuring import Act, Line, Row, both, in_turns
from benchmarks.months import busy_monday
from benchmarks.weeks import the_week
from clinic_desk.calendar.records import Column, DayView, Refusals
from clinic_desk.clinic import Clinic
from ui.calendar.grid.grid import CalendarGrid
from ui.calendar.grid.layout import Box
from ui.calendar.grid.pull import Grip, pulled
from ui.calendar.grid.wording import Face
from ui.kit.fonts import register_fonts
from ui.kit.theme import dress

WIDE, HIGH = 1920, 1080
_TURNS = 40
_DRAG_TURNS = 200
_TILE = 12
_RAW = "raw QPainter, static text: the same boxes, hatches and words"
_WEEK = "that week painted, 1920 x 1080"
_DRAG = "one drag frame, findings shaded"
_NAME_COLOUR, _EDGE, _GROUND = QColor("#1c2326"), QColor("#7d8b8f"), QColor("#e9f1ee")


class Words(NamedTuple):
    """Text where it stands."""

    x: int
    y: int
    text: QStaticText
    font: QFont


class Bare(QWidget):
    """A widget that paints by one function and nothing else."""

    def __init__(self, paint: Callable[[QPainter], None]) -> None:
        """Take what paints."""
        super().__init__()
        self._paint = paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, cut to what is asked for."""
        painter = QPainter(self)
        self._paint(painter)
        painter.end()


def rows(clinic: Clinic) -> list[Line]:
    """Both rows, on a window that is shown; without a screen Qt paints it all the same."""
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        register_fonts()
        dress(app)
    grid = _grid(clinic)
    return [*_week_rows(grid), _drag_row(grid)]


def _grid(clinic: Clinic) -> CalendarGrid:
    """The week of everybody: a column for each weekday, three hundred visits."""
    treatments = clinic.protocol.current().catalogue.treatments
    faces = {each.code: Face(each.short_name, each.short_name, each.colour) for each in treatments}
    grid = CalendarGrid(faces, clinic.clock)
    _show(grid)
    grid.set_view(_view(clinic))
    QApplication.processEvents()
    return grid


def _view(clinic: Clinic) -> DayView:
    """A person a column, as the grid shows them: eight people on each of five days."""
    visits = the_week(clinic)
    monday = busy_monday(clinic.clock.now()) + timedelta(weeks=8)
    opening = clinic.hours.opening(monday, monday + timedelta(days=6))
    people = sorted({visit.person_id for visit in visits})
    columns = tuple(
        Column("person", person, day, f"P {person}", "", opening.of(person, day))
        for day in (monday + timedelta(days=n) for n in range(5))
        for person in people
    )
    return DayView(columns, visits)


def _show(widget: QWidget) -> None:
    widget.resize(WIDE, HIGH)
    widget.show()
    QApplication.processEvents()


def _week_rows(grid: CalendarGrid) -> list[Line]:
    """Painted again whole with its layout kept, as when something still in it has changed."""
    bare = Bare(_raw(grid))
    _show(bare)
    ours, floor, anew = in_turns((_whole(grid), lambda _: bare.repaint(), _anew(grid)), _TURNS)
    return [
        Row(
            _WEEK,
            "raw QPainter, static text: the same boxes, hatches and words",
            ours / floor,
            1.3,
            medians=both(ours, floor),
        ),
        Row(
            f"{_WEEK}: laid out and worded anew as well",
            "the same",
            anew / floor,
            0,
            medians=both(anew, floor),
            said_only=True,
        ),
    ]


def _whole(grid: CalendarGrid) -> Act:
    """Everything painted into the picture again, and the picture onto the window."""

    def paint(_: int) -> None:
        grid.drop_picture()
        grid.repaint()

    return paint


def _anew(grid: CalendarGrid) -> Act:
    """The same week given to the grid again, as after a write."""
    view = grid.scene.view

    def paint(turn: int) -> None:
        grid.set_view(view)
        grid.repaint()

    return paint


def _raw(grid: CalendarGrid) -> Callable[[QPainter], None]:
    """The same boxes, hatches, lines and words, with nothing between them and the painter."""
    layout, top = grid.layout_now, grid.body_top
    blocks = layout.blocks
    boxes = [_moved(block.box, top) for block in blocks]
    hatched = [_moved(box, top) for each in blocks for box in (each.before, each.after) if box]
    closed = [
        QRect(strip.x, top + first, strip.w, last - first)
        for strip in layout.strips
        for part in strip.closed
        for first, last in [(max(layout.axis.y(part.first), 0), layout.axis.y(part.last))]
    ]
    words = [*_words_on(grid), *_titles(grid)]
    words.sort(key=lambda each: id(each.font))
    hours = [top + layout.axis.y(m) for m in range(layout.axis.first, layout.axis.last, 30)]
    columns = [strip.x for strip in layout.strips]
    hatch, white = _hatch(), QColor("white")

    def paint(painter: QPainter) -> None:
        painter.fillRect(0, 0, WIDE, HIGH, white)
        for box in closed:
            painter.fillRect(box, _GROUND)
            painter.drawTiledPixmap(box, hatch)
        for box in hatched:
            painter.drawTiledPixmap(box, hatch)
        painter.setPen(_EDGE)
        for y in hours:
            painter.drawLine(0, y, WIDE, y)
        for x in columns:
            painter.drawLine(x, 0, x, HIGH)
        painter.setBrush(_GROUND)
        for box in boxes:
            painter.drawRect(box)
        _write(painter, words)

    return paint


def _hatch() -> QPixmap:
    """A tile of one slanting line on nothing."""
    tile = QPixmap(_TILE, _TILE)
    tile.fill(QColor("transparent"))
    painter = QPainter(tile)
    painter.setPen(_EDGE)
    painter.drawLine(0, _TILE, _TILE, 0)
    painter.end()
    return tile


def _moved(box: Box, top: int) -> QRect:
    return QRect(box.x, box.y + top, box.w, box.h)


def _words_on(grid: CalendarGrid) -> list[Words]:
    return [
        Words(run.x, run.y + grid.body_top, run.words.text, run.words.font)
        for composed in grid.blocks_now()
        for run in composed.runs
    ]


def _titles(grid: CalendarGrid) -> list[Words]:
    font = grid.looks.font("body", "semibold")
    return [
        Words(strip.x + 4, 12, QStaticText(strip.column.title), font)
        for strip in grid.layout_now.strips
    ]


def _write(painter: QPainter, words: Sequence[Words]) -> None:
    """Font by font, as they are sorted, so that the floor is as low as it can be."""
    painter.setPen(_NAME_COLOUR)
    font = None
    for x, y, text, wanted in words:
        if wanted is not font:
            font = wanted
            painter.setFont(font)
        painter.drawStaticText(x, y, text)


def _drag_row(grid: CalendarGrid) -> Row:
    """A visit pulled a step further over a week of which some days would be refused."""
    days = sorted({column.day for column in grid.scene.view.columns})
    why = dict.fromkeys(days[1:3], "2 days after needling")
    block = grid.layout_now.blocks[40]
    grip = Grip("move", block.column, block.stretch, block.stretch.first, block.visit.id)
    grid.pull_began(grip)
    grid.set_refusals(Refusals(why))
    grid.repaint()
    bare = _OneBox(grid.grab(), grid.seen(block.box).size())
    _show(bare)

    def drag(turn: int) -> None:
        column = (block.column + turn) % len(grid.layout_now.strips)
        held = block.stretch.first + turn % 8 * 15
        grid.show_pull(grip, pulled(grip, column, held))
        QApplication.processEvents()

    ours, floor = in_turns((drag, bare.move_on), _DRAG_TURNS)
    return Row(_DRAG, "cached picture plus one box", ours / floor, 3, medians=both(ours, floor))


class _OneBox(QWidget):
    """A picture with a box on it that moves, repainting where it was and is."""

    def __init__(self, picture: QPixmap, size: object) -> None:
        super().__init__()
        self._picture = picture
        self._box = QRect(60, 60, size.width(), size.height())  # type: ignore[attr-defined]

    def move_on(self, turn: int) -> None:
        """One frame."""
        self.update(self._box)
        self._box.moveTo(60 + turn * 46 % 1700, 60 + turn % 8 * 25)
        self.update(self._box)
        QApplication.processEvents()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture where it has to be, and the box."""
        painter = QPainter(self)
        painter.drawPixmap(event.rect(), self._picture, event.rect())
        painter.setPen(_EDGE)
        painter.setBrush(_GROUND)
        painter.drawRect(self._box)
        painter.end()
