"""Who had a batch: a list of people to ring, and the same as CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from clinic_desk.base.errors import NotFound
from clinic_desk.base.words import plain_date
from clinic_desk.clients.models import Client, Phone, Standing
from clinic_desk.clients.records import PhoneDetails
from clinic_desk.records.models import Amendment, RecordBatch, TreatmentRecord
from clinic_desk.records.totals import units
from clinic_desk.stock.models import Batch

HEADS = ("Client", "Phones", "Days", "Units", "Unit", "To know", "Product", "Batch")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell that a spreadsheet would work out begins with; the last four are the wide forms."""
_DISCREET = "do not name the clinic on the phone"


@dataclass(frozen=True)
class HadBatch:
    """One client whose records name the batch."""

    client_id: int
    name: str
    phones: tuple[PhoneDetails, ...]
    days: tuple[date, ...]
    """Local days on which it was used, the earliest first."""
    hundredths: int
    """All that the client had of this batch, in hundredths of the product's own unit."""
    draft: bool
    """Whether one of the records is not signed yet."""
    adverse_event: bool
    """Whether something unwanted was laid to it."""
    deceased: bool
    """Nobody is to be rung."""

    @property
    def to_know(self) -> tuple[str, ...]:
        """What whoever rings must know, in a few words each."""
        discreet = any(phone.discreet for phone in self.phones)
        told = (
            ("has died", self.deceased),
            ("not signed yet", self.draft),
            ("adverse event", self.adverse_event),
            (_DISCREET, discreet),
        )
        return tuple(words for words, holds in told if holds)


class BatchTrace(NamedTuple):
    """A batch, and everyone whose records name it, by name; records in error are left out."""

    batch_id: int
    product: str
    number: str
    unit: str
    """The product's own; empty for what has none."""
    rows: tuple[HadBatch, ...]


_t = TreatmentRecord.__table__.c
_b = RecordBatch.__table__.c
_IN_ERROR = exists().where(Amendment.record_id == _t.id, Amendment.kind == "entered_in_error")
_USES = (
    select(
        _t.client_id,
        func.trim(Client.given + " " + Client.family).label("name"),
        _t.treated_on,
        _t.kind,
        _t.signed_at,
        _b.hundredths,
        Standing.deceased_on,
    )
    .join_from(RecordBatch, TreatmentRecord, _t.id == _b.record_id)
    .join(Client, Client.id == _t.client_id)
    .outerjoin(Standing, Standing.client_id == _t.client_id)
    .where(~_IN_ERROR)
    .order_by(Client.family, Client.given, _t.client_id, _t.treated_on, _t.id)
)


def had_batch(session: Session, batch_id: int, product_units: Mapping[str, str]) -> BatchTrace:
    """Everyone who had a batch, in three statements; NotFound where there is no such batch."""
    batch = session.get(Batch, batch_id)
    if batch is None:
        raise NotFound("This batch is not in the stock.", next_step="Look at the list again.")
    uses: defaultdict[int, list[Any]] = defaultdict(list)
    for row in session.execute(_USES.where(_b.batch_id == batch_id)):
        uses[row.client_id].append(row)
    phones = _phones(session, uses)
    rows = tuple(_of_client(rows, phones.get(client, ())) for client, rows in uses.items())
    unit = product_units.get(batch.product, "") if batch.kind == "toxin" else ""
    return BatchTrace(batch.id, batch.product, batch.number, unit, rows)


def _phones(session: Session, clients: Iterable[int]) -> Mapping[int, tuple[PhoneDetails, ...]]:
    found: defaultdict[int, tuple[PhoneDetails, ...]] = defaultdict(tuple)
    for phone in session.scalars(
        select(Phone).where(Phone.client_id.in_(sorted(clients))).order_by(Phone.id)
    ):
        one = PhoneDetails(phone.number, phone.voicemail, phone.discreet)
        found[phone.client_id] = (*found[phone.client_id], one)
    return found


def _of_client(rows: list[Any], phones: tuple[PhoneDetails, ...]) -> HadBatch:
    treated = [row for row in rows if row.kind != "adverse_event"]
    return HadBatch(
        client_id=rows[0].client_id,
        name=rows[0].name,
        phones=phones,
        days=tuple(sorted({row.treated_on for row in treated})),
        hundredths=sum(row.hundredths for row in treated),
        draft=any(row.signed_at is None for row in treated),
        adverse_event=len(treated) < len(rows),
        deceased=rows[0].deceased_on is not None,
    )


def csv_text(trace: BatchTrace) -> str:
    """The list as CSV with a line of heads; to be saved as UTF-8 with its mark, for Excel."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADS)
    for row in trace.rows:
        cells = (
            row.name,
            "; ".join(phone.number for phone in row.phones),
            "; ".join(map(plain_date, row.days)),
            units(row.hundredths) if trace.unit else "",
            trace.unit,
            "; ".join(row.to_know),
            trace.product,
            trace.number,
        )
        writer.writerow(map(_plain_cell, cells))
    return text.getvalue()


def _plain_cell(text: str) -> str:
    """A spreadsheet reads what begins like this as a formula; the mark before it shows as none."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
