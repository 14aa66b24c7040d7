"""What is told of a fault of the program: where in its own lines it was, none of the data."""

from __future__ import annotations

import traceback
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent.parent.parent


def describe(error: BaseException) -> str:
    """The kinds of the errors and the lines of our program they passed, and nothing of the data.

    An error's own words may carry a name or a number that was typed, so they are
    left out; so is the folder the program lies in, which may carry a person's.
    """
    chain: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        chain.append(_one(current))
        current = current.__cause__ or current.__context__
    return "\ncaused by\n".join(chain)


def _one(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__, limit=-_FRAMES)
    lines = [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([f"{type(error).__module__}.{type(error).__qualname__}", *lines])


_FRAMES = 60
"""The last so many: what calls itself without end passes a thousand."""


def _place(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(PROGRAM).as_posix() if path.is_relative_to(PROGRAM) else path.name
