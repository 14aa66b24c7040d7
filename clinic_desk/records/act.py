"""One act in the room of records: its transaction, its moment, its protocol, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import NotAllowed, NotFound, Stale
from clinic_desk.base.words import short_day
from clinic_desk.calendar.models import Appointment
from clinic_desk.records.models import TreatmentRecord
from clinic_desk.records.record import Record, Written
from clinic_desk.records.rows import one
from clinic_desk.safety.protocol import Protocol
from clinic_desk.staff.models import Person

ConsentOn = Callable[[int, str, date], str]
"""How a client's consent to something stood on a local day: none, current, outdated, withdrawn;
empty where there is no form for it."""


@dataclass(frozen=True)
class Act:
    """What is read and written in one transaction."""

    session: Session
    protocol: Protocol
    consent_on: ConsentOn
    now: datetime
    by: int

    @property
    def today(self) -> date:
        """The local day."""
        return local_day(self.now)

    def visit(self, visit_id: int) -> Appointment:
        """The row of a visit; NotFound."""
        visit = self.session.get(Appointment, visit_id)
        if visit is None:
            raise NotFound("This visit is no longer there.", next_step="Look at the day again.")
        return visit

    def row(self, record_id: int) -> TreatmentRecord:
        """The row of a record; NotFound."""
        row = self.session.get(TreatmentRecord, record_id)
        if row is None:
            raise NotFound(
                "This record is not there any more.", next_step="Look at the list again."
            )
        return row

    def draft(self, record_id: int, version: int) -> TreatmentRecord:
        """The row of a draft as seen at `version`; NotFound, NotAllowed once signed, Stale."""
        row = self.row(record_id)
        if row.signed_at is not None:
            raise self.locked(row)
        if row.version != version:
            raise Stale(
                "Someone else has written in this draft in the meantime.",
                kept="Nothing was changed.",
                next_step="Look at it again.",
            )
        return row

    def locked(self, row: TreatmentRecord) -> NotAllowed:
        """The refusal to change what was signed."""
        assert row.signed_at is not None
        assert row.signed_by is not None
        signer = self.session.get_one(Person, row.signed_by).name
        when = short_day(local_day(row.signed_at), self.today)
        return NotAllowed(
            f"This record was signed on {when} by {signer} and cannot be changed.",
            kept="It stands as it was signed.",
            next_step="Add to it instead.",
        )

    def written(self, row: TreatmentRecord) -> Written:
        """The record as it stands after the act, with the visit's day and client as touched."""
        self.session.flush()
        return Written(self.record(row.id), touched(self.visit(row.appointment_id), row))

    def record(self, record_id: int) -> Record:
        """The record as it stands in this transaction."""
        return one(self.session, record_id)


def touched(visit: Appointment, row: TreatmentRecord) -> Changes:
    """The days and the client that an act on a record is about."""
    days = {local_day(visit.starts_at), row.treated_on}
    return Changes(frozenset(days), frozenset({row.client_id}))
