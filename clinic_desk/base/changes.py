"""What a write touched, told by the write itself so that no screen has to guess."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Changes(NamedTuple):
    """The local days and the clients that a commit touched, and whether set-up or stock changed."""

    days: frozenset[date] = frozenset()
    clients: frozenset[int] = frozenset()
    setup: bool = False
    stock: bool = False

    def __or__(self, other: Changes) -> Changes:
        """What two commits touched together."""
        return Changes(
            self.days | other.days,
            self.clients | other.clients,
            self.setup or other.setup,
            self.stock or other.stock,
        )


class Saved(NamedTuple):
    """What a write made or changed: its id, and what the commit touched."""

    id: int
    changes: Changes
