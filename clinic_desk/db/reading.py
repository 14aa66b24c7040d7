"""The reading of a record: noted in the transaction that reads it, and never refused for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from clinic_desk.db.audit import note
from clinic_desk.db.chain import Event
from clinic_desk.db.database import Database
from clinic_desk.db.faults import StorageFault

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Found = TypeVar("Found")


def read_and_noted(
    database: Database, read: Callable[[Session], Found], event_of: Callable[[Found], Event]
) -> tuple[Found, bool]:
    """What `read` finds, and whether its event could be written with it.

    Care comes first: where the disk is full or read-only the record is given all the same,
    and its reading is noted with the next write that succeeds. Raises what `read` raises.
    """
    try:
        with database.write() as session:
            found = read(session)
            event = event_of(found)
            note(session, event.act, event.by, client=event.client, subject=event.subject)
        return found, True
    except StorageFault:
        with database.read() as session:
            found = read(session)
        database.note_with_next_write(event_of(found))
        return found, False
