"""Placed pieces dealt out over pages. Pure: it measures, it draws nothing.

What belongs together stays together where a page can hold it; only what is
taller than a whole page is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from clinic_desk.leaflets.pieces import Piece, Placed, Words

SPARSE = 0.45
"""Of a page: what fills less of the last one looks left over."""


class Standing(NamedTuple):
    """A piece and how far below the top of its page it stands, in points."""

    piece: Piece
    below: float
    indent: float


Page: TypeAlias = tuple[Standing, ...]


def pages_of(flow: Sequence[Placed], room: float) -> tuple[Page, ...]:
    """The pieces on as many pages, `room` points high, as they need."""
    return _dealt(list(_chains(flow)), room).dealt


def level_pages_of(flow: Sequence[Placed], room: float) -> tuple[Page, ...]:
    """The same on as many pages; a sparse last one takes over paragraphs that end the page before.

    It takes whole paragraphs alone, and never more than are left where they stood.
    """
    chains = list(_chains(flow))
    best = _dealt(chains, room)
    while best.used < SPARSE * room and (last := best.given_over(chains)) is not None:
        tried = _dealt(chains, room, last)
        if len(tried.pages) > len(best.pages) or tried.used > tried.used_before:
            break
        best = tried
    return best.dealt


def _dealt(chains: Sequence[Sequence[Placed]], room: float, turn_at: int | None = None) -> _Filling:
    """The chains on pages; the one of the number `turn_at` opens a page."""
    filling = _Filling(room)
    for number, chain in enumerate(chains):
        if number == turn_at:
            filling.turn()
        filling.add(chain)
    return filling


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
        self.room, self.used, self.used_before = room, 0.0, 0.0
        """Points of the last page, and of the one before it."""
        self.pages: list[list[Standing]] = [[]]
        self._begins: list[int] = []
        """The page on which each chain begins."""

    @property
    def dealt(self) -> tuple[Page, ...]:
        """The pages that hold something."""
        return tuple(tuple(page) for page in self.pages if page)

    def given_over(self, chains: Sequence[Sequence[Placed]]) -> int | None:
        """The number of the chain before the one that opens the last page, where it is made of
        paragraphs and does not stand alone; else None."""
        last = len(self.pages) - 1
        if last < 1 or last not in self._begins:
            return None
        number = self._begins.index(last) - 1
        if number < 1 or self._begins[number - 1] != last - 1:
            return None
        words = all(isinstance(each.piece, Words) and not each.again for each in chains[number])
        return number if words else None

    def add(self, chain: Sequence[Placed]) -> None:
        """Put a chain on this page, on a fresh one, or if need be on several."""
        if self._height(chain) > self.room - self.used and self._alone(chain) <= self.room:
            self.turn()
        self._begins.append(len(self.pages) - 1)
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
            self.turn()

    def turn(self) -> None:
        """A fresh page, unless this one is."""
        if self.pages[-1]:
            self.pages.append([])
            self.used_before, self.used = self.used, 0.0
