"""A treatment record on A4: what it says in headed lines, its map above them where it has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

from clinic_desk.base.words import long_day
from clinic_desk.leaflets.addressed import MARK, paper_moment
from clinic_desk.leaflets.boxes import Box, Row
from clinic_desk.leaflets.layout import Page, pages_of
from clinic_desk.leaflets.lines import Style, line_of, lines_of
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH
from clinic_desk.leaflets.pieces import Placed, Side, Stack, Words
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.canvas import Paper, house_colours
from clinic_desk.paper.map_drawing import map_pieces
from clinic_desk.records.contents import Content
from clinic_desk.records.summary import RecordSummary, Section

LABELS = 150.0
"""Points for the labels at the left."""
GUTTER = 12.0
BODY = Style(10.5, 13.8)
HEADING = Style(12, 16, "semibold")
TITLE = Style(19, 23, "bold")
HEAD_ROOM, FOOT_ROOM = 62.0, 34.0
CONFIDENTIAL = "Part of a client's record. Hand it to nobody else, shred it after."

Charts: TypeAlias = Callable[[Content, Tag], Sequence[Placed]]
"""Draws the map of a content: pieces for the page, each under a tag of its own below the one
given, with words for those who cannot see it. No piece for a content without a map."""


def record_sheet(
    summary: RecordSummary, clinic: str, printed_at: datetime, charts: Charts = map_pieces
) -> bytes:
    """A record as a PDF. What warns of it stands on every page, above all else.

    `clinic` is the clinic's name; `printed_at` an aware instant.
    """
    root = Tag("Document")
    paper = Paper(f"{summary.title}, {long_day(summary.treated_on)}", clinic)
    heading = root.add("H1")
    flow = [*_warned(summary, root), *_drawn(summary, root, charts), *_sections(summary, root)]
    pages = pages_of(flow, PAGE_HEIGHT - 2 * MARGIN - HEAD_ROOM - FOOT_ROOM)
    for number, page in enumerate(pages, start=1):
        _draw_head(paper, summary, heading if number == 1 else None)
        _draw(paper, page)
        _draw_foot(paper, summary, f"Page {number} of {len(pages)}", clinic, printed_at)
        paper.pen.next_page()
    return paper.finished(root)


def _warned(summary: RecordSummary, root: Tag) -> Iterator[Placed]:
    if not summary.warning:
        return
    ink, wash, edge = house_colours().notices["call-999"]
    style = HEADING._replace(weight="bold")
    words = Words(lines_of(summary.warning, style, WIDTH - 30), style, ink, root.add("P"))
    yield Placed(Box(words, WIDTH, wash, edge))


def _drawn(summary: RecordSummary, root: Tag, charts: Charts) -> Sequence[Placed]:
    return charts(summary.content, root) if summary.content is not None else ()


def _sections(summary: RecordSummary, root: Tag) -> Iterator[Placed]:
    for section in summary.sections:
        if section.heading:
            lines = lines_of(section.heading, HEADING, WIDTH)
            words = Words(lines, HEADING, house_colours().deep, root.add("H2"), section.heading)
            yield Placed(words, above=16, keep=True)
        yield from _rows(section, root.add("Table"))


def _rows(section: Section, table: Tag) -> Iterator[Placed]:
    colours = house_colours()
    for number, (label, value) in enumerate(section.rows):
        row = table.add("TR")
        head = lines_of(label, BODY, LABELS - GUTTER)
        left = Words(head, BODY, colours.quiet, row.add("TH", scope="Row"))
        right = _paragraphs(value, row.add("TD"))
        above = 0 if number or section.heading else 10
        yield Placed(Row(Side(((0.0, left), (LABELS, right))), WIDTH, padding=4.5), above)


def _paragraphs(value: str, tag: Tag) -> Stack:
    """A typed text with its own line ends."""
    ink, width = house_colours().ink, WIDTH - LABELS
    lines = (lines_of(line, BODY, width) for line in value.splitlines())
    return Stack(tuple(Placed(Words(each, BODY, ink, tag)) for each in lines if each))


def _draw_head(paper: Paper, summary: RecordSummary, heading: Tag | None) -> None:
    """The treatment, the day and whose it is; on later pages for the eye alone."""
    pen, top = paper.pen, PAGE_HEIGHT - MARGIN
    title = line_of(summary.title, TITLE)
    about = line_of(f"{MARK}{summary.client_name}{MARK}, {long_day(summary.treated_on)}", BODY)
    with pen.content(heading) if heading is not None else pen.ornament():
        pen.line(title, TITLE, MARGIN, top - 19, pen.colours.ink)
        pen.line(about, BODY, MARGIN, top - 38, pen.colours.quiet)


def _draw(paper: Paper, page: Page) -> None:
    top = PAGE_HEIGHT - MARGIN - HEAD_ROOM
    for standing in page:
        standing.piece.draw(paper.pen, MARGIN + standing.indent, top - standing.below)


def _draw_foot(
    paper: Paper, summary: RecordSummary, page: str, clinic: str, printed_at: datetime
) -> None:
    pen, style = paper.pen, Style(9.5, 12.5)
    number = line_of(page, style)
    said = f"{CONFIDENTIAL} {clinic}. Printed {paper_moment(printed_at)}. {summary.warning}"
    lines = lines_of(said, style, WIDTH - number.width - 20)[:2]
    with pen.ornament():
        pen.rule(MARGIN, MARGIN + FOOT_ROOM - 6, WIDTH, pen.colours.line)
        base = MARGIN + FOOT_ROOM - 20
        for row, line in enumerate(lines):
            pen.line(line, style, MARGIN, base - row * style.leading, pen.colours.quiet)
        pen.line(number, style, MARGIN + WIDTH - number.width, base, pen.colours.quiet)
