"""Pieces with a shape of their own: boxes, the timeline, rows of the risk table, ruled lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportlab.lib.colors import HexColor

from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.pieces import Piece, Stack

Symbol: TypeAlias = Literal["", "call-999", "call-111", "call-us"]


@dataclass(frozen=True)
class Box:
    """A box round a stack, with a bar at its left or a symbol in its corner where it has one."""

    inner: Piece
    width: float
    ground: str
    edge: str = ""
    bar: str = ""
    """The colour of the bar at the left; empty for none."""
    symbol: Symbol = ""
    symbol_size: float = 0
    across: float = 15
    """Points between the edge and what stands in it, at the sides."""
    down: float = 11

    @property
    def height(self) -> float:
        """With the room above and below what stands in it."""
        return self.inner.height + 2 * self.down

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The ground first, then what stands on it."""
        with pen.ornament():
            self._ground(pen, left, top - self.height)
        self.inner.draw(pen, left + self.across, top - self.down)

    def _ground(self, pen: Pen, left: float, bottom: float) -> None:
        size = (left, bottom, self.width, self.height)
        pen.box(*size, ground=self.ground, edge=self.edge)
        if self.bar:
            pen.bar(left, bottom, 8, self.height, self.ground)
            pen.bar(left, bottom, 4, self.height, self.bar)
        if self.symbol:
            half = self.symbol_size / 2
            middle = bottom + self.height - self.down - half - 1
            draw_symbol(
                pen, self.symbol, left + self.across + half, middle, self.symbol_size, self.edge
            )

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Two boxes; a symbol stays with the first."""
        halves = self.inner.cut(room - 2 * self.down)
        if halves is None:
            return None
        first, second = halves
        alike = (self.width, self.ground, self.edge, self.bar)
        return (
            Box(first, *alike, self.symbol, self.symbol_size, self.across, self.down),
            Box(second, *alike, across=self.across, down=self.down),
        )


def draw_symbol(pen: Pen, symbol: Symbol, x: float, y: float, size: float, colour: str) -> None:
    """The symbol of a notice about x, y: a triangle, a cross in a circle, or a handset."""
    if symbol == "call-999":
        _triangle(pen, x, y, size, colour)
    elif symbol == "call-111":
        _cross(pen, x, y, size, colour)
    else:
        _handset(pen, x, y, size, colour)


def _triangle(pen: Pen, x: float, y: float, size: float, colour: str) -> None:
    path = pen.canvas.beginPath()
    path.moveTo(x, y + size * 0.5)
    path.lineTo(x + size * 0.56, y - size * 0.46)
    path.lineTo(x - size * 0.56, y - size * 0.46)
    path.close()
    _stroke(pen, colour, size * 0.1)
    pen.canvas.setFillColor(HexColor(colour))
    pen.canvas.setLineJoin(1)
    pen.canvas.drawPath(path, stroke=1, fill=1)
    _stroke(pen, pen.colours.paper, size * 0.12)
    pen.canvas.line(x, y + size * 0.16, x, y - size * 0.14)
    pen.dot(x, y - size * 0.31, size * 0.075, pen.colours.paper)


def _cross(pen: Pen, x: float, y: float, size: float, colour: str) -> None:
    pen.dot(x, y, size * 0.52, colour)
    _stroke(pen, pen.colours.paper, size * 0.17)
    pen.canvas.line(x - size * 0.26, y, x + size * 0.26, y)
    pen.canvas.line(x, y - size * 0.26, x, y + size * 0.26)


def _handset(pen: Pen, x: float, y: float, size: float, colour: str) -> None:
    pen.dot(x, y, size * 0.52, colour)
    canvas, reach = pen.canvas, size * 0.23
    _stroke(pen, pen.colours.paper, size * 0.1)
    canvas.bezier(
        x - reach,
        y + reach,
        x - reach,
        y - reach * 0.4,
        x - reach * 0.4,
        y - reach,
        x + reach,
        y - reach,
    )
    canvas.setLineWidth(size * 0.17)
    canvas.line(x - reach * 1.1, y + reach * 1.05, x - reach * 0.75, y + reach * 0.55)
    canvas.line(x + reach * 1.05, y - reach * 1.1, x + reach * 0.55, y - reach * 0.75)


def _stroke(pen: Pen, colour: str, thick: float) -> None:
    pen.canvas.setStrokeColor(HexColor(colour))
    pen.canvas.setLineWidth(thick)
    pen.canvas.setLineCap(1)


@dataclass(frozen=True)
class TimelineAcross:
    """Moments side by side under a line with a dot for each."""

    moments: tuple[Stack, ...]
    column: float
    """Points from one moment to the next."""

    TRACK = 22.0

    @property
    def height(self) -> float:
        """The line with its dots, and the tallest moment."""
        return self.TRACK + max(each.height for each in self.moments)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The last stretch of the line fades: what comes after is the same again."""
        y, dot = top - 9, 6.5
        with pen.ornament():
            last = left + (len(self.moments) - 1) * self.column
            pen.rule(left + dot, y, last - left, pen.colours.edge, 3)
            for step in range(8):
                start = last + step * (self.column - 16) / 8
                pen.rule(
                    start,
                    y,
                    (self.column - 16) / 8 * (1 - step / 10),
                    pen.colours.edge,
                    3 - step * 0.35,
                )
            for number in range(len(self.moments)):
                pen.dot(left + dot + number * self.column, y, dot, pen.colours.accent)
        for number, each in enumerate(self.moments):
            each.draw(pen, left + number * self.column, top - self.TRACK)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: four short moments fit any page."""
        return None


@dataclass(frozen=True)
class TimelineDown:
    """One moment of a timeline that runs down the page, with its dot and the line to the next."""

    moment: Stack
    last: bool
    gap: float
    """Points down to the next moment."""
    level: float
    """Points from the top to the middle of the first line."""

    INDENT = 28.0

    @property
    def height(self) -> float:
        """That of its words."""
        return self.moment.height

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The line runs on to the next dot, but not from the last."""
        x, y = left + 8, top - self.level
        with pen.ornament():
            if not self.last:
                length = self.height + self.gap
                pen.bar(x - 1.5, y - length, 3, length, pen.colours.edge)
            pen.dot(x, y, 7.5, pen.colours.accent)
        self.moment.draw(pen, left + self.INDENT, top)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: a moment is two or three lines."""
        return None


@dataclass(frozen=True)
class Row:
    """One row of a table, with a rule under it."""

    cells: Piece
    width: float
    ground: str = ""
    padding: float = 8

    @property
    def height(self) -> float:
        """That of its cells, with the room above and below them."""
        return self.cells.height + 2 * self.padding

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Ground and rule first."""
        with pen.ornament():
            if self.ground:
                pen.bar(left, top - self.height, self.width, self.height, self.ground)
            pen.rule(left, top - self.height, self.width, pen.colours.edge)
        self.cells.draw(pen, left, top - self.padding)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Where its cells can be."""
        halves = self.cells.cut(room - 2 * self.padding)
        if halves is None:
            return None
        return Row(halves[0], self.width, self.ground, self.padding), Row(
            halves[1], self.width, self.ground, self.padding
        )


@dataclass(frozen=True)
class Ruled:
    """Room to write by hand, above a line."""

    width: float
    height: float

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The line stands at the foot."""
        with pen.ornament():
            pen.rule(left, top - self.height + 2, self.width, pen.colours.quiet)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: it is one line."""
        return None
