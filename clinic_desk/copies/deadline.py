"""Until when a copy goes on."""

from __future__ import annotations

import time


class OutOfTime(Exception):
    """What was begun has no more time; the next run goes on with it."""


class Deadline:
    """Until when is worked or waited; without seconds there is no end."""

    def __init__(self, seconds: float | None = None) -> None:
        """From now on."""
        self._ends = None if seconds is None else time.monotonic() + seconds

    def check(self) -> None:
        """OutOfTime once it has passed."""
        if self._ends is not None and time.monotonic() > self._ends:
            raise OutOfTime
