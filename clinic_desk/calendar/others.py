"""What a change means for the client's other visits to come: they are judged again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from clinic_desk.calendar.acknowledging import asks
from clinic_desk.calendar.gather import OnFile
from clinic_desk.calendar.outcomes import AlsoFound
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.calendar.surroundings import Surroundings
from clinic_desk.safety.facts import Event, Proposal
from clinic_desk.safety.findings import Finding
from clinic_desk.safety.judge import judge


def visits_to_come(file: OnFile, own: int | None, today: date) -> tuple[Event, ...]:
    """The client's visits from today on that nobody has closed, `own` left out."""
    return tuple(
        event
        for event in file.facts.events
        if event.status in IN_THE_DIARY and event.day >= today and event.id != str(own)
    )


def newly_standing(
    around: Surroundings,
    before: OnFile,
    after: OnFile,
    own: int,
    said: Iterable[Finding] = (),
) -> tuple[AlsoFound, ...]:
    """Findings on the other visits to come that were not there before the change.

    What `said`, the change's own assessment, told of the same two visits is not told
    twice; nor are notes and what is only to be put right before a visit.
    """
    told = {(finding.rule, visit[0]) for finding in said for visit in finding.judged}
    return tuple(
        AlsoFound(int(event.id), finding)
        for event in visits_to_come(after, own, around.today)
        for finding in _new_findings(around, before, after, event)
        if (finding.rule, event.id) not in told
    )


def _new_findings(
    around: Surroundings, before: OnFile, after: OnFile, event: Event
) -> Iterator[Finding]:
    asking = [each for each in judged_as_it_stands(around, after, event) if asks(each)]
    # Nearly always there is nothing that asks, so nobody need know how it stood before.
    stood = judged_as_it_stands(around, before, event) if asking else ()
    marks = {each.fingerprint for each in stood}
    yield from (each for each in asking if each.fingerprint not in marks)


def judged_as_it_stands(around: Surroundings, file: OnFile, event: Event) -> tuple[Finding, ...]:
    """The protocol's findings on one of the client's own visits, worst first."""
    if event.treatment not in around.protocol.catalogue.by_code:
        return ()
    return judge(around.protocol, around.known(file.asking(as_asked_for(around, event))))


def as_asked_for(around: Surroundings, event: Event) -> Proposal:
    """One of the client's own visits as if it were asked for now."""
    zones = around.protocol.catalogue.places.known(event.zones)
    return Proposal(event.treatment, event.day, zones, event.time, replaces=event.id)
