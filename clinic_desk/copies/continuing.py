"""How an open clinic stands to its last copy, as its audit tells: all writing is in it."""

from __future__ import annotations

from contextlib import closing

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.copies.memory import Facts
from clinic_desk.db.chain import last_link
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect

_SEAL_OF = "SELECT CAST(mac AS BLOB) FROM audit_event WHERE id = ?"


def is_written_since(database: Database, last: Facts | None) -> bool:
    """Whether the audit has come further than it had in the last copy.

    Also where that cannot be told: making a copy then says in words what is wrong with the file
    or its disk.
    """
    if last is None:
        return True
    try:
        with closing(connect(database.path, database.key)) as connection:
            return bool(last_link(connection).number != last.events)
    except dbapi2.Error:
        return True


def goes_on_from(database: Database, last: Facts | None) -> bool:
    """Whether the clinic still has the last entry that its last copy has; also where that cannot
    be told."""
    if last is None or last.link is None:
        return True
    try:
        with closing(connect(database.path, database.key)) as connection:
            row = connection.execute(_SEAL_OF, (last.events,)).fetchone()
    except dbapi2.Error:
        return True
    return row is not None and row[0] == last.link.mac
