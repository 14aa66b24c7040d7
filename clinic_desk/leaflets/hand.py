"""The hand that sets words: sizes, colours, and what every block of a leaflet is made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from clinic_desk.leaflets.blocks import Text
from clinic_desk.leaflets.lines import Style, lines_of
from clinic_desk.leaflets.look import WIDTH, Colours, Look
from clinic_desk.leaflets.pieces import Placed, Point, Words
from clinic_desk.leaflets.tags import Tag

SIGN_READS = {"": "•", "do": "✓", "dont": "✗"}
"""What the mark before a point stands for."""

LONGEST_LINE = 35.5
"""Sizes of the letters that a line is wide at most: some 75 letters."""

lines_kept = lru_cache(maxsize=4096)(lines_of)
"""Lines of a leaflet's own text, broken once: the next client's leaflet has the same. What a
person typed is not kept here."""


class Hand:
    """Sets words for one edition in the colours of one leaflet."""

    def __init__(self, look: Look, colours: Colours, root: Tag) -> None:
        """`root` is the document's tag."""
        self.look, self.colours, self.root = look, colours, root
        self.body = Style(look.body, look.leading(look.body))
        self.small = Style(look.small, look.leading(look.small))
        self.heads = {
            2: Style(look.heading, look.heading * 1.2, "bold"),
            3: Style(look.subheading, look.subheading * (1.2 if look.one_side else 1.3), "bold"),
        }
        self.measure = min(WIDTH, look.body * LONGEST_LINE)
        """How wide a paragraph is set."""
        self.gap = look.body * (0.14 if look.one_side else 0.2)
        """Between two points of a list."""

    def air(self, share: float) -> float:
        """Room between two parts, as a share of the body's size where there is room to spare."""
        return self.look.body * share * self.look.air

    def heading(self, text: str, level: int, parent: Tag | None = None) -> Placed:
        """A heading, kept with what follows it."""
        style = self.heads[level]
        tag = (parent or self.root).add(f"H{level}")
        width = WIDTH if parent is None else WIDTH - 40
        words = Words(lines_kept(text, style, width), style, self.colours.deep, tag, text)
        return Placed(words, above=self.air(0.92), keep=True)

    def words(self, text: Text, width: float, tag: Tag | None) -> Words:
        """Body text."""
        return Words(lines_kept(text, self.body, width), self.body, self.colours.ink, tag)

    def points(
        self, items: Sequence[Text], width: float, tag: Tag, sign: str = "", colour: str = ""
    ) -> list[Placed]:
        """The points of a list, each a little apart from the last."""
        indent = self.look.body * ((1.4 if self.look.one_side else 1.5) if sign else 1.15)
        found = []
        for item in items:
            entry = tag.add("LI")
            label = entry.add("Lbl", reads=SIGN_READS[sign])
            words = self.words(item, width - indent, entry.add("LBody"))
            point = Point(words, label, indent, colour or self.colours.ink, sign)
            found.append(Placed(point, above=self.gap))
        return found
