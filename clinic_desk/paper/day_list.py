"""The list for the desk: each day's visits with phones, a day to a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clinic_desk.base.clock import local, local_day
from clinic_desk.base.words import count, long_day, paper_time, short_day
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import SHOWN
from clinic_desk.calendar.visit_rows import VisitToCall
from clinic_desk.clients.records import PhoneDetails
from clinic_desk.leaflets.addressed import MARK, paper_moment
from clinic_desk.leaflets.blocks import Run, Text
from clinic_desk.leaflets.boxes import Row
from clinic_desk.leaflets.layout import Page, pages_of
from clinic_desk.leaflets.lines import Style, line_of, lines_of
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH
from clinic_desk.leaflets.pieces import Placed, Side, Stack, Words
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.canvas import Paper, house_colours

COLUMNS = (("Time", 64.0), ("Client", 172.0), ("Visit", 134.0), ("To know", 122.0))
"""Heads and widths in points; together as wide as the page between its margins."""
GUTTER = 10.0
BODY = Style(11, 14.2)
SMALL = Style(10, 13)
TITLE = Style(19, 23, "bold")
HEAD_ROOM, FOOT_ROOM = 74.0, 34.0
KEEP_OUT_OF_SIGHT = "For the desk. It has names and phones: keep it out of sight, shred it after."
AS_BOOKED = "booked"


def day_list(
    days: Sequence[date],
    visits: Sequence[VisitToCall],
    treatments: Mapping[str, str],
    clinic: str,
    printed_at: datetime,
) -> bytes:
    """The visits of these local days as a PDF on A4, each day on a page of its own.

    `treatments` gives the name of a treatment by its code. `clinic` is the clinic's
    name; `printed_at` an aware instant. A day without a visit says so.
    """
    root = Tag("Document")
    paper = Paper(_title(days), clinic)
    dealt = [_dealt(day, visits, treatments) for day in days]
    total, number = sum(len(each.pages) for each in dealt), 0
    for each in dealt:
        for turn, page in enumerate(each.pages):
            number += 1
            _draw_head(paper, root, each, clinic, continued=turn > 0)
            if page:
                _draw_column_heads(paper, None if turn else each.table)
            if turn == 0:
                root.kids.append(each.table)
            _draw_rows(paper, page)
            _draw_foot(paper, number, total, printed_at)
            paper.pen.next_page()
    return paper.finished(root)


@dataclass(frozen=True)
class _Day:
    """One day's visits, dealt out over pages; a day without any has one empty page."""

    day: date
    visits: int
    table: Tag
    pages: tuple[Page, ...]


def _title(days: Sequence[date]) -> str:
    return f"Visits on {' and '.join(long_day(day) for day in days)}"


def _dealt(day: date, visits: Sequence[VisitToCall], treatments: Mapping[str, str]) -> _Day:
    todays = [each for each in visits if local_day(each.visit.starts_at) == day]
    table = Tag("Table")
    table.add("TR")
    flow = [_row(each, treatments, table) for each in todays]
    pages = pages_of(flow, PAGE_HEIGHT - 2 * MARGIN - HEAD_ROOM - FOOT_ROOM)
    return _Day(day, len(todays), table, pages or ((),))


def _row(each: VisitToCall, treatments: Mapping[str, str], table: Tag) -> Placed:
    tag = table.add("TR")
    cells = (
        _time(each.visit),
        _client(each),
        _what(each.visit, treatments),
        _to_know(each.visit),
    )
    left, parts = 0.0, []
    for number, ((_, width), lines) in enumerate(zip(COLUMNS, cells, strict=True)):
        cell = tag.add("TH", scope="Row") if number == 0 else tag.add("TD")
        parts.append((left, _cell(lines, width - GUTTER, cell)))
        left += width
    return Placed(Row(Side(tuple(parts)), WIDTH, padding=7))


def _cell(lines: Iterator[tuple[Text, Style]], width: float, tag: Tag) -> Stack:
    ink = house_colours().ink
    words = (Words(lines_of(text, style, width), style, ink, tag) for text, style in lines)
    return Stack(tuple(Placed(each) for each in words if each.lines))


def _time(visit: Visit) -> Iterator[tuple[Text, Style]]:
    yield (Run(paper_time(local(visit.starts_at).time()), bold=True),), BODY
    yield (Run(f"to {paper_time(local(visit.ends_at).time())}"),), SMALL


