"""Timing in turns, and what a row of the table is."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Literal

Act = Callable[[int], object]
"""One timed thing; it is told the number of its turn, so that turns need not be alike."""

LEAST_TURNS = 20
_WARM_UP = 3

Holds = Literal["at most", "at least"]


@dataclass(frozen=True)
class Row:
    """One figure of the table."""

    operation: str
    floor: str
    """What it is divided by, in words; empty for a count."""
    measured: float
    target: float
    holds: Holds = "at most"
    unit: str = ""
    """Empty for a ratio, else what is counted."""
    medians: str = ""
    """The absolute medians behind the ratio."""
    reason: str = ""
    """Why it misses, where that is known."""
    said_only: bool = False
    """Whether it has no target, and is told for what it is."""

    @property
    def met(self) -> bool:
        """Whether the figure is within its target."""
        if self.said_only:
            return True
        if self.holds == "at least":
            return self.measured >= self.target
        return self.measured <= self.target

    @property
    def verdict(self) -> str:
        """`met`, or by how much it is missed."""
        if self.met:
            return "" if self.said_only else "met"
        if self.unit:
            return f"missed by {abs(self.measured - self.target):.0f}"
        return f"missed by {(self.measured / self.target - 1) * 100:.0f} %"


@dataclass(frozen=True)
class NotMeasured:
    """A row that could not be measured here, and why."""

    operation: str
    why: str


Line = Row | NotMeasured


def in_turns(acts: Sequence[Act], turns: int) -> tuple[float, ...]:
    """The median seconds of each act, timed one after the other, turn by turn.

    `turns` is at least `LEAST_TURNS`. Each act runs a few times unmeasured first.
    """
    if turns < LEAST_TURNS:
        raise ValueError(f"a median of fewer than {LEAST_TURNS} says little")
    for turn in range(_WARM_UP):
        for act in acts:
            act(turn)
    taken: list[list[float]] = [[] for _ in acts]
    with _untidied():
        for turn in range(turns):
            for act, times in zip(acts, taken, strict=True):
                begun = perf_counter()
                act(turn)
                times.append(perf_counter() - begun)
    return tuple(map(median, taken))


@contextmanager
def _untidied() -> Iterator[None]:
    """No garbage is looked for meanwhile, as the program looks for none where it works."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def ratio(
    operation: str,
    floor: str,
    target: float,
    ours: Act,
    floor_act: Act,
    turns: int = 60,
    apart: Sequence[Act] = (),
) -> Row:
    """A row of an operation over its floor, timed in turns.

    What is `apart` is done in each turn too and is part of neither.
    """
    our_time, floor_time, *_ = in_turns((ours, floor_act, *apart), turns)
    return Row(operation, floor, our_time / floor_time, target, medians=both(our_time, floor_time))


def growth(operation: str, sizes: str, target: float, big: Act, small: Act, turns: int = 60) -> Row:
    """A row of one operation on the big clinic over the same on the small one."""
    big_time, small_time = in_turns((big, small), turns)
    return Row(
        f"{operation}: growth",
        f"the same, {sizes}",
        big_time / small_time,
        target,
        medians=both(big_time, small_time),
    )


def both(one: float, other: float) -> str:
    """Two times in seconds, as they stand beside a ratio."""
    return f"{shown(one)} / {shown(other)}"


def shown(seconds: float) -> str:
    """A time in the unit that suits it."""
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
