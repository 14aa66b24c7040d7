"""What was read once, for as long as nothing has been committed since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from clinic_desk.db.database import Database

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """Calls `read` when first asked, and again only after a commit.

    For settings and the protocol, which every preview asks for and hardly any write
    changes. Not to be asked within the write that changes what it reads.
    """

    def __init__(self, database: Database, read: Callable[[], Value]) -> None:
        """Take the database whose commits count, and what reads the value."""
        self._database = database
        self._read = read
        self._kept: tuple[int, Value] | None = None

    def __call__(self) -> Value:
        """The value as it stands."""
        commits, kept = self._database.commits, self._kept
        if kept is None or kept[0] != commits:
            kept = self._kept = (commits, self._read())
        return kept[1]
