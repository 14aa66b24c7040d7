"""The appointment slip that a client takes home: a third of an A4 page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from clinic_desk.base.clock import local
from clinic_desk.base.words import long_day, paper_time
from clinic_desk.calendar.records import Visit
from clinic_desk.leaflets.addressed import MARK, ClinicDetails
from clinic_desk.leaflets.blocks import Run, Text
from clinic_desk.leaflets.front import Letterhead
from clinic_desk.leaflets.lines import Style, lines_of
from clinic_desk.leaflets.look import MARGIN, MILLIMETRE, PAGE_HEIGHT, PAGE_WIDTH, WIDTH
from clinic_desk.leaflets.pieces import Placed, Stack, Words
from clinic_desk.leaflets.tags import Tag
from clinic_desk.paper.canvas import Paper, house_colours
from clinic_desk.treatments.catalogue import Catalogue

EDGE = 10 * MILLIMETRE
"""Kept clear above and below."""


class _Sizes(NamedTuple):
    """Points; and the least height of the slip."""

    body: float
    moment: float
    height: float


STANDARD = _Sizes(14, 21, 99 * MILLIMETRE)
LARGE = _Sizes(18, 28, 148.5 * MILLIMETRE)


def slip(
    visit: Visit, catalogue: Catalogue, clinic: ClinicDetails, address: str, *, large_print: bool
) -> bytes:
    """The slip as a PDF, A4 wide and a third as high, half with large print, or as high as needed.

    The slip may lie about at home, so it names no medicine: see `public_name`.
    """
    sizes, root = LARGE if large_print else STANDARD, Tag("Document")
    stack = Stack(tuple(_parts(visit, catalogue, clinic, address, sizes, root)))
    height = min(max(sizes.height, stack.height + 2 * EDGE), PAGE_HEIGHT)
    paper = Paper("Your appointment", clinic.name, height=height)
    stack.draw(paper.pen, MARGIN, height - EDGE)
    with paper.pen.ornament():
        paper.pen.canvas.setDash(3, 4)
        paper.pen.rule(0, 0.5, PAGE_WIDTH, paper.pen.colours.quiet)
        paper.pen.canvas.setDash()
    paper.pen.next_page()
    return paper.finished(root)


def public_name(code: str, catalogue: Catalogue) -> str:
    """What a treatment may be called where anyone can read it; empty where nothing is to be said.

    A treatment of a family that has a public label is a medicine's (CAP 12.12): its
    own public label counts, never its name.
    """
    treatment = catalogue.by_code.get(code)
    if treatment is None:
        return ""
    if treatment.public_label:
        return treatment.public_label
    first = catalogue.by_code.get(treatment.family)
    if first is not None and first.public_label:
        return ""
    return treatment.name


def _parts(
    visit: Visit,
    catalogue: Catalogue,
    clinic: ClinicDetails,
    address: str,
    sizes: _Sizes,
    root: Tag,
) -> Iterator[Placed]:
    colours, body = house_colours(), Style(sizes.body, sizes.body * 1.32)
    moment = Style(sizes.moment, sizes.moment * 1.2, "bold")
    title = Style(sizes.body, sizes.body * 1.32, "semibold")
    starts = local(visit.starts_at)
    day, time = f"{long_day(starts.date())},", paper_time(starts.time())
    when = lines_of(f"{day} {time}", moment, WIDTH)
    if len(when) > 1:
        when = lines_of(day, moment, WIDTH) + lines_of(time, moment, WIDTH)

    def words(text: Text | str, style: Style, colour: str, role: str = "P") -> Words:
        return Words(lines_of(text, style, WIDTH), style, colour, root.add(role))

    yield Placed(Letterhead(clinic, sizes.body * 0.93, root.add("P")))
    heading = f"Appointment for {MARK}{visit.client_name.strip()}{MARK}"
    yield Placed(words(heading, title, colours.quiet, "H1"), above=sizes.body * 1.5)
    yield Placed(Words(when, moment, colours.deep, root.add("P")), above=sizes.body * 0.25)
    what = public_name(visit.treatment, catalogue)
    person = f"{MARK}{visit.person_name}{MARK}"
    about = f"{what}, with {person}" if what else f"With {person}"
    yield Placed(words(about, body, colours.ink), above=sizes.body * 0.2)
    call = (Run("To move or cancel it, call "), Run(clinic.phone, bold=True), Run("."))
    yield Placed(words(call, body, colours.ink), above=sizes.body * 1.3)
    where = ", ".join(line.strip() for line in address.splitlines() if line.strip())
    if where:
        yield Placed(words(where, body, colours.ink))
