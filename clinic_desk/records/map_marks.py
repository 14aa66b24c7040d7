"""Where a chart and its points stand in a window or on a page of any size. Pure arithmetic.

Positions are fractions of the chart until here, and pixels or points from here on; hit-testing
goes the same way back, so what is stored does not depend on the size at which it was pointed at.
Heights run down, on paper too, until they are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, sin
from typing import NamedTuple

NEAREST = 0.94
"""Marks keep this share of their two radii from centre to centre: they touch, and stay readable."""
FURTHEST = 2.6
"""No mark stands further than so many of its radii from the position it is for."""
_ROUNDS = 24


class Place(NamedTuple):
    """A position in a window or on a page."""

    x: float
    y: float


@dataclass(frozen=True)
class Sheet:
    """The chart's own oblong."""

    left: float
    top: float
    width: float
    height: float

    def at(self, x: float, y: float) -> Place:
        """Where a fraction stands."""
        return Place(self.left + x * self.width, self.top + y * self.height)

    def fraction(self, x: float, y: float) -> tuple[float, float]:
        """What fraction a place is of; outside 0 to 1 beside the chart."""
        return (x - self.left) / self.width, (y - self.top) / self.height


class Mark(NamedTuple):
    """A point as it is drawn: the position it is for, and where its circle stands."""

    exact: Place
    drawn: Place

    @property
    def aside(self) -> bool:
        """Whether the circle had to make way for others, so that a line must lead to it."""
        return hypot(self.drawn.x - self.exact.x, self.drawn.y - self.exact.y) > 1.5


def fitted(aspect: float, width: float, height: float) -> Sheet:
    """The largest oblong of an aspect (height by width) in the middle of a space."""
    wide = max(1.0, min(width, height / aspect))
    high = wide * aspect
    return Sheet((width - wide) / 2, max(0.0, (height - high) / 2), wide, high)


def marks(
    exact: Sequence[Place], radii: Sequence[float], pinned: int | None = None
) -> tuple[Mark, ...]:
    """Where the circles of points stand, each of its own radius, so that none hides another.

    A lone one stands on its position, the `pinned` one always does; others make way for
    each other by as little as is needed. The same positions give the same marks.
    """
    drawn = list(exact)
    for turn in range(_ROUNDS):
        if not _pushed(drawn, exact, radii, pinned, turn):
            break
    return tuple(map(Mark, exact, drawn))


def hit(marks_now: Sequence[Mark], radius: float, x: float, y: float) -> int | None:
    """The mark whose circle, or whose exact position, is at a place; the nearest of several."""
    distances = (
        (hypot(spot.x - x, spot.y - y), at)
        for at, mark in enumerate(marks_now)
        for spot in (mark.drawn, mark.exact)
    )
    distance, at = min(distances, default=(radius + 1, -1))
    return at if distance <= radius else None


def _pushed(
    drawn: list[Place],
    exact: Sequence[Place],
    radii: Sequence[float],
    pinned: int | None,
    turn: int,
) -> bool:
    """Push apart once each pair that stands too near; whether there was any."""
    any_pushed = False
    for one in range(len(drawn)):
        for other in range(one + 1, len(drawn)):
            apart = _apart(drawn[one], drawn[other], one + other + turn)
            short = NEAREST * (radii[one] + radii[other]) - apart[2]
            if short <= 0.25:
                continue
            any_pushed = True
            share = 1.0 if pinned in (one, other) else 0.5
            for at, way in ((one, -share), (other, share)):
                if at != pinned:
                    moved = Place(
                        drawn[at].x + apart[0] * short * way, drawn[at].y + apart[1] * short * way
                    )
                    drawn[at] = _held(moved, exact[at], FURTHEST * radii[at])
    return any_pushed


def _apart(one: Place, other: Place, turn: int) -> tuple[float, float, float]:
    """The way from one to the other, as a unit, and how far it is; some way for the same place."""
    x, y = other.x - one.x, other.y - one.y
    far = hypot(x, y)
    return (x / far, y / far, far) if far > 0.01 else (cos(turn), sin(turn), 0.0)


def _held(spot: Place, about: Place, most: float) -> Place:
    x, y = spot.x - about.x, spot.y - about.y
    far = hypot(x, y)
    return spot if far <= most else Place(about.x + x / far * most, about.y + y / far * most)
