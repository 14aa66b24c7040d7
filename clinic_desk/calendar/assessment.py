"""The one assessment of a visit: the preview shows it, the commit obeys it.

What the draft leaves open is filled in, every rule and every clash is asked, and
nothing is written. Both callers come through `assess`, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from clinic_desk.base.clock import local, local_day
from clinic_desk.calendar.clashes import clashes
from clinic_desk.calendar.desk_findings import NO_DAY_WILL_DO, ClientStanding, desk_findings
from clinic_desk.calendar.fitting import Fitted, fit
from clinic_desk.calendar.gather import OnFile, on_file
from clinic_desk.calendar.hours_clashes import hours_clashes
from clinic_desk.calendar.plan import Plan, visit_span
from clinic_desk.calendar.records import Assessment, Draft
from clinic_desk.calendar.standing import Standing
from clinic_desk.calendar.surroundings import Surroundings
from clinic_desk.db.transaction import Transaction
from clinic_desk.safety.facts import Facts, Proposal
from clinic_desk.safety.findings import Finding, verdict, worst_first
from clinic_desk.safety.judge import earliest, judge
from clinic_desk.treatments.catalogue import Treatment


@dataclass(frozen=True)
class Considered:
    """An assessment, with what it was made from for those who go on to search or to write."""

    assessment: Assessment
    treatment: Treatment
    minutes: int
    plan: Plan | None
    """None where no start was given."""
    file: OnFile | None
    """None where no client was given."""
    facts: Facts | None


def assess(
    connection: Transaction,
    around: Surroundings,
    draft: Draft,
    stands: Standing | None = None,
    day: date | None = None,
) -> Considered:
    """All that speaks against a draft as it stands, and the draft with its gaps filled.

    `stands` is the visit that the draft changes. `day` is the local day to judge by
    where the draft has no start yet; else today. Raises BadInput for a treatment or
    place that the protocol does not know, for a person, room or device that is not
    for the treatment, and for a length that cannot be.
    """
    treatment = around.protocol.catalogue.treatment(draft.treatment)
    client_id = draft.client_id or (stands.client_id if stands else None)
    file = on_file(connection, client_id, around.today) if client_id else None
    minutes = _minutes(draft, treatment, file, stands, around)
    draft = draft._replace(client_id=client_id, minutes=minutes)
    fitted = _fitted(connection, around, draft, treatment, minutes, stands)
    if fitted is not None:
        draft = _filled(draft, fitted.plan)
    facts = _facts(around, draft, file, day)
    clinical = _clinical(around, draft, facts, day)
    own = tuple(_of_client(around, draft, file, day))
    found = worst_first([*clinical, *own, *_of_time(around, fitted, stands)])
    assessment = Assessment(
        draft=draft,
        span=fitted.plan.span if fitted else None,
        findings=found,
        verdict=verdict(found),
        nothing_on_file=file is not None and file.nothing_on_file(_event_id(stands)),
        earliest=_earliest(around, (*clinical, *own), facts),
    )
    return Considered(assessment, treatment, minutes, fitted.plan if fitted else None, file, facts)


def _minutes(
    draft: Draft,
    treatment: Treatment,
    file: OnFile | None,
    stands: Standing | None,
    around: Surroundings,
) -> int:
    """As asked, as it was, or the treatment's own for a first or a repeat visit."""
    if draft.minutes is not None:
        visit_span(around.now, draft.minutes)
        return draft.minutes
    if stands is not None and stands.plan.treatment == treatment.code:
        return stands.span.minutes
    return treatment.minutes(first=not _had_before(draft, file, stands, around))


def _had_before(
    draft: Draft, file: OnFile | None, stands: Standing | None, around: Surroundings
) -> bool:
    """Whether the client has had the treatment or is booked for it, whichever comes first.

    Not by the start asked for: an offered time may not change the length it was found for.
    """
    if file is None:
        return False
    settings = around.protocol.settings
    return any(
        event.treatment == draft.treatment
        and event.status not in settings.ignored_statuses
        and event.id != _event_id(stands)
        for event in file.facts.events
    )


