"""The health questions as a form to fill in by hand, with or without the client's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from clinic_desk.base.words import plain_date
from clinic_desk.health.form import counts_from_stop, values_of
from clinic_desk.leaflets.addressed import MARK, ClinicDetails, paper_moment
from clinic_desk.leaflets.blocks import Run, Text
from clinic_desk.leaflets.boxes import Box, Row, Ruled
from clinic_desk.leaflets.front import Letterhead
from clinic_desk.leaflets.layout import Page, pages_of
from clinic_desk.leaflets.lines import Style, line_of, lines_of
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH
from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.pieces import Piece, Placed, Side, Stack, Words
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.canvas import Paper, house_colours
from clinic_desk.safety.rules import Question

TITLE = "Health questions"
DRAFT = "Draft protocol, not signed by a clinician."
INTRODUCTION = (
    "Tick yes or no for each question. Where you are not sure, leave it open and ask the nurse. "
    "What you write goes into your record, for those who treat you."
)
MORE = "Anything else that the nurse should know, or any medicine not asked about above:"
SIGNED = "I have answered as well as I know."
ACROSS = 14.0


class Sizes(NamedTuple):
    """Points: of the words, of the small words, of a box to tick, of a line to write on, of the
    words at the foot and of the room that is kept for them."""

    body: float
    small: float
    tick: float
    line: float
    foot: float
    foot_room: float


STANDARD = Sizes(12, 10.5, 16, 20, 9.5, 30)
LARGE = Sizes(18, 18, 22, 32, 14, 68)


@dataclass(frozen=True)
class Filler:
    """Whose form it is; what is not known is a line to write on."""

    name: str
    born_on: date | None = None


def health_form(
    questions: Sequence[Question],
    clinic: ClinicDetails,
    version: str,
    printed_at: datetime,
    *,
    draft: bool,
    filler: Filler | None = None,
    large_print: bool = False,
) -> bytes:
    """The questions as a PDF on A4, two pages of it as the protocol is shipped.

    `version` is the protocol's, for the foot; `draft` says there that nobody signed it.
    `printed_at` is an aware instant.
    """
    root, paper = Tag("Document"), Paper(TITLE, clinic.name)
    sizes = LARGE if large_print else STANDARD
    form = _Form(sizes, root)
    flow = [*form.head(clinic, filler), *form.asked(questions), *form.end(filler)]
    pages = pages_of(flow, PAGE_HEIGHT - 2 * MARGIN - sizes.foot_room)
    foot = _foot(version, printed_at, filler, draft=draft)
    for number, page in enumerate(pages, 1):
        _draw(paper, page)
        _draw_foot(paper, sizes, foot, number, len(pages))
        paper.pen.next_page()
    return paper.finished(root)


@dataclass(frozen=True)
class Tick:
    """An empty box to tick, with its word beside it."""

    word: str
    size: float
    style: Style
    tag: Tag

    @property
    def height(self) -> float:
        """That of the box."""
        return self.size

    @property
    def width(self) -> float:
        """Of box and word."""
        return self.size + 5 + line_of(self.word, self.style).width

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The box, and the word on a level with its middle."""
        ground, edge = pen.colours.paper, pen.colours.ink
        with pen.ornament():
            bottom = top - self.size
            pen.box(left, bottom, self.size, self.size, ground=ground, edge=edge, radius=2)
        base = top - self.size / 2 - self.style.size * 0.36
        with pen.content(self.tag):
            line = line_of(self.word, self.style)
            pen.line(line, self.style, left + self.size + 5, base, pen.colours.ink)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: it is one line."""
        return None


def asks_more(question: Question) -> bool:
    """Whether its words go on asking after what a yes or no answers, and its values do not."""
    return "? " in question.ask and question.ask.endswith("?") and not question.values


class _Form:
    """Sets the form in one size."""

    def __init__(self, sizes: Sizes, root: Tag) -> None:
        self._sizes, self._root, self._colours = sizes, root, house_colours()
        self._body = Style(sizes.body, sizes.body * 1.28)
        self._small = Style(sizes.small, sizes.small * 1.28)
        self._answers = 2 * (sizes.tick + 5) + sizes.body * 4.6
        """The width of yes and no together."""

    def head(self, clinic: ClinicDetails, filler: Filler | None) -> Iterator[Placed]:
        """The clinic, the title, who fills it in and when, and how."""
        size = self._sizes.body
        yield Placed(Letterhead(clinic, size, self._root.add("P")), keep=True)
        title = Style(size * 1.9, size * 2.2, "bold")
        heading = Words(
            lines_of(TITLE, title, WIDTH), title, self._colours.deep, self._root.add("H1"), TITLE
        )
        yield Placed(heading, above=size * 0.9, keep=True)
        yield Placed(self._filler(filler), above=size * 0.6, keep=True)
        yield Placed(self._words(INTRODUCTION, WIDTH), above=size * 0.8, keep=True)

    def asked(self, questions: Sequence[Question]) -> Iterator[Placed]:
        """A row a question."""
        for number, question in enumerate(questions, 1):
            above = self._sizes.body * 0.4 if number == 1 else 0
            yield Placed(Row(self._question(number, question), WIDTH, padding=4), above=above)

    def end(self, filler: Filler | None) -> Iterator[Placed]:
        """Room for more, the signature, and who went over it."""
        size, line = self._sizes.body, self._sizes.line
        yield Placed(self._words(MORE, WIDTH), above=size, keep=True)
        yield Placed(Ruled(WIDTH, line), keep=True)
        yield Placed(Ruled(WIDTH, line), keep=True)
        yield Placed(self._words(SIGNED, WIDTH), above=size * 0.8, keep=True)
        yield Placed(self._lines(("Signed", 0.62), ("Date", 0.38)), above=4, keep=True)
        asked = self._lines(("Gone over by", 0.62), ("Date", 0.38))
        yield Placed(asked, above=4)

    def _filler(self, filler: Filler | None) -> Box:
        parts = []
        if filler is not None and filler.name.strip():
            who: Text = (Run("Name: "), Run(f"{MARK}{filler.name.strip()}{MARK}", bold=True))
            parts.append(Placed(self._words(who, WIDTH - 2 * ACROSS)))
        else:
            parts.append(Placed(self._lines(("Name", 1.0), width=WIDTH - 2 * ACROSS)))
        born = filler.born_on if filler is not None else None
        if born is not None:
            told = f"Date of birth: {plain_date(born)}"
            half = (WIDTH - 2 * ACROSS) / 2
            left = self._words(told, half)
            right = self._lines(("Date today", 1.0), width=half)
            parts.append(Placed(Side(((0, left), (half, right))), above=3))
        else:
            both = self._lines(("Date of birth", 0.55), ("Date today", 0.45), width=WIDTH - 28)
            parts.append(Placed(both, above=3))
        inner = Stack(tuple(parts))
        colours = self._colours
        return Box(inner, WIDTH, colours.wash, bar=colours.accent, across=ACROSS, down=9)

    def _question(self, number: int, question: Question) -> Side:
        indent = self._sizes.body * 1.9
        width = WIDTH - indent - self._answers - 10
        tag = self._root.add("P")
        label = Words((line_of(f"{number}", self._body),), self._body, self._colours.quiet, tag)
        asked = Words(lines_of(question.ask, self._body, width), self._body, self._colours.ink, tag)
        parts = [Placed(asked)]
        parts += [Placed(each, above=3) for each in self._details(question, width)]
        yes, no = (Tick(word, self._sizes.tick, self._body, tag) for word in ("Yes", "No"))
        right = WIDTH - self._answers
        return Side(
            (
                (0, label),
                (indent, Stack(tuple(parts))),
                (right, yes),
                (right + self._answers / 2 + 4, no),
            )
        )

    def _details(self, question: Question, width: float) -> Iterator[Piece]:
        """What a yes is told apart by, and the day or place that the nurse asks for."""
        if values := values_of(question):
            yield self._told_apart(values)
        if counts_from_stop(question):
            yield self._blank("If it stopped, on which day", width)
        elif question.zone_dependent:
            yield self._blank("If yes, where", width)
        elif asks_more(question):
            yield self._blank("If yes", width)

    def _told_apart(self, values: Sequence[str]) -> Side:
        left, parts = 0.0, []
        for value in values:
            words = value.replace("_", " ")
            tick = Tick(words, self._sizes.tick * 0.85, self._small, self._root.add("P"))
            parts.append((left, tick))
            left += tick.width + 18
        return Side(tuple(parts))

    def _blank(self, words: str, width: float) -> Side:
        said = Words(
            (line_of(words, self._small),), self._small, self._colours.quiet, self._root.add("P")
        )
        start = line_of(words, self._small).width + 6
        room = min(width - start, self._sizes.body * 15)
        return Side(((0, said), (start, Ruled(room, self._small.leading + 3))))

    def _lines(self, *blanks: tuple[str, float], width: float = WIDTH) -> Side:
        """Words with a line to write on beside each; shares of the width."""
        left = 0.0
        parts: list[tuple[float, Piece]] = []
        for words, share in blanks:
            line = line_of(words, self._body)
            tag, start = self._root.add("P"), line.width + 8
            ruled = Ruled(width * share - start - 12, self._sizes.line)
            parts.append((left, Words((line,), self._body, self._colours.ink, tag)))
            parts.append((left + start, ruled))
            left += width * share
        return Side(tuple(parts))

    def _words(self, text: Text | str, width: float) -> Words:
        lines = lines_of(text, self._body, width)
        return Words(lines, self._body, self._colours.ink, self._root.add("P"))


def _foot(version: str, printed_at: datetime, filler: Filler | None, *, draft: bool) -> str:
    """Whose, by which protocol and when: on each page, as sheets come apart."""
    name = filler.name.strip() if filler is not None else ""
    whose = f"{MARK}{name}{MARK}. " if name else ""
    approval = f"{DRAFT} " if draft else ""
    asked = f"Questions of protocol version {version}. "
    return f"{whose}{asked}{approval}Printed {paper_moment(printed_at)}."


def _draw(paper: Paper, page: Page) -> None:
    for standing in page:
        top = PAGE_HEIGHT - MARGIN - standing.below
        standing.piece.draw(paper.pen, MARGIN + standing.indent, top)


def _draw_foot(paper: Paper, sizes: Sizes, words: str, number: int, total: int) -> None:
    pen, style = paper.pen, Style(sizes.foot, sizes.foot * 1.3)
    page = line_of(f"Page {number} of {total}", style)
    top = MARGIN + sizes.foot_room
    base = top - 10 - sizes.foot
    with pen.ornament():
        pen.rule(MARGIN, top - 8, WIDTH, pen.colours.line)
        for row, line in enumerate(lines_of(words, style, WIDTH - page.width - 20)):
            pen.line(line, style, MARGIN, base - row * style.leading, pen.colours.quiet)
        pen.line(page, style, MARGIN + WIDTH - page.width, base, pen.colours.quiet)
