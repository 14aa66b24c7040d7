"""A leaflet as a web page of its own: one file, no address loaded, made to WCAG 2.2 AA.

The same words in the same order as on paper, and their digest in the head. Whatever
comes from a text, a setting or a client's name is escaped: it is words, never markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatchmethod
from html import escape

from clinic_desk.base.folders import RESOURCES
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
)
from clinic_desk.leaflets.letters import tidied
from clinic_desk.leaflets.look import Colours, colours_for
from clinic_desk.leaflets.orders import Order
from clinic_desk.leaflets.signs import OUTLINES
from clinic_desk.leaflets.whole import Line, Whole, whole_of

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Forbids the page to load, send or run anything at all."""


def page_of(order: Order) -> str:
    """The leaflet as HTML in large print or not. Letters are kept as they were typed.

    Raises ClinicError naming file and line of a gap that nothing fills.
    """
    whole = whole_of(order.leaflet, order.values, order.clinic, order.addressee, order.today)
    return "\n".join(_Page(whole, large=order.large_print).lines()) + "\n"


class _Page:
    """Writes one leaflet, element by element."""

    def __init__(self, whole: Whole, *, large: bool) -> None:
        self.whole, self.large = whole, large
        self.sections = 0

    def lines(self) -> Iterator[str]:
        """All of it, top to bottom."""
        yield from self.head()
        yield '<body>\n<a class="skip" href="#text">Skip to the text</a>'
        yield from self.header()
        yield '<main id="text" tabindex="-1">'
        yield from self.opening()
        for block in self.whole.body:
            yield from self.told(block)
        yield '<section class="about">'
        for block in self.whole.about:
            yield from self.told(block)
        yield "</section>"
        if self.whole.record:
            yield from self.told(self.whole.record)
        yield "</main>\n<footer>"
        yield from (f"<p>{_escaped(words)}</p>" for words in self.whole.foot)
        yield "</footer>\n</body>\n</html>"

    def head(self) -> Iterator[str]:
        """What stands before the page."""
        whole, size = self.whole, ' class="large"' if self.large else ""
        title = _escaped(f"{whole.head.title}, {whole.clinic.name}")
        yield f'<!doctype html>\n<html lang="{whole.language}"{size}>\n<head>'
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer">'
        yield f'<meta name="text-digest" content="{whole.digest}">'
        yield f"<title>{title}</title>"
        yield f"<style>\n{_variables(colours_for(whole.head.colour))}\n{_style()}</style>\n</head>"

    def header(self) -> Iterator[str]:
        """The clinic's mark, name and phone."""
        clinic = self.whole.clinic
        name, mark = _escaped(clinic.name), _escaped(clinic.initial)
        yield "<header>"
        yield f'<p class="clinic"><span class="mark" aria-hidden="true">{mark}</span>{name}</p>'
        phone = f'<a href="tel:{_address(clinic.phone)}">{_escaped(clinic.phone)}</a>'
        yield f"<p>{phone}</p>\n</header>"

    def opening(self) -> Iterator[str]:
        """Title, subtitle, and whom it is for."""
        head = self.whole.head
        parts = (
            f"<span>{_escaped(part)}</span>" for part in head.title.replace(": ", ":\n").split("\n")
        )
        yield f"<h1>{' '.join(parts)}</h1>"
        yield f'<p class="subtitle">{_escaped(head.subtitle)}</p>'
        if self.whole.addressed:
            lines = "\n".join(f"<p>{_addressed(line)}</p>" for line in self.whole.addressed)
            yield f'<div class="for">\n{lines}\n</div>'

    def section(self, kind: str, title: str, inner: Iterable[str]) -> Iterator[str]:
        """A part with a name of its own, which a reader can jump to."""
        self.sections += 1
        name = f"part-{self.sections}"
        yield f'<section class="{kind}" aria-labelledby="{name}">'
        if kind.startswith("notice"):
            yield _sign(kind.removeprefix("notice "))
        yield f'<h2 id="{name}">{_escaped(title)}</h2>'
        yield from inner
        yield "</section>"

    @singledispatchmethod
    def told(self, block: Block) -> Iterator[str]:
        """The elements of one block."""
        raise TypeError(f"no element for {type(block).__name__}")

    @told.register
    def _(self, block: Heading) -> Iterator[str]:
        yield f"<h{block.level}>{_escaped(block.text)}</h{block.level}>"

    @told.register
    def _(self, block: Paragraph) -> Iterator[str]:
        yield f"<p>{_inline(block.text)}</p>"

    @told.register
    def _(self, block: Bullets) -> Iterator[str]:
        yield from _list(block.items)

    @told.register
    def _(self, block: MainPoints) -> Iterator[str]:
        yield from self.section("points", block.title, _list(block.items))

    @told.register
    def _(self, block: Advice) -> Iterator[str]:
        yield from self.section(f"advice {block.kind}", block.title, _list(block.items, block.kind))

    @told.register
    def _(self, block: Timeline) -> Iterator[str]:
        moments = (
            f"<li><strong>{_escaped(each.when)}</strong> {_inline(each.what)}</li>"
            for each in block.moments
        )
        inner = ('<ol class="timeline">', *moments, "</ol>")
        yield from self.section("when", block.title, inner)

    @told.register
    def _(self, block: RiskTable) -> Iterator[str]:
        rows = ((row.how_often, row.effects) for row in block.rows)
        yield from _table("risks", block.heads, rows)

    @told.register
    def _(self, block: Comparison) -> Iterator[str]:
        yield from _table("compared", block.heads, block.rows)

    @told.register
    def _(self, block: Notice) -> Iterator[str]:
        inner = (line for part in block.body for line in self.told(part))
        yield from self.section(f"notice {block.kind}", block.title, inner)

    @told.register
    def _(self, block: PersonalBox) -> Iterator[str]:
        fields = (
            f"<div><dt>{_escaped(each.label)}</dt>{self._value(each.key)}</div>"
            for each in block.fields
        )
        yield from self.section("record", block.title, ("<dl>", *fields, "</dl>"))

    def _value(self, key: str) -> str:
        value = self.whole.known.get(key, "")
        return f"<dd><bdi>{_escaped(value)}</bdi></dd>" if value else f"<dd{_TO_FILL}</dd>"


