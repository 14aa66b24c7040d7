"""Pieces with a ground of their own: boxes, notices, rows of a table, ruled lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.pieces import Piece


@dataclass(frozen=True)
class Box:
    """A box round a stack, with a bar at its left where it has one."""

    inner: Piece
    width: float
    ground: str
    edge: str = ""
    bar: str = ""
    """The colour of the bar at the left; empty for none."""
    across: float = 15
    """Points between the edge and what stands in it, at the sides."""
    down: float = 11
    least: float = 0
    """At least so high, to end level with the box beside it."""

    @property
    def height(self) -> float:
        """With the room above and below what stands in it."""
        return max(self.least, self.inner.height + 2 * self.down)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The ground first, then what stands on it."""
        bottom = top - self.height
        with pen.ornament():
            if self.bar:
                pen.tab(left, bottom, self.width, self.height, self.ground)
                pen.bar(left, bottom, 4, self.height, self.bar)
            else:
                pen.box(left, bottom, self.width, self.height, ground=self.ground, edge=self.edge)
        self.inner.draw(pen, left + self.across, top - self.down)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Two boxes."""
        halves = self.inner.cut(room - 2 * self.down)
        if halves is None:
            return None
        first, second = (replace(self, inner=half, least=0) for half in halves)
        return first, second


@dataclass(frozen=True)
class SignedBox:
    """A box with a broad band at its left that bears a sign: it tells apart without its colour."""

    inner: Piece
    width: float
    ground: str
    colour: str
    """Of band and edge."""
    sign: str
    """A kind of `signs.OUTLINES`; empty for the rest of a box that was cut."""
    band: float
    down: float = 10

    ACROSS = 12.0
    """Points between the band, or the right edge, and what stands in the box."""

    @property
    def height(self) -> float:
        """With the room above and below what stands in it."""
        return max(self.inner.height + 2 * self.down, self.band * 1.1)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The ground first, then what stands on it."""
        bottom, side = top - self.height, self.band * 0.7
        with pen.ornament():
            pen.box(left, bottom, self.width, self.height, ground=self.colour, edge=self.colour)
            inside = (left + self.band, bottom + 0.75, self.width - self.band - 0.75)
            pen.tab(*inside, self.height - 1.5, self.ground)
            if self.sign:
                start = left + (self.band - side) / 2
                pen.sign(self.sign, start, top - self.down + 1, side, pen.colours.paper)
        self.inner.draw(pen, left + self.band + self.ACROSS, top - self.down)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Two boxes; the sign stays with the first."""
        halves = self.inner.cut(room - 2 * self.down)
        if halves is None:
            return None
        return replace(self, inner=halves[0]), replace(self, inner=halves[1], sign="")


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
        return replace(self, cells=halves[0]), replace(self, cells=halves[1])


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
