"""Words broken into lines: left aligned, never hyphenated, broken inside a word only where one
word alone is wider than the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clinic_desk.leaflets.blocks import Run, Text
from clinic_desk.leaflets.letters import DIRECTION_MARKS, is_mark
from clinic_desk.leaflets.printable import printable
from clinic_desk.leaflets.shaping import Bit, Letter, bits_of, width_of

Word = tuple[Letter, ...]


class Style(NamedTuple):
    """How a text is set. Sizes and leading in points; weights as in `faces.FAMILIES`."""

    size: float
    leading: float
    weight: str = "regular"
    bold: str = "bold"
    link: str = "semibold"
    """The weight of words that lead somewhere."""
    tracking: float = 0
    """Points added after each letter; for display sizes only."""


class Line(NamedTuple):
    """One line, in bits from left to right, and its width in points."""

    bits: tuple[Bit, ...]
    width: float


def lines_of(text: Text | str, style: Style, width: float, indent: float = 0) -> tuple[Line, ...]:
    """The text in lines of at most `width` points. An empty text has no line.

    The first line is shorter by `indent`, to stand behind something else.
    """
    words = list(_words((Run(text),) if isinstance(text, str) else text, style))
    filled = _filled_lines(words, style, width, indent)
    return tuple(_line(letters, style) for letters in filled)


def line_of(text: str, style: Style) -> Line:
    """The text on one line, however wide."""
    return _line(tuple((letter, style.weight, "") for letter in printable(text)), style)


def _words(text: Text, style: Style) -> Iterator[Word]:
    word: list[Letter] = []
    for run in text:
        weight = style.bold if run.bold else style.link if run.link else style.weight
        for letter in printable(run.text):
            if letter != " ":
                word.append((letter, weight, run.link))
            elif _seen(word):
                yield tuple(word)
                word = []
    if _seen(word):
        yield tuple(word)


def _seen(word: Sequence[Letter]) -> bool:
    """Whether a word has more to it than marks of direction."""
    return any(letter not in DIRECTION_MARKS for letter, _, _ in word)


def _filled_lines(
    words: Sequence[Word], style: Style, width: float, indent: float
) -> Iterator[Word]:
    space = width_of(((" ", style.weight, ""),)) * style.size
    line: list[Letter] = []
    used = indent
    for whole in words:
        for word in _pieces(whole, style, width):
            wide = _width(word, style)
            if (line or used) and used + space * bool(line) + wide > width:
                yield tuple(line)
                line, used = [], 0.0
            if line:
                line.append(_space(line[-1], word[0], style))
                used += space
            line += word
            used += wide
    if line:
        yield tuple(line)


def _space(before: Letter, after: Letter, style: Style) -> Letter:
    """What stands between two words: of their weight and address where they share them."""
    weight = after[1] if before[1] == after[1] else style.weight
    return " ", weight, after[2] if before[2] == after[2] else ""


def _width(word: Word, style: Style) -> float:
    return width_of(word) * style.size + style.tracking * len(word)


def _pieces(word: Word, style: Style, width: float) -> Iterator[Word]:
    """The word, in as many pieces as lines of that width need."""
    while len(word) > 1 and _too_wide(word, style, width):
        cut = _longest_that_fits(word, style, width)
        yield word[:cut]
        word = word[cut:]
    yield word


def _too_wide(word: Word, style: Style, width: float) -> bool:
    """Whether a word needs more than one line; of a very long one the beginning tells."""
    return any(
        _width(word[:letters], style) > width
        for letters in (200, len(word))
        if letters <= len(word)
    )


def _longest_that_fits(word: Word, style: Style, width: float) -> int:
    low, high = 1, 2
    while high < len(word) and _width(word[:high], style) <= width:
        low, high = high, high * 2
    high = min(high, len(word))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _width(word[:middle], style) <= width else (low, middle - 1)
    while low > 1 and low < len(word) and is_mark(word[low][0]):
        low -= 1
    return low


def _line(letters: Word, style: Style) -> Line:
    bits = bits_of(letters)
    return Line(bits, sum(bit.width for bit in bits) * style.size + style.tracking * len(letters))
