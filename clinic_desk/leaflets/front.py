"""What stands round the text: the clinic's line, title, addressee, and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.boxes import Box, Ruled
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
        initial = line_of(self.clinic.initial, Style(self.size, self.size, "bold"))
        phone = line_of(self.clinic.phone, style)
        base = top - side / 2 - self.size * 0.36
        with pen.ornament():
            pen.box(left, top - side, side, side, ground=pen.colours.brand, radius=side * 0.28)
            start = left + (side - initial.width) / 2
            pen.line(
                initial, Style(self.size, self.size, "bold"), start, base, pen.colours.on_brand
            )
        name = lines_of(self.clinic.name, style, WIDTH - side - phone.width - 40)
        with pen.content(self.tag):
            for number, line in enumerate(name):
                drop = (number - (len(name) - 1) / 2) * self.size * 1.2
                pen.line(line, style, left + side + 10, base - drop, pen.colours.ink)
            pen.line(phone, style, left + WIDTH - phone.width, base, pen.colours.ink)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: it opens the page."""
        return None


def opening(setter: Setter, whole: Whole) -> Iterator[Placed]:
    """What stands above the text on the first page."""
    look, colours, root, head = setter.look, setter.colours, setter.root, whole.head
    yield Placed(Letterhead(whole.clinic, look.body * 0.93, root.add("P")))
    title = Style(look.title, look.title * 1.12, "bold", tracking=-look.title * 0.022)
    subtitle = Style(look.subtitle, look.leading(look.subtitle) * 0.96)
    lines = lines_of(head.title, title, WIDTH)
    if len(lines) > 1 and ": " in head.title:
        first, rest = head.title.split(": ", 1)
        lines = lines_of(f"{first}:", title, WIDTH) + lines_of(rest, title, WIDTH)
    yield Placed(
        Words(lines, title, colours.deep, root.add("H1"), head.title), above=look.body * 1.05
    )
    words = lines_of(head.subtitle, subtitle, WIDTH)
    yield Placed(Words(words, subtitle, colours.quiet, root.add("P")), above=look.body * 0.25)
    if whole.addressed:
        yield Placed(_addressed_box(setter, whole.addressed), above=look.body * 0.75)


def _addressed_box(setter: Setter, lines: Sequence[Line]) -> Box:
    across, size = 14.0, min(setter.look.body, setter.look.small + 1)
    style = Style(size, setter.look.leading(size) * 1.04)
    inner = Stack(tuple(_line_of_box(setter, line, style, WIDTH - 2 * across) for line in lines))
    return Box(inner, WIDTH, setter.colours.wash, bar=setter.colours.accent, across=across, down=11)


def _line_of_box(setter: Setter, line: Line, style: Style, width: float) -> Placed:
    lines = lines_of(line.text, style, width)
    said = Words(lines, style, setter.colours.ink, setter.root.add("P"))
    if not line.to_fill:
        return Placed(said)
    start = lines[0].width + 8
    return Placed(Side(((0, said), (start, Ruled(width - start, style.leading)))), above=5)


def closing(setter: Setter, whole: Whole) -> list[Placed]:
    """Version, dates, approval, and where the facts come from, in the smaller size."""
    return _smaller(setter).flow(whole.about)


def _smaller(setter: Setter) -> Setter:
    """The same hand, in the smaller size."""
    other = Setter(setter.look, setter.colours, setter.root, setter.record)
    other.body = setter.small
    other.gap = setter.gap * 0.5
    return other


class Foot:
    """The line under every page: code, version, dates, and which page of how many."""

    def __init__(self, setter: Setter, whole: Whole) -> None:
        """Measured once; the page's number is drawn later."""
        look, self.colours = setter.look, setter.colours
        self.style = Style(look.footer, look.footer * 1.35)
        room = WIDTH - line_of("Page 88 of 88", self.style).width - 16
        dates, *draft = whole.foot
        self.lines = lines_of(dates, self.style, room)
        for words in draft:
            self.lines += lines_of(words, self.style._replace(weight="semibold"), room)

    @property
    def height(self) -> float:
        """With the rule above it and the room above that."""
        return len(self.lines) * self.style.leading + 15

    def draw(self, pen: Pen, page: int, of: int) -> None:
        """On the page's lower margin; `page` counts from 1."""
        top = MARGIN + self.height - 8
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
