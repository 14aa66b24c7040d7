"""The framed part of a picture: where it begins, how wide it is. Pure.

All frames have one shape, so that two pictures framed alike can be held against each other.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from clinic_desk.base.errors import BadInput

SHAPE = 3 / 4
"""Width by height of every frame: a face is higher than it is wide."""
NARROWEST, WIDEST = 0.05, 200.0
"""How wide a frame may be, in widths of the picture: one that is a strip is framed widely."""
_FARTHEST = 200.0


class Frame(NamedTuple):
    """A part of an upright picture; it may reach beyond its edges, where nothing is shown."""

    x: float = 0.0
    """Where it begins from the left, in widths of the picture."""
    y: float = 0.0
    """Where it begins from the top, in heights of the picture."""
    width: float = 1.0
    """In widths of the picture; its height follows from SHAPE."""


def whole(width: int, height: int) -> Frame:
    """The frame that has all of a picture of so many pixels in its middle."""
    wide = max(1.0, height * SHAPE / width)
    high = wide * width / SHAPE / height
    return Frame((1 - wide) / 2, (1 - high) / 2, wide)


def check_frame(frame: Frame) -> None:
    """BadInput, field `frame`, for one that shows nothing anyone could have meant."""
    within = all(math.isfinite(each) and abs(each) <= _FARTHEST for each in frame)
    if not within or not NARROWEST <= frame.width <= WIDEST:
        raise BadInput("frame", "That part of the picture cannot be shown.")
