"""Whether a batch, and a vial of it, may be used at a moment, and how many are left. Pure.

A batch may be used up to the end of the local day that its box names. A vial of toxin, once
mixed, may be used for the hours that the protocol gives its make, counted as they pass, whatever
the clocks do. One that comes ready mixed is for one session (product information: one vial, one
patient, one session), so it is done with when the local day of its opening is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from clinic_desk.base.clock import at, local_day
from clinic_desk.base.words import clock_time, count, plain_date, short_day
from clinic_desk.stock.records import BatchRecord, Expiry, VialRecord
from clinic_desk.treatments.products import Product

NEARLY_EXPIRED_DAYS = 30
"""A batch that expires within so many days, the last one included, is listed to be used first."""


class Usable(NamedTuple):
    """It may be used."""

    until: datetime
    """The first instant, in UTC, from which it may not."""


def usable(
    batch: BatchRecord, vial: VialRecord | None, product: Product | None, now: datetime
) -> Usable | str:
    """Whether it may be used at `now`, or the sentence why not.

    Without a vial, the batch alone is asked: whether a new one may be opened. `product` is
    what the protocol says of a toxin's make, None for all else; a toxin without one may not
    be used. For a record written afterwards, `now` is the moment of the visit.
    """
    refused = _refuses_batch(batch, product, now)
    if refused:
        return refused
    until = _midnight_after(batch.expires_on)
    if vial is None:
        return Usable(until)
    if vial.finished_at is not None and vial.finished_at <= now:
        return f"It was finished on {_moment(vial.finished_at, now)}."
    return _vial_of_toxin(vial, product, until, now) if product else Usable(until)


def _refuses_batch(batch: BatchRecord, product: Product | None, now: datetime) -> str:
    day = local_day(now)
    if batch.withdrawn_on is not None and batch.withdrawn_on <= day:
        since = plain_date(batch.withdrawn_on)
        return f"Batch {batch.number} was withdrawn from use on {since}: {batch.withdrawn_why}"
    if batch.expires_on < day:
        return f"Batch {batch.number} expired on {plain_date(batch.expires_on)}."
    if batch.kind == "toxin" and product is None:
        return f"{batch.product} is not among the makes that the protocol names."
    return ""


def _vial_of_toxin(
    vial: VialRecord, product: Product, until: datetime, now: datetime
) -> Usable | str:
    hours = product.discard_after_mixing_hours
    if product.ready_mixed or not hours:
        over = _midnight_after(local_day(vial.opened_at))
        why = f"It was opened on {_moment(vial.opened_at, now)}, for one session."
    elif vial.mixed_at is None:
        return "It has not been mixed yet."
    else:
        over = vial.mixed_at + timedelta(hours=hours)
        allowed = count(hours, "hour")
        why = f"It was mixed on {_moment(vial.mixed_at, now)}, and may be used for {allowed}."
    return why if over <= now else Usable(min(over, until))


def left(pieces: int, opened: int, counts: Iterable[int]) -> int:
    """Unopened pieces that there should be: what came in, less what was opened, put right by
    every count."""
    return pieces - opened + sum(counts)


def expiry_of(expires_on: date, today: date) -> Expiry:
    """Whether a batch has expired by a local day, will within 30 days, or neither."""
    days = (expires_on - today).days
    if days < 0:
        return "expired"
    return "nearly" if days <= NEARLY_EXPIRED_DAYS else ""


def _midnight_after(day: date) -> datetime:
    return at(day + timedelta(days=1), time(0))


def _moment(instant: datetime, now: datetime) -> str:
    return f"{short_day(local_day(instant), local_day(now))} at {clock_time(instant)}"
