"""What has been seen, and by whom it may be passed: settles the findings on a visit. Pure.

A block takes a written reason from someone whose role may pass it, or is left to the
nurse by pencilling where it is a clinical one; `override = "none"` takes neither. A
tick is kept by the finding's fingerprint, so what was once seen is not asked again
until the rule's figures or the visits it judged have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from clinic_desk.calendar.records import Acknowledged
from clinic_desk.safety.findings import Finding
from clinic_desk.staff.people import PersonRecord
from clinic_desk.staff.roles import may_pass

LEFT_TO_THE_NURSE = "Left to the nurse"
"""The reason kept with a finding that a pencilled visit waits for."""


@dataclass(frozen=True)
class KeptAcknowledgement:
    """A finding that was seen, as it was worded then, by whom, when and why."""

    rule: str
    fingerprint: str
    severity: str
    sentence: str
    reason: str
    person_id: int
    acknowledged_at: datetime

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> KeptAcknowledgement:
        """From a row of `acknowledgement` as the file holds it."""
        return cls(
            rule=row["rule"],
            fingerprint=row["fingerprint"],
            severity=row["severity"],
            sentence=row["sentence"],
            reason=row["reason"],
            person_id=row["person_id"],
            acknowledged_at=datetime.fromtimestamp(row["acknowledged_at"], UTC),
        )

    @property
    def left_to_the_nurse(self) -> bool:
        """Whether it only waits for an answer."""
        return self.reason == LEFT_TO_THE_NURSE

    @property
    def overrides(self) -> bool:
        """Whether it passed a block."""
        return self.severity == "block" and not self.left_to_the_nurse


@dataclass(frozen=True)
class Settlement:
    """How the findings on a visit stand once everyone's marks are counted."""

    unsettled: tuple[Finding, ...]
    """What must still be seen, passed or given up; a visit with any is not saved."""
    seen_now: tuple[tuple[Finding, str], ...]
    """What was seen just now, with its reason."""
    seen_before: frozenset[str]
    """Fingerprints that were seen earlier and still hold."""
    pencilled: bool
    """Whether the visit waits for the nurse."""

    @property
    def reason_for(self) -> Mapping[str, str]:
        """The reasons written just now, by fingerprint."""
        return {finding.fingerprint: reason for finding, reason in self.seen_now}


@dataclass(frozen=True)
class Marks:
    """Everything that was said to the findings: now, by whom, and before."""

    person: PersonRecord
    now: Mapping[str, str]
    """Reasons by fingerprint, empty for a plain tick."""
    before: frozenset[str] = frozenset()
    left_before: frozenset[str] = frozenset()
    pencil: bool = False

    @classmethod
    def of(
        cls,
        person: PersonRecord,
        acknowledged: Sequence[Acknowledged] = (),
        kept: Iterable[KeptAcknowledgement] = (),
        *,
        pencil: bool = False,
    ) -> Marks:
        """Take what was acknowledged now, and what was kept with the visit."""
        rows = tuple(kept)
        return cls(
            person,
            {mark.fingerprint: mark.reason.strip() for mark in acknowledged},
            frozenset(row.fingerprint for row in rows if not row.left_to_the_nurse),
            frozenset(row.fingerprint for row in rows if row.left_to_the_nurse),
            pencil,
        )


def settle(findings: Iterable[Finding], marks: Marks) -> Settlement:
    """Which findings are settled, and what is to be written for it.

    Notes and what is only to be put right before the visit ask for nothing. What is
    for the nurse makes the visit a pencilled one unless a clinician has seen it.
    """
    unsettled, seen, before, pencilled = [], [], set(), marks.pencil
    for finding in findings:
        if not asks(finding):
            continue
        if _no_way_past(finding):
            unsettled.append(finding)
        elif finding.fingerprint in marks.before:
            before.add(finding.fingerprint)
        elif _passed(finding, marks):
            seen.append((finding, marks.now[finding.fingerprint]))
        elif _left_to_the_nurse(finding, marks):
            pencilled = True
            seen.append((finding, LEFT_TO_THE_NURSE))
        else:
            unsettled.append(finding)
    return Settlement(tuple(unsettled), tuple(seen), frozenset(before), pencilled)


def asks(finding: Finding) -> bool:
    """Whether a visit with it is saved only once it has been seen, passed or left to the nurse."""
    return finding.refuses or (finding.severity == "warn" and finding.ask != "before_visit")


def _no_way_past(finding: Finding) -> bool:
    return finding.refuses and finding.override == "none"


def _passed(finding: Finding, marks: Marks) -> bool:
    reason = marks.now.get(finding.fingerprint)
    if reason is None or (finding.refuses and not reason):
        return False
    return may_settle(finding, marks.person)


def may_settle(finding: Finding, person: PersonRecord) -> bool:
    """Whether a person may pass a block, tick a warning, or decide what is for the nurse."""
    if finding.refuses:
        return may_pass(person, finding.override)
    if finding.ask == "nurse":
        return may_pass(person, "clinician")
    # A warning without a role of its own may be ticked by anyone.
    return finding.override == "none" or may_pass(person, finding.override)


def _left_to_the_nurse(finding: Finding, marks: Marks) -> bool:
    # A clash of time is the desk's own to answer for, with a reason, pencilled or not.
    if finding.severity == "warn" and finding.ask == "nurse":
        return True
    return finding.clinical and (marks.pencil or finding.fingerprint in marks.left_before)