def _event_id(stands: Standing | None) -> str | None:
    return str(stands.id) if stands else None


def _fitted(
    connection: Transaction,
    around: Surroundings,
    draft: Draft,
    treatment: Treatment,
    minutes: int,
    stands: Standing | None,
) -> Fitted | None:
    if draft.starts_at is None:
        return None
    span = visit_span(draft.starts_at, minutes)
    return fit(connection, around, draft, treatment, span, stands.plan if stands else None)


def _filled(draft: Draft, plan: Plan) -> Draft:
    return draft._replace(
        person_id=plan.person_id,
        room_id=plan.room_id,
        device_id=plan.device_id,
        starts_at=plan.span.starts_at,
    )


def _facts(
    around: Surroundings, draft: Draft, file: OnFile | None, day: date | None
) -> Facts | None:
    proposal = proposed(draft, day or around.today)
    if file is not None:
        return around.known(file.asking(proposal))
    return Facts(around.today, proposal, born_on=draft.born_on) if draft.newcomer else None


def proposed(draft: Draft, day: date) -> Proposal:
    """The visit as the rules see it; on `day`, at no known time, where it has no start."""
    shown = local(draft.starts_at) if draft.starts_at else None
    return Proposal(
        treatment=draft.treatment,
        day=shown.date() if shown else day,
        zones=draft.zones,
        time=shown.time() if shown else None,
        replaces=str(draft.appointment_id) if draft.appointment_id else None,
    )


def _clinical(
    around: Surroundings, draft: Draft, facts: Facts | None, day: date | None
) -> tuple[Finding, ...]:
    if facts is not None:
        return judge(around.protocol, facts)
    # Of a caller nobody has looked up yet, only the treatment and perhaps the age are known.
    told = draft.born_on
    asked = proposed(draft, day or around.today)
    found = judge(around.protocol, Facts(around.today, asked, born_on=told))
    return tuple(f for f in found if f.rule == "DISABLED" or (told and f.rule[:4] == "AGE-"))


def _of_client(
    around: Surroundings, draft: Draft, file: OnFile | None, day: date | None
) -> Iterator[Finding]:
    """What the record says to every visit; of a newcomer, what an empty record will say."""
    if file is None and not draft.newcomer:
        return
    treatment = around.protocol.catalogue.treatment(draft.treatment)
    standing = file.standing if file else ClientStanding()
    asked = proposed(draft, day or around.today)
    yield from desk_findings(standing, treatment, around.forms, asked, around.today)


def _of_time(
    around: Surroundings, fitted: Fitted | None, stands: Standing | None
) -> Iterator[Finding]:
    if fitted is None:
        return
    yield from clashes(fitted.plan, fitted.held, fitted.names)
    yield from hours_clashes(fitted.plan, around.opening, fitted.names)
    moved = stands is None or stands.span != fitted.plan.span
    if moved and fitted.plan.span.starts_at < around.now:
        yield _past(fitted.plan, around.now)


def _past(plan: Plan, now: datetime) -> Finding:
    """A visit may be entered late; that it is past is only said."""
    when = "earlier today" if local_day(plan.span.starts_at) == local_day(now) else "in the past"
    return Finding(
        rule="TIME-PAST",
        severity="note",
        title=f"This time is {when}",
        sentence="The visit is entered after its time.",
        clinical=False,
    )


def _earliest(
    around: Surroundings, findings: tuple[Finding, ...], facts: Facts | None
) -> date | None:
    if facts is None or any(finding.rule in NO_DAY_WILL_DO for finding in findings):
        return None
    if not any(finding.refuses for finding in findings if finding.clinical):
        return facts.proposed.day
    return earliest(around.protocol, facts)
