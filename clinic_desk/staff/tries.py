"""Wrong secrets in a row: after five none is looked at for five minutes.

Counted in the clinic's file, so that another window, a restart or another person at
the desk counts on. A try is counted before it is looked at: a program that is ended in
between, or several at once, win none.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from clinic_desk.base.errors import NotAllowed
from clinic_desk.base.words import clock_time, count
from clinic_desk.db.plain import all_rows, change_rows
from clinic_desk.db.transaction import Transaction

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


class Tries(NamedTuple):
    """Where the wrong ones of one kind are counted: two columns of a person's row in a table."""

    called: str
    table: str
    person: str
    """The column that says whose row it is."""
    wrong: str
    wait_until: str

    def begin(self, act: Transaction, person_id: int, now: datetime) -> datetime | None:
        """Count a try before it is looked at; where none is looked at, the end of the wait.

        The wait never lasts longer than five minutes from now, whatever the clock was.
        """
        wrong, until = self._counted(act, person_id)
        if until is not None and until > now:
            until = min(until, now + WAIT)
        elif wrong >= MOST_WRONG:
            until = now + WAIT
        else:
            self._keep(act, person_id, wrong + 1, None)
            return None
        self._keep(act, person_id, 0, until)
        return until

    def end_wrong(self, act: Transaction, person_id: int, now: datetime) -> WrongSecret:
        """The try was wrong: what is said of it, and the wait after the fifth."""
        wrong, until = self._counted(act, person_id)
        if wrong >= MOST_WRONG:
            until = now + WAIT
            self._keep(act, person_id, 0, until)
        if until is not None:
            return MustWait(self.called, until)
        left = count(MOST_WRONG - wrong, f"more {self.called}")
        return WrongSecret(
            f"That is not the {self.called}.",
            next_step=f"{left} can be tried before a wait of five minutes.",
        )

    def end_right(self, act: Transaction, person_id: int) -> None:
        """The try was right: nothing is counted any more."""
        self._keep(act, person_id, 0, None)

    def _counted(self, act: Transaction, person_id: int) -> tuple[int, datetime | None]:
        """The wrong ones in a row, and the end of a wait; of nobody's, the one that was tried."""
        rows = all_rows(
            act,
            f"SELECT {self.wrong}, {self.wait_until} FROM {self.table} WHERE {self.person} = ?",
            (person_id,),
        )
        wrong, until = rows[0] if rows else (1, None)
        return wrong, None if until is None else datetime.fromtimestamp(until, UTC)

    def _keep(self, act: Transaction, person_id: int, wrong: int, until: datetime | None) -> None:
        change_rows(
            act,
            f"UPDATE {self.table} SET {self.wrong} = ?, {self.wait_until} = ? "
            f"WHERE {self.person} = ?",
            (wrong, None if until is None else int(until.timestamp()), person_id),
        )


PASSWORDS = Tries("password", "sign_in", "person_id", "wrong", "wait_until")
PINS = Tries("PIN", "person", "id", "pin_wrong", "pin_wait_until")
