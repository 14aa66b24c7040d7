"""The personal box: what is known filled in, the rest a line to write on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clinic_desk.leaflets.blocks import Field, PersonalBox
from clinic_desk.leaflets.boxes import Ruled
from clinic_desk.leaflets.hand import lines_kept
from clinic_desk.leaflets.lines import Style, line_of, lines_of
from clinic_desk.leaflets.look import WIDTH, Colours, Look
from clinic_desk.leaflets.pieces import Placed, Side, Words
from clinic_desk.leaflets.tags import Tag

WHOLE_WIDTH = ("name", "when")
"""Fields that are given a whole line."""


class Record:
    """Sets the fields of a personal box in one or two columns."""

    ACROSS = 18.0
    GUTTER = 22.0
    SPACE = 8.0
    ROOM = WIDTH - 2 * ACROSS
    LEAST = 150.0
    """Points that a label and room to write beside it take at least."""

    def __init__(self, look: Look, colours: Colours, known: Mapping[str, str]) -> None:
        """`known` holds the values by key; a key that is missing is a ruled line."""
        self.look, self.colours, self.known = look, colours, known
        self.label = Style(look.small, look.small * 1.4, "semibold")
        self.value = Style(look.small, look.small * 1.4)

    def parts(self, box: PersonalBox, section: Tag) -> list[Placed]:
        """The rows of the box, top to bottom."""
        rows = []
        for fields in self._rows(box.fields):
            widths = self._widths(fields)
            starts = (sum(widths[:number]) + number * self.GUTTER for number in range(len(widths)))
            told = zip(starts, fields, widths, strict=True)
            cells = [(start, self._cell(field, width, section)) for start, field, width in told]
            piece = Side(tuple(cells)) if len(cells) > 1 else cells[0][1]
            rows.append(
                Placed(piece, above=self.look.small * (0.16 if self.look.one_side else 0.3))
            )
        return rows

    def _widths(self, fields: Sequence[Field]) -> list[float]:
        """Half each; where one has more to say, as much as it takes."""
        if len(fields) == 1:
            return [self.ROOM]
        column = self._column()
        wanted = self._natural(fields[0])
        if len(fields) > 2 or wanted <= column:
            return [column] * len(fields)
        return [wanted, self.ROOM - self.GUTTER - wanted]

    def _natural(self, field: Field) -> float:
        """How wide the field stands on one line; as wide as may be where it is written by hand."""
        label = lines_kept(field.label, self.label, WIDTH)[0].width
        value = self.known.get(field.key, "")
        return label + self.SPACE + line_of(value, self.value).width if value else 0

    def _column(self) -> float:
        return (self.ROOM - self.GUTTER * (self.look.columns - 1)) / self.look.columns

    def _rows(self, fields: Sequence[Field]) -> Iterator[tuple[Field, ...]]:
        waiting: tuple[Field, ...] = ()
        for field in fields:
            if self._wide(field):
                if waiting:
                    yield waiting
                waiting = ()
                yield (field,)
                continue
            waiting = (*waiting, field)
            if len(waiting) == self.look.columns:
                yield waiting
                waiting = ()
        if waiting:
            yield waiting

    def _wide(self, field: Field) -> bool:
        if self.look.one_side and field.key == "when":
            return self._natural(field) > self.ROOM - self.GUTTER - self.LEAST
        return field.key in WHOLE_WIDTH or self._beside(field, self._column()) > 2

    def _beside(self, field: Field, width: float) -> int:
        """How many lines the value takes beside its label."""
        label = lines_kept(field.label, self.label, WIDTH)[0].width
        return len(lines_of(self.known.get(field.key, ""), self.value, width - label - self.SPACE))

    def _cell(self, field: Field, width: float, section: Tag) -> Side:
        entry = section.add("P")
        lines = lines_kept(field.label, self.label, width)
        label = Words(lines, self.label, self.colours.deep, entry)
        start = max(line.width for line in lines) + self.SPACE
        value = lines_of(self.known.get(field.key, ""), self.value, width - start)
        if not value:
            return Side(((0, label), (start, Ruled(width - start, self.label.leading))))
        return Side(((0, label), (start, Words(value, self.value, self.colours.ink, entry))))
