"""What reception may be given of findings and acts: "ask the nurse" for what is clinical. Pure.

A clash of time and a gap between visits are the desk's own to read. What rests on a health
answer, why someone who came was not treated, and why a clinician passed a rule are not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from clinic_desk.calendar.acknowledging import KeptAcknowledgement
from clinic_desk.calendar.outcomes import (
    Booked,
    BrokenVisit,
    LapsedOverride,
    NeedsAcknowledgement,
)
from clinic_desk.calendar.records import Assessment, Preview
from clinic_desk.calendar.veiled_visits import ASK_THE_NURSE
from clinic_desk.safety.findings import OF_A_QUESTION, OF_HEALTH, OF_TIME, Finding


def findings_for_the_desk(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of which none tells a health answer."""
    return tuple(finding.for_the_desk() for finding in findings)


def assessment_for_the_desk(assessment: Assessment) -> Assessment:
    """An assessment of whose findings none tells a health answer."""
    return assessment._replace(findings=findings_for_the_desk(assessment.findings))


def preview_for_the_desk(preview: Preview) -> Preview:
    """The same of a preview."""
    return preview._replace(assessment=assessment_for_the_desk(preview.assessment))


def booked_for_the_desk(booked: Booked) -> Booked:
    """The same of what a booking found on other visits."""
    also = tuple(replace(each, finding=each.finding.for_the_desk()) for each in booked.also)
    return replace(booked, also=also)


def broken_for_the_desk(visit: BrokenVisit) -> BrokenVisit:
    """A visit that something speaks against, of which no finding tells a health answer."""
    return replace(visit, findings=findings_for_the_desk(visit.findings))


def refusal_for_the_desk(refused: NeedsAcknowledgement) -> NeedsAcknowledgement:
    """The same of what a booking was refused for."""
    return NeedsAcknowledgement(
        assessment_for_the_desk(refused.assessment), findings_for_the_desk(refused.unsettled)
    )


def mark_for_the_desk(mark: KeptAcknowledgement, by: int) -> KeptAcknowledgement:
    """What was seen with a visit, as a receptionist may read it; own reasons stay."""
    reason = mark.reason
    if mark.person_id != by and not mark.left_to_the_nurse:
        reason = _reason(mark.rule, reason)
    return replace(mark, rule=rule_for_the_desk(mark.rule), reason=reason)


def override_for_the_desk(lapsed: LapsedOverride) -> LapsedOverride:
    """An override that lapsed, as a receptionist may read it."""
    return replace(
        lapsed,
        rule=rule_for_the_desk(lapsed.rule),
        reason=_reason(lapsed.rule, lapsed.reason),
        now=findings_for_the_desk(lapsed.now),
    )


def rule_for_the_desk(rule: str) -> str:
    """A rule's id, or of a health question no more than that it is one."""
    return OF_HEALTH if rule.startswith(OF_A_QUESTION) else rule


def _reason(rule: str, reason: str) -> str:
    return ASK_THE_NURSE if reason and not rule.startswith(OF_TIME) else reason
