"""What each visit of a day still lacks, for the page that the nurse reads in the morning.

Nothing here is judged anew: consultation, age, health answers and consent are the findings on
the visit as it stands, by the functions that judge bookings; the stock is asked as a signature
asks it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_desk.base.clock import Clock, local, local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.words import short_day
from clinic_desk.calendar.desk_findings import (
    CONSENT_MISSING,
    CONSENT_OLD,
    DECEASED,
    DO_NOT_BOOK,
    HEALTH_CHANGED,
    desk_findings,
)
from clinic_desk.calendar.gather import on_file
from clinic_desk.calendar.local_days import midnight
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.calendar.visit_rows import visits_between
from clinic_desk.consent.form_text import FormHead
from clinic_desk.db.database import Database
from clinic_desk.records.beginning import kind_for
from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.drafting import content_of
from clinic_desk.records.from_stock import product_named
from clinic_desk.records.models import Amendment, TreatmentRecord
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.safety.facts import Facts, Proposal
from clinic_desk.safety.findings import Finding
from clinic_desk.safety.judge import judge
from clinic_desk.safety.protocol import Protocol
from clinic_desk.staff.access import Access
from clinic_desk.staff.models import Person
from clinic_desk.staff.permissions import May, needs
from clinic_desk.stock.models import Batch
from clinic_desk.stock.records import BatchRecord, Kind
from clinic_desk.stock.rows import batches_of
from clinic_desk.stock.usable import Usable, usable
from clinic_desk.treatments.catalogue import Treatment

LackKind = Literal[
    "client",
    "health_changed",
    "age",
    "consultation",
    "prescriber",
    "consent",
    "health",
    "batch",
    "draft",
    "unclosed",
    "record",
]

CANNOT_JUDGE = "CANNOT-JUDGE"

OF_RULE: Mapping[str, LackKind] = {
    DECEASED: "client",
    DO_NOT_BOOK: "client",
    HEALTH_CHANGED: "health_changed",
    CONSENT_MISSING: "consent",
    CONSENT_OLD: "consent",
    "AGE-UNKNOWN": "age",
    "AGE-18": "age",
    "AGE-MN": "age",
    "AGE-ID": "age",
    "CONSULT-MISSING": "consultation",
    "CONSULT-OLD": "consultation",
    "QUESTIONNAIRE": "health",
    "UNCLOSED": "unclosed",
    CANNOT_JUDGE: "health",
}
"""The findings that something can be done about before the visit."""

ORDER: tuple[LackKind, ...] = (
    "client",
    "health_changed",
    "age",
    "consultation",
    "prescriber",
    "consent",
    "health",
    "batch",
    "unclosed",
    "draft",
    "record",
)


class Lack(NamedTuple):
    """One thing that a visit lacks."""

    kind: LackKind
    sentence: str


class MorningVisit(NamedTuple):
    """A visit and what it lacks, what matters most first."""

    visit: Visit
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class _Day:
    """What is read once for all the visits of a day."""

    session: Session
    protocol: Protocol
    forms: Mapping[str, FormHead]
    today: date
    prescribers: frozenset[int]
    drafts: Mapping[int, Sequence[TreatmentRecord]]
    """The records that are not signed, by client."""
    signed: frozenset[int]
    """The visits with a signed record that is not in error."""
    batches: tuple[BatchRecord, ...]


class Morning:
    """The morning page. `by` is the id of the person at the desk."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        protocol: ProtocolBook,
        forms: Mapping[str, FormHead],
    ) -> None:
        """Take the clinic's database, clock and protocol, and the consent forms by scope."""
        self._database = database
        self._clock = clock
        self._protocol = protocol
        self._forms = forms
        self._access = Access(database)

    @needs(May.CLINICAL)
    def of_day(self, day: date, by: int) -> tuple[MorningVisit, ...]:
        """Every visit of a local day that was not given up, by start, with what it lacks.

        One that is over lacks nothing any more but its record.
        """
        protocol = self._protocol.current()
        with self._database.read() as session:
            ends = midnight(day + timedelta(days=1))
            found = visits_between(session.connection(), midnight(day), ends)
            visits = [each for each in found if local_day(each.starts_at) == day]
            around = _read(session, protocol, self._forms, local_day(self._clock.now()), visits)
            return tuple(MorningVisit(each, _lacks(around, each)) for each in visits)


