"""Markdown with a few typed boxes, turned into blocks.

A box stands between a line `::: kind Title` and a line `:::`. Inside and outside
it the text is plain Markdown; HTML, pictures, links to anything but a web page
or a phone, and whatever else no block can carry is refused by file and line, so
that nothing is dropped unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from clinic_desk.base.errors import ClinicError
from clinic_desk.leaflets.blocks import (
    Advice,
    AdviceKind,
    Block,
    Bullets,
    Comparison,
    Field,
    Heading,
    MainPoints,
    Moment,
    Notice,
    NoticeKind,
    Paragraph,
    PersonalBox,
    RiskRow,
    RiskTable,
    Run,
    Text,
    Timeline,
    plain,
)
from clinic_desk.leaflets.personal import PERSONAL_FIELDS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ADDRESSES = ("https://", "tel:")
"""What a link may lead to: a page that is encrypted on its way, or a phone."""
OPENING = re.compile(r":::\s*([a-z0-9-]+)\s+(\S.*)")


@dataclass
class _Part:
    """Lines of Markdown, inside one box or outside all; `line` is the file's line of the first."""

    line: int
    kind: str = ""
    title: str = ""
    lines: list[str] = field(default_factory=list)


def blocks_of(body: str, file: str, lines_before: int = 0) -> tuple[Block, ...]:
    """The blocks of a leaflet's body.

    `lines_before` counts the lines of the file before the body. Raises ClinicError
    naming file and line for raw HTML, an unknown box, or Markdown without a block.
    """
    found: list[Block] = []
    for part in _parts(body, file, lines_before):
        reader = _Reader(part, file, headed=any(map(_heads_a_section, found)))
        if part.kind == "personal" and any(isinstance(each, PersonalBox) for each in found):
            reader.line = part.line - 1
            reader.fail("a leaflet has one personal box")
        found += [reader.boxed()] if part.kind else reader.blocks()
    return tuple(found)


def _parts(body: str, file: str, lines_before: int) -> Iterator[_Part]:
    part = _Part(lines_before + 1)
    for number, line in enumerate(body.split("\n"), lines_before + 1):
        if not line.lstrip(" ").startswith(":::"):
            part.lines.append(line)
            continue
        opening = OPENING.fullmatch(line.strip())
        if bool(opening) is bool(part.kind):
            raise ClinicError(f"{file}, line {number}: {_box_fault(part, opening is not None)}.")
        yield part
        kind, title = opening.group(1, 2) if opening else ("", "")
        part = _Part(number + 1, kind, title)
    if part.kind:
        raise ClinicError(f"{file}, line {part.line - 1}: the box '{part.kind}' is not closed.")
    yield part


def _heads_a_section(block: Block) -> bool:
    """Whether a heading of the second level is in it: all boxes have one."""
    return not isinstance(block, Paragraph | Bullets | RiskTable | Comparison)


def _box_fault(part: _Part, opens: bool) -> str:
    if part.kind and opens:
        return f"a box opens inside the box '{part.kind}'"
    return "a box opens with its kind and its title, as in '::: main-points The main points'"


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    # As written: `_Reader.address` refuses by line what the parser would leave as plain words.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