def _client(each: VisitToCall) -> Iterator[tuple[Text, Style]]:
    yield (Run(f"{MARK}{each.visit.client_name}{MARK}", bold=True),), BODY
    for phone in each.phones:
        yield _phone(phone), BODY
    if not each.phones:
        yield (Run("No phone on file"),), SMALL


def _phone(phone: PhoneDetails) -> Text:
    """The number, and in bold what must not be overlooked."""
    marks = []
    if phone.voicemail:
        marks.append(Run(" · voicemail ok"))
    if phone.discreet:
        marks.append(Run(" · discreet: do not name the clinic", bold=True))
    return (Run(phone.number), *marks)


def _what(visit: Visit, treatments: Mapping[str, str]) -> Iterator[tuple[Text, Style]]:
    yield (Run(treatments.get(visit.treatment, visit.treatment)),), BODY
    where = f" · {MARK}{visit.room_name}{MARK}" if visit.room_name else ""
    yield (Run(f"{MARK}{visit.person_name}{MARK}{where}"),), SMALL


def _to_know(visit: Visit) -> Iterator[tuple[Text, Style]]:
    if visit.status != AS_BOOKED:
        yield (Run(SHOWN[visit.status], bold=True),), SMALL
    if visit.moved_from is not None:
        was = local(visit.moved_from)
        yield (Run(f"Moved from {short_day(was.date())}, {paper_time(was.time())}"),), SMALL
    if visit.desk_note.strip():
        yield (Run(visit.desk_note),), SMALL


def _draw_head(paper: Paper, root: Tag, day: _Day, clinic: str, *, continued: bool) -> None:
    """The day, and how many visits it has."""
    pen, top = paper.pen, PAGE_HEIGHT - MARGIN
    title = f"{long_day(day.day)}{', continued' if continued else ''}"
    tag = root.add("P" if continued else "H1")
    words = Words(lines_of(title, TITLE, WIDTH), TITLE, pen.colours.ink, tag, title)
    words.draw(pen, MARGIN, top)
    held = f"{count(day.visits, 'visit')} · {clinic}" if day.visits else "Nothing is booked."
    lines = lines_of(held, BODY, WIDTH)[:1]
    about = Words(lines, BODY, pen.colours.quiet, root.add("P"))
    about.draw(pen, MARGIN, top - words.height - 2)


def _draw_column_heads(paper: Paper, table: Tag | None) -> None:
    """In the table's first row; without a table, on a later page, for the eye alone."""
    pen, style = paper.pen, SMALL._replace(weight="semibold")
    top, left = PAGE_HEIGHT - MARGIN - HEAD_ROOM, MARGIN
    row = table.kids[0] if table is not None else None
    for head, width in COLUMNS:
        line = line_of(head, style)
        cell = row.add("TH", scope="Column") if isinstance(row, Tag) else None
        with pen.content(cell) if cell is not None else pen.ornament():
            pen.line(line, style, left, top + 6, pen.colours.quiet)
        left += width
    with pen.ornament():
        pen.rule(MARGIN, top, WIDTH, pen.colours.quiet)


def _draw_rows(paper: Paper, page: Page) -> None:
    top = PAGE_HEIGHT - MARGIN - HEAD_ROOM
    for standing in page:
        standing.piece.draw(paper.pen, MARGIN + standing.indent, top - standing.below)


def _draw_foot(paper: Paper, number: int, total: int, printed_at: datetime) -> None:
    pen, style = paper.pen, Style(9.5, 12.5)
    page = line_of(f"Page {number} of {total}", style)
    lines = lines_of(
        f"{KEEP_OUT_OF_SIGHT} Printed {paper_moment(printed_at)}.", style, WIDTH - page.width - 20
    )
    with pen.ornament():
        pen.rule(MARGIN, MARGIN + FOOT_ROOM - 6, WIDTH, pen.colours.line)
        base = MARGIN + FOOT_ROOM - 20
        for row, line in enumerate(lines):
            pen.line(line, style, MARGIN, base - row * style.leading, pen.colours.quiet)
        pen.line(page, style, MARGIN + WIDTH - page.width, base, pen.colours.quiet)
