"""A signature as it was drawn: strokes of points in fractions of the field. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from clinic_desk.base.errors import BadInput

Strokes = tuple[tuple[tuple[float, float], ...], ...]
"""Each stroke from pen down to pen up; x from the left, y from the top, both from 0 to 1."""

MOST_STROKES, MOST_POINTS = 200, 10_000
FEWEST_POINTS = 5
"""Fewer is a slip of the pen and no signature."""
_PLACES = 4
"""Digits that are kept: a hundredth of a millimetre of a field a hand wide."""


def kept_strokes(strokes: Sequence[Sequence[tuple[float, float]]]) -> str:
    """The strokes as JSON. BadInput, field "strokes", for none, too many, or points outside."""
    points = sum(map(len, strokes))
    if points < FEWEST_POINTS:
        raise BadInput("strokes", "There is no signature yet.", next_step="Sign in the field.")
    if len(strokes) > MOST_STROKES or points > MOST_POINTS:
        raise BadInput("strokes", "That is too much for a signature.", next_step="Sign once more.")
    for x, y in (point for stroke in strokes for point in stroke):
        if not (math.isfinite(x) and math.isfinite(y) and 0 <= x <= 1 and 0 <= y <= 1):
            raise BadInput("strokes", "The signature leaves its field.", next_step="Sign again.")
    kept = [[[round(x, _PLACES), round(y, _PLACES)] for x, y in each] for each in strokes if each]
    return json.dumps(kept, separators=(",", ":"))


def read_strokes(text: str) -> Strokes:
    """The strokes that were kept."""
    return tuple(tuple((x, y) for x, y in stroke) for stroke in json.loads(text))