class _Reader:
    """Walks the tokens of one part."""

    def __init__(self, part: _Part, file: str, *, headed: bool) -> None:
        self.part, self.file, self.headed = part, file, headed
        found: dict[str, Any] = {}
        self.tokens = _parser().parse("\n".join(part.lines), found)
        self.at = 0
        self.line = part.line
        for each in found.get("references", {}).values():
            self.line = part.line + each["map"][0]
            self.fail("a link says where it leads beside its words, as in [words](https://…)")

    def fail(self, what: str) -> NoReturn:
        raise ClinicError(f"{self.file}, line {self.line}: {what}.")

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        if token.map is not None:
            self.line = self.part.line + token.map[0]
        return token

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        while self.at < len(self.tokens):
            found.append(self.block(self.take()))
        return found

    def block(self, token: Token) -> Block:
        match token.type:
            case "heading_open" if token.tag in ("h2", "h3"):
                return self.heading(int(token.tag[1]))
            case "paragraph_open":
                return self.paragraph()
            case "bullet_list_open":
                return Bullets(tuple(self.items()))
            case "table_open":
                return self.table()
            case "html_block":
                self.fail("HTML has no place in a leaflet")
        self.fail(f"a leaflet has no block for '{token.type.removesuffix('_open')} {token.tag}'")

    def paragraph(self) -> Paragraph:
        """Words; what was meant for a table is not printed with its strokes."""
        begins = self.line
        found = Paragraph(self.inline("paragraph_close"))
        if plain(found.text).startswith("|"):
            self.line = begins
            self.fail("a table begins with its heads and a line of |---| under them")
        return found

    def heading(self, level: int) -> Heading:
        """A heading; without one of the second level above it a third would hang in the air."""
        if level == 3 and not self.headed:
            self.fail("a heading of the third level stands under one of the second")
        self.headed = True
        return Heading(plain(self.inline("heading_close")), level)

    def items(self) -> Iterator[Text]:
        while (token := self.take()).type != "bullet_list_close":
            if token.type != "list_item_open" or (inner := self.take()).type != "paragraph_open":
                self.fail(
                    "HTML has no place in a leaflet"
                    if token.type == "list_item_open" and inner.type == "html_block"
                    else "a point of a list is one line of words"
                )
            yield self.inline("paragraph_close")
            if self.take().type != "list_item_close":
                self.fail("a point of a list holds nothing but its words")

    def inline(self, closing: str) -> Text:
        """The words up to the closing token, as runs."""
        runs, bold, link = [], False, ""
        for child in self.take().children or ():
            match child.type:
                case "text":
                    runs.append(Run(child.content, bold, link))
                case "softbreak":
                    self.line += 1
                    runs.append(Run(" ", bold, link))
                case "strong_open" | "strong_close":
                    bold = child.type == "strong_open"
                case "link_open":
                    link = self.address(child)
                case "link_close":
                    if not runs or runs[-1].link != link:
                        self.fail("a link has words to press")
                    link = ""
                case "html_inline":
                    self.fail("HTML has no place in a leaflet")
                case "image":
                    self.fail(f"the picture '{child.attrs['src']}' is missing; a text carries none")
                case _:
                    self.fail(f"a leaflet has no words of the kind '{child.type}'")
        if self.take().type != closing:
            self.fail("words and something else are mixed here")
        return tuple(run for run in runs if run.text)

    def address(self, token: Token) -> str:
        """Where a link leads."""
        found = str(token.attrs.get("href", ""))
        if not found.startswith(ADDRESSES):
            self.fail(f"a link leads to {' or '.join(ADDRESSES)}, not to '{found[:60]}'")
        return found

    def table(self) -> Block:
        begins = self.line
        rows: list[tuple[Text, ...]] = []
        while (token := self.take()).type != "table_close":
            if token.type == "tr_open":
                rows.append(())
            elif token.type in ("th_open", "td_open"):
                rows[-1] += (self.inline(token.type.replace("open", "close")),)
        heads, columns = tuple(map(plain, rows[0])), {len(row) for row in rows}
        if len(rows) < 2 or not all(each.strip() for each in heads):
            self.line = begins
            self.fail("a table has words at the head of each column, and a row below them")
        if columns == {3}:
            return Comparison(heads, tuple(rows[1:]))
        if columns == {2}:
            return RiskTable((heads[0], heads[1]), tuple(RiskRow(*row) for row in rows[1:]))
        self.fail("a table has two columns, of risks, or three, of a comparison")

    def boxed(self) -> Block:
        """The part as the box that it says it is."""
        make = _BOXES.get(self.part.kind)
        if make is None:
            self.line = self.part.line - 1
            self.fail(f"there is no box '{self.part.kind}'; there are {', '.join(sorted(_BOXES))}")
        return make(self)

    def points(self) -> tuple[Text, ...]:
        found = self.blocks()
        if len(found) != 1 or not isinstance(found[0], Bullets):
            self.fail(f"the box '{self.part.kind}' holds one list and nothing else")
        return found[0].items

    def main_points(self) -> Block:
        return MainPoints(self.part.title, self.points())

    def advice(self) -> Block:
        return Advice(_ADVICE[self.part.kind], self.part.title, self.points())

    def timeline(self) -> Block:
        return Timeline(self.part.title, tuple(map(self.moment, self.points())))

    def moment(self, text: Text) -> Moment:
        if not text[0].bold or len(text) < 2:
            self.fail("a moment begins with when, in bold, and goes on with what")
        when, first = text[0].text.rstrip("."), text[1]
        return Moment(when, (Run(first.text.lstrip(), first.bold), *text[2:]))

    def notice(self) -> Block:
        body = []
        for each in self.blocks():
            if not isinstance(each, Paragraph | Bullets):
                self.fail("a notice holds words and lists")
            body.append(each)
        if not body:
            self.fail("a notice holds words and lists")
        return Notice(_NOTICES[self.part.kind], self.part.title, tuple(body))

    def personal(self) -> Block:
        found = tuple(map(self.field, self.points()))
        keys = [each.key for each in found]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            self.fail(f"the personal box has the field '{twice}' twice")
        return PersonalBox(self.part.title, found)

    def field(self, text: Text) -> Field:
        key, _, label = plain(text).partition(":")
        if key not in PERSONAL_FIELDS or not label.strip():
            self.fail(f"the personal box has no field '{key[:40]}', or it has no label")
        return Field(key, label.strip())


_NOTICES: Mapping[str, NoticeKind] = {
    "call-999": "call-999",
    "call-111": "call-111",
    "call-us": "call-us",
}
_ADVICE: Mapping[str, AdviceKind] = {"do": "do", "dont": "dont"}
_BOXES: Mapping[str, Callable[[_Reader], Block]] = {
    "main-points": _Reader.main_points,
    "timeline": _Reader.timeline,
    "personal": _Reader.personal,
    **dict.fromkeys(_ADVICE, _Reader.advice),
    **dict.fromkeys(_NOTICES, _Reader.notice),
}
