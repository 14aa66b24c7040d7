"""Photographs for the demo: a face drawn in lines, as on a chart. Nobody is on them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

Side = Literal["front", "left", "right"]

SIZE = (540, 720)
_GROUND, _SKIN, _LINE, _FOLD, _SHIRT = "#dfe5e4", "#f1e6d8", "#6d5f52", "#b59c86", "#9db4b0"
_TWICE = 2
"""Drawn twice as large and halved, so that no line is jagged."""

Spot = tuple[float, float]


class Taken(NamedTuple):
    """How one picture was taken: from which side, how deep the lines were, how the camera stood."""

    side: Side
    depth: float
    """Of the lines that a treatment is for: 1 before, less after."""
    across: float = 0.0
    """How far the head stands from the middle, in widths of the picture."""
    near: float = 1.0
    """How large it is."""


def drawn(taken: Taken) -> bytes:
    """The picture as a PNG; the same again for the same `taken`."""
    # Pillow is wanted only while a demo is made.
    from PIL import Image, ImageDraw

    wide, high = (_TWICE * each for each in SIZE)
    image = Image.new("RGB", (wide, high), _GROUND)
    _Face(ImageDraw.Draw(image), taken).draw()
    small = image.resize(SIZE, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG")
    return out.getvalue()


class _Face:
    """Places are in widths of a head from the middle of the face, down and to the right."""

    def __init__(self, pen: ImageDraw, taken: Taken) -> None:
        self._pen, self._taken = pen, taken
        wide, high = (_TWICE * each for each in SIZE)
        self._head = wide * 0.5 * taken.near
        self._middle = wide * (0.5 + taken.across), high * 0.44
        self._turn = {"front": 0.0, "left": 0.11, "right": -0.11}[taken.side]
        """The client's left side is seen as the nose points to the right."""

    def draw(self) -> None:
        """From the shoulders to the lines on the forehead."""
        self._round((0, 1.45), 0.95, 0.6, _SHIRT)
        self._round((0, 0.72), 0.24, 0.4, _SKIN)
        for side in (-1, 1):
            self._round((side * 0.52 - self._turn * 0.3, 0.06), 0.07, 0.14, _SKIN)
        self._round((0, 0), 0.5, 0.68, _SKIN)
        self._features()
        self._folds()

    def _features(self) -> None:
        shift = self._turn
        for side in (-1, 1):
            x = side * 0.2 + shift
            self._stroke([(x - 0.1, -0.16), (x, -0.195), (x + 0.1, -0.16)], 4)
            self._round((x, -0.04), 0.085, 0.035, "#fbf8f3")
            self._round((x + shift * 0.15, -0.04), 0.028, 0.03, _LINE)
        tip = shift * 1.9
        self._stroke([(tip - 0.05, 0.19), (tip, 0.22), (tip + 0.05, 0.19)], 2)
        self._stroke([(shift - 0.13, 0.385), (shift, 0.425), (shift + 0.13, 0.385)], 4)

    def _folds(self) -> None:
        """Across the forehead, between the brows, beside the eyes: fainter where it was treated."""
        depth, shift = self._taken.depth, self._turn
        for row in (-0.46, -0.38, -0.3):
            half = 0.25 * depth
            self._fold([(shift - half, row), (shift, row - 0.02), (shift + half, row)])
        for side in (-1, 1):
            x = shift + side * 0.045
            self._fold([(x, -0.23), (x + side * 0.01, -0.23 + 0.13 * depth)])
            if side * shift > 0:
                continue
            for lean in (-0.07, 0.0, 0.07):
                x = side * 0.31 + shift
                self._fold([(x, -0.03 + lean / 2), (x + side * 0.09 * depth, -0.04 + lean)])

    def _fold(self, spots: list[Spot]) -> None:
        self._stroke(spots, 1 + round(2 * self._taken.depth), _FOLD)

    def _stroke(self, spots: list[Spot], width: int, colour: str = _LINE) -> None:
        line = [self._at(spot) for spot in (_curved(*spots) if len(spots) == 3 else spots)]
        self._pen.line(line, fill=colour, width=width * _TWICE, joint="curve")

    def _round(self, middle: Spot, wide: float, high: float, colour: str) -> None:
        (x, y), head = self._at(middle), self._head
        box = (x - wide * head, y - high * head, x + wide * head, y + high * head)
        self._pen.ellipse(box, fill=colour, outline=_LINE, width=2 * _TWICE)

    def _at(self, spot: Spot) -> Spot:
        return self._middle[0] + spot[0] * self._head, self._middle[1] + spot[1] * self._head


def _curved(first: Spot, middle: Spot, last: Spot) -> list[Spot]:
    """A curve through three spots."""
    pull = tuple(2 * m - (a + b) / 2 for a, m, b in zip(first, middle, last, strict=True))
    spots = []
    for step in range(25):
        t = step / 24
        x, y = (
            (1 - t) ** 2 * a + 2 * t * (1 - t) * p + t**2 * b
            for a, p, b in zip(first, pull, last, strict=True)
        )
        spots.append((x, y))
    return spots
