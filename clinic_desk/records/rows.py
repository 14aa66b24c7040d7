"""From rows to records: three statements, however many there are.

A fourth asks who was merged into a client, where a record is not sealed for the one it has now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from clinic_desk.base.errors import NotFound
from clinic_desk.calendar.models import Appointment
from clinic_desk.clients.models import Standing
from clinic_desk.records.coding import CannotRead, from_json
from clinic_desk.records.contents import Content
from clinic_desk.records.digest import Signed
from clinic_desk.records.models import Amendment, RecordBatch, TreatmentRecord
from clinic_desk.records.record import AmendmentRecord, BatchUse, Record
from clinic_desk.staff.models import Person

_t = TreatmentRecord.__table__.c
_v = Appointment.__table__.c
_a = Amendment.__table__.c
_b = RecordBatch.__table__.c
_writer, _signer, _owner = (
    aliased(Person.__table__, name=name) for name in ("writer", "signer", "owner")
)

RECORDS: Select[Any] = (
    select(
        *TreatmentRecord.__table__.c,
        _v.person_id,
        _v.zones,
        _v.status,
        _writer.c.name.label("writer"),
        _signer.c.name.label("signer"),
        _owner.c.name.label("owner"),
    )
    .join_from(TreatmentRecord, Appointment, _v.id == _t.appointment_id)
    .join(_writer, _writer.c.id == _t.written_by)
    .join(_owner, _owner.c.id == _v.person_id)
    .outerjoin(_signer, _signer.c.id == _t.signed_by)
)
"""What `records_of` takes, to be narrowed and put in order."""

Merged: TypeAlias = Callable[[int], tuple[int, ...]]
"""The clients who were merged into one."""

NEWEST_FIRST = _t.treated_on.desc(), _t.id.desc()


def of_client(
    client_id: int, limit: int | None = None, before: tuple[date, int] | None = None
) -> Select[Any]:
    """A client's records, newest first; those after `before` in that order, so many of them."""
    chosen = RECORDS.where(_t.client_id == client_id).order_by(*NEWEST_FIRST)
    if before is not None:
        day, id_ = before
        same_day = and_(_t.treated_on == day, _t.id < id_)
        chosen = chosen.where(or_(_t.treated_on < day, same_day))
    return chosen if limit is None else chosen.limit(limit)


def of_visit(visit_id: int) -> Select[Any]:
    """The records that were written from a visit, the newest first."""
    return RECORDS.where(_t.appointment_id == visit_id).order_by(_t.id.desc())


def one(session: Session, record_id: int) -> Record:
    """One record; NotFound."""
    found = records_of(session, RECORDS.where(_t.id == record_id))
    if not found:
        raise NotFound("This record is not there any more.", next_step="Look at the list again.")
    return found[0]


def records_of(session: Session, chosen: Select[Any]) -> tuple[Record, ...]:
    """The chosen records in their order, each held against its seal."""
    rows = session.execute(chosen).all()
    ids = [row.id for row in rows]
    batches, amendments = _batches(session, ids), _amendments(session, ids)
    merged = cache(lambda client_id: _merged_into(session, client_id))
    return tuple(_record(row, batches[row.id], amendments[row.id], merged) for row in rows)


def signed_part(row: Any, batches: Sequence[BatchUse]) -> Signed:
    """What the seal of a signed row covers."""
    return Signed(
        row.id,
        row.client_id,
        row.appointment_id,
        row.kind,
        row.treatment,
        row.treated_on,
        row.content,
        row.written_by,
        row.begun_at,
        row.changed_at,
        row.signed_by,
        row.signed_at,
        tuple(batches),
    )


def batches_of(session: Session, record_id: int) -> tuple[BatchUse, ...]:
    """The batches that one record used."""
    return tuple(_batches(session, [record_id])[record_id])


def _batches(session: Session, ids: Sequence[int]) -> Mapping[int, list[BatchUse]]:
    used: defaultdict[int, list[BatchUse]] = defaultdict(list)
    chosen = select(_b.record_id, _b.batch_id, _b.vial_id, _b.hundredths).order_by(_b.id)
    for record_id, *use in session.execute(chosen.where(_b.record_id.in_(ids))) if ids else ():
        used[record_id].append(BatchUse(*use))
    return used


def _amendments(session: Session, ids: Sequence[int]) -> Mapping[int, list[AmendmentRecord]]:
    added: defaultdict[int, list[AmendmentRecord]] = defaultdict(list)
    chosen = (
        select(_a.record_id, _a.id, _a.kind, _a.words, _a.written_by, Person.name, _a.written_at)
        .join_from(Amendment, Person, Person.id == _a.written_by)
        .order_by(_a.id)
    )
    for record_id, *rest in session.execute(chosen.where(_a.record_id.in_(ids))) if ids else ():
        added[record_id].append(AmendmentRecord(*rest))
    return added


def _record(
    row: Row[Any],
    batches: Sequence[BatchUse],
    amendments: Sequence[AmendmentRecord],
    merged: Merged,
) -> Record:
    return Record(
        id=row.id,
        version=row.version,
        client_id=row.client_id,
        visit_id=row.appointment_id,
        kind=row.kind,
        treatment=row.treatment,
        treated_on=row.treated_on,
        content=_content(row),
        person_id=row.person_id,
        person_name=row.owner,
        zones=row.zones,
        visit_status=row.status,
        written_by=row.written_by,
        writer=row.writer,
        begun_at=row.begun_at,
        changed_at=row.changed_at,
        signed_by=row.signed_by,
        signer=row.signer or "",
        signed_at=row.signed_at,
        digest=row.digest or "",
        batches=tuple(batches),
        amendments=tuple(amendments),
        altered=row.signed_at is not None and not _is_as_signed(row, batches, merged),
    )


def _content(row: Row[Any]) -> Content | None:
    try:
        return from_json(row.kind, row.content)
    except CannotRead:
        return None


def _is_as_signed(row: Row[Any], batches: Sequence[BatchUse], merged: Merged) -> bool:
    """Asks who was merged into the client only for those that do not fit at once."""
    signed = signed_part(row, batches)
    return signed.fits(row.digest) or signed.fits(row.digest, merged(row.client_id))


def _merged_into(session: Session, client_id: int) -> tuple[int, ...]:
    """Every client who was merged into this one, or into one of those."""
    pairs = session.execute(
        select(Standing.client_id, Standing.merged_into).where(Standing.merged_into.is_not(None))
    ).all()
    found, grown = {client_id}, True
    while grown:
        more = {each for each, into in pairs if into in found} - found
        grown, found = bool(more), found | more
    return tuple(found - {client_id})