def _read(
    session: Session,
    protocol: Protocol,
    forms: Mapping[str, FormHead],
    today: date,
    visits: Sequence[Visit],
) -> _Day:
    clients, ids = {each.client_id for each in visits}, {each.id for each in visits}
    drafts: defaultdict[int, list[TreatmentRecord]] = defaultdict(list)
    waiting = select(TreatmentRecord).where(
        TreatmentRecord.client_id.in_(clients), TreatmentRecord.signed_at.is_(None)
    )
    for row in session.scalars(waiting.order_by(TreatmentRecord.treated_on, TreatmentRecord.id)):
        drafts[row.client_id].append(row)
    in_error = select(Amendment.record_id).where(Amendment.kind == "entered_in_error")
    signed = select(TreatmentRecord.appointment_id).where(
        TreatmentRecord.appointment_id.in_(ids),
        TreatmentRecord.signed_at.is_not(None),
        TreatmentRecord.kind != "adverse_event",
        TreatmentRecord.id.not_in(in_error),
    )
    return _Day(
        session,
        protocol,
        forms,
        today,
        frozenset(session.scalars(select(Person.id).where(Person.prescriber))),
        drafts,
        frozenset(session.scalars(signed)),
        batches_of(session, select(Batch), today),
    )


def _lacks(day: _Day, visit: Visit) -> tuple[Lack, ...]:
    treatment = day.protocol.catalogue.by_code.get(visit.treatment)
    found = _before(day, visit, treatment) if visit.status in IN_THE_DIARY else _after(day, visit)
    return tuple(sorted(found, key=lambda each: ORDER.index(each.kind)))


def _after(day: _Day, visit: Visit) -> Iterator[Lack]:
    if visit.id not in day.signed:
        begun = any(each.appointment_id == visit.id for each in day.drafts.get(visit.client_id, ()))
        words = "Its record is not signed yet." if begun else "Its record is not written yet."
        yield Lack("record", words)


def _before(day: _Day, visit: Visit, treatment: Treatment | None) -> Iterator[Lack]:
    if treatment is not None:
        yield from _found(day, visit, treatment)
        yield from _prescriber(day, visit, treatment)
        yield from _batch(day, visit, treatment)
    for each in day.drafts.get(visit.client_id, ()):
        if each.appointment_id != visit.id:
            when = short_day(each.treated_on, day.today)
            yield Lack("draft", f"The record of {when} is not signed yet.")


def _found(day: _Day, visit: Visit, treatment: Treatment) -> Iterator[Lack]:
    for finding in _findings(day, visit, treatment):
        kind = OF_RULE.get(finding.rule)
        if kind is not None:
            yield Lack(kind, finding.sentence)


def _findings(day: _Day, visit: Visit, treatment: Treatment) -> Iterator[Finding]:
    shown = local(visit.starts_at)
    asked = Proposal(
        visit.treatment, shown.date(), visit.zones, shown.time(), replaces=str(visit.id)
    )
    file = on_file(day.session.connection(), visit.client_id, day.today)
    yield from desk_findings(file.standing, treatment, day.forms, asked, day.today)
    try:
        yield from judge(day.protocol, _known(day, file.asking(asked)))
    except BadInput as error:
        # One visit that an older protocol allowed must not keep the page from being read.
        yield Finding(CANNOT_JUDGE, "warn", "", f"The protocol cannot judge this visit. {error}")


def _known(day: _Day, facts: Facts) -> Facts:
    """Without visits of treatments that the protocol no longer knows: no rule speaks of them."""
    known = {*day.protocol.catalogue.by_code, *day.protocol.catalogue.elsewhere}
    return replace(facts, events=tuple(each for each in facts.events if each.treatment in known))


def _prescriber(day: _Day, visit: Visit, treatment: Treatment) -> Iterator[Lack]:
    if not treatment.needs_prescriber or visit.person_id in day.prescribers:
        return
    for row in day.drafts.get(visit.client_id, ()):
        content = content_of(row) if row.appointment_id == visit.id else None
        if isinstance(content, ToxinContent) and content.prescriber_id in day.prescribers:
            return
    yield Lack(
        "prescriber", f"{visit.person_name} does not prescribe: a prescription is to be had first."
    )


def _batch(day: _Day, visit: Visit, treatment: Treatment) -> Iterator[Lack]:
    kind = kind_for(treatment, visit.status)
    if kind == "toxin" and not _any_usable(day, visit, "toxin"):
        yield Lack("batch", "No toxin that may be used is in the stock.")
    if kind == "needling" and not _any_usable(day, visit, "cartridge"):
        yield Lack("batch", "No cartridge in date is in the stock.")


def _any_usable(day: _Day, visit: Visit, kind: Kind) -> bool:
    """Whether there is an open vial, or a piece to be opened, that may be used at the visit."""
    return any(
        isinstance(
            usable(batch, vial, product_named(day.protocol, batch.product), visit.starts_at), Usable
        )
        for batch in day.batches
        if batch.kind == kind
        for vial in (*batch.vials, *((None,) if batch.left > 0 else ()))
    )