_TO_FILL = ' class="blank"><span class="unseen">to be filled in</span>'
"""The end of an element's opening and what stands in it where there is nothing to say yet."""


def _addressed(line: Line) -> str:
    return f"{_inline(line.text)} <span{_TO_FILL}</span>" if line.to_fill else _inline(line.text)


def _list(items: Iterable[Text], sign: str = "") -> Iterator[str]:
    """A list; its role is said again, as one browser forgets it where no bullets are shown."""
    mark = _sign(sign) if sign else ""
    yield '<ul role="list">' if sign else "<ul>"
    yield from (f"<li>{mark}{_inline(item)}</li>" for item in items)
    yield "</ul>"


def _table(kind: str, heads: Iterable[str], rows: Iterable[Iterable[Text]]) -> Iterator[str]:
    """A table whose roles are said as well: on a narrow screen its cells stand as blocks."""
    names = [_escaped(head) for head in heads]
    top = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in names)
    yield f'<table class="{kind}" role="table">\n<thead role="rowgroup">'
    yield f'<tr role="row">{top}</tr>\n</thead>\n<tbody role="rowgroup">'
    for first, *others in rows:
        head = f'<th scope="row" role="rowheader">{_inline(first)}</th>'
        cells = "".join(
            f'<td role="cell" data-head="{name}">{_inline(cell)}</td>'
            for name, cell in zip(names[1:], others, strict=True)
        )
        yield f'<tr role="row">{head}{cells}</tr>'
    yield "</tbody>\n</table>"


def _inline(text: Text) -> str:
    return "".join(map(_run, text))


def _run(run: Run) -> str:
    words = _escaped(run.text)
    words = f"<strong>{words}</strong>" if run.bold else words
    return f'<a href="{_address(run.link)}">{words}</a>' if run.link else words


def _address(link: str) -> str:
    return escape(link.replace(" ", ""))


def _escaped(words: str) -> str:
    return escape(tidied(words))


def _sign(kind: str) -> str:
    """A drawn sign; its meaning stands in words beside it."""
    return (
        '<svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f'<path fill="currentColor" fill-rule="evenodd" d="{OUTLINES[kind]}"/></svg>'
    )


def _variables(colours: Colours) -> str:
    named = {
        "paper": colours.paper,
        "ink": colours.ink,
        "quiet": colours.quiet,
        "line": colours.line,
        "line-strong": colours.quiet,
        "brand": colours.brand,
        "on-brand": colours.on_brand,
        "accent": colours.accent,
        "deep": colours.deep,
        "wash": colours.wash,
        "edge": colours.edge,
    }
    root = " ".join(f"--{name}: {colour};" for name, colour in named.items())
    notices = "\n".join(
        f".{kind} {{ --own-ink: {ink}; --own-wash: {wash}; --own-edge: {edge}; }}"
        for kind, (ink, wash, edge) in colours.notices.items()
    )
    return f":root {{ {root} }}\n{notices}"


def _style() -> str:
    return (RESOURCES / "leaflets" / "page.css").read_text(encoding="utf-8")
