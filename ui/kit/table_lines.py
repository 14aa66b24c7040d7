"""What a painted table is made of: columns, cells, lines."""

from __future__ import annotations

from typing import NamedTuple


class TableColumn(NamedTuple):
    """One column: its head, and its width in steps of the grid."""

    head: str
    steps: float = 0
    """0 takes what is left."""
    right: bool = False
    """Figures stand at the right."""
    folds: int = 0
    """1 goes first where there is little room, 2 next, 0 never; a mark that goes stands below the
    words of the first column then."""


class Cell(NamedTuple):
    """What stands in one place of a line: one row of words, or several.

    `tone` is a colour of the token file.
    """

    words: str = ""
    tone: str = "ink"
    weight: str = "regular"
    kind: str = ""
    """block, warn or good: the words stand on its ground with its symbol."""
    below: str = ""
    """A quieter row below; as many rows as it needs where the words wrap."""
    below_tone: str = "quiet_ink"
    wraps: bool = False
    mark: Cell | None = None
    """A mark that stands below the words."""
    leads_with_symbol: bool = False
    """The symbol of its tone, block or warn, stands before the words."""


class TableLine(NamedTuple):
    """One line; a heading has one cell and nothing to open."""

    cells: tuple[Cell, ...]
    opens: int | None = None
    is_heading: bool = False

    @property
    def spoken(self) -> str:
        """The line as one sentence for a screen reader."""
        parts = (part for cell in self.cells for part in (cell.words, cell.below) if part)
        return ", ".join(part.replace("\n", "; ") for part in parts)
