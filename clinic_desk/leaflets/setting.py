"""Blocks set in type: each becomes placed pieces, tagged for a screen reader in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from clinic_desk.leaflets.blocks import (
    Advice,
    Block,
    Bullets,
    Comparison,
    Heading,
    MainPoints,
    Notice,
    Paragraph,
    PersonalBox,
    RiskTable,
    Timeline,
    plain,
)
from clinic_desk.leaflets.boxes import Box, SignedBox
from clinic_desk.leaflets.hand import Hand, lines_kept
from clinic_desk.leaflets.look import WIDTH, Colours, Look
from clinic_desk.leaflets.pieces import Placed, RunIn, Side, Stack, Words
from clinic_desk.leaflets.record import Record
from clinic_desk.leaflets.tables import set_comparison, set_risks
from clinic_desk.leaflets.tags import Tag
from clinic_desk.leaflets.timeline import set_timeline

BETWEEN = 14.0
"""Points between two boxes side by side."""


class Setter(Hand):
    """Sets blocks for one edition in the colours of one leaflet."""

    def __init__(self, look: Look, colours: Colours, root: Tag, record: Record) -> None:
        """`root` is the document's tag; `record` sets the personal box."""
        super().__init__(look, colours, root)
        self.record = record

    def flow(self, blocks: Sequence[Block]) -> list[Placed]:
        """The placed pieces of the blocks, in order."""
        found: list[Placed] = []
        waiting = list(blocks)
        before: Block | None = None
        while waiting:
            block = waiting.pop(0)
            joined = self.joined(block, waiting[0]) if self.look.advice_across and waiting else None
            if joined is not None:
                block = waiting.pop(0)
                found.append(joined)
            else:
                found += self.placed(block, before)
            before = block
        return found

    def joined(self, block: Block, after: Block) -> Placed | None:
        """Two blocks beside each other, to save room; None where they stand one below another."""
        match block, after:
            case Advice(), Advice():
                return self.beside(block, after)
            case Heading(), Paragraph() if self.look.one_side:
                return self.run_in(block, after)
        return None

    def run_in(self, block: Heading, after: Paragraph) -> Placed:
        """A heading and its paragraph on one line."""
        style = self.heads[block.level]._replace(leading=self.body.leading)
        lines = lines_kept(block.text, style, WIDTH)
        tag = self.root.add(f"H{block.level}")
        heading = Words(lines, style, self.colours.deep, tag, block.text)
        indent = lines[0].width + 8
        said = lines_kept(after.text, self.body, WIDTH, indent)
        text = Words(said, self.body, self.colours.ink, self.root.add("P"))
        return Placed(RunIn(heading, text, indent), above=self.air(1.2))

    def placed(self, block: Block, before: Block | None = None) -> Iterator[Placed]:
        """The pieces of one block; `before` is what stands above it."""
        match block:
            case Heading(text=text, level=level):
                yield self.heading(text, level)
            case Paragraph():
                yield self.paragraph(block, apart=isinstance(before, Paragraph))
            case Bullets():
                yield from self.bullets(block)
            case MainPoints():
                yield Placed(self.main_points(block), above=self.air(0.95))
            case Advice():
                yield Placed(self.advice(block, WIDTH), above=self.air(0.8))
            case Timeline():
                yield from set_timeline(self, block)
            case RiskTable():
                yield from set_risks(self, block)
            case Comparison():
                yield from set_comparison(self, block)
            case Notice():
                yield Placed(self.notice(block), above=self.air(0.65))
            case PersonalBox():
                yield Placed(self.personal(block), above=self.air(1))

    def paragraph(self, block: Paragraph, *, apart: bool) -> Placed:
        """A paragraph; a whole line stands free between two."""
        leads_in = plain(block.text).rstrip().endswith(":")
        words = self.words(block.text, self.measure, self.root.add("P"))
        above = self.body.leading if apart and not self.look.one_side else self.air(0.55)
        return Placed(words, above=above, keep=leads_in)

    def bullets(self, block: Bullets) -> Iterator[Placed]:
        """A list; its first two points stand together, and so do its last two."""
        points = self.points(block.items, WIDTH, self.root.add("L"))
        last = len(points) - 1
        for number, point in enumerate(points):
            together = number in (0, last - 1) and number < last
            above = self.gap if number else self.gap * 1.3
            yield replace(point, above=above, keep=together)

    def main_points(self, block: MainPoints) -> Box:
        """The box that is read first."""
        across = 16.0
        section = self.root.add("Sect")
        title = self.heading(block.title, 2, section)
        points = self.points(block.items, WIDTH - 2 * across, section.add("L"))
        inner = Stack((Placed(title.piece), *points))
        return Box(inner, WIDTH, self.colours.paper, edge=self.colours.accent, across=across)

    def advice(self, block: Advice, width: float) -> Box:
        """What to do, ticked in the accent; what not to do, crossed in ink."""
        colour = self.colours.accent if block.kind == "do" else self.colours.ink
        across, style = self.look.across, self.heads[2]
        section = self.root.add("Sect")
        lines = lines_kept(block.title, style, width - 2 * across)
        ink = self.colours.deep if block.kind == "do" else self.colours.ink
        title = Words(lines, style, ink, section.add("H2"), block.title)
        inside = width - 2 * across
        points = self.points(block.items, inside, section.add("L"), block.kind, colour)
        box = Box(Stack((Placed(title), *points)), width, self.colours.paper, colour)
        return replace(box, across=across, down=self.look.down)

    def beside(self, one: Advice, other: Advice) -> Placed:
        """Two boxes of advice side by side, of one height; the left one is read first."""
        room = WIDTH - BETWEEN
        shares = sorted((share / 100 for share in range(38, 63, 3)), key=lambda s: abs(s - 0.5))
        best = min(shares, key=lambda share: self._tallest(one, other, room, share))
        boxes = (self.advice(one, room * best), self.advice(other, room * (1 - best)))
        tallest = max(box.height for box in boxes)
        left, right = (replace(box, least=tallest) for box in boxes)
        start = left.width + BETWEEN
        return Placed(Side(((0, left), (start, right))), above=self.air(0.95))

    def _tallest(self, one: Advice, other: Advice, room: float, share: float) -> float:
        """How high the higher of two boxes of advice would be, at a share of the room."""
        trial = Setter(self.look, self.colours, Tag("Document"), self.record)
        widths = (room * share, room * (1 - share))
        return max(
            trial.advice(each, width).height
            for each, width in zip((one, other), widths, strict=True)
        )

    def notice(self, block: Notice) -> SignedBox:
        """Whom to call: a sign on a band, the title, and when."""
        ink, wash, edge = self.colours.notices[block.kind]
        band, style = self.look.subheading * 2, self.heads[3]
        width = WIDTH - band - 2 * SignedBox.ACROSS
        section = self.root.add("Sect")
        lines = lines_kept(block.title, style, width)
        parts = [Placed(Words(lines, style, ink, section.add("H2"), block.title))]
        for before, part in pairwise((None, *block.body)):
            if isinstance(part, Bullets):
                parts += self.points(part.items, width, section.add("L"))
            elif part is not None:
                above = self.gap if before is None else self.air(0.5)
                parts.append(Placed(self.words(part.text, width, section.add("P")), above))
        inner = Stack(tuple(parts))
        return SignedBox(inner, WIDTH, wash, edge, block.kind, band, self.look.down)

    def personal(self, block: PersonalBox) -> Box:
        """The client's own record of the visit."""
        section = self.root.add("Sect")
        title = self.heading(block.title, 2, section)
        parts = self.record.parts(block, section)
        inner = Stack((Placed(title.piece), *parts))
        bar, across = self.colours.accent, Record.ACROSS
        down = self.look.down + 1
        return Box(inner, WIDTH, self.colours.wash, bar=bar, across=across, down=down)
