"""Wrong passphrases at the door: after five the wait grows, and a restart does not shorten it.

Kept in a small file beside the clinic's, since the clinic is not open yet. Whoever takes the
file away gains little: each try costs argon2id's 64 MiB, and with the folder in hand nobody
need come to this door. The recovery key is never made to wait, being beyond guessing.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import CannotOpen
from clinic_desk.base.words import clock_time

TRIES_NAME = "clinic.tries"
FREE = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)


class MustWait(CannotOpen):
    """Too many wrong passphrases: none is tried before `until`, in UTC."""

    def __init__(self, wrong: int, until: datetime) -> None:
        """Say how many there were and when the next may be tried."""
        super().__init__(
            f"{wrong} wrong passphrases have been typed.",
            next_step=f"The next can be tried at {clock_time(until)}; the recovery key, now.",
        )
        self.until = until


class _Noted(NamedTuple):
    wrong: int
    at: int
    """Seconds since 1970: when the last wrong one was typed."""


class Tries:
    """The wrong passphrases typed for one folder since the last right one."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Nothing is read yet."""
        self._path = folder / TRIES_NAME
        self._clock = clock

    def check(self) -> None:
        """MustWait while the wait that is due has not passed."""
        noted = self._read()
        wait = wait_after(noted.wrong)
        passed = self._clock.now().timestamp() - noted.at
        # With the clock set back the wait begins anew: it never lasts longer than itself.
        if passed < 0:
            noted = _Noted(noted.wrong, int(self._clock.now().timestamp()))
            self._write(noted)
            passed = 0.0
        if passed < wait.total_seconds():
            until = self._clock.now() + wait - timedelta(seconds=passed)
            raise MustWait(noted.wrong, until)

    def wrong(self) -> None:
        """Note a wrong one; a folder that cannot be written is no reason to stop."""
        noted = _Noted(self._read().wrong + 1, int(self._clock.now().timestamp()))
        self._write(noted)

    def right(self) -> None:
        """Forget them."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> _Noted:
        try:
            plain = json.loads(self._path.read_text(encoding="ascii"))
            return _Noted(min(max(int(plain["wrong"]), 0), 99), int(plain["at"]))
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return _Noted(0, 0)

    def _write(self, noted: _Noted) -> None:
        with suppress(OSError):
            self._path.write_text(json.dumps(noted._asdict()) + "\n", encoding="ascii")


def wait_after(wrong: int) -> timedelta:
    """How long the door waits after so many wrong ones: 1, 2, 4, 8, then 15 minutes."""
    if wrong < FREE:
        return timedelta()
    return min(FIRST_WAIT * (1 << min(wrong - FREE, 10)), LONGEST_WAIT)
