"""Sets of minutes as whole numbers: bit 0 is the first minute of a window, bit 1 the next.

A week of one person or room is one number of ten thousand bits, so that taking
away, joining and shifting a whole week are single steps.
"""

from __future__ import annotations

from collections.abc import Iterator


def stretch(begins: int, ends: int) -> int:
    """The minutes from one up to another; none where they are reversed, and none before 0."""
    begins = max(begins, 0)
    return ((1 << ends - begins) - 1) << begins if ends > begins else 0


def runs_of(length: int, free: int) -> int:
    """The minutes at which `length` free minutes in a row begin; `free` itself for 1 or less."""
    reached = 1
    while reached < length:
        step = min(reached, length - reached)
        free &= free >> step
        reached += step
    return free


def beginnings(free: int) -> int:
    """The first minute of every unbroken stretch."""
    return free & ~(free << 1)


def endings(free: int) -> int:
    """The minute just after every unbroken stretch."""
    return (free << 1) & ~free


def smeared(marks: int, minutes: int) -> int:
    """Each mark and the `minutes` after it."""
    reached = 0
    while reached < minutes:
        step = min(reached + 1, minutes - reached)
        marks |= marks << step
        reached += step
    return marks


def shifted(marks: int, minutes: int) -> int:
    """The marks moved later; or earlier, where `minutes` is below 0."""
    return marks << minutes if minutes >= 0 else marks >> -minutes


def first(marks: int) -> int:
    """The earliest minute in a set that is not empty."""
    return (marks & -marks).bit_length() - 1


def each(marks: int) -> Iterator[int]:
    """The minutes of a set, earliest first."""
    while marks:
        yield first(marks)
        marks &= marks - 1


def every(step: int, begins: int, ends: int) -> int:
    """Every `step`-th minute, counted from `begins` and up to `ends`."""
    count = max(0, -((begins - ends) // step))
    return (((1 << count * step) - 1) // ((1 << step) - 1)) << begins
