"""Rows for the hottest reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult


def plain_rows(found: CursorResult[Any]) -> Sequence[tuple[Any, ...]]:
    """All rows as the driver's own tuples, and the result closed.

    Columns come as the file holds them, seconds and text: to wrap and convert each
    row takes half as long again as to read it.
    """
    rows: Sequence[tuple[Any, ...]] = found.cursor.fetchall()
    found.close()
    return rows
