"""The room of records: drafts from visits, signatures, what is added beside them, and tracing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import NotAllowed
from clinic_desk.calendar.models import Appointment
from clinic_desk.clients.models import Client
from clinic_desk.db.chain import Event
from clinic_desk.db.database import Database
from clinic_desk.db.reading import read_and_noted
from clinic_desk.records import amending, beginning, drafting, rows, sealing
from clinic_desk.records.act import Act, ConsentOn
from clinic_desk.records.choosing import lots_for, vials_for
from clinic_desk.records.consulting import consultations
from clinic_desk.records.contents import Content, Passed, Point, ToxinContent
from clinic_desk.records.maps import copied_points
from clinic_desk.records.missing import Missing
from clinic_desk.records.models import TreatmentRecord
from clinic_desk.records.record import DraftWaiting, LotChoice, Opened, Record, VialChoice, Written
from clinic_desk.records.summary import Names, RecordSummary, summary_of
from clinic_desk.records.tracing import BatchTrace, had_batch
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.staff.access import Access
from clinic_desk.staff.models import Person
from clinic_desk.staff.permissions import May, needs
from clinic_desk.stock.records import Kind as StockKind

_t = TreatmentRecord.__table__.c
_writer = aliased(Person)


class Records:
    """The treatment records. Every `by` is the id of the person at the desk."""

    def __init__(
        self, database: Database, clock: Clock, protocol: ProtocolBook, consent_on: ConsentOn
    ) -> None:
        """Take the clinic's database, clock and protocol, and how consent is looked up."""
        self._database = database
        self._clock = clock
        self._protocol = protocol
        self._consent_on = consent_on
        self._access = Access(database)

    @needs(May.TREAT)
    def for_visit(self, visit_id: int, by: int) -> Written:
        """The record that a visit calls for now, whatever its state; else a new draft of it.

        What closing a visit opens; one that was there is noted as read. NotAllowed where nobody
        came yet; NotFound.
        """
        with self._writing(by) as act:
            written = beginning.for_visit(act, visit_id)
        return self._read_or_begun(written, by)

    @needs(May.TREAT)
    def begin(self, visit_id: int, by: int) -> Written:
        """A draft of what a visit calls for; the open one where there is one, noted as read.

        NotAllowed where nobody came yet, and beside a signed record that is not in error;
        NotFound.
        """
        with self._writing(by) as act:
            written = beginning.begin(act, visit_id)
        return self._read_or_begun(written, by)

    @needs(May.TREAT)
    def begin_adverse_event(self, visit_id: int, noticed_on: date, by: int) -> Written:
        """A draft about something unwanted after a visit, with the batches that its records name,
        signed or not; the visit needs none.

        The open one where there is one, noted as read. BadInput for a day before the visit or to
        come; NotFound.
        """
        with self._writing(by) as act:
            written = beginning.begin_adverse_event(act, visit_id, noticed_on)
        return self._read_or_begun(written, by)

    @needs(May.TREAT)
    def save_draft(self, record_id: int, version: int, content: Content, by: int) -> Written:
        """Keep what was typed, as seen at `version`; nothing is written where nothing is new.

        NotAllowed once it is signed, RecordStale with both versions, BadInput for what cannot
        be kept, and for a vial or batch that may not be chosen; NotFound.
        """
        with self._writing(by) as act:
            return drafting.save_draft(act, record_id, version, content)

    @needs(May.TREAT)
    def remove_draft(self, record_id: int, version: int, by: int) -> Changes:
        """Throw a draft away; NotAllowed once it is signed, Stale, NotFound."""
        with self._writing(by) as act:
            return drafting.remove_draft(act, record_id, version)

    @needs(May.TREAT)
    def missing(self, record_id: int, by: int) -> tuple[Missing, ...]:
        """What stands between a draft and this person's signature; NotFound."""
        with self._reading(by) as act:
            return sealing.missing(act, record_id)

    @needs(May.TREAT)
    def sign(self, record_id: int, version: int, by: int, passed: Sequence[Passed] = ()) -> Written:
        """Lock a draft for good. The person whose visit it was signs, or who wrote it.

        `passed` are the warnings that were ticked, each with a reason. CannotSign with all
        that is missing; NotAllowed once it is signed; Stale; NotFound.
        """
        with self._writing(by) as act:
            return sealing.sign(act, record_id, version, passed)

    @needs(May.TREAT)
    def amend(self, record_id: int, words: str, by: int) -> Written:
        """Add words beside a signed record; BadInput without any, NotAllowed for a draft."""
        with self._writing(by) as act:
            return amending.amend(act, record_id, words)

    @needs(May.TREAT)
    def enter_in_error(self, record_id: int, words: str, by: int) -> Written:
        """Mark a signed record as entered in error, and its visit as starting no clock.

        BadInput without words, NotAllowed for a draft and for one that is marked; NotFound.
        """
        with self._writing(by) as act:
            return amending.enter_in_error(act, record_id, words)

    @needs(May.CLINICAL)
    def open(self, record_id: int, by: int) -> Opened:
        """One record as it stands, noted as read; NotFound."""
        record, is_logged = read_and_noted(
            self._database,
            lambda session: rows.one(session, record_id),
            lambda found: Event("record.read", by, client=found.client_id, subject=found.id),
        )
        return Opened(record, unlogged=not is_logged)

    @needs(May.CLINICAL)
    def one(self, record_id: int, by: int) -> Record:
        """The same, for whoever has it open already; nothing is noted."""
        with self._database.read() as session:
            return rows.one(session, record_id)

    @needs(May.CLINICAL)
    def of_client(
        self,
        client_id: int,
        by: int,
        limit: int | None = None,
        before: tuple[date, int] | None = None,
    ) -> tuple[Record, ...]:
        """A client's records, newest first, in three statements.

        `limit` gives so many; `before`, the day and id of the last one shown, those after it.
        """
        with self._database.reading() as connection:
            return rows.of_client(connection, client_id, limit, before)

    @needs(May.CLINICAL)
    def of_visit(self, visit_id: int, by: int) -> tuple[Record, ...]:
        """The records that were written from a visit, the newest first."""
        with self._database.reading() as connection:
            return rows.of_visit(connection, visit_id)

    @needs(May.CLINICAL)
    def drafts(self, by: int) -> tuple[DraftWaiting, ...]:
        """Every record that waits for a signature, the oldest first; one statement."""
        name = func.trim(Client.given + " " + Client.family)
        chosen = (
            select(
                _t.id, _t.client_id, name, _t.appointment_id, _t.kind, _t.treatment,
                _t.treated_on, _t.written_by, _writer.name, Appointment.person_id,
            )
            .join_from(TreatmentRecord, Client, Client.id == _t.client_id)
            .join(_writer, _writer.id == _t.written_by)
            .join(Appointment, Appointment.id == _t.appointment_id)
            .where(_t.signed_at.is_(None))
            .order_by(_t.treated_on, _t.id)
        )  # fmt: skip
        with self._database.read() as session:
            return tuple(DraftWaiting(*row) for row in session.execute(chosen))

    @needs(May.CLINICAL)
    def map_of_last(self, client_id: int, before: date, by: int) -> Record | None:
        """The last toxin record before a local day that may be relied on; None if there is none."""
        with self._reading(by) as act:
            return beginning.last_of(act, client_id, "toxin", before)

    @needs(May.CLINICAL)
    def copy_map(self, from_record: int, product: str, by: int) -> tuple[Point, ...]:
        """The points of an earlier record for a visit with the same product, tied to no vial.

        OtherProduct where it was drawn for another; NotAllowed for a record that may not be
        relied on or has no map; NotFound.
        """
        with self._database.read() as session:
            record = rows.one(session, from_record)
        if not record.counts or not isinstance(record.content, ToxinContent):
            raise NotAllowed(
                record.warning or "There is no signed map to copy.", kept="Nothing was copied."
            )
        return copied_points(record.content, product)

    @needs(May.CLINICAL)
    def open_vials(self, visit_id: int, by: int) -> tuple[VialChoice, ...]:
        """The vials that are open or were at a visit, those that may be chosen first; NotFound."""
        with self._reading(by) as act:
            return vials_for(act, act.visit(visit_id))

    @needs(May.CLINICAL)
    def lots(self, visit_id: int, kind: StockKind, by: int) -> tuple[LotChoice, ...]:
        """The batches of cartridges or of cream for a visit, those that may be chosen first."""
        with self._reading(by) as act:
            return lots_for(act, act.visit(visit_id), kind)

    @needs(May.CLINICAL)
    def consultations(self, visit_id: int, by: int) -> tuple[date, ...]:
        """The days of the face-to-face consultations that a visit may rest on, newest first."""
        with self._reading(by) as act:
            return tuple(sorted(consultations(act, act.visit(visit_id)), reverse=True))

    @needs(May.CLINICAL)
    def had_batch(self, batch_id: int, by: int) -> BatchTrace:
        """Everyone whose records name a batch, with phones, noted as asked; NotFound."""
        products = self._protocol.current().catalogue.products
        product_units = {each.name: each.unit for each in products}
        trace, _ = read_and_noted(
            self._database,
            lambda session: had_batch(session, batch_id, product_units),
            lambda trace: Event("stock.traced", by, subject=trace.batch_id),
        )
        return trace

    @needs(May.CLINICAL)
    def summary(self, record_id: int, by: int) -> RecordSummary:
        """A record in words, for paper; NotFound."""
        with self._reading(by) as act:
            record = act.record(record_id)
            client = act.session.get_one(Client, record.client_id)
            people = {id_: who for id_, who in act.session.execute(select(Person.id, Person.name))}
            name = " ".join(f"{client.given} {client.family}".split())
            names = Names(name, client.born_on, people, act.protocol.catalogue)
            return summary_of(record, names)

    def _read_or_begun(self, written: Written, by: int) -> Written:
        """What was there before the act was read by it; a draft just begun is noted as that."""
        if written.begun:
            return written
        opened = self.open(written.record.id, by)
        return replace(written, record=opened.record, unlogged=opened.unlogged)

    @contextmanager
    def _writing(self, by: int) -> Iterator[Act]:
        protocol = self._protocol.current()
        with self._database.write() as session:
            yield Act(session, protocol, self._consent_on, self._clock.now(), by)

    @contextmanager
    def _reading(self, by: int) -> Iterator[Act]:
        protocol = self._protocol.current()
        with self._database.read() as session:
            yield Act(session, protocol, self._consent_on, self._clock.now(), by)
