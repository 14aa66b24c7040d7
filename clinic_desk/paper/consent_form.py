"""A consent form to sign by hand: the words of the screen, and room for two signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from reportlab.lib.utils import ImageReader

from clinic_desk.base.words import plain_date
from clinic_desk.consent.form_text import Part
from clinic_desk.consent.forms import DRAFT, Form
from clinic_desk.consent.records import ConsentRecord, OpenedConsent
from clinic_desk.leaflets.addressed import MARK, ClinicDetails, paper_moment
from clinic_desk.leaflets.blocks import Run, Text
from clinic_desk.leaflets.boxes import Box, Row, Ruled
from clinic_desk.leaflets.front import Letterhead
from clinic_desk.leaflets.layout import Page, pages_of
from clinic_desk.leaflets.lines import Style, line_of, lines_of
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH
from clinic_desk.leaflets.pieces import Piece, Placed, Point, Side, Stack, Words
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.canvas import Paper, house_colours
from clinic_desk.paper.health_form import ACROSS, LARGE, STANDARD, Filler, Sizes
from clinic_desk.paper.picture_pieces import PicturePiece, SignaturePiece

SIGNED = "I have read this, or had it read to me, and I agree to it."
OTHER_WORDS = "The form has other words now. What was signed was version"
WITNESS = "I have talked this through with the client, who could ask what they wanted."


def consent_form(
    form: Form,
    clinic: ClinicDetails,
    printed_at: datetime,
    *,
    signer: Filler | None = None,
    large_print: bool = False,
    kept: OpenedConsent | None = None,
) -> bytes:
    """The form as a PDF on A4, its version on every page. `printed_at` is an aware instant.

    With one that is `kept` it is the client's copy: the words that were signed and the signature
    in place of the lines to sign on, or the picture of the paper. Words that are no longer the
    form's are named by their version alone.
    """
    root, paper = Tag("Document"), Paper(form.head.title, clinic.name)
    sizes = LARGE if large_print else STANDARD
    sheet = _Sheet(sizes, root)
    room = PAGE_HEIGHT - 2 * MARGIN - sizes.foot_room
    head = sheet.head(form, clinic, signer)
    if kept is None:
        flow = [*head, *sheet.words(form), *sheet.end(signer)]
    else:
        words = sheet.words(form) if kept.record.digest == form.digest else ()
        flow = [*head, *(() if kept.scan else words), *sheet.signed(kept, form, room)]
    pages = pages_of(flow, room)
    foot = _foot(form, printed_at, signer, kept)
    for number, page in enumerate(pages, 1):
        _draw(paper, page)
        _draw_foot(paper, sizes, foot, number, len(pages))
        paper.pen.next_page()
    return paper.finished(root)


class _Sheet:
    """Sets a form in one size."""

    def __init__(self, sizes: Sizes, root: Tag) -> None:
        self._sizes, self._root, self._colours = sizes, root, house_colours()
        self._body = Style(sizes.body, sizes.body * 1.32)
        self._table: Tag | None = None

    def head(self, form: Form, clinic: ClinicDetails, signer: Filler | None) -> Iterator[Placed]:
        """The clinic, the title, and whose form it is."""
        size = self._sizes.body
        yield Placed(Letterhead(clinic, size, self._root.add("P")), keep=True)
        style = Style(size * 1.9, size * 2.2, "bold")
        lines, tag = lines_of(form.head.title, style, WIDTH), self._root.add("H1")
        title = Words(lines, style, self._colours.deep, tag, form.head.title)
        yield Placed(title, above=size * 0.9, keep=True)
        yield Placed(self._whose(signer), above=size * 0.6)

    def words(self, form: Form) -> Iterator[Placed]:
        """Its parts in reading order; a heading stands with what follows it."""
        for part in form.parts:
            yield self._part(part)

    def end(self, signer: Filler | None) -> Iterator[Placed]:
        """Both signatures on one page, with the words that they stand under."""
        size = self._sizes.body
        named = (
            self._words(f"Name: {signer.name}", WIDTH) if signer and signer.name.strip() else None
        )
        yield Placed(self._words(SIGNED, WIDTH), above=size * 1.4, keep=True)
        yield Placed(named or self._lines(("Name", 1.0)), above=size * 0.5, keep=True)
        yield Placed(self._lines(("Signed", 0.62), ("Date", 0.38)), above=size * 0.5, keep=True)
        yield Placed(self._words(WITNESS, WIDTH), above=size * 1.2, keep=True)
        yield Placed(self._lines(("Name and role", 1.0)), above=size * 0.5, keep=True)
        yield Placed(self._lines(("Signed", 0.62), ("Date", 0.38)), above=size * 0.5)

    def signed(self, kept: OpenedConsent, form: Form, room: float) -> Iterator[Placed]:
        """What was signed, when and by whom, and the signature as it was kept."""
        record, size = kept.record, self._sizes.body
        on_paper = kept.scan is not None
        if record.digest != form.digest and not on_paper:
            yield Placed(self._words(f"{OTHER_WORDS} {record.version}.", WIDTH), above=size)
        if not on_paper:
            yield Placed(self._words(SIGNED, WIDTH), above=size * 1.4, keep=True)
        for words in _signed_words(record, on_paper=on_paper):
            yield Placed(self._words(words, WIDTH), above=size * 0.5, keep=True)
        if kept.scan is not None:
            figure = self._root.add("Figure", alt="The form that was signed on paper")
            yield Placed(_whole_picture(kept.scan, room, figure), above=size)
        else:
            figure = self._root.add("Figure", alt=f"The signature of {record.signed_as}")
            yield Placed(SignaturePiece(kept.strokes, WIDTH * 0.62, figure), above=size)

    def _part(self, part: Part) -> Placed:
        size = self._sizes.body
        if part.kind != "risk":
            self._table = None
        if part.kind == "heading":
            style = Style(size * 1.2, size * 1.55, "semibold")
            lines, tag = lines_of(part.text, style, WIDTH), self._root.add("H2")
            return Placed(
                Words(lines, style, self._colours.deep, tag, part.text), above=size, keep=True
            )
        if part.kind == "point":
            return Placed(self._point(part.text), above=size * 0.35)
        if part.kind == "paragraph":
            return Placed(self._words(part.text, WIDTH), above=size * 0.5)
        return self._risk(part)

    def _point(self, text: str) -> Point:
        indent, item = self._sizes.body * 1.2, self._root.add("L").add("LI")
        lines = lines_of(text, self._body, WIDTH - indent)
        words = Words(lines, self._body, self._colours.ink, item.add("LBody"))
        return Point(words, item.add("Lbl"), indent, self._colours.accent)

    def _risk(self, part: Part) -> Placed:
        """A row of the table: how often, and what may be noticed."""
        is_head = part.kind == "risk_head"
        self._table = self._table or self._root.add("Table")
        row, gutter, left = self._table.add("TR"), 14.0, WIDTH * 0.3
        style = self._body._replace(weight="semibold")
        scope = "Column" if is_head else "Row"
        often = Words(
            lines_of(part.text, style, left - gutter),
            style,
            self._colours.quiet if is_head else self._colours.ink,
            row.add("TH", scope=scope),
        )
        beside = style if is_head else self._body
        what = Words(
            lines_of(part.beside, beside, WIDTH - left),
            beside,
            self._colours.quiet if is_head else self._colours.ink,
            row.add("TH", scope="Column") if is_head else row.add("TD"),
        )
        cells = Side(((0.0, often), (left, what)))
        above = self._sizes.body * 0.4 if is_head else 0
        return Placed(Row(cells, WIDTH, padding=4.5), above=above, keep=is_head)

    def _whose(self, signer: Filler | None) -> Box:
        inner, parts = WIDTH - 2 * ACROSS, []
        if signer is not None and signer.name.strip():
            name: Text = (Run("Name: "), Run(f"{MARK}{signer.name.strip()}{MARK}", bold=True))
            parts.append(Placed(self._words(name, inner)))
        else:
            parts.append(Placed(self._lines(("Name", 1.0), width=inner)))
        if signer is not None and signer.born_on is not None:
            told = f"Date of birth: {plain_date(signer.born_on)}"
            parts.append(Placed(self._words(told, inner), above=3))
        else:
            parts.append(Placed(self._lines(("Date of birth", 0.6), width=inner), above=3))
        colours, stack = self._colours, Stack(tuple(parts))
        return Box(stack, WIDTH, colours.wash, bar=colours.accent, across=ACROSS, down=9)

    def _lines(self, *blanks: tuple[str, float], width: float = WIDTH) -> Side:
        """Words with a line to write on beside each; shares of the width."""
        left = 0.0
        parts: list[tuple[float, Piece]] = []
        for words, share in blanks:
            line = line_of(words, self._body)
            start = line.width + 8
            ruled = Ruled(width * share - start - 12, self._sizes.line)
            label = Words((line,), self._body, self._colours.ink, self._root.add("P"))
            parts += [(left, label), (left + start, ruled)]
            left += width * share
        return Side(tuple(parts))

    def _words(self, text: Text | str, width: float) -> Words:
        lines = lines_of(text, self._body, width)
        return Words(lines, self._body, self._colours.ink, self._root.add("P"))


def _signed_words(record: ConsentRecord, *, on_paper: bool) -> Iterator[str]:
    yield f"Name: {record.signed_as}"
    how = "on paper" if on_paper else "on screen"
    day = plain_date(record.given_on)
    yield f"Signed {how} on {day}, version {record.version}. Taken by {record.taken_by}."
    if record.withdrawn_on is not None:
        yield f"Taken back on {plain_date(record.withdrawn_on)}."


def _whole_picture(scan: bytes, room: float, figure: Tag) -> PicturePiece:
    """A picture of a signed paper, as large as a page holds it."""
    across, down = ImageReader(BytesIO(scan)).getSize()
    wide = min(WIDTH, room * across / down)
    high = wide * down / across
    return PicturePiece(scan, wide, high, (0.0, 0.0, wide, high), figure)


def _foot(
    form: Form, printed_at: datetime, signer: Filler | None, kept: OpenedConsent | None
) -> str:
    """Whose, which words and when: on each page, as sheets come apart."""
    name = signer.name.strip() if signer is not None else ""
    whose = f"{MARK}{name}{MARK}. " if name else ""
    draft = f" {DRAFT}" if form.head.is_draft else ""
    version = form.head.version if kept is None else kept.record.version
    about = f"{form.head.title}, version {version}."
    return f"{whose}{about}{draft} Printed {paper_moment(printed_at)}."


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
