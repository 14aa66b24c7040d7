"""What the demo keeps of its clients beside their visits: consents, health answers, records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, update

from clinic_desk.base.clock import local
from clinic_desk.clients.models import HealthAnswer, HealthChange
from clinic_desk.consent.forms import Form
from clinic_desk.consent.models import Consent
from clinic_desk.demo.filling import PlannedVisit
from clinic_desk.demo.putting import put
from clinic_desk.demo.shelf import Shelf
from clinic_desk.demo.signed_papers import (
    Answering,
    Lacking,
    answers_given,
    answers_standing,
    consents,
    taken_back,
    told_change,
)
from clinic_desk.demo.writing_up import write_up
from clinic_desk.health.models import AnswerGiven
from clinic_desk.records.models import Amendment, RecordBatch, TreatmentRecord
from clinic_desk.safety.protocol import Protocol
from clinic_desk.stock.models import Batch, OpenedVial
from clinic_desk.treatments.catalogue import Catalogue

THESE_DAYS = 3
"""Back and ahead: who comes or came is asked every question."""
_BOUND: dict[str, Any] = {name: bindparam(name) for name in ("signed_by", "signed_at", "digest")}


@dataclass
class Asked:
    """What the clients said of themselves, as far as more than one table is told of it."""

    names: dict[int, str] = field(default_factory=dict)
    allergic: set[int] = field(default_factory=set)
    """To lidocaine."""
    yes: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The health questions that were answered yes, by client."""
    gone_over: dict[int, tuple[date, ...]] = field(default_factory=dict)
    """The days on which the health questions were gone over, by client."""


def write_papers(
    connection: Connection,
    protocol: Protocol,
    forms: Mapping[str, Form],
    visits: list[tuple[int, PlannedVisit]],
    asked: Asked,
    rich: Sequence[int],
    lacking: Lacking,
    now: datetime,
) -> None:
    """Consents of everyone, and health answers of those who are written up or come these days."""
    today = local(now).date()
    given = consents(forms, (each for _, each in visits), asked.names, rich)
    put(
        connection,
        Consent,
        (taken_back(each, now) if each["client_id"] in lacking.consent else each for each in given),
    )
    around = [each for _, each in visits if abs((each.slot.day - today).days) <= THESE_DAYS]
    whole = {*rich, *(each.client for each in around)} & asked.gone_over.keys()
    answering = [
        Answering(client, asked.yes.get(client, ()), asked.gone_over[client])
        for client in sorted(whole)
    ]
    questions = tuple(each.id for each in protocol.questions)
    put(connection, HealthAnswer, answers_standing(answering, questions))
    put(connection, AnswerGiven, answers_given(answering, questions))
    put(connection, HealthChange, [told_change(client, now) for client in lacking.asked_anew])


def write_records(
    connection: Connection,
    catalogue: Catalogue,
    visits: list[tuple[int, PlannedVisit]],
    allergic: Collection[int],
    rich: Sequence[int],
    now: datetime,
    seed: int,
) -> None:
    """The batches first, and the seals last: the database changes nothing that is sealed."""
    shelf = Shelf(catalogue, now)
    written = write_up(visits, shelf, allergic, rich, Random(seed))
    shelf.stand_about()
    put(connection, Batch, shelf.batches)
    put(connection, OpenedVial, shelf.vials)
    put(connection, TreatmentRecord, written.records)
    put(connection, RecordBatch, written.batches)
    if written.seals:
        record = cast("Table", TreatmentRecord.__table__)
        sealing = update(record).where(record.c.id == bindparam("of"))
        connection.execute(sealing.values(_BOUND), written.seals)
    put(connection, Amendment, written.amendments)
