"""Tables of the audit: events that are never changed, and beside them what a field held before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


class AuditEvent(Model):
    """One act: who, when, on what. Ids and names of fields, never what they hold.

    No foreign keys: an event stays when what it names is gone.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        CheckConstraint("id > 0", "numbered"),
        CheckConstraint("length(mac) = 32", "mac"),
        Index("ix_audit_event_client", "client_id", sqlite_where=text("client_id IS NOT NULL")),
        # A handful of rows, looked for at each opening; see db/found.py.
        Index(
            "ix_audit_event_found",
            "id",
            sqlite_where=text("act IN ('audit.found', 'audit.accepted')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    """Its number: from 1, without gaps."""
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    """Nobody where the program itself acted, or a command line."""
    act: Mapped[str]
    """One of `acts.ACTS`."""
    client_id: Mapped[int | None]
    subject_id: Mapped[int | None]
    """The id of what was acted on where that is not the client: a visit, a person, a room."""
    fields: Mapped[tuple[str, ...]]
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    """HMAC of the old values in `AuditValue`; nothing where there are none."""
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    """HMAC-SHA256 of the event before and of this one."""


class AuditValue(Model):
    """What an event's fields held before it. Removed when the client is made anonymous."""

    __tablename__ = "audit_value"

    event_id: Mapped[int] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    """Without it the digest says nothing of a value that was removed."""
    before: Mapped[str]
    """JSON, by field."""
