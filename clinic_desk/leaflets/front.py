"""What stands round the text: the clinic's line, title, addressee, and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.boxes import Box, Ruled
from clinic_desk.leaflets.hand import lines_kept
from clinic_desk.leaflets.lines import Line as Lettering
from clinic_desk.leaflets.lines import Style, line_of, lines_of
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH
from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.pieces import Piece, Placed, Side, Stack, Words
from clinic_desk.leaflets.setting import Setter
from clinic_desk.leaflets.tags import Tag
from clinic_desk.leaflets.whole import Line, Whole


@dataclass(frozen=True)
class Letterhead:
    """The clinic's mark, name and phone across the top of the first page."""

    clinic: ClinicDetails
    size: float
    tag: Tag

    @property
    def height(self) -> float:
        """That of the mark."""
        return self.size * 1.9

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Mark and name at the left, phone at the right."""
        side, style = self.height, Style(self.size, self.size, "semibold")
        phone = line_of(self.clinic.phone, style)
        base = top - side / 2 - self.size * 0.36
        _mark(pen, self.clinic, left, top, side)
        name = lines_of(self.clinic.name, style, WIDTH - side - phone.width - 40)
        with pen.content(self.tag):
            for number, line in enumerate(name):
                drop = (number - (len(name) - 1) / 2) * self.size * 1.2
                pen.line(line, style, left + side + 10, base - drop, pen.colours.ink)
            pen.line(phone, style, left + WIDTH - phone.width, base, pen.colours.ink)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: it opens the page."""
        return None


@dataclass(frozen=True)
class Corner:
    """The clinic's mark with its name above its phone, for a corner beside the title."""

    clinic: ClinicDetails
    tag: Tag

    SIDE = 28.0
    STYLE = Style(12, 14.4, "semibold")

    @property
    def width(self) -> float:
        """From the mark to the end of the longer line."""
        return self.SIDE + 9 + max(line.width for line in self._lines)

    @property
    def height(self) -> float:
        """That of the mark."""
        return self.SIDE

    @property
    def _lines(self) -> tuple[Lettering, ...]:
        return tuple(line_of(words, self.STYLE) for words in (self.clinic.name, self.clinic.phone))

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The mark, and two lines beside it."""
        _mark(pen, self.clinic, left, top, self.SIDE)
        with pen.content(self.tag):
            for number, line in enumerate(self._lines):
                base = top - 10.6 - number * self.STYLE.leading
                pen.line(line, self.STYLE, left + self.SIDE + 9, base, pen.colours.ink)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: it opens the page."""
        return None


def _mark(pen: Pen, clinic: ClinicDetails, left: float, top: float, side: float) -> None:
    """The clinic's initial on a rounded square."""
    size = side / 1.9
    style = Style(size, size, "bold")
    initial = line_of(clinic.initial, style)
    with pen.ornament():
        pen.box(left, top - side, side, side, ground=pen.colours.brand, radius=side * 0.28)
        start, base = left + (side - initial.width) / 2, top - side / 2 - size * 0.36
        pen.line(initial, style, start, base, pen.colours.on_brand)


def opening(setter: Setter, whole: Whole) -> Iterator[Placed]:
    """What stands above the text on the first page."""
    look, colours, root, head = setter.look, setter.colours, setter.root, whole.head
    subtitle = Style(look.subtitle, look.leading(look.subtitle) * 0.96)
    yield from _top(setter, whole)
    under = lines_kept(head.subtitle, subtitle, WIDTH)
    yield Placed(Words(under, subtitle, colours.quiet, root.add("P")), above=setter.air(0.25))
    if whole.addressed and look.one_side:
        for line in whole.addressed:
            yield _line_of_box(setter, line, setter.body, WIDTH, above=setter.air(0.3))
    elif whole.addressed:
        yield Placed(_addressed_box(setter, whole.addressed), above=setter.air(0.75))


