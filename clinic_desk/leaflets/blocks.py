"""What a leaflet is made of, whatever it is put out on: paper, a web page or plain text.

A block says what stands there and why, never how it looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

NoticeKind: TypeAlias = Literal["call-999", "call-111", "call-us"]
AdviceKind: TypeAlias = Literal["do", "dont"]


@dataclass(frozen=True)
class Run:
    """A stretch of words in one weight, leading to one address or to none."""

    text: str
    bold: bool = False
    link: str = ""
    """An `https:` or `tel:` address; empty for words that lead nowhere."""


Text: TypeAlias = tuple[Run, ...]
"""A line of words, part of it bold, part of it a link."""


@dataclass(frozen=True)
class Heading:
    """The heading of a section; level 2 below the title, 3 below that."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A few sentences."""

    text: Text


@dataclass(frozen=True)
class Bullets:
    """A list without an order."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class MainPoints:
    """The box that is read first."""

    title: str
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Moment:
    """One point on a timeline: when, and what happens then."""

    when: str
    what: Text


@dataclass(frozen=True)
class Timeline:
    """What happens when: drawn as a picture whose words are its own text."""

    title: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class RiskRow:
    """One band of risk: in words and as a number, and what may be noticed."""

    how_often: Text
    effects: Text


@dataclass(frozen=True)
class RiskTable:
    """Risks by how often they come, under the heads of the two columns."""

    heads: tuple[str, str]
    rows: tuple[RiskRow, ...]


@dataclass(frozen=True)
class Comparison:
    """Two treatments beside each other, question by question.

    `heads` name the three columns; each row holds the question and the two answers.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True)
class Advice:
    """What to do, or what not to do: told apart by symbol and words, never by colour alone."""

    kind: AdviceKind
    title: str
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Notice:
    """A box that says whom to call, by symbol and words, never by colour alone."""

    kind: NoticeKind
    title: str
    body: tuple[Paragraph | Bullets, ...]


@dataclass(frozen=True)
class Field:
    """One line of the personal box; `key` says which fact fills it."""

    key: str
    label: str


@dataclass(frozen=True)
class PersonalBox:
    """The client's own record of the visit; what is not known is left as a ruled line."""

    title: str
    fields: tuple[Field, ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | Bullets
    | MainPoints
    | Timeline
    | RiskTable
    | Comparison
    | Advice
    | Notice
    | PersonalBox
)


def plain(text: Text) -> str:
    """The words of a text without their weights."""
    return "".join(run.text for run in text)


def spoken(block: Block) -> tuple[str, ...]:
    """The words of a block in reading order, a string for each line, point or cell."""
    match block:
        case Heading(text=title):
            return (title,)
        case Paragraph(text=text):
            return (plain(text),)
        case Bullets(items=items):
            return tuple(map(plain, items))
        case MainPoints(title=title, items=items) | Advice(title=title, items=items):
            return (title, *map(plain, items))
        case Timeline(title=title, moments=moments):
            told = (words for each in moments for words in (each.when, plain(each.what)))
            return (title, *told)
        case RiskTable(heads=heads, rows=rows):
            cells = (plain(cell) for row in rows for cell in (row.how_often, row.effects))
            return (*heads, *cells)
        case Comparison(heads=columns, rows=lines):
            return (*columns, *(plain(cell) for line in lines for cell in line))
        case Notice(title=title, body=body):
            return (title, *(words for part in body for words in spoken(part)))
        case PersonalBox(title=title, fields=fields):
            return (title, *(each.label for each in fields))
