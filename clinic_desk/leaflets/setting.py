"""Blocks set in type: each becomes placed pieces, tagged for a screen reader in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatchmethod

from clinic_desk.leaflets.blocks import (
    Advice,
    Block,
    Bullets,
    Comparison,
    Heading,
    MainPoints,
    Moment,
    Notice,
    Paragraph,
    PersonalBox,
    RiskRow,
    RiskTable,
    Run,
    Text,
    Timeline,
    plain,
)
from clinic_desk.leaflets.boxes import Box, Row, TimelineAcross, TimelineDown
from clinic_desk.leaflets.lines import Style, lines_of
from clinic_desk.leaflets.look import WIDTH, Colours, Look
from clinic_desk.leaflets.pieces import Placed, Point, Side, Stack, Words
from clinic_desk.leaflets.record import Record
from clinic_desk.leaflets.tags import Tag


class Setter:
    """Sets blocks for one edition in the colours of one leaflet."""

    def __init__(self, look: Look, colours: Colours, root: Tag, record: Record) -> None:
        """`root` is the document's tag; `record` sets the personal box."""
        self.look, self.colours, self.root, self.record = look, colours, root, record
        self.body = Style(look.body, look.leading(look.body))
        self.small = Style(look.small, look.leading(look.small))
        self.heads = {
            2: Style(look.heading, look.heading * 1.2, "bold"),
            3: Style(look.subheading, look.subheading * 1.3, "bold"),
        }
        self.gap = look.body * 0.2
        """Between two points of a list."""

    def flow(self, blocks: Sequence[Block]) -> list[Placed]:
        """The placed pieces of the blocks, in order."""
        return [placed for block in blocks for placed in self.placed(block)]

    @singledispatchmethod
    def placed(self, block: Block) -> Iterator[Placed]:
        """The pieces of one block."""
        raise TypeError(f"no setting for {type(block).__name__}")

    @placed.register
    def _(self, block: Heading) -> Iterator[Placed]:
        yield self.heading(block.text, block.level)

    @placed.register
    def _(self, block: Paragraph) -> Iterator[Placed]:
        leads_in = plain(block.text).rstrip().endswith(":")
        words = self.words(block.text, WIDTH, self.root.add("P"))
        yield Placed(words, above=self.look.body * 0.5, keep=leads_in)

    @placed.register
    def _(self, block: Bullets) -> Iterator[Placed]:
        points = self.points(block.items, WIDTH, self.root.add("L"))
        first, last = points[0], len(points) - 1
        yield Placed(first.piece, above=self.gap * 1.3, keep=last > 0)
        for number, point in enumerate(points[1:], 1):
            yield Placed(point.piece, above=self.gap, keep=number == last - 1)

    @placed.register
    def _(self, block: MainPoints) -> Iterator[Placed]:
        across = 16.0
        section = self.root.add("Sect")
        title = self.heading(block.title, 2, section)
        points = self.points(block.items, WIDTH - 2 * across, section.add("L"))
        inner = Stack((Placed(title.piece), *points))
        box = Box(inner, WIDTH, self.colours.paper, edge=self.colours.accent, across=across)
        yield Placed(box, above=self.look.body * 0.95)

    @placed.register
    def _(self, block: Timeline) -> Iterator[Placed]:
        yield self.heading(block.title, 2)
        tag = self.root.add("L")
        if self.look.timeline_across:
            column = WIDTH / len(block.moments)
            told = tuple(self.moment(each, column - 14, tag) for each in block.moments)
            yield Placed(TimelineAcross(told, column), above=self.look.body * 0.6)
            return
        for number, each in enumerate(block.moments, 1):
            told_down = self.moment(each, WIDTH - TimelineDown.INDENT, tag)
            last = number == len(block.moments)
            gap = self.look.body * 0.6
            piece = TimelineDown(told_down, last, gap, self.body.leading / 2)
            yield Placed(piece, above=gap, keep=not last)

    @placed.register
    def _(self, block: RiskTable) -> Iterator[Placed]:
        tag = self.root.add("Table")
        first = WIDTH * self.look.first_column
        yield Placed(
            self.table_head(block, first, tag.add("TR")), above=self.look.body * 0.7, keep=True
        )
        for number, row in enumerate(block.rows, 1):
            yield Placed(self.table_row(row, first, tag.add("TR")), keep=number < len(block.rows))

    @placed.register
    def _(self, block: Comparison) -> Iterator[Placed]:
        tag = self.root.add("Table")
        column = WIDTH / 3
        heads = tuple((Run(head, bold=True),) for head in block.heads)
        for number, row in enumerate((heads, *block.rows)):
            line = tag.add("TR")
            cells = []
            for place, text in enumerate(row):
                scope = "Column" if number == 0 else "Row"
                named = number == 0 or place == 0
                cell = line.add("TH", scope=scope) if named else line.add("TD")
                cells.append((place * column + 6, self.words(text, column - 12, cell)))
            ground = self.colours.wash if number == 0 else ""
            piece = Row(Side(tuple(cells)), WIDTH, ground, padding=5)
            yield Placed(piece, above=self.look.body * 0.7 * (number == 0), keep=number == 0)

    @placed.register
    def _(self, block: Advice) -> Iterator[Placed]:
        yield from self.placed(MainPoints(block.title, block.items))

    @placed.register
    def _(self, block: Notice) -> Iterator[Placed]:
        ink, wash, edge = self.colours.notices[block.kind]
        symbol, across = self.look.subheading * 1.4, 14.0
        width = WIDTH - 2 * across
        section = self.root.add("Sect")
        style = self.heads[3]
        title = Words(
            lines_of(block.title, style, width - symbol - 10),
            style,
            ink,
            section.add("H2"),
            block.title,
        )
        parts = [Placed(title, indent=symbol + 10)]
        for part in block.body:
            parts += self._in_notice(part, width, section)
        box = Box(
            Stack(tuple(parts)),
            WIDTH,
            wash,
            edge=edge,
            symbol=block.kind,
            symbol_size=symbol,
            across=across,
        )
        yield Placed(box, above=self.look.body * 0.65)

    def _in_notice(self, part: Paragraph | Bullets, width: float, section: Tag) -> list[Placed]:
        if isinstance(part, Bullets):
            return self.points(part.items, width, section.add("L"))
        return [Placed(self.words(part.text, width, section.add("P")), above=self.look.body * 0.5)]

    @placed.register
    def _(self, block: PersonalBox) -> Iterator[Placed]:
        section = self.root.add("Sect")
        title = self.heading(block.title, 2, section)
        parts = self.record.parts(block, section)
        inner = Stack((Placed(title.piece), *parts))
        box = Box(inner, WIDTH, self.colours.wash, bar=self.colours.accent, across=Record.ACROSS)
        yield Placed(box, above=self.look.body)

    def heading(self, text: str, level: int, parent: Tag | None = None) -> Placed:
        """A heading, kept with what follows it."""
        style = self.heads[level]
        tag = (parent or self.root).add(f"H{level}")
        width = WIDTH if parent is None else WIDTH - 40
        words = Words(lines_of(text, style, width), style, self.colours.deep, tag, text)
        return Placed(words, above=self.look.body * 0.92, keep=True)

    def words(self, text: Text, width: float, tag: Tag) -> Words:
        """Body text."""
        return Words(lines_of(text, self.body, width), self.body, self.colours.ink, tag)

    def points(self, items: Sequence[Text], width: float, tag: Tag) -> list[Placed]:
        """The points of a list, each a little apart from the last."""
        indent = self.look.body * 1.15
        found = []
        for item in items:
            entry = tag.add("LI")
            label, body = entry.add("Lbl"), entry.add("LBody")
            words = self.words(item, width - indent, body)
            found.append(Placed(Point(words, label, indent, self.colours.ink), above=self.gap))
        return found

    def moment(self, moment: Moment, width: float, tag: Tag) -> Stack:
        """When, in bold, above what happens then."""
        body = tag.add("LI").add("LBody")
        size = min(self.look.body, self.look.small * 1.06)
        when = Style(size, self.look.leading(size), "semibold")
        lines = lines_of(moment.when, when, width)
        what = lines_of(moment.what, self.small, width)
        return Stack(
            (
                Placed(Words(lines, when, self.colours.ink, body.add("P"))),
                Placed(Words(what, self.small, self.colours.ink, body.add("P")), above=1),
            )
        )

    def table_head(self, block: RiskTable, first: float, row: Tag) -> Row:
        """The heads of the columns."""
        bold = tuple((Run(head, bold=True),) for head in block.heads)
        cells = self._cells(bold[0], bold[1], first, row, ("TH", "TH"))
        return Row(cells, WIDTH, self.colours.wash, padding=5)

    def table_row(self, row: RiskRow, first: float, tag: Tag) -> Row:
        """A band of risk."""
        return Row(
            self._cells(row.how_often, row.effects, first, tag, ("TH", "TD")), WIDTH, padding=5
        )

    def _cells(
        self, left: Text, right: Text, first: float, row: Tag, roles: tuple[str, str]
    ) -> Side:
        scope = "Column" if roles[1] == "TH" else "Row"
        head = row.add(roles[0], scope=scope)
        other = row.add(roles[1], scope="Column") if roles[1] == "TH" else row.add("TD")
        inset = 10.0
        band, number = left[:1], left[1:]
        lines = self.words(band, first - inset - 12, head).lines
        lines += self.words(number, first - inset - 12, head).lines
        return Side(
            (
                (inset, Words(lines, self.body, self.colours.ink, head)),
                (first, self.words(right, WIDTH - first - inset, other)),
            )
        )