def _top(setter: Setter, whole: Whole) -> Iterator[Placed]:
    """Letterhead above title; on a single side the two beside each other where they fit."""
    look, root, head = setter.look, setter.root, whole.head
    owner = root.add("P")
    style = Style(look.title, look.title * 1.12, "bold", tracking=-look.title * 0.022)
    lines = _title_lines(head.title, style)
    title = Words(lines, style, setter.colours.deep, root.add("H1"), head.title)
    corner = Corner(whole.clinic, owner)
    start = WIDTH - corner.width
    if look.one_side and len(lines) == 1 and lines[0].width + 24 <= start:
        yield Placed(Side(((start, corner), (0, title))))
        return
    yield Placed(Letterhead(whole.clinic, look.body * 0.93, owner))
    yield Placed(title, above=setter.air(1.05))


@lru_cache(maxsize=64)
def _title_lines(title: str, style: Style) -> tuple[Lettering, ...]:
    """The title on as few lines as it needs, parted at its colon or into lines of like length."""
    lines = lines_of(title, style, WIDTH)
    if len(lines) < 2:
        return lines
    if ": " in title:
        first, rest = title.split(": ", 1)
        return lines_of(f"{first}:", style, WIDTH) + lines_of(rest, style, WIDTH)
    widths = (WIDTH * share / 20 for share in range(8, 20))
    tried = (lines_of(title, style, width) for width in widths)
    return next((found for found in tried if len(found) == len(lines)), lines)


def _addressed_box(setter: Setter, lines: Sequence[Line]) -> Box:
    across, size = 14.0, min(setter.look.body, setter.look.small + 1)
    style = Style(size, setter.look.leading(size) * 1.04)
    inner = Stack(tuple(_line_of_box(setter, line, style, WIDTH - 2 * across) for line in lines))
    return Box(inner, WIDTH, setter.colours.wash, bar=setter.colours.accent, across=across, down=11)


def _line_of_box(
    setter: Setter, line: Line, style: Style, width: float, above: float = 0
) -> Placed:
    lines = lines_of(line.text, style, width)
    said = Words(lines, style, setter.colours.ink, setter.root.add("P"))
    if not line.to_fill:
        return Placed(said, above)
    start = lines[0].width + 8
    return Placed(Side(((0, said), (start, Ruled(width - start, style.leading)))), above=above or 5)


def closing(setter: Setter, whole: Whole) -> list[Placed]:
    """Version, dates, approval, and where the facts come from, in the fine size."""
    look = setter.look
    fine = replace(look, body=look.fine, heading=look.fine if look.one_side else look.heading)
    hand = Setter(fine, setter.colours, setter.root, setter.record)
    if look.one_side:
        hand.measure = WIDTH
    return hand.flow(whole.about)


class Foot:
    """The line under every page: code, version, dates, and which page of how many."""

    def __init__(self, setter: Setter, whole: Whole) -> None:
        """Measured once; the page's number is drawn later."""
        look, self.colours = setter.look, setter.colours
        self.above = 7 if look.one_side else 10
        self.style = Style(look.footer, look.footer * 1.35, bold="semibold")
        room = WIDTH - line_of("Page 8 of 8", self.style).width - 16
        if look.one_side:
            self.lines = lines_kept(whole.foot_of_one, self.style, room)
            return
        dates, *draft = whole.foot
        self.lines = lines_kept(dates, self.style, room)
        for words in draft:
            self.lines += lines_kept(words, self.style._replace(weight="semibold"), room)

    @property
    def height(self) -> float:
        """With the rule above it and the room above that."""
        return len(self.lines) * self.style.leading + 5 + self.above

    def draw(self, pen: Pen, page: int, of: int) -> None:
        """On the page's lower margin; `page` counts from 1."""
        top = MARGIN + self.height - self.above + 2
        number = line_of(f"Page {page} of {of}", self.style)
        with pen.ornament():
            pen.rule(MARGIN, top, WIDTH, self.colours.line)
            for place, line in enumerate(self.lines):
                base = top - 8 - place * self.style.leading - self.style.size * 0.9
                pen.line(line, self.style, MARGIN, base, self.colours.quiet)
            base = top - 8 - self.style.size * 0.9
            right = MARGIN + WIDTH - number.width
            pen.line(number, self.style, right, base, self.colours.quiet)

    @property
    def room(self) -> float:
        """Points between the upper margin and the footer."""
        return PAGE_HEIGHT - 2 * MARGIN - self.height
