"""From rows to what leaves the stock room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from clinic_desk.base.errors import NotFound
from clinic_desk.staff.models import Person
from clinic_desk.stock.models import Batch, OpenedVial, StockCount
from clinic_desk.stock.records import BatchDraft, BatchRecord, Kind, VialRecord
from clinic_desk.stock.usable import expiry_of, left

TYPED = tuple(BatchDraft.__dataclass_fields__)

_VIALS = (
    select(OpenedVial, Person.name)
    .join(Person, Person.id == OpenedVial.opened_by)
    .order_by(OpenedVial.opened_at, OpenedVial.id)
)


def batch_row(session: Session, batch_id: int) -> Batch:
    """The row of a batch; NotFound."""
    row = session.get(Batch, batch_id)
    if row is None:
        raise NotFound("This batch is no longer in the stock.", next_step="Look at the list again.")
    return row


def vial_row(session: Session, vial_id: int) -> OpenedVial:
    """The row of an opened vial; NotFound."""
    row = session.get(OpenedVial, vial_id)
    if row is None:
        raise NotFound("This vial is no longer on file.", next_step="Look at the list again.")
    return row


def batch_of(session: Session, batch_id: int, today: date) -> BatchRecord:
    """One batch with its open vials; NotFound."""
    batch_row(session, batch_id)
    return batches_of(session, select(Batch).where(Batch.id == batch_id), today)[0]


def batches_of(
    session: Session, chosen: Select[Batch], today: date, at: datetime | None = None
) -> tuple[BatchRecord, ...]:
    """The chosen batches in their order, in four statements however many there are.

    With the vials that are open now, or were at some moment of the past.
    """
    rows = session.scalars(chosen).all()
    ids = chosen.with_only_columns(Batch.id).order_by(None)
    counting = select(OpenedVial.batch_id, func.count()).group_by(OpenedVial.batch_id)
    opened = dict(session.execute(counting.where(OpenedVial.batch_id.in_(ids))).all())
    summing = select(StockCount.batch_id, func.sum(StockCount.pieces)).group_by(StockCount.batch_id)
    counted = dict(session.execute(summing.where(StockCount.batch_id.in_(ids))).all())
    unfinished = OpenedVial.finished_at.is_(None)
    still_open = unfinished if at is None else or_(unfinished, OpenedVial.finished_at > at)
    vials: defaultdict[int, list[VialRecord]] = defaultdict(list)
    for row, name in session.execute(_VIALS.where(still_open, OpenedVial.batch_id.in_(ids))):
        vials[row.batch_id].append(vial_record(row, name))
    return tuple(
        _record(row, opened.get(row.id, 0), counted.get(row.id, 0), vials.get(row.id, ()), today)
        for row in rows
    )


def vials_of(session: Session, batch_id: int) -> tuple[VialRecord, ...]:
    """All that was ever opened of a batch, the oldest first."""
    rows = session.execute(_VIALS.where(OpenedVial.batch_id == batch_id))
    return tuple(vial_record(row, name) for row, name in rows)


def vial_of(session: Session, vial_id: int) -> VialRecord:
    """One vial, finished or not; NotFound."""
    row = vial_row(session, vial_id)
    name = session.scalars(select(Person.name).where(Person.id == row.opened_by)).one()
    return vial_record(row, name)


def vial_record(row: OpenedVial, opened_by: str) -> VialRecord:
    """What leaves the room of one vial."""
    return VialRecord(
        row.id,
        row.batch_id,
        row.opened_at,
        opened_by,
        row.mixed_at,
        row.diluent_ul,
        row.finished_at,
    )


def _record(
    row: Batch, opened: int, counted: int, vials: Iterable[VialRecord], today: date
) -> BatchRecord:
    return BatchRecord(
        id=row.id,
        version=row.version,
        kind=cast("Kind", row.kind),
        product=row.product,
        number=row.number,
        expires_on=row.expires_on,
        received_on=row.received_on,
        pieces=row.pieces,
        strength=row.strength,
        note=row.note,
        withdrawn_on=row.withdrawn_on,
        withdrawn_why=row.withdrawn_why or "",
        opened=opened,
        left=left(row.pieces, opened, (counted,)),
        vials=tuple(vials),
        expiry=expiry_of(row.expires_on, today),
    )


def held(row: Batch, names: Collection[str] = TYPED) -> Mapping[str, Any]:
    """What a row holds in these columns."""
    return {name: getattr(row, name) for name in names}
