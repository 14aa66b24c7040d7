"""A leaflet as plain text: for an e-mail, a terminal, or a voice that reads it out.

No ornament that a voice would read: headings stand alone, a point begins with a
hyphen, and a table is told row by row in sentences of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatchmethod
from textwrap import wrap

from clinic_desk.leaflets.blocks import (
    Advice,
    Block,
    Bullets,
    Comparison,
    Heading,
    MainPoints,
    Notice,
    Paragraph,
    PersonalBox,
    RiskTable,
    Run,
    Text,
    Timeline,
    plain,
)
from clinic_desk.leaflets.letters import DIRECTION_MARKS, tidied
from clinic_desk.leaflets.orders import Order
from clinic_desk.leaflets.whole import Whole, whole_of

WIDTH = 72
"""Letters a line at most, as mail and terminals like it."""
TO_FILL = "to be filled in"


def text_of(order: Order) -> str:
    """The leaflet in lines of at most 72 letters, ending in a line break.

    Letters are kept as they were typed, also those that no bundled font has. Raises
    ClinicError naming file and line of a gap that nothing fills.
    """
    whole = whole_of(order.leaflet, order.values, order.clinic, order.addressee, order.today)
    return "\n".join(_Writer(whole).lines()).strip() + "\n"


class _Writer:
    """Writes one leaflet, line by line."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole

    def lines(self) -> Iterator[str]:
        """All of it, top to bottom."""
        whole = self.whole
        yield from _wrapped(f"{whole.clinic.name}, {whole.clinic.phone}")
        yield ""
        yield from _wrapped(whole.head.title)
        yield from _wrapped(whole.head.subtitle)
        if whole.addressed:
            yield ""
        for line in whole.addressed:
            yield from _wrapped(f"{_said(line.text)}{f': {TO_FILL}' if line.to_fill else ''}")
        for block in whole.blocks:
            yield ""
            yield from self.told(block)
        yield ""
        for words in whole.foot:
            yield from _wrapped(words.replace(" · ", ", "))

    @singledispatchmethod
    def told(self, block: Block) -> Iterator[str]:
        """The lines of one block, after an empty one."""
        raise TypeError(f"no words for {type(block).__name__}")

    @told.register
    def _(self, block: Heading) -> Iterator[str]:
        yield ""
        yield from _wrapped(block.text)

    @told.register
    def _(self, block: Paragraph) -> Iterator[str]:
        yield from _wrapped(_said(block.text))

    @told.register
    def _(self, block: Bullets) -> Iterator[str]:
        yield from _points(map(_said, block.items))

    @told.register(MainPoints)
    @told.register(Advice)
    def _(self, block: MainPoints | Advice) -> Iterator[str]:
        yield from _titled(block.title)
        yield from _points(map(_said, block.items))

    @told.register
    def _(self, block: Timeline) -> Iterator[str]:
        yield from _titled(block.title)
        yield from _points(f"{each.when}: {_said(each.what)}" for each in block.moments)

    @told.register
    def _(self, block: RiskTable) -> Iterator[str]:
        yield from _wrapped(": ".join(block.heads))
        yield ""
        yield from _points(f"{_said(row.how_often)}: {_said(row.effects)}" for row in block.rows)

    @told.register
    def _(self, block: Comparison) -> Iterator[str]:
        for number, (question, *answers) in enumerate(block.rows):
            if number:
                yield ""
            yield from _wrapped(_said(question))
            told = zip(block.heads[1:], answers, strict=True)
            yield from _points(f"{head}: {_said(answer)}" for head, answer in told)

    @told.register
    def _(self, block: Notice) -> Iterator[str]:
        yield from _titled(block.title)
        for number, part in enumerate(block.body):
            if number:
                yield ""
            yield from self.told(part)

    @told.register
    def _(self, block: PersonalBox) -> Iterator[str]:
        yield from _titled(block.title)
        yield from _points(_filled(block, self.whole.known))


def _titled(title: str) -> Iterator[str]:
    """A title with the room about it that it takes to be heard as one."""
    yield ""
    yield from _wrapped(title)
    yield ""


def _points(items: Iterable[str]) -> Iterator[str]:
    for item in items:
        yield from _wrapped(item, "- ", "  ")


def _filled(box: PersonalBox, known: Mapping[str, str]) -> Iterator[str]:
    for field in box.fields:
        yield f"{field.label}: {known.get(field.key) or TO_FILL}"


def _wrapped(words: str, first: str = "", rest: str = "") -> list[str]:
    told = "".join(letter for letter in tidied(words) if letter not in DIRECTION_MARKS)
    lines = wrap(told, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return lines or [first.rstrip()]


def _said(text: Text) -> str:
    """The words; where some lead to a page or a phone that they do not name, that as well."""
    return "".join(map(_with_address, text)) if any(run.link for run in text) else plain(text)


def _with_address(run: Run) -> str:
    address = run.link.removeprefix("https://").removeprefix("tel:").rstrip("/")
    if not address or address.replace(" ", "") in run.text.replace(" ", ""):
        return run.text
    return f"{run.text} ({address})"
