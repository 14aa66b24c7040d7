"""The morning page: the day's visits and what each still lacks.

For those who treat. A day stands on one page, in smaller letters where it is full; only where
the smallest do not do it goes on over the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from clinic_desk.base.clock import local
from clinic_desk.base.words import count, long_day, paper_time
from clinic_desk.calendar.records import Visit
from clinic_desk.leaflets.addressed import MARK, paper_moment
from clinic_desk.leaflets.blocks import Run
from clinic_desk.leaflets.boxes import Row
from clinic_desk.leaflets.layout import Page, pages_of
from clinic_desk.leaflets.lines import Style, line_of, lines_of
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH
from clinic_desk.leaflets.pieces import Placed, Side, Stack, Words
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.canvas import Paper, house_colours
from clinic_desk.records.morning_lacks import MorningVisit

TIME, WHO = 50.0, 150.0
"""Points for the time and for the client at the left; what is lacking has the rest."""
GUTTER = 8.0
BODY, SMALL = Style(9.5, 12), Style(8.5, 10.8)


class Size(NamedTuple):
    """The letters of the rows, and the room above and below each."""

    body: Style
    small: Style
    padding: float


SIZES = (
    Size(BODY, SMALL, 4),
    Size(Style(8.5, 10.4), Style(7.8, 9.6), 2.5),
    Size(Style(7.5, 9), Style(7.2, 8.6), 1.5),
)
"""Tried in turn until the day stands on one page."""
TITLE = Style(17, 21, "bold")
HEAD_ROOM, FOOT_ROOM = 50.0, 26.0
KEEP_OUT_OF_SIGHT = "For those who treat. Keep it out of sight, shred it after."


def morning_page(
    day: date,
    visits: Sequence[MorningVisit],
    treatments: Mapping[str, str],
    clinic: str,
    printed_at: datetime,
) -> bytes:
    """A local day's visits with what they lack, as a PDF on A4.

    `treatments` gives the name of a treatment by its code; `printed_at` is an aware instant.
    A day without a visit says so.
    """
    root = Tag("Document")
    paper = Paper(f"Morning page, {long_day(day)}", clinic)
    heading, about = root.add("H1"), root.add("P")
    table, pages = _set(visits, treatments)
    if visits:
        root.kids.append(table)
    for number, page in enumerate(pages, start=1):
        tags = (heading, about) if number == 1 else None
        _draw_head(paper, day, visits, clinic, tags)
        _draw(paper, page)
        _draw_foot(paper, f"Page {number} of {len(pages)}", printed_at)
        paper.pen.next_page()
    return paper.finished(root)


def _set(
    visits: Sequence[MorningVisit], treatments: Mapping[str, str]
) -> tuple[Tag, tuple[Page, ...]]:
    """The rows in the largest letters that leave the day on one page, else in the smallest."""
    room = PAGE_HEIGHT - 2 * MARGIN - HEAD_ROOM - FOOT_ROOM
    for size in SIZES:
        table = Tag("Table")
        flow = [_row(each, treatments, table, size) for each in visits]
        pages = pages_of(flow, room) or ((),)
        if len(pages) == 1:
            break
    return table, pages


def _row(each: MorningVisit, treatments: Mapping[str, str], table: Tag, size: Size) -> Placed:
    row, colours = table.add("TR"), house_colours()
    bold = size.body._replace(weight="bold")
    time = lines_of(paper_time(local(each.visit.starts_at).time()), bold, TIME)
    head, who, lacks = row.add("TH", scope="Row"), row.add("TD"), row.add("TD")
    parts = (
        (0.0, Words(time, bold, colours.ink, head)),
        (TIME, Stack(tuple(_who(each.visit, treatments, who, size)))),
        (TIME + WHO, Stack(tuple(_lacks(each, lacks, size)))),
    )
    return Placed(Row(Side(parts), WIDTH, padding=size.padding))


def _who(visit: Visit, treatments: Mapping[str, str], tag: Tag, size: Size) -> Iterator[Placed]:
    colours, width = house_colours(), WHO - GUTTER
    name = (Run(f"{MARK}{visit.client_name}{MARK}", bold=True),)
    yield Placed(Words(lines_of(name, size.body, width), size.body, colours.ink, tag))
    what = f"{treatments.get(visit.treatment, visit.treatment)}, {MARK}{visit.person_name}{MARK}"
    yield Placed(Words(lines_of(what, size.small, width), size.small, colours.quiet, tag))


def _lacks(each: MorningVisit, tag: Tag, size: Size) -> Iterator[Placed]:
    colours, width = house_colours(), WIDTH - TIME - WHO
    for lack in each.lacks:
        lines = lines_of(lack.sentence, size.body, width)
        yield Placed(Words(lines, size.body, colours.ink, tag), above=2)
    for passed in each.passed if each.lacks else ("Nothing is missing.", *each.passed):
        lines = lines_of(passed, size.small, width)
        yield Placed(Words(lines, size.small, colours.quiet, tag))


def _draw_head(
    paper: Paper,
    day: date,
    visits: Sequence[MorningVisit],
    clinic: str,
    tags: tuple[Tag, Tag] | None,
) -> None:
    """The day, and how many visits lack something; on later pages for the eye alone."""
    pen, top = paper.pen, PAGE_HEIGHT - MARGIN
    lacking = sum(1 for each in visits if each.lacks)
    held = f"{count(len(visits), 'visit')}, {lacking} with something to do"
    lines = (
        (line_of(long_day(day), TITLE), TITLE, 17.0, pen.colours.ink),
        (
            line_of(f"{held if visits else 'Nothing is booked.'} · {clinic}", BODY),
            BODY,
            34.0,
            pen.colours.quiet,
        ),
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
        base = MARGIN + FOOT_ROOM - 18
        pen.line(said, SMALL, MARGIN, base, pen.colours.quiet)
        pen.line(number, SMALL, MARGIN + WIDTH - number.width, base, pen.colours.quiet)
