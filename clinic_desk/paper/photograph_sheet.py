"""A client's photographs on A4, one or two side by side, each within its frame: for the client,
who may ask for a copy of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from clinic_desk.base.words import plain_date
from clinic_desk.leaflets.addressed import MARK, paper_moment
from clinic_desk.leaflets.lines import Style, line_of, lines_of
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH
from clinic_desk.leaflets.pieces import Words
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.canvas import Paper, house_colours
from clinic_desk.paper.picture_pieces import PicturePiece
from clinic_desk.photographs.framing import SHAPE
from clinic_desk.photographs.records import MOMENTS, VIEWS, PhotographRecord

TITLE = Style(19, 23, "bold")
BODY, SMALL = Style(10.5, 13.8), Style(9.5, 12.5)
HEAD_ROOM, FOOT_ROOM = 62.0, 34.0
GUTTER, ALONE = 16.0, 400.0
"""Points between two pictures, and the width of one that stands alone."""
MOST_LINES = 8
"""Of what is said of a picture: a note is a few words."""
CONFIDENTIAL = "Pictures of a client: for the client alone, or shred them after."


class OnPaper(NamedTuple):
    """A photograph to be printed."""

    record: PhotographRecord
    picture: bytes
    """The JPEG as it is kept."""


def photograph_sheet(
    name: str, photographs: Sequence[OnPaper], clinic: str, printed_at: datetime
) -> bytes:
    """One photograph, or two side by side, as a PDF; `name` is the client's.

    `clinic` is the clinic's name; `printed_at` an aware instant.
    """
    root, paper = Tag("Document"), Paper("Photographs", clinic)
    _draw_head(paper, name, root)
    wide = ALONE if len(photographs) == 1 else (WIDTH - GUTTER) / 2
    top = PAGE_HEIGHT - MARGIN - HEAD_ROOM
    for at, each in enumerate(photographs):
        _draw_one(paper, each, MARGIN + at * (wide + GUTTER), top, wide, root)
    _draw_foot(paper, clinic, printed_at)
    paper.pen.next_page()
    return paper.finished(root)


def words_of(record: PhotographRecord) -> str:
    """`Front, before, 2 November 2026`."""
    view, moment = VIEWS[record.view], MOMENTS[record.moment].lower()
    return f"{view}, {moment}, {plain_date(record.taken_on)}"


def _draw_one(
    paper: Paper, shown: OnPaper, left: float, top: float, wide: float, root: Tag
) -> None:
    """The picture in its frame, and below it what it shows."""
    record, words = shown.record, words_of(shown.record)
    figure = root.add("Figure", alt=f"Photograph: {words}")
    whole = wide / record.frame.width
    high = whole * record.height / record.width
    place = (-record.frame.x * whole, -record.frame.y * high, whole, high)
    window = PicturePiece(shown.picture, wide, wide / SHAPE, place, figure)
    window.draw(paper.pen, left, top)
    said = lines_of(f"{words}. {record.note}" if record.note else words, BODY, wide)
    caption = Words(said[:MOST_LINES], BODY, house_colours().ink, root.add("P"))
    caption.draw(paper.pen, left, top - window.height - BODY.leading / 2)


def _draw_head(paper: Paper, name: str, root: Tag) -> None:
    pen, top = paper.pen, PAGE_HEIGHT - MARGIN
    with pen.content(root.add("H1")):
        pen.line(line_of("Photographs", TITLE), TITLE, MARGIN, top - 19, pen.colours.ink)
        whose = lines_of(f"{MARK}{name}{MARK}", BODY, WIDTH)[0]
        pen.line(whose, BODY, MARGIN, top - 38, pen.colours.quiet)


def _draw_foot(paper: Paper, clinic: str, printed_at: datetime) -> None:
    pen = paper.pen
    lines = lines_of(f"{CONFIDENTIAL} {clinic}. Printed {paper_moment(printed_at)}.", SMALL, WIDTH)
    with pen.ornament():
        pen.rule(MARGIN, MARGIN + FOOT_ROOM - 6, WIDTH, pen.colours.line)
        for row, line in enumerate(lines[:2]):
            base = MARGIN + FOOT_ROOM - 20 - row * SMALL.leading
            pen.line(line, SMALL, MARGIN, base, pen.colours.quiet)
