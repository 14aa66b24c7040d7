"""Where in its file a leaflet says something: for messages that name the line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from clinic_desk.leaflets.filling import GAP
from clinic_desk.leaflets.library import Leaflet

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^\s*(?:-|#{2,3}|:::\s*[a-z0-9-]*)\s+|\*\*|\|")


class _Line(NamedTuple):
    start: int
    """Where it begins in the whole text."""
    number: int
    words: str


class Where:
    """The lines of one leaflet's file, stripped of marks and filled, so that words are found."""

    def __init__(self, leaflet: Leaflet, values: Mapping[str, str]) -> None:
        """Take the leaflet and what fills its gaps."""
        self._file = leaflet.file
        self._text = ""
        self._lines: list[_Line] = []
        for number, line in enumerate(leaflet.source.split("\n"), 1):
            plain = _stripped(line) if number > leaflet.lines_before else line
            words = _spaced(GAP.sub(lambda gap: values.get(gap[1], gap[0]), plain))
            self._lines.append(_Line(len(self._text), number, words))
            if number == leaflet.lines_before:
                self._body = len(self._text)
            self._text += f"{words} "

    def line(self, words: str) -> int | None:
        """The file's line on which the words begin; None where they are not.

        A line that is just these words goes before one that holds them, and the body
        before the head.
        """
        wanted = _spaced(words)
        for line in self._lines:
            if line.words == wanted:
                return line.number
        at = self._text.find(wanted, self._body)
        at = self._text.find(wanted) if at < 0 else at
        if at < 0:
            return None
        return self._lines[bisect_right(self._lines, at, key=lambda line: line.start) - 1].number

    def named(self, words: str) -> str:
        """`botulinum-toxin.md, line 12`, or the file alone where the words are not found."""
        line = self.line(words)
        return self._file if line is None else f"{self._file}, line {line}"


def _stripped(line: str) -> str:
    return _MARKS.sub(" ", _LINK.sub(r"\1", line))


def _spaced(words: str) -> str:
    return " ".join(words.split())
