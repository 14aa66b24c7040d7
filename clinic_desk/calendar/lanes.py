"""Side-by-side lanes for what overlaps in one column; no geometry, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple


class Lane(NamedTuple):
    """Where a span stands: the `place`-th of `of` equal lanes, counted from 0."""

    place: int
    of: int


def lanes(spans: Sequence[tuple[datetime, datetime]]) -> tuple[Lane, ...]:
    """A lane for each half-open span, in the order given.

    Two spans that overlap never share a lane. Spans linked by a chain of overlaps
    form a cluster, and all of a cluster are of one width, `of` being the most that
    overlap at any one moment in it; so nothing outside a cluster can change its
    widths. Lanes are filled from the left by start, the longer first, then by the
    order given, so the same spans always come out the same.
    """
    placed: list[Lane | None] = [None] * len(spans)
    for cluster in _clusters(spans):
        places = _fill([spans[which] for which in cluster])
        for which, place in zip(cluster, places, strict=True):
            placed[which] = Lane(place, max(places) + 1)
    return tuple(lane for lane in placed if lane is not None)


def _clusters(spans: Sequence[tuple[datetime, datetime]]) -> Iterator[list[int]]:
    """Positions of the spans, by start, cut wherever nothing reaches across."""
    order = sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1].timestamp(), i))
    cluster: list[int] = []
    for which in order:
        if cluster and spans[which][0] >= max(spans[earlier][1] for earlier in cluster):
            yield cluster
            cluster = []
        cluster.append(which)
    if cluster:
        yield cluster


def _fill(cluster: Sequence[tuple[datetime, datetime]]) -> list[int]:
    """The leftmost lane that is free at each start, for spans sorted by start."""
    free_from: list[datetime] = []
    places = []
    for starts_at, ends_at in cluster:
        place = next((i for i, free in enumerate(free_from) if free <= starts_at), len(free_from))
        free_from[place : place + 1] = [ends_at]
        places.append(place)
    return places
