"""Placed pieces dealt out over pages. Pure: it measures, it draws nothing.

What belongs together stays together where a page can hold it; only what is
taller than a whole page is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from clinic_desk.leaflets.pieces import Piece, Placed


class Standing(NamedTuple):
    """A piece and how far below the top of its page it stands, in points."""

    piece: Piece
    below: float
    indent: float


Page: TypeAlias = tuple[Standing, ...]


def pages_of(flow: Sequence[Placed], room: float) -> tuple[Page, ...]:
    """The pieces on as many pages, `room` points high, as they need."""
    filling = _Filling(room)
    for chain in _chains(flow):
        filling.add(chain)
    return tuple(tuple(page) for page in filling.pages if page)


def _chains(flow: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Runs of pieces that may not be parted."""
    chain: list[Placed] = []
    for placed in flow:
        chain.append(placed)
        if not placed.keep:
            yield chain
            chain = []
    if chain:
        yield chain


class _Filling:
    """Pages being filled from the top."""

    def __init__(self, room: float) -> None:
        self.room, self.used = room, 0.0
        self.pages: list[list[Standing]] = [[]]

    def add(self, chain: Sequence[Placed]) -> None:
        """Put a chain on this page, on a fresh one, or if need be on several."""
        if self._height(chain) > self.room - self.used and self._alone(chain) <= self.room:
            self._turn()
        if self._height(chain) <= self.room - self.used:
            for placed in chain:
                self._put(placed)
            return
        for placed in chain:
            self._put_in_parts(placed)

    def _height(self, chain: Sequence[Placed]) -> float:
        if not self.pages[-1]:
            return self._alone(chain)
        return sum(placed.above + placed.piece.height for placed in chain)

    def _alone(self, chain: Sequence[Placed]) -> float:
        """How high it stands at the top of a page."""
        first = chain[0]
        again = first.again.height if first.again else 0
        return sum(placed.above + placed.piece.height for placed in chain) - first.above + again

    def _put(self, placed: Placed) -> None:
        if placed.again and not self.pages[-1] and len(self.pages) > 1:
            self._put(Placed(placed.again))
            placed = replace(placed, above=0)
        above = placed.above if self.pages[-1] else 0
        self.pages[-1].append(Standing(placed.piece, self.used + above, placed.indent))
        self.used += above + placed.piece.height

    def _put_in_parts(self, placed: Placed) -> None:
        """A piece that may be taller than what is left: cut as often as it takes."""
        piece: Piece | None = placed.piece
        while piece is not None:
            above = placed.above if self.pages[-1] else 0
            left = self.room - self.used - above
            if piece.height <= left:
                self._put(Placed(piece, above, placed.indent))
                return
            halves = piece.cut(left) if piece.height > self.room else None
            if halves is not None:
                self._put(Placed(halves[0], above, placed.indent))
                piece = halves[1]
            elif not self.pages[-1]:
                self._put(Placed(piece, 0, placed.indent))
                return
            self._turn()

    def _turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
            self.used = 0.0
