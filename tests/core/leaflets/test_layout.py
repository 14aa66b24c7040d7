"""Pieces dealt out over pages, the last one not left over. Pure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.leaflets.layout import SPARSE, Page, level_pages_of, pages_of
from clinic_desk.leaflets.lines import Line, Style
from clinic_desk.leaflets.pieces import Placed, Point, Words
from clinic_desk.leaflets.tags import Tag

TEN = Style(10, 10)
ROOM = 100.0


def words(lines: int, *, keep: bool = False) -> Placed:
    """A paragraph of so many lines, ten points each."""
    return Placed(Words((Line((), 0),) * lines, TEN, "#000000", None), keep=keep)


def point(lines: int) -> Placed:
    """A point of a list."""
    said = Words((Line((), 0),) * lines, TEN, "#000000", None)
    return Placed(Point(said, Tag("Lbl"), 10, "#000000"))


def heights(pages: tuple[Page, ...]) -> list[list[float]]:
    """Of the pieces of each page."""
    return [[each.piece.height for each in page] for page in pages]


def test_a_sparse_last_page_takes_over_the_paragraph_before_it() -> None:
    flow = [words(7), words(3), words(2)]
    assert heights(pages_of(flow, ROOM)) == [[70, 30], [20]]
    assert heights(level_pages_of(flow, ROOM)) == [[70], [30, 20]]


def test_a_heading_goes_over_with_its_paragraph() -> None:
    flow = [words(6), words(1, keep=True), words(3), words(2)]
    assert heights(level_pages_of(flow, ROOM)) == [[60], [10, 30, 20]]


@pytest.mark.parametrize(
    "flow",
    [
        [words(7), point(3), words(2)],
        [words(10), words(2)],
        [words(5), words(5), words(5)],
        [words(4), words(6), words(2)],
    ],
    ids=["a list stays whole", "nothing is left behind", "full enough", "never more than stays"],
)
def test_else_the_pages_stay_as_they_were(flow: list[Placed]) -> None:
    assert heights(level_pages_of(flow, ROOM)) == heights(pages_of(flow, ROOM))


pieces = st.builds(words, st.integers(1, 14), keep=st.booleans()) | st.builds(
    point, st.integers(1, 6)
)


@given(st.lists(pieces, min_size=1, max_size=12))
def test_no_page_more_is_taken_and_all_stands_in_its_order(flow: list[Placed]) -> None:
    before, after = pages_of(flow, ROOM), level_pages_of(flow, ROOM)
    assert len(after) == len(before)
    assert sum(sum(page) for page in heights(after)) == sum(sum(page) for page in heights(before))
    assert sum(heights(after)[-1]) >= min(sum(heights(before)[-1]), SPARSE * ROOM)
    assert all(sum(page) <= ROOM for page in heights(after))
