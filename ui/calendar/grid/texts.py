"""Words made ready for painting: plain, on one line, shortened once."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QStaticText, QTextLayout, QTransform

from ui.calendar.grid.looks import Looks

MOST = 240
"""Letters looked at; nothing longer fits a column of any screen."""
ANY_WIDTH = 1 << 20


class Words(NamedTuple):
    """Text that costs next to nothing to paint again."""

    text: QStaticText
    font: QFont
    width: int
    height: int
    lift: int
    """Pixels by which a taller script's letters are raised, so that all stand on one line."""


class Texts:
    """Remembers every text it has made for this look."""

    def __init__(self, looks: Looks) -> None:
        """For the fonts of one look."""
        self._looks = looks
        self._made: dict[tuple[str, str, str], Words] = {}
        self._widths: dict[tuple[str, str, str], int] = {}
        self._shortened: dict[tuple[str, str, str, int], str] = {}
        self._metrics: dict[tuple[str, str], QFontMetrics] = {}

    def words(self, text: str, size: str, weight: str = "regular", most: int = ANY_WIDTH) -> Words:
        """The text in a font of the theme, ended with an ellipsis where it is wider than `most`."""
        line = (
            text
            if self.width(text, size, weight) <= most
            else self._elided(text, size, weight, most)
        )
        key = (line, size, weight)
        if key not in self._made:
            self._made[key] = self._make(line, size, weight)
        return self._made[key]

    def width(self, text: str, size: str, weight: str = "regular") -> int:
        """How wide the text is in full."""
        key = (text, size, weight)
        if key not in self._widths:
            self._widths[key] = self._metrics_of(size, weight).horizontalAdvance(_one_line(text))
        return self._widths[key]

    def _elided(self, text: str, size: str, weight: str, most: int) -> str:
        key = (text, size, weight, most)
        if key not in self._shortened:
            self._shortened[key] = self._metrics_of(size, weight).elidedText(
                _one_line(text), Qt.TextElideMode.ElideRight, max(most, 0)
            )
        return self._shortened[key]

    def _make(self, text: str, size: str, weight: str) -> Words:
        metrics, font, shown = (
            self._metrics_of(size, weight),
            self._looks.font(size, weight),
            _one_line(text),
        )
        still = QStaticText(shown)
        # A name of markup is a name: without this Qt would guess.
        still.setTextFormat(Qt.TextFormat.PlainText)
        still.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        still.prepare(QTransform(), font)
        width = self.width(text, size, weight)
        return Words(still, font, width, metrics.height(), _lift(shown, font, metrics))

    def _metrics_of(self, size: str, weight: str) -> QFontMetrics:
        if (size, weight) not in self._metrics:
            self._metrics[size, weight] = QFontMetrics(self._looks.font(size, weight))
        return self._metrics[size, weight]


def _one_line(text: str) -> str:
    return " ".join(text[:MOST].split())


def _lift(text: str, font: QFont, metrics: QFontMetrics) -> int:
    """How much higher above its baseline this text reaches than the font's own letters."""
    if text.isascii():
        return 0
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return round(line.ascent() - metrics.ascent())
