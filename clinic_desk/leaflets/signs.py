"""The signs beside do, don't and the three boxes of whom to call, drawn once for paper and screen.

Each is one outline of straight lines and curves in a square of 24 by 24, from its
upper left corner, filled but where two parts of it overlap. They differ in outline
as well as in what they show, so that they tell apart in grey and out of focus.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

SIDE = 24


def _circle(x: float, y: float, radius: float) -> str:
    """A circle, as four curves."""
    k = radius * 0.5523
    left, right, top, bottom = x - radius, x + radius, y - radius, y + radius
    return (
        f"M {x} {top} C {x + k} {top} {right} {y - k} {right} {y} "
        f"C {right} {y + k} {x + k} {bottom} {x} {bottom} "
        f"C {x - k} {bottom} {left} {y + k} {left} {y} "
        f"C {left} {y - k} {x - k} {top} {x} {top} Z"
    )


_DISC = _circle(12, 12, 11)
_SQUARE = (
    "M 5 1.6 L 19 1.6 C 20.9 1.6 22.4 3.1 22.4 5 L 22.4 19 C 22.4 20.9 20.9 22.4 19 22.4 "
    "L 5 22.4 C 3.1 22.4 1.6 20.9 1.6 19 L 1.6 5 C 1.6 3.1 3.1 1.6 5 1.6 Z"
)
_TRIANGLE = (
    "M 10.1 2.4 C 10.9 0.9 13.1 0.9 13.9 2.4 L 23.5 19.9 C 24.3 21.3 23.2 23 21.6 23 "
    "L 2.4 23 C 0.8 23 -0.3 21.3 0.5 19.9 Z"
)
_MARK = "M 10.5 8 L 13.5 8 L 13 15.6 L 11 15.6 Z"
_PLUS = (
    "M 10.3 5.6 L 13.7 5.6 L 13.7 10.3 L 18.4 10.3 L 18.4 13.7 L 13.7 13.7 L 13.7 18.4 "
    "L 10.3 18.4 L 10.3 13.7 L 5.6 13.7 L 5.6 10.3 L 10.3 10.3 Z"
)
_HANDSET = (
    "M 7.2 5.9 L 9.7 5.7 L 10.8 9.3 L 9.1 10.7 C 10 12.5 11.5 14 13.3 14.9 L 14.7 13.2 "
    "L 18.3 14.3 L 18.1 16.8 C 18 17.8 17.3 18.4 16.3 18.3 C 10.8 17.7 6.3 13.2 5.7 7.7 "
    "C 5.6 6.7 6.2 6 7.2 5.9 Z"
)
_TICK = "M 10.2 17.2 L 5.5 12.5 L 7.4 10.6 L 10.2 13.4 L 16.6 7 L 18.5 8.9 Z"
_CROSS = (
    "M 7.9 6 L 12 10.1 L 16.1 6 L 18 7.9 L 13.9 12 L 18 16.1 L 16.1 18 L 12 13.9 "
    "L 7.9 18 L 6 16.1 L 10.1 12 L 6 7.9 Z"
)
OUTLINES = {
    "call-999": f"{_TRIANGLE} {_MARK} {_circle(12, 18.6, 1.5)}",
    "call-111": f"{_DISC} {_PLUS}",
    "call-us": f"{_DISC} {_HANDSET}",
    "do": f"{_DISC} {_TICK}",
    "dont": f"{_SQUARE} {_CROSS}",
}
"""By kind of notice and of advice."""


class Stroke(NamedTuple):
    """One step of an outline: M, L or C with its points, or Z without any."""

    act: str
    points: tuple[float, ...]


def strokes(kind: str) -> Iterator[Stroke]:
    """The outline of a sign, step by step."""
    act = ""
    points: list[float] = []
    for word in f"{OUTLINES[kind]} M".split():
        if not word.isalpha():
            points.append(float(word))
            continue
        if act:
            yield Stroke(act, tuple(points))
        act, points = word, []
