"""Measured pieces of a leaflet: each knows its height, draws itself, and can be cut in two.

A piece is cut only where it is taller than a whole page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple, Protocol

from clinic_desk.leaflets.lines import Line, Style
from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.tags import Tag


class Piece(Protocol):
    """Something with a height in points that stands on a page."""

    @property
    def height(self) -> float:
        """Points from top to bottom."""

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw it with its upper left corner at left, top."""

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Two pieces of which the first is at most `room` high; None where that cannot be."""


class Stretch(NamedTuple):
    """A line or part of one where it stands, and the address it leads to or nothing."""

    line: Line
    x: float
    baseline: float
    link: str


@dataclass(frozen=True)
class Words:
    """Lines of text under one tag."""

    lines: tuple[Line, ...]
    style: Style
    colour: str
    tag: Tag | None
    """None for words that stand again where they were told before."""
    bookmark: str = ""
    """For a heading: its entry in the document's outline."""

    @property
    def height(self) -> float:
        """As many leadings as there are lines."""
        return len(self.lines) * self.style.leading

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Each line on its baseline."""
        if not self.lines:
            return
        if self.bookmark:
            pen.bookmark(self.bookmark, 0, top + self.style.size)
        for link, stretches in groupby(self._stretches(left, top), key=lambda each: each.link):
            if link and self.tag is not None:
                self._draw_link(pen, link, tuple(stretches), self.tag.add("Link"))
                continue
            with pen.content(self.tag):
                for line, x, baseline, _ in stretches:
                    pen.line(line, self.style, x, baseline, self.colour)

    def _draw_link(self, pen: Pen, address: str, stretches: tuple[Stretch, ...], tag: Tag) -> None:
        """Words that lead somewhere: an area to press on each line that they take."""
        size = self.style.size
        words = " ".join(bit.text for each in stretches for bit in each.line.bits)
        with pen.content(tag):
            for line, x, baseline, _ in stretches:
                pen.line(line, self.style, x, baseline, pen.colours.deep)
        for line, x, baseline, _ in stretches:
            bounds = (x, baseline - size * 0.28, x + line.width, baseline + size)
            pen.link_area(tag, bounds, address, words)

    def _stretches(self, left: float, top: float) -> Iterator[Stretch]:
        """The lines where they stand, in one part but where a link begins or ends."""
        drop = self.style.leading / 2 + self.style.size * 0.36
        for number, line in enumerate(self.lines):
            x, baseline = left, top - number * self.style.leading - drop
            if not any(bit.link for bit in line.bits):
                yield Stretch(line, x, baseline, "")
                continue
            for link, group in groupby(line.bits, key=lambda bit: bit.link):
                bits = tuple(group)
                letters = sum(len(bit.text) for bit in bits)
                width = sum(bit.width for bit in bits) * self.style.size
                width += self.style.tracking * letters
                yield Stretch(Line(bits, width), x, baseline, link)
                x += width

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Between two lines."""
        fit = int(room // self.style.leading)
        if not 0 < fit < len(self.lines):
            return None
        first = Words(self.lines[:fit], self.style, self.colour, self.tag, self.bookmark)
        return first, Words(self.lines[fit:], self.style, self.colour, self.tag)


@dataclass(frozen=True)
class Placed:
    """A piece within a stack or a page: the room above it, how far in, and what must follow it."""

    piece: Piece
    above: float = 0
    indent: float = 0
    keep: bool = False
    """Never last on a page: what follows stands on the same one."""
    again: Piece | None = None
    """What stands above it once more where it opens a page, such as a table's heads."""


@dataclass(frozen=True)
class Stack:
    """Pieces one below another."""

    parts: tuple[Placed, ...]

    @property
    def height(self) -> float:
        """With the room above each but the first."""
        return sum(part.piece.height + part.above for part in self.parts) - self._first_gap

    @property
    def _first_gap(self) -> float:
        return self.parts[0].above if self.parts else 0

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """From the top down."""
        y = top + self._first_gap
        for part in self.parts:
            y -= part.above
            part.piece.draw(pen, left + part.indent, y)
            y -= part.piece.height

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Between two parts, or within the one that crosses the line."""
        used = -self._first_gap
        for number, part in enumerate(self.parts):
            used += part.above
            if used + part.piece.height > room:
                return self._cut_at(number, part, room - used)
            used += part.piece.height
        return None

    def _cut_at(self, number: int, part: Placed, room: float) -> tuple[Piece, Piece] | None:
        halves = part.piece.cut(room)
        if halves is not None:
            first, second = (Placed(half, part.above, part.indent) for half in halves)
            return (
                Stack((*self.parts[:number], first)),
                Stack((second, *self.parts[number + 1 :])),
            )
        if number == 0:
            return None
        return Stack(self.parts[:number]), Stack(self.parts[number:])


@dataclass(frozen=True)
class Point:
    """One point of a list: a dot or a sign, and its words beside it."""

    words: Words
    label: Tag
    indent: float
    colour: str
    sign: str = ""
    """A kind of `signs.OUTLINES`; empty for a dot."""

    @property
    def height(self) -> float:
        """That of its words."""
        return self.words.height

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The dot at the height of small letters, a sign at that of capitals."""
        size, middle = self.words.style.size, top - self.words.style.leading / 2
        with pen.content(self.label):
            if self.sign:
                side = size * 1.05
                pen.sign(self.sign, left, middle + side / 2, side, self.colour)
            else:
                pen.dot(left + size * 0.34, middle + size * 0.02, size * 0.16, self.colour)
        self.words.draw(pen, left + self.indent, top)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Between two lines; the rest goes on without a dot."""
        halves = self.words.cut(room)
        if halves is None or not isinstance(halves[0], Words):
            return None
        rest = Stack((Placed(halves[1], indent=self.indent),))
        return replace(self, words=halves[0]), rest


@dataclass(frozen=True)
class RunIn:
    """A heading with its text behind it on the same line; the text's first line leaves it room."""

    heading: Words
    text: Words
    indent: float
    """Points from the left to the text's first line."""

    @property
    def height(self) -> float:
        """That of the text."""
        return max(self.heading.height, self.text.height)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The heading is read first."""
        self.heading.draw(pen, left, top)
        first, rest = self.text.lines[:1], self.text.lines[1:]
        replace(self.text, lines=first).draw(pen, left + self.indent, top)
        replace(self.text, lines=rest).draw(pen, left, top - self.text.style.leading)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: it is a few lines."""
        return None


@dataclass(frozen=True)
class Side:
    """Pieces side by side, each at its own distance from the left."""

    parts: tuple[tuple[float, Piece], ...]

    @property
    def height(self) -> float:
        """That of the tallest."""
        return max(piece.height for _, piece in self.parts)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """All from the same height."""
        for right, piece in self.parts:
            piece.draw(pen, left + right, top)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """All at the same height; a piece that ends above it goes no further."""
        first: list[tuple[float, Piece]] = []
        second: list[tuple[float, Piece]] = []
        for right, piece in self.parts:
            halves = (piece, None) if piece.height <= room else piece.cut(room)
            if halves is None:
                return None
            first.append((right, halves[0]))
            if halves[1] is not None:
                second.append((right, halves[1]))
        return (Side(tuple(first)), Side(tuple(second))) if second else None
