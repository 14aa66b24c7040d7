"""Large print, asked for from now on by whoever is given it once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from clinic_desk.clients.rows import found
from clinic_desk.db.audit import note


def want_large_print(session: Session, client_id: int, by: int) -> bool:
    """Let the record ask for large print in the write that is open, and note it; whether it did
    not before. NotFound without such a client."""
    client = found(session, client_id)
    if client.large_print:
        return False
    was = {"large_print": client.large_print}
    note(session, "client.changed", by, client=client_id, fields=was, before=was)
    client.large_print = True
    session.flush()
    return True
