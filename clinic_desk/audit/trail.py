"""The audit as people read it: who has looked at a client, and the manager's search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, select

from clinic_desk.audit import reading
from clinic_desk.audit.field_words import old_values
from clinic_desk.audit.records import OldValue, Page, TrailQuery
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.db.audit import note
from clinic_desk.db.audit_models import AuditEvent, AuditValue
from clinic_desk.db.database import Database
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs

PAGE = 50


class AuditTrail:
    """Reads the audit. Every `by` is the id of the person at the desk."""

    def __init__(self, database: Database) -> None:
        """Take the clinic's database."""
        self._database = database
        self._access = Access(database)

    @contextmanager
    def aside(self) -> Iterator[AuditTrail]:
        """The same trail through a connection of its own, for the background lane.

        A search of a long audit reads every event of it; no booking is to wait for that.
        """
        second = self._database.second()
        try:
            yield AuditTrail(second)
        finally:
            second.close()

    @needs(May.DESK)
    def of_client(
        self, client_id: int, by: int, older_than: int | None = None, limit: int = PAGE
    ) -> Page:
        """Who has done what with a client's record, newest first.

        Those who may read what is clinical see all of it. Reception sees what it did
        itself and nothing else, as the acts of others tell of treatments. Looking here is
        no entry of its own: whoever has the record open is in it already. What was done with a
        record that is kept under this one is told as well, under the name it had.
        """
        own: tuple[ColumnElement[bool], ...] = ()
        if not self._access.may(by, May.CLINICAL):
            own = (AuditEvent.person_id == by,)
        with self._database.read() as session:
            chosen = reading.events().where(*reading.about(session, client_id), *own)
            return reading.page_of(session, chosen, older_than, limit)

    @needs(May.MANAGE)
    def search(
        self, query: TrailQuery, by: int, older_than: int | None = None, limit: int = PAGE
    ) -> Page:
        """The entries that a query looks for, newest first; each page is an entry itself.

        Reads backwards until a page is full: the whole audit where little fits, a second
        or so for a million entries. BadInput naming `to_day` where it lies before `from_day`.
        """
        if query.from_day and query.to_day and query.to_day < query.from_day:
            raise BadInput("to_day", "The last day lies before the first.")
        with self._database.read() as session:
            page = reading.page_of(session, reading.found_by(query), older_than, limit)
        with self._database.write() as session:
            note(session, "audit.searched", by, client=query.client_id, fields=query.used)
        return page

    @needs(May.CLINICAL)
    def before(self, event_id: int, by: int, earlier: tuple[int, ...] = ()) -> tuple[OldValue, ...]:
        """What an entry's fields held before it; a reading of that client, and noted as one.

        With the `earlier` entries that are told as one with it, what each field held before
        the first of them. What concerns no client is for a manager. Raises NotFound where
        nothing is kept: the entry had none, or the client has been made anonymous since.
        """
        told = AuditEvent.client_id, AuditEvent.act, AuditEvent.subject_id
        kept = (
            select(*told, AuditValue.before)
            .join(AuditValue, AuditValue.event_id == AuditEvent.id)
            .where(AuditEvent.id.in_((event_id, *earlier)))
            .order_by(AuditEvent.id.desc())
        )
        with self._database.write() as session:
            rows = session.execute(kept).all()
            row = next(iter(rows), None)
            if row is None:
                raise NotFound(
                    "Nothing is kept of what was there before.",
                    kept="Who changed it, and when, still stands.",
                )
            if row.client_id is None:
                self._access.check(by, May.MANAGE)
            note(session, "audit.values_read", by, client=row.client_id, subject=event_id)
            named = reading.names(session, row.client_id)
            alike = (each.before for each in rows[1:] if each[:3] == row[:3])
            return old_values(row.before, named, str(row.act), *alike)
