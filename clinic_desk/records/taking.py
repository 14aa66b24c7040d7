"""The cartridge of a record of micro-needling, taken off the stock as the record is signed.

A cartridge is opened for one client and thrown away after, so that a signed record says that one
piece is gone. Why at the signature, and what an error changes: docs/decisions/stock.md.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import aliased

from clinic_desk.base.clock import at_minute, local_day
from clinic_desk.calendar.models import Appointment
from clinic_desk.db.audit import note
from clinic_desk.records.act import Act
from clinic_desk.records.contents import Content, NeedlingContent
from clinic_desk.records.models import Amendment, RecordBatch, TreatmentRecord
from clinic_desk.stock.models import OpenedVial, StockCount
from clinic_desk.stock.rows import batch_of

_b = RecordBatch.__table__.c
_t = TreatmentRecord.__table__.c
_o = OpenedVial.__table__.c


def take_cartridge(act: Act, row: TreatmentRecord, visit: Appointment, content: Content) -> bool:
    """Let a draft that is being signed stand for one piece of its cartridge's batch.

    One that was taken from the shelf on the day of the visit and stands on no record that counts
    is this one; else one is opened at the visit's start. Nothing is taken where a count was kept
    since then, which missed it already, or where by the count none is left: the record is true,
    and the count is to be put right. Whether the stock has changed.
    """
    if not isinstance(content, NeedlingContent) or content.cartridge is None:
        return False
    batch_id = content.cartridge.batch_id
    piece = _on_no_record(act, row, visit, batch_id)
    opens = piece is None and _is_there(act, visit, batch_id)
    if opens:
        piece = _opened(act, visit, batch_id)
    if piece is not None:
        ours = (_b.record_id == row.id, _b.batch_id == batch_id, _b.vial_id.is_(None))
        act.session.execute(update(RecordBatch).where(*ours).values(vial_id=piece))
    return opens


def _on_no_record(act: Act, row: TreatmentRecord, visit: Appointment, batch_id: int) -> int | None:
    """The first piece that was opened on the visit's day and that no record stands for.

    Records from before pieces were tied to them each stand for one of that day.
    """
    day = local_day(visit.starts_at)
    begins, ends = at_minute(day, 0), at_minute(day, 24 * 60)
    tied = exists().where(_b.vial_id == _o.id, _b.record_id == _t.id, ~_in_error())
    free = act.session.scalars(
        select(_o.id)
        .where(_o.batch_id == batch_id, _o.opened_at >= begins, _o.opened_at < ends, ~tied)
        .order_by(_o.opened_at, _o.id)
    ).all()
    untied = act.session.scalar(
        select(func.count())
        .select_from(RecordBatch)
        .join(TreatmentRecord, _t.id == _b.record_id)
        .where(_b.batch_id == batch_id, _b.vial_id.is_(None), _b.record_id != row.id)
        .where(_t.treated_on == day, _t.signed_at.is_not(None), _t.kind == row.kind, ~_in_error())
    )
    return free[0] if len(free) > (untied or 0) else None


def _in_error() -> ColumnElement[bool]:
    added = aliased(Amendment)
    return exists().where(added.record_id == _t.id, added.kind == "entered_in_error")


def _is_there(act: Act, visit: Appointment, batch_id: int) -> bool:
    counted = select(StockCount.id).where(
        StockCount.batch_id == batch_id, StockCount.counted_at > visit.starts_at
    )
    if act.session.scalars(counted.limit(1)).first() is not None:
        return False
    return batch_of(act.session, batch_id, act.today).left > 0


def _opened(act: Act, visit: Appointment, batch_id: int) -> int:
    used_at = min(visit.starts_at, act.now)
    piece = OpenedVial(
        batch_id=batch_id,
        opened_at=used_at,
        opened_by=act.by,
        finished_at=used_at,
        finished_by=act.by,
    )
    act.session.add(piece)
    act.session.flush()
    note(act.session, "stock.opened", act.by, subject=piece.id, fields=("opened_at",))
    return piece.id
