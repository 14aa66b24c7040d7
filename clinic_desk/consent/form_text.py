"""The text of a consent form: a typed head between lines of `+++`, and a few plain parts below.

Headings, paragraphs, points and a table of how often what may happen: what a screen and a page
can both show, and nothing else. Whatever is wrong is named by file and line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, NoReturn

from clinic_desk.base.errors import CannotOpen

FENCE = "+++"
GAP = re.compile(r"\{([^{}]*)\}")
_NO_PLACE = re.compile(r"[<>`*_\[\]]|^(#(?!# )|\d+\. |> |!)")
_ROW = re.compile(r"\|([^|]+)\|([^|]+)\|")


@dataclass(frozen=True)
class FormHead:
    """What a form is for, which version it is, and on what it rests."""

    scope: str
    """The family of the treatments that need it, or `photographs`."""
    title: str
    version: str
    """Counts from 1; another one makes every consent given before out of date."""
    reviewed: date
    valid_days: int
    """Whole local days after which it is to be signed again."""
    approver: str
    """The clinician who signed these words; empty while they are a draft."""
    sources: tuple[str, ...]

    @property
    def is_draft(self) -> bool:
        """Whether no clinician has put a name to these words."""
        return not self.approver.strip()


class Part(NamedTuple):
    """One part of a form, in reading order."""

    kind: Literal["heading", "paragraph", "point", "risk_head", "risk"]
    text: str
    """The words; of a row of the table, how often."""
    beside: str = ""
    """Of a row of the table, what may happen."""
    line: int = 0
    """The line of the file that it stands in."""


def fail(file: str, line: int, what: str) -> NoReturn:
    """Raise CannotOpen, naming file and line."""
    raise CannotOpen(f"{file}, line {line}: {what}.")


def read_form_text(source: str, file: str) -> tuple[FormHead, tuple[Part, ...]]:
    """The head and the parts, gaps still open. Raises CannotOpen naming file and line."""
    lines = source.split("\n")
    if lines[0].strip() != FENCE:
        fail(file, 1, f"a form begins with a head between lines of {FENCE}")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        fail(file, 1, f"the head has no closing line of {FENCE}")
    head = _HeadReader(lines[1:end], file).read()
    parts = tuple(_parts(lines[end + 1 :], end + 2, file))
    if not any(part.kind == "point" for part in parts):
        fail(file, len(lines), "the form says nothing that could be agreed to")
    return head, parts


class _HeadReader:
    """Reads the head key by key, so that a mistake is named where it stands."""

    def __init__(self, lines: list[str], file: str) -> None:
        self.file = file
        self.line_of = {line.split("=")[0].strip(): n for n, line in enumerate(lines, 2)}
        try:
            self.found: Mapping[str, Any] = tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError as wrong:
            raise CannotOpen(f"{file}, in the head: {wrong}.") from None

    def read(self) -> FormHead:
        for key in self.found:
            if key not in FormHead.__dataclass_fields__:
                self.refuse(key, "is not known here")
        version, sources = self.take("version", int), self.take("sources", list)
        if version < 1:
            self.refuse("version", "counts from 1")
        if not sources or not all(isinstance(each, str) and each.strip() for each in sources):
            self.refuse("sources", "names what the words rest on, each a text")
        valid_days = self.take("valid_days", int)
        if not 1 <= valid_days <= 3650:
            self.refuse("valid_days", "is from 1 to 3650")
        return FormHead(
            scope=self.words("scope"),
            title=self.words("title"),
            version=str(version),
            reviewed=self.take("reviewed", date),
            valid_days=valid_days,
            approver=self.take("approver", str),
            sources=tuple(sources),
        )

    def take(self, key: str, kind: type) -> Any:
        if key not in self.found:
            fail(self.file, 1, f"the head lacks '{key}'")
        if type(self.found[key]) is not kind:
            kinds = {str: "a text", int: "a whole number", date: "a date", list: "a list"}
            self.refuse(key, f"must be {kinds[kind]}")
        return self.found[key]

    def words(self, key: str) -> str:
        text: str = self.take(key, str)
        if not text.strip():
            self.refuse(key, "is empty")
        return text

    def refuse(self, key: str, why: str) -> NoReturn:
        fail(self.file, self.line_of.get(key, 1), f"'{key}' {why}")


def _parts(lines: list[str], first: int, file: str) -> Iterator[Part]:
    in_table = False
    for number, line in enumerate(map(str.strip, lines), first):
        if not line:
            in_table = False
        elif _NO_PLACE.search(GAP.sub("", line)):
            fail(file, number, "a form holds headings of two #, sentences, points and one table")
        elif line.startswith("|"):
            yield from _row(line, number, file, is_head=not in_table)
            in_table = True
        elif line.startswith("## "):
            yield Part("heading", line[3:].strip(), line=number)
        elif line.startswith("- "):
            yield Part("point", line[2:].strip(), line=number)
        else:
            yield Part("paragraph", line, line=number)


def _row(line: str, number: int, file: str, *, is_head: bool) -> Iterator[Part]:
    if re.fullmatch(r"\|[-:| ]+\|", line):
        return
    cells = _ROW.fullmatch(line)
    if cells is None:
        fail(file, number, "a row has two columns: how often, and what may happen")
    kind: Literal["risk_head", "risk"] = "risk_head" if is_head else "risk"
    yield Part(kind, cells[1].strip(), cells[2].strip(), number)
