"""The sheet that is signed and stays with the clinic: which leaflet was given to whom."""

from __future__ import annotations

from collections.abc import Iterator

from clinic_desk.base.words import plain_date
from clinic_desk.leaflets.addressed import MARK
from clinic_desk.leaflets.blocks import Run
from clinic_desk.leaflets.boxes import Ruled
from clinic_desk.leaflets.front import Letterhead
from clinic_desk.leaflets.lines import Style, lines_of
from clinic_desk.leaflets.look import MARGIN, PAGE_HEIGHT, WIDTH
from clinic_desk.leaflets.orders import Order
from clinic_desk.leaflets.pieces import Placed, Side, Stack, Words
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.canvas import Paper, house_colours

STANDARD, LARGE = 14.0, 18.0
"""Points of the letters."""
LINES = ("Signed", "Name in capitals", "Date")
"""What is written by hand."""


def receipt(order: Order) -> bytes:
    """One A4 sheet with the leaflet's title, version and day, and lines to sign on."""
    root = Tag("Document")
    stack = Stack(tuple(_parts(order, root)))
    paper = Paper("Leaflet received", order.clinic.name)
    stack.draw(paper.pen, MARGIN, PAGE_HEIGHT - MARGIN)
    paper.pen.next_page()
    return paper.finished(root)


def _parts(order: Order, root: Tag) -> Iterator[Placed]:
    colours, size = house_colours(), LARGE if order.large_print else STANDARD
    head = order.leaflet.head
    title, body = Style(size * 1.6, size * 1.95, "bold"), Style(size, size * 1.45)
    yield Placed(Letterhead(order.clinic, size, root.add("P")))
    words = "Leaflet received"
    yield Placed(
        Words(lines_of(words, title, WIDTH), title, colours.deep, root.add("H1"), words),
        above=size * 1.6,
    )
    name = order.addressee.name if order.addressee is not None else ""
    said = [
        (Run("Leaflet: ", bold=True), Run(head.title)),
        (
            Run("Version: ", bold=True),
            Run(f"{head.code}, version {head.version}, on {plain_date(order.today)}"),
        ),
        (Run("I was given this leaflet. I can take as long as I like to read it, and ask about it "
             "before I decide anything."),),
    ]  # fmt: skip
    if name:
        said.insert(0, (Run("For: ", bold=True), Run(f"{MARK}{name}{MARK}")))
    for text in said:
        yield Placed(
            Words(lines_of(text, body, WIDTH), body, colours.ink, root.add("P")), above=size * 0.8
        )
    for label in LINES:
        lines = lines_of(label, body, WIDTH)
        start = lines[0].width + 10
        entry = Words(lines, body, colours.ink, root.add("P"))
        ruled = Ruled(WIDTH - start, body.leading)
        yield Placed(Side(((0, entry), (start, ruled))), above=size * 1.8)
