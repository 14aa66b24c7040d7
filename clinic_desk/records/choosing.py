"""What a record of one visit may name as used: open vials, cartridges, creams."""

from __future__ import annotations

from sqlalchemy import select

from clinic_desk.base.words import count
from clinic_desk.calendar.models import Appointment
from clinic_desk.records.act import Act
from clinic_desk.records.from_stock import (
    as_lot,
    as_vial,
    long_after,
    other_clients,
    why_no_batch,
    why_no_vial,
)
from clinic_desk.records.record import LotChoice, VialChoice
from clinic_desk.stock.models import Batch
from clinic_desk.stock.records import Kind, VialRecord
from clinic_desk.stock.rows import batches_of


def vials_for(act: Act, visit: Appointment) -> tuple[VialChoice, ...]:
    """The vials of toxin that are open, or were when the visit began; what may be chosen first."""
    chosen = select(Batch).where(Batch.kind == "toxin").order_by(Batch.expires_on, Batch.id)
    found = [
        VialChoice(
            as_vial(act, batch, vial),
            why_no_vial(act, batch, vial, visit.starts_at),
            _warning(other_clients(act.session, vial.id, visit.client_id), vial, visit),
        )
        for batch in batches_of(act.session, chosen, act.today, visit.starts_at)
        for vial in batch.vials
    ]
    return tuple(sorted(found, key=lambda each: (bool(each.why_not), bool(each.warning))))


def _warning(others: int, vial: VialRecord, visit: Appointment) -> str:
    shared = f"This vial stands on the record of {count(others, 'other client')}." if others else ""
    return " ".join(filter(None, (long_after(vial, visit.ends_at), shared)))


def lots_for(act: Act, visit: Appointment, kind: Kind) -> tuple[LotChoice, ...]:
    """The batches of one kind, soonest to expire first among those that may be chosen."""
    chosen = select(Batch).where(Batch.kind == kind).order_by(Batch.expires_on, Batch.id)
    batches = batches_of(act.session, chosen, act.today)
    found = (LotChoice(as_lot(each), why_no_batch(each, visit.starts_at)[1]) for each in batches)
    return tuple(sorted(found, key=lambda each: bool(each.why_not)))
