"""What one visit lacks before it can take place, or after it; what was passed with it, apart.

Judged by the functions that judge bookings, on the visit as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from sqlalchemy.orm import Session

from clinic_desk.base.clock import local
from clinic_desk.base.errors import BadInput
from clinic_desk.base.words import short_day
from clinic_desk.calendar.desk_findings import (
    CONSENT_MISSING,
    CONSENT_OLD,
    DECEASED,
    DO_NOT_BOOK,
    HEALTH_CHANGED,
    MERGED,
    desk_findings,
)
from clinic_desk.calendar.gather import on_file
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.calendar.surroundings import Surroundings
from clinic_desk.db.transaction import transaction_of
from clinic_desk.records.beginning import kind_for
from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.drafting import content_of
from clinic_desk.records.from_stock import product_named
from clinic_desk.records.models import TreatmentRecord
from clinic_desk.safety.facts import Proposal
from clinic_desk.safety.findings import Finding
from clinic_desk.safety.judge import judge
from clinic_desk.stock.records import BatchRecord, Kind
from clinic_desk.stock.usable import Usable, usable
from clinic_desk.treatments.catalogue import Treatment

LackKind = Literal[
    "client",
    "refused",
    "health_changed",
    "age",
    "consultation",
    "prescriber",
    "consent",
    "health",
    "batch",
    "look",
    "unclosed",
    "draft",
    "record",
]
"""In the order in which they are told. `refused` and `look` are what the rules find against the
visit, and nobody has passed with it."""

CANNOT_JUDGE = "CANNOT-JUDGE"

OF_RULE: Mapping[str, LackKind] = {
    DECEASED: "client",
    MERGED: "client",
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
"""The findings that something can be done about before the visit: told until it is done."""

ORDER: tuple[LackKind, ...] = get_args(LackKind)


class Lack(NamedTuple):
    """One thing that a visit lacks."""

    kind: LackKind
    sentence: str


class MorningVisit(NamedTuple):
    """A visit and what it lacks, what matters most first."""

    visit: Visit
    lacks: tuple[Lack, ...]
    passed: tuple[str, ...] = ()
    """What the rules still find against it, and who passed or ticked it: nothing is to be done."""


class Seen(NamedTuple):
    """That somebody has seen a finding with a visit, and gone on with it."""

    by: str
    reason: str
    """Empty for a tick."""


@dataclass(frozen=True)
class Day:
    """What is read once for all the visits of a day."""

    session: Session
    around: Surroundings
    """Without people and places: who is there and where says nothing of what is lacking."""
    prescribers: frozenset[int]
    drafts: Mapping[int, Sequence[TreatmentRecord]]
    """The records that are not signed, by client."""
    signed: frozenset[int]
    """The visits with a signed record that is not in error."""
    batches: tuple[BatchRecord, ...]
    seen: Mapping[tuple[int, str], Seen]
    """What was passed or ticked, by visit and fingerprint."""


def told(day: Day, visit: Visit) -> MorningVisit:
    """The visit with what it lacks; one that is over lacks nothing any more but its record."""
    treatment = day.around.protocol.catalogue.by_code.get(visit.treatment)
    if visit.status not in IN_THE_DIARY:
        return MorningVisit(visit, tuple(_after(day, visit)))
    found = tuple(_findings(day, visit, treatment)) if treatment is not None else ()
    lacks = (*_found(day, visit, found), *_before(day, visit, treatment))
    return MorningVisit(
        visit,
        tuple(sorted(lacks, key=lambda each: ORDER.index(each.kind))),
        tuple(_passed(day, visit, found)),
    )


def _after(day: Day, visit: Visit) -> Iterator[Lack]:
    if visit.id not in day.signed:
        begun = any(each.appointment_id == visit.id for each in day.drafts.get(visit.client_id, ()))
        words = "Its record is not signed yet." if begun else "Its record is not written yet."
        yield Lack("record", words)


def _before(day: Day, visit: Visit, treatment: Treatment | None) -> Iterator[Lack]:
    if treatment is not None:
        yield from _prescriber(day, visit, treatment)
        yield from _batch(day, visit, treatment)
    for each in day.drafts.get(visit.client_id, ()):
        if each.appointment_id != visit.id:
            when = short_day(each.treated_on, day.around.today)
            yield Lack("draft", f"The record of {when} is not signed yet.")


def _found(day: Day, visit: Visit, found: Iterable[Finding]) -> Iterator[Lack]:
    for finding in found:
        if finding.rule in OF_RULE:
            yield Lack(OF_RULE[finding.rule], finding.sentence)
        elif finding.severity != "note" and (visit.id, finding.fingerprint) not in day.seen:
            yield Lack("refused" if finding.refuses else "look", _in_full(finding))


def _passed(day: Day, visit: Visit, found: Iterable[Finding]) -> Iterator[str]:
    for finding in found:
        seen = day.seen.get((visit.id, finding.fingerprint))
        if seen is not None and finding.rule not in OF_RULE:
            act = "passed" if finding.refuses else "seen"
            why = f": “{seen.reason.strip()}”" if seen.reason.strip() else ""
            yield f"{_in_short(finding)} ({act} by {seen.by}{why})"


def _in_full(finding: Finding) -> str:
    read = finding.for_those_who_treat()
    return f"{read.title}: {read.sentence}" if finding.of_health else read.sentence


def _in_short(finding: Finding) -> str:
    read = finding.for_those_who_treat()
    return read.sentence if finding.of_health else read.title


def _findings(day: Day, visit: Visit, treatment: Treatment) -> Iterator[Finding]:
    shown = local(visit.starts_at)
    asked = Proposal(
        visit.treatment, shown.date(), visit.zones, shown.time(), replaces=str(visit.id)
    )
    around = day.around
    file = on_file(transaction_of(day.session), visit.client_id, around.today)
    yield from desk_findings(file.standing, treatment, around.forms, asked, around.today)
    try:
        yield from judge(around.protocol, around.known(file.asking(asked)))
    except BadInput as error:
        # One visit that an older protocol allowed must not keep the page from being read.
        yield Finding(CANNOT_JUDGE, "warn", "", f"The protocol cannot judge this visit. {error}")


def _prescriber(day: Day, visit: Visit, treatment: Treatment) -> Iterator[Lack]:
    if not treatment.needs_prescriber or visit.person_id in day.prescribers:
        return
    for row in day.drafts.get(visit.client_id, ()):
        content = content_of(row) if row.appointment_id == visit.id else None
        if isinstance(content, ToxinContent) and content.prescriber_id in day.prescribers:
            return
    yield Lack(
        "prescriber", f"{visit.person_name} does not prescribe: a prescription is to be had first."
    )


def _batch(day: Day, visit: Visit, treatment: Treatment) -> Iterator[Lack]:
    kind = kind_for(treatment, visit.status)
    if kind == "toxin" and not _any_usable(day, visit, "toxin"):
        yield Lack("batch", "No toxin that may be used is in the stock.")
    if kind == "needling" and not _any_usable(day, visit, "cartridge"):
        yield Lack("batch", "No cartridge in date is in the stock.")


def _any_usable(day: Day, visit: Visit, kind: Kind) -> bool:
    """Whether there is an open vial, or a piece to be opened, that may be used at the visit."""
    protocol = day.around.protocol
    return any(
        isinstance(
            usable(batch, vial, product_named(protocol, batch.product), visit.starts_at), Usable
        )
        for batch in day.batches
        if batch.kind == kind
        for vial in (*batch.vials, *((None,) if batch.left > 0 else ()))
    )
