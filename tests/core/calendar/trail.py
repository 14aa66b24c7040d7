"""What the audit says of the calendar, read back for the tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import text

from tests.core.calendar.desk import Desk


class Noted(NamedTuple):
    """One event, with what its fields held before."""

    act: str
    by: int | None
    client: int | None
    subject: int | None
    fields: tuple[str, ...]
    before: dict[str, Any]


@contextmanager
def noted(desk: Desk) -> Iterator[list[Noted]]:
    """The events of what is done meanwhile; the list is filled at the end."""
    seen = len(_events(desk))
    found: list[Noted] = []
    yield found
    found += _events(desk)[seen:]


def _events(desk: Desk) -> list[Noted]:
    with desk.database.read() as session:
        rows = session.execute(
            text(
                "SELECT act, person_id, client_id, subject_id, fields, before FROM audit_event "
                "LEFT JOIN audit_value ON event_id = id ORDER BY id"
            )
        )
        return [Noted(*row[:4], tuple(row[4].split()), json.loads(row[5] or "{}")) for row in rows]
