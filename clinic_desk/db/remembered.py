"""What was read once, for as long as nothing has been committed to it since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from clinic_desk.db.database import Database

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """Calls `read` when first asked, and again only after a commit that could change it.

    For settings and the protocol, which every preview asks for and hardly any write
    changes. Not to be asked within the write that changes what it reads.
    """

    def __init__(
        self, database: Database, read: Callable[[], Value], of: tuple[str, ...] = ()
    ) -> None:
        """Take the database whose commits count, and what reads the value.

        `of` names all the tables that it is read from; without them every commit counts.
        """
        self._database = database
        self._read = read
        self._of = of
        self._kept: tuple[int, Value] | None = None

    def __call__(self) -> Value:
        """The value as it stands."""
        database, kept = self._database, self._kept
        commits = database.last_commit_to(self._of) if self._of else database.commits
        if kept is None or kept[0] != commits:
            kept = self._kept = (commits, self._read())
        return kept[1]
