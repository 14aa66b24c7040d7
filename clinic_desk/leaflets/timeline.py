"""The timeline: one picture, whose words are its text for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic_desk.leaflets.blocks import Bullets, Run, Timeline, plain
from clinic_desk.leaflets.hand import Hand, lines_kept
from clinic_desk.leaflets.lines import Line, Style
from clinic_desk.leaflets.look import WIDTH
from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.pieces import Piece, Placed
from clinic_desk.leaflets.tags import Tag

TRACK, LOW_TRACK = 20.0, 15.0
"""Points from the top of a level line to the words under it; the lower on a single side."""
INDENT = 28.0
"""Points from the left of a line that runs down to the words beside it."""
MOST_BESIDE = 5
"""Moments that fit beside each other."""
TALLEST = 480.0
"""Points of a picture that any page holds; a longer one is told as a list."""


def set_timeline(hand: Hand, block: Timeline) -> Iterator[Placed]:
    """The heading and the picture under it."""
    yield hand.heading(block.title, 2)
    picture = _picture(hand, block)
    if picture.height <= TALLEST:
        yield Placed(picture, above=hand.air(0.6))
        return
    yield from hand.points(listed(block).items, WIDTH, hand.root.add("L"))


def listed(block: Timeline) -> Bullets:
    """The same as a list."""
    return Bullets(tuple((Run(f"{each.when}: ", bold=True), *each.what) for each in block.moments))


def told(block: Timeline) -> str:
    """The words of the picture, a sentence or more for each moment."""
    return " ".join(f"{each.when}: {plain(each.what)}" for each in block.moments)


@dataclass(frozen=True)
class Moment:
    """The lines of one point of time: when in bold, and what happens then."""

    when: tuple[Line, ...]
    what: tuple[Line, ...]
    bold: Style
    small: Style

    @property
    def height(self) -> float:
        """Of all its lines."""
        return len(self.when) * self.bold.leading + len(self.what) * self.small.leading + 1

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The lines from the top down, without marks of their own."""
        for lines, style in ((self.when, self.bold), (self.what, self.small)):
            for line in lines:
                drop = style.leading / 2 + style.size * 0.36
                pen.line(line, style, left, top - drop, pen.colours.ink)
                top -= style.leading
            top -= 1


def _picture(hand: Hand, block: Timeline) -> Across | Down:
    tag = Tag("Figure", alt=told(block))
    hand.root.kids.append(tag)
    count = len(block.moments)
    across = hand.look.timeline_across and count <= MOST_BESIDE
    width = WIDTH / count - 14 if across else WIDTH - INDENT
    size = min(hand.look.body, hand.look.small * 1.06)
    bold = Style(size, hand.look.leading(size), "semibold")
    moments = tuple(
        Moment(
            lines_kept(each.when, bold, width),
            lines_kept(each.what, hand.small, width),
            bold,
            hand.small,
        )
        for each in block.moments
    )
    if across:
        track = LOW_TRACK if hand.look.one_side else TRACK
        return Across(moments, WIDTH / count, track, tag)
    return Down(moments, hand.look.body * 0.6, tag)


@dataclass(frozen=True)
class Across:
    """Moments side by side under a line with a dot for each."""

    moments: tuple[Moment, ...]
    column: float
    """Points from one moment to the next."""
    track: float
    """Points from the top to the words."""
    tag: Tag

    @property
    def height(self) -> float:
        """The line with its dots, and the tallest moment."""
        return self.track + max(each.height for each in self.moments)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The last stretch of the line thins out: what comes after is open."""
        y, dot = top - 9, 6.5
        last = left + (len(self.moments) - 1) * self.column
        with pen.picture(self.tag, (left, top - self.height, left + WIDTH, top)):
            if last > left:
                pen.rule(left + dot, y, last - left, pen.colours.edge, 3)
            pen.taper(last + dot, y, self.column - 20, pen.colours.edge, 3)
            for number, each in enumerate(self.moments):
                start = left + number * self.column
                pen.dot(start + dot, y, dot, pen.colours.accent)
                each.draw(pen, start, top - self.track)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: a picture is whole."""
        return None


@dataclass(frozen=True)
class Down:
    """Moments one below another, beside a line that runs down through a dot for each."""

    moments: tuple[Moment, ...]
    gap: float
    tag: Tag

    @property
    def height(self) -> float:
        """That of the moments with the gaps between them."""
        return sum(each.height for each in self.moments) + self.gap * (len(self.moments) - 1)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The line runs from the first dot to the last."""
        x, level = left + 8, self.moments[0].bold.leading / 2
        bottom = top - self.height + self.moments[-1].height
        with pen.picture(self.tag, (left, top - self.height, left + WIDTH, top)):
            pen.bar(x - 1.5, bottom - level, 3, top - bottom, pen.colours.edge)
            for each in self.moments:
                pen.dot(x, top - level, 7.5, pen.colours.accent)
                each.draw(pen, left + INDENT, top)
                top -= each.height + self.gap

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: a picture is whole."""
        return None
