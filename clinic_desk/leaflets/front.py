"""What stands round the text: the clinic's line, title, addressee, and the sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clinic_desk.base.words import LONG_MONTHS, plain_date
from clinic_desk.leaflets.addressed import Addressee, ClinicDetails, appointment_line, given_line
from clinic_desk.leaflets.blocks import Heading, Paragraph, Run, Text
from clinic_desk.leaflets.boxes import Box, Ruled
from clinic_desk.leaflets.head import Head
from clinic_desk.leaflets.lines import Style, line_of, lines_of
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH
from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.pieces import Piece, Placed, Side, Stack, Words
from clinic_desk.leaflets.printable import printable
from clinic_desk.leaflets.setting import Setter
from clinic_desk.leaflets.tags import Tag

DRAFT = "Draft, not approved"
BLANKS = ("Prepared for", "Your appointment")
"""Said before a line to write on where no client is named."""


@dataclass(frozen=True)
class Letterhead:
    """The clinic's mark, name and phone across the top of the first page."""

    clinic: ClinicDetails
    size: float
    tag: Tag

    @property
    def height(self) -> float:
        """That of the mark."""
        return self.size * 1.9

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Mark and name at the left, phone at the right."""
        side, style = self.height, Style(self.size, self.size, "semibold")
        initial = line_of(_initial(self.clinic.name), Style(self.size, self.size, "bold"))
        phone = line_of(self.clinic.phone, style)
        base = top - side / 2 - self.size * 0.36
        with pen.ornament():
            pen.box(left, top - side, side, side, ground=pen.colours.brand, radius=side * 0.28)
            start = left + (side - initial.width) / 2
            pen.line(
                initial, Style(self.size, self.size, "bold"), start, base, pen.colours.on_brand
            )
        name = lines_of(self.clinic.name, style, WIDTH - side - phone.width - 40)
        with pen.content(self.tag):
            for number, line in enumerate(name):
                drop = (number - (len(name) - 1) / 2) * self.size * 1.2
                pen.line(line, style, left + side + 10, base - drop, pen.colours.ink)
            pen.line(phone, style, left + WIDTH - phone.width, base, pen.colours.ink)

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """Never: it opens the page."""
        return None


def _initial(name: str) -> str:
    words = [word for word in name.split() if word.lower() != "the"] or ["?"]
    return words[0][:1].upper()


def opening(
    setter: Setter, head: Head, clinic: ClinicDetails, addressee: Addressee | None
) -> Iterator[Placed]:
    """What stands above the text on the first page."""
    look, colours, root = setter.look, setter.colours, setter.root
    yield Placed(Letterhead(clinic, look.body * 0.93, root.add("P")))
    title = Style(look.title, look.title * 1.12, "bold", tracking=-look.title * 0.022)
    subtitle = Style(look.subtitle, look.leading(look.subtitle) * 0.96)
    lines = lines_of(head.title, title, WIDTH)
    if len(lines) > 1 and ": " in head.title:
        first, rest = head.title.split(": ", 1)
        lines = lines_of(f"{first}:", title, WIDTH) + lines_of(rest, title, WIDTH)
    yield Placed(
        Words(lines, title, colours.deep, root.add("H1"), head.title), above=look.body * 1.05
    )
    words = lines_of(head.subtitle, subtitle, WIDTH)
    yield Placed(Words(words, subtitle, colours.quiet, root.add("P")), above=look.body * 0.25)
    yield Placed(_addressed_box(setter, addressee), above=look.body * 0.75)


def _addressed_box(setter: Setter, addressee: Addressee | None) -> Box:
    across, size = 14.0, min(setter.look.body, setter.look.small + 1)
    style = Style(size, setter.look.leading(size) * 1.04)
    width = WIDTH - 2 * across
    given: Text = ()
    visit: Text = ()
    if addressee is not None:
        given, visit = given_line(addressee), appointment_line(addressee)
    if addressee is None or not printable(addressee.name).strip():
        parts = [_to_fill(setter, BLANKS[0], style, width)]
    else:
        parts = [_said(setter, given, style, width)]
    if visit:
        parts.append(_said(setter, visit, style, width))
    elif addressee is None:
        parts.append(_to_fill(setter, BLANKS[1], style, width))
    inner = Stack(tuple(parts))
    return Box(inner, WIDTH, setter.colours.wash, bar=setter.colours.accent, across=across, down=11)


def _said(setter: Setter, text: Text, style: Style, width: float) -> Placed:
    lines = lines_of(text, style, width)
    return Placed(Words(lines, style, setter.colours.ink, setter.root.add("P")))


def _to_fill(setter: Setter, words: str, style: Style, width: float) -> Placed:
    lines = lines_of((Run(words, bold=True),), style, width)
    said = Words(lines, style, setter.colours.ink, setter.root.add("P"))
    start = lines[0].width + 8
    return Placed(Side(((0, said), (start, Ruled(width - start, style.leading)))), above=5)


def closing(setter: Setter, head: Head, clinic: ClinicDetails, today: date) -> list[Placed]:
    """Version, dates, approval, and where the facts come from."""
    approval = f"Approved by {head.approver}." if head.approved else f"{DRAFT} by a clinician."
    dates = (
        f"{head.code}, version {head.version}, published {plain_date(head.published)}. "
        f"Last review {plain_date(head.reviewed)}, next review by {plain_date(head.next_review)}. "
    )
    overdue = "Its review is overdue: ask us for a newer one. " if today > head.next_review else ""
    asks = f"Was it hard to follow? Tell {clinic.nurse}."
    about = Paragraph((Run(dates + overdue), Run(approval, bold=True), Run(f" {asks}")))
    sources = (Run("Where the facts come from: ", bold=True), Run(f"{'; '.join(head.sources)}."))
    return _smaller(setter).flow((Heading("About this leaflet", 2), about, Paragraph(sources)))


def _smaller(setter: Setter) -> Setter:
    """The same hand, in the smaller size."""
    other = Setter(setter.look, setter.colours, setter.root, setter.record)
    other.body = setter.small
    other.gap = setter.gap * 0.5
    return other


class Foot:
    """The line under every page: code, version, dates, and which page of how many."""

    def __init__(self, setter: Setter, head: Head) -> None:
        """Measured once; the page's number is drawn later."""
        look, self.colours = setter.look, setter.colours
        self.style = Style(look.footer, look.footer * 1.35)
        text = (
            f"{head.code} · version {head.version} · reviewed {_month(head.reviewed)} · "
            f"next review {_month(head.next_review)}"
        )
        room = WIDTH - line_of("Page 88 of 88", self.style).width - 16
        self.lines = lines_of(text, self.style, room)
        if not head.approved:
            self.lines += lines_of(DRAFT, self.style._replace(weight="semibold"), room)

    @property
    def height(self) -> float:
        """With the rule above it and the room above that."""
        return len(self.lines) * self.style.leading + 15

    def draw(self, pen: Pen, page: int, of: int) -> None:
        """On the page's lower margin; `page` counts from 1."""
        top = MARGIN + self.height - 8
        number = line_of(f"Page {page} of {of}", self.style)
        with pen.ornament():
            pen.rule(MARGIN, top, WIDTH, self.colours.line)
            for place, line in enumerate(self.lines):
                base = top - 8 - place * self.style.leading - self.style.size * 0.9
                pen.line(line, self.style, MARGIN, base, self.colours.quiet)
            base = top - 8 - self.style.size * 0.9
            right = MARGIN + WIDTH - number.width
            pen.line(number, self.style, right, base, self.colours.quiet)

    @property
    def room(self) -> float:
        """Points between the upper margin and the footer."""
        return PAGE_HEIGHT - 2 * MARGIN - self.height


def _month(day: date) -> str:
    return f"{LONG_MONTHS[day.month - 1]} {day.year}"
