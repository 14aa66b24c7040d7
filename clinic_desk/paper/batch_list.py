"""Who had a batch, with phones: the list to ring through when a batch is recalled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clinic_desk.base.words import count, plain_date
from clinic_desk.leaflets.addressed import MARK, paper_moment
from clinic_desk.leaflets.blocks import Run, Text
from clinic_desk.leaflets.boxes import Row
from clinic_desk.leaflets.layout import Page, pages_of
from clinic_desk.leaflets.lines import Style, line_of, lines_of
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH
from clinic_desk.leaflets.pieces import Placed, Side, Stack, Words
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.canvas import Paper, house_colours
from clinic_desk.records.totals import units
from clinic_desk.records.tracing import BatchTrace, HadBatch

COLUMNS = (146.0, 108.0, 140.0)
"""Points for the client, the phones and the days; units and what to know have the rest."""
GUTTER = 10.0
BODY, SMALL = Style(10, 12.8), Style(9, 11.6)
TITLE = Style(17, 21, "bold")
HEAD_ROOM, FOOT_ROOM = 56.0, 28.0
KEEP_OUT_OF_SIGHT = "For those who treat. Keep it out of sight, shred it after."


def batch_list(trace: BatchTrace, clinic: str, printed_at: datetime) -> bytes:
    """Everyone whose records name the batch, as a PDF on A4; that nobody had it, where nobody had.

    `clinic` is the clinic's name; `printed_at` an aware instant.
    """
    root, title = Tag("Document"), f"Who had {trace.product}, batch {trace.number}"
    paper = Paper(title, clinic)
    heading, about, table = root.add("H1"), root.add("P"), Tag("Table")
    if trace.rows:
        root.kids.append(table)
    flow = [_row(row, trace, table) for row in trace.rows]
    pages = pages_of(flow, PAGE_HEIGHT - 2 * MARGIN - HEAD_ROOM - FOOT_ROOM) or ((),)
    held = count(len(trace.rows), "client") if trace.rows else "No record names this batch."
    for number, page in enumerate(pages, start=1):
        tags = (heading, about) if number == 1 else None
        _draw_head(paper, title, f"{held} · {clinic}", tags)
        _draw(paper, page)
        _draw_foot(paper, f"Page {number} of {len(pages)}", printed_at)
        paper.pen.next_page()
    return paper.finished(root)


def _row(row: HadBatch, trace: BatchTrace, table: Tag) -> Placed:
    line, left, parts = table.add("TR"), 0.0, []
    cells = (_who(row), _phones(row), _days(row), _had(row, trace))
    widths = (*COLUMNS, WIDTH - sum(COLUMNS))
    for number, (texts, width) in enumerate(zip(cells, widths, strict=True)):
        tag = line.add("TD") if number else line.add("TH", scope="Row")
        parts.append((left, _cell(texts, width - GUTTER, tag)))
        left += width
    return Placed(Row(Side(tuple(parts)), WIDTH, padding=5))


def _cell(texts: Iterator[tuple[Text, Style]], width: float, tag: Tag) -> Stack:
    ink = house_colours().ink
    words = (Words(lines_of(text, style, width), style, ink, tag) for text, style in texts)
    return Stack(tuple(Placed(each) for each in words if each.lines))


def _who(row: HadBatch) -> Iterator[tuple[Text, Style]]:
    yield (Run(f"{MARK}{row.name}{MARK}", bold=True),), BODY
    for words in row.to_know:
        yield (Run(words),), SMALL


def _phones(row: HadBatch) -> Iterator[tuple[Text, Style]]:
    for phone in row.phones:
        yield (Run(phone.number),), BODY
    if not row.phones:
        yield (Run("No phone on file"),), SMALL


def _days(row: HadBatch) -> Iterator[tuple[Text, Style]]:
    yield (Run(", ".join(map(plain_date, row.days))),), SMALL


def _had(row: HadBatch, trace: BatchTrace) -> Iterator[tuple[Text, Style]]:
    if trace.unit:
        yield (Run(f"{units(row.hundredths)} {trace.unit}"),), SMALL


def _draw_head(paper: Paper, title: str, held: str, tags: tuple[Tag, Tag] | None) -> None:
    pen, top = paper.pen, PAGE_HEIGHT - MARGIN
    lines = (
        (lines_of(title, TITLE, WIDTH)[0], TITLE, 17.0, pen.colours.ink),
        (lines_of(held, BODY, WIDTH)[0], BODY, 35.0, pen.colours.quiet),
    )
    for number, (line, style, drop, colour) in enumerate(lines):
        with pen.content(tags[number]) if tags is not None else pen.ornament():
            pen.line(line, style, MARGIN, top - drop, colour)


def _draw(paper: Paper, page: Page) -> None:
    top = PAGE_HEIGHT - MARGIN - HEAD_ROOM
    for standing in page:
        standing.piece.draw(paper.pen, MARGIN + standing.indent, top - standing.below)


def _draw_foot(paper: Paper, page: str, printed_at: datetime) -> None:
    pen, number = paper.pen, line_of(page, SMALL)
    said = line_of(f"{KEEP_OUT_OF_SIGHT} Printed {paper_moment(printed_at)}.", SMALL)
    with pen.ornament():
        pen.rule(MARGIN, MARGIN + FOOT_ROOM - 6, WIDTH, pen.colours.line)
        base = MARGIN + FOOT_ROOM - 19
        pen.line(said, SMALL, MARGIN, base, pen.colours.quiet)
        pen.line(number, SMALL, MARGIN + WIDTH - number.width, base, pen.colours.quiet)
