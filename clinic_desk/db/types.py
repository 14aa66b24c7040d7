"""Column types: instants as UTC seconds, local days and tuples as plain text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as whole seconds since 1970 in UTC; a naive one is refused."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Seconds since the epoch; ValueError for a datetime without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was bound to an instant")
        return int(value.timestamp())

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """An aware datetime in UTC."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Day(TypeDecorator[date]):
    """A local calendar day, kept as `2026-11-24` so that it sorts and reads as itself."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """The ISO form; a datetime is refused, as its zone would be lost."""
        if isinstance(value, datetime):
            raise ValueError("a datetime was bound to a day")
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        """A date."""
        return None if value is None else date.fromisoformat(value)


class Codes(TypeDecorator[tuple[str, ...]]):
    """An ordered tuple of codes that hold no spaces, kept as words in one text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """The codes with single spaces between them."""
        return None if value is None else " ".join(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        """The codes as a tuple, empty for an empty text."""
        return None if value is None else tuple(value.split())
