"""From point to point by keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot

from clinic_desk.records.charts import Spot

_SLANT = 2.0
"""How much more a way aside counts than a way ahead."""


def next_point(shown: Sequence[int], chosen: int | None, forward: bool) -> int | None:
    """The point after the chosen one, or before; the first, or last, where none is; None after."""
    if chosen not in shown:
        return None if not shown else shown[0 if forward else -1]
    at = shown.index(chosen) + (1 if forward else -1)
    return shown[at] if 0 <= at < len(shown) else None


def nearest_that_way(
    start: Spot, spots: Mapping[int, Spot], across: int, down: int, aspect: float
) -> int | None:
    """The nearest of the spots that lie in a direction, straight ahead before aside."""
    found: dict[int, float] = {}
    for at, spot in spots.items():
        x, y = spot.x - start.x, (spot.y - start.y) * aspect
        ahead, aside = x * across + y * down, abs(x * down) + abs(y * across)
        if ahead > 0.002 and aside <= _SLANT * ahead:
            found[at] = hypot(ahead, _SLANT * aside)
    return min(found, key=lambda at: found[at], default=None)
