"""Tables: risks by how often they come, and two treatments question by question.

Each cell is read with its heads; where a table goes on over the page its heads stand again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clinic_desk.leaflets.blocks import Comparison, RiskTable, Run, Text
from clinic_desk.leaflets.boxes import Row
from clinic_desk.leaflets.hand import Hand
from clinic_desk.leaflets.look import WIDTH
from clinic_desk.leaflets.pieces import Piece, Placed, Side, Stack, Words
from clinic_desk.leaflets.tags import Tag

INSET = 10.0
"""Points between a column's edge and its words."""
QUESTION = 0.27
"""The share of the width that a comparison's question takes where the answers stand beside it."""


def set_risks(hand: Hand, block: RiskTable) -> Iterator[Placed]:
    """The table of risks, which no page parts."""
    first = WIDTH * hand.look.first_column
    table = hand.root.add("Table")
    heads = [(Run(head, bold=True),) for head in block.heads]
    line = table.add("THead").add("TR")
    cells = [line.add("TH", scope="Column") for _ in heads]
    yield Placed(_row(hand, _pair(hand, heads, cells, first), head=True), hand.air(0.7), keep=True)
    body = table.add("TBody")
    for number, row in enumerate(block.rows, 1):
        line = body.add("TR")
        cells = [line.add("TH", scope="Row"), line.add("TD")]
        pair = _pair(hand, (row.how_often, row.effects), cells, first)
        yield Placed(_row(hand, pair), keep=number < len(block.rows))


def _pair(hand: Hand, texts: Sequence[Text], cells: Sequence[Tag], first: float) -> Side:
    """Two cells; of the left one what is bold stands in lines of its own."""
    width = first - INSET - 12
    band, number = texts[0][:1], texts[0][1:]
    lines = hand.words(band, width, cells[0]).lines + hand.words(number, width, cells[0]).lines
    left = Words(lines, hand.body, hand.colours.ink, cells[0])
    return Side(((INSET, left), (first, hand.words(texts[1], WIDTH - first - INSET, cells[1]))))


def _row(hand: Hand, cells: Piece, *, head: bool = False) -> Row:
    return Row(cells, WIDTH, hand.colours.wash if head else "", padding=5)


def set_comparison(hand: Hand, block: Comparison) -> Iterator[Placed]:
    """The comparison; at least two of its rows stand together, and its heads on each page."""
    set_cells = _below if hand.look.answers_below else _beside
    table = hand.root.add("Table")
    line = table.add("THead").add("TR")
    heads = [(Run(head, bold=True),) for head in block.heads]
    tags = [line.add("TH", scope="Column") for _ in heads]
    again = _row(hand, set_cells(hand, heads, [None for _ in heads]), head=True)
    yield Placed(_row(hand, set_cells(hand, heads, tags), head=True), hand.air(0.7), keep=True)
    body, last = table.add("TBody"), len(block.rows) - 1
    for number, (question, *answers) in enumerate(block.rows):
        line = body.add("TR")
        cells = [line.add("TH", scope="Row"), *(line.add("TD") for _ in answers)]
        texts = (tuple(Run(run.text, True, run.link) for run in question), *answers)
        together = number in (0, last - 1)
        piece = _row(hand, set_cells(hand, texts, cells))
        yield Placed(piece, keep=together, again=again)


def _beside(hand: Hand, texts: Sequence[Text], tags: Sequence[Tag | None]) -> Piece:
    """The question at the left, the answers beside it."""
    first = WIDTH * QUESTION
    column = (WIDTH - first) / (len(texts) - 1)
    starts = [INSET / 2, *(first + number * column + INSET for number in range(len(texts) - 1))]
    widths = [first - INSET, *(column - INSET for _ in texts[1:])]
    told = zip(starts, texts, widths, tags, strict=True)
    return Side(tuple((start, hand.words(text, width, tag)) for start, text, width, tag in told))


def _below(hand: Hand, texts: Sequence[Text], tags: Sequence[Tag | None]) -> Piece:
    """The question across, the answers under it: large letters need the width."""
    column = (WIDTH - INSET) / (len(texts) - 1)
    question = hand.words(texts[0], WIDTH - 2 * INSET, tags[0])
    answers = tuple(
        (number * column + INSET, hand.words(text, column - INSET, tag))
        for number, (text, tag) in enumerate(zip(texts[1:], tags[1:], strict=True))
    )
    return Stack((Placed(Side(((INSET, question),))), Placed(Side(answers), above=2)))
