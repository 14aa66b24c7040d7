"""What the stock says of a record's vials and batches: their details, and whether they may be used.

Asked for the moment of the visit and not of the writing, so that a record written afterwards
names what was in date then, and a batch withdrawn since can still be put down truthfully.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.models import Appointment
from clinic_desk.records.act import Act
from clinic_desk.records.contents import (
    AdverseEventContent,
    Content,
    Lot,
    NeedlingContent,
    ToxinContent,
    Vial,
)
from clinic_desk.records.licensed import marked
from clinic_desk.records.missing import LotFacts, VialFacts
from clinic_desk.records.models import Amendment, RecordBatch, TreatmentRecord
from clinic_desk.safety.protocol import Protocol
from clinic_desk.stock.models import Batch
from clinic_desk.stock.records import BatchRecord, VialRecord
from clinic_desk.stock.rows import batch_of, vial_of
from clinic_desk.stock.usable import usable
from clinic_desk.treatments.products import Product

LATE = timedelta(hours=1)


def filled(act: Act, content: Content) -> Content:
    """The content with the details of its vials and batches as the stock has them now.

    BadInput for a vial or batch that is not in the stock.
    """
    if isinstance(content, ToxinContent):
        vials = tuple(vial_details(act, each.vial_id) for each in content.vials)
        return marked(replace(content, vials=vials))
    if isinstance(content, NeedlingContent):
        cream = content.cream
        if cream is not None and cream.lot is not None:
            cream = replace(cream, lot=_lot_details(act, cream.lot))
        cartridge = content.cartridge and _lot_details(act, content.cartridge)
        return replace(content, cartridge=cartridge, cream=cream)
    if isinstance(content, AdverseEventContent):
        return replace(content, lots=tuple(_lot_details(act, each) for each in content.lots))
    return content


def vial_details(act: Act, vial_id: int) -> Vial:
    """An opened vial as a record keeps it; BadInput where it is not in the stock."""
    try:
        vial = vial_of(act.session, vial_id)
    except NotFound:
        raise BadInput("vials", "This vial is not in the stock.") from None
    batch = batch_of(act.session, vial.batch_id, act.today)
    return as_vial(act, batch, vial)


def as_vial(act: Act, batch: BatchRecord, vial: VialRecord) -> Vial:
    """What a record keeps of a vial."""
    product = product_named(act.protocol, batch.product)
    return Vial(
        vial.id,
        batch.id,
        batch.product,
        product.unit if product else "",
        batch.number,
        batch.expires_on,
        batch.strength,
        vial.diluent_ul,
        vial.mixed_at,
    )


def product_named(protocol: Protocol, name: str) -> Product | None:
    """What the protocol says of a make of toxin; None where it names no such make."""
    products = protocol.catalogue.products
    return next((each for each in products if each.name == name), None)


def as_lot(batch: Batch | BatchRecord) -> Lot:
    """What a record keeps of a batch."""
    return Lot(batch.id, batch.product, batch.number, batch.expires_on)


def _lot_details(act: Act, lot: Lot) -> Lot:
    batch = act.session.get(Batch, lot.batch_id)
    if batch is None:
        raise BadInput("batch_id", "This batch is not in the stock.")
    return as_lot(batch)


def vial_facts(act: Act, vials: Iterable[Vial], visit: Appointment) -> dict[int, VialFacts]:
    """What the stock says of vials for a visit."""
    return {each.vial_id: _vial_facts(act, each, visit) for each in vials}


def _vial_facts(act: Act, vial: Vial, visit: Appointment) -> VialFacts:
    found = vial_of(act.session, vial.vial_id)
    batch = batch_of(act.session, found.batch_id, act.today)
    product = product_named(act.protocol, batch.product)
    return VialFacts(
        why_no_vial(act, batch, found, visit.starts_at),
        other_clients(act.session, vial.vial_id, visit.client_id),
        needs_mixing=product is not None and not product.ready_mixed,
        later=long_after(found, visit.ends_at),
    )


def long_after(vial: VialRecord, ends_at: datetime) -> str:
    """That a vial was opened or mixed long after a visit had ended; empty where it was not.

    Within the hour is no wonder: visits run late, and the vial is entered with the record.
    """
    moment = vial.mixed_at or vial.opened_at
    if moment <= ends_at + LATE:
        return ""
    done = "mixed" if vial.mixed_at is not None else "opened"
    return f"It was {done} at {clock_time(moment)}; the visit was over at {clock_time(ends_at)}."


def why_no_vial(act: Act, batch: BatchRecord, vial: VialRecord, starts_at: datetime) -> str:
    """Why a vial may not stand on the record of a visit; empty where it may.

    One that was opened or mixed in the course of the visit is judged by that moment.
    """
    if batch.kind != "toxin":
        return f"Batch {batch.number} is no toxin."
    if local_day(vial.opened_at) > local_day(starts_at):
        return (
            f"It was opened on {short_day(local_day(vial.opened_at), act.today)}, after this visit."
        )
    moment = max(starts_at, vial.mixed_at or vial.opened_at)
    answer = usable(batch, vial, product_named(act.protocol, batch.product), moment)
    return answer if isinstance(answer, str) else ""


def lot_facts(act: Act, lots: Iterable[Lot], starts_at: datetime) -> dict[int, LotFacts]:
    """What the stock says of batches for a visit that began at `starts_at`."""
    return {each.batch_id: _lot_facts(act, each.batch_id, starts_at) for each in lots}


def _lot_facts(act: Act, batch_id: int, starts_at: datetime) -> LotFacts:
    return LotFacts(*why_no_batch(batch_of(act.session, batch_id, act.today), starts_at))


def why_no_batch(batch: BatchRecord, starts_at: datetime) -> tuple[str, str]:
    """The kind of a batch of cartridges or cream, and why it may not be used; empty if it may."""
    answer = usable(batch, None, None, starts_at)
    return batch.kind, answer if isinstance(answer, str) else ""


def lots_of(content: Content) -> tuple[Lot, ...]:
    """The batches that a content names beside vials."""
    if isinstance(content, NeedlingContent):
        cream = content.cream.lot if content.cream is not None else None
        return tuple(each for each in (content.cartridge, cream) if each is not None)
    return content.lots if isinstance(content, AdverseEventContent) else ()


_t = TreatmentRecord.__table__.c
_b = RecordBatch.__table__.c
_IN_ERROR = exists().where(
    Amendment.record_id == _b.record_id, Amendment.kind == "entered_in_error"
)


def other_clients(session: Session, vial_id: int, client_id: int) -> int:
    """On the records of how many other clients a vial stands, drafts too, errors left out."""
    counting = (
        select(func.count(_t.client_id.distinct()))
        .join_from(RecordBatch, TreatmentRecord, _t.id == _b.record_id)
        .where(_b.vial_id == vial_id, _t.client_id != client_id, ~_IN_ERROR)
    )
    return session.scalar(counting) or 0
