"""Wrong secrets in a row: after five none is looked at for five minutes.

Counted in the clinic's file, so that another window, a restart or another person at
the desk counts on. A try is counted before it is looked at: a program that is ended in
between, or several at once, win none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clinic_desk.base.errors import NotAllowed
from clinic_desk.base.words import clock_time, count

MOST_WRONG = 5
WAIT = timedelta(minutes=5)


class WrongSecret(NotAllowed):
    """A password or a PIN is not the right one; who has which is not said."""


class MustWait(WrongSecret):
    """Too many were wrong in a row; none is looked at before `until`, in UTC."""

    def __init__(self, called: str, until: datetime) -> None:
        """`called` is "password" or "PIN"."""
        super().__init__(
            f"{MOST_WRONG} wrong {called}s in a row, so none is looked at for a while.",
            next_step=f"Try again after {clock_time(until)}.",
        )
        self.until = until


@dataclass(frozen=True)
class Tries:
    """Where the wrong ones of one kind are counted: two columns of a person's row."""

    called: str
    wrong: str
    wait_until: str

    def begin(self, row: Any, now: datetime) -> datetime | None:
        """Count a try before it is looked at; where none is looked at, the end of the wait.

        The wait never lasts longer than five minutes from now, whatever the clock was.
        """
        until: datetime | None = getattr(row, self.wait_until)
        if until is not None and until > now:
            until = min(until, now + WAIT)
        elif getattr(row, self.wrong) >= MOST_WRONG:
            until = now + WAIT
        else:
            setattr(row, self.wrong, getattr(row, self.wrong) + 1)
            setattr(row, self.wait_until, None)
            return None
        self._wait(row, until)
        return until

    def end_wrong(self, row: Any, now: datetime) -> WrongSecret:
        """The try was wrong: what is said of it, and the wait after the fifth."""
        wrong = getattr(row, self.wrong)
        if wrong >= MOST_WRONG:
            self._wait(row, now + WAIT)
        until: datetime | None = getattr(row, self.wait_until)
        if until is not None:
            return MustWait(self.called, until)
        left = count(MOST_WRONG - wrong, f"more {self.called}")
        return WrongSecret(
            f"That is not the {self.called}.",
            next_step=f"{left} can be tried before a wait of five minutes.",
        )

    def end_right(self, row: Any) -> None:
        """The try was right: nothing is counted any more."""
        setattr(row, self.wrong, 0)
        setattr(row, self.wait_until, None)

    def _wait(self, row: Any, until: datetime) -> None:
        setattr(row, self.wrong, 0)
        setattr(row, self.wait_until, until)


PASSWORDS = Tries("password", "wrong", "wait_until")
PINS = Tries("PIN", "pin_wrong", "pin_wait_until")
