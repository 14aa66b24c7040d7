"""What was once found wrong with the audit, as the audit itself says, and what was accepted of it.

A loss is seen by the anchors only until newer events have taken the place of what they
remember, so whatever is found is noted at once as an event (`audit.found`) and stands until a
manager has looked at it (`audit.accepted`). What cannot be mended, such as an event that was
altered, is found again at each check: once accepted it is known and passed over. Where a file
that is behind was opened all the same, before anybody had signed in, that waits for a manager
too. Only what is sealed is believed, or two made-up rows would accept whatever was altered.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from clinic_desk.db.chain import NO_LINK, ROW_COLUMNS, Row, next_mac
from clinic_desk.db.lenient import lenient
from clinic_desk.db.verifying import UNREADABLE, Trouble, instant

FOUND, ACCEPTED = "audit.found", "audit.accepted"
_LASTING = frozenset({"altered", "missing", "added", "value_altered", "value_missing"})
"""Kinds that no act mends: what is wrong stays in the file."""

_NOTED = (
    f"SELECT {ROW_COLUMNS} FROM audit_event "
    "WHERE act IN ('audit.found', 'audit.accepted') ORDER BY id"
)
_MAC_BEFORE = "SELECT CAST(mac AS BLOB) FROM audit_event WHERE id < ? ORDER BY id DESC LIMIT 1"
_TIME_BEFORE = "SELECT at FROM audit_event WHERE id < ? ORDER BY id DESC LIMIT 1"


class Finding(NamedTuple):
    """The same trouble with events that follow each other.

    Its kind is as in `Trouble`, or `went_on` where a file that is behind was opened all the same.
    """

    kind: str
    first: int
    last: int
    """Both included, and 0 where it concerns no event. Of what was lost: the numbers it had."""
    at: datetime | None = None
    """The time, in UTC, of the last event before it that stands."""

    @property
    def events(self) -> int:
        """How many events it concerns."""
        return self.last - self.first + 1


class Noted(NamedTuple):
    """What the audit says of itself."""

    accepted: frozenset[tuple[str, int]]
    """Kind and number of what is known and cannot be mended."""
    waiting: tuple[Finding, ...]
    """What nobody has accepted yet, oldest first."""
    up_to: int
    """The number of the last event that noted a finding; 0 where nothing waits."""


def noted(driver: Any, key: bytes) -> Noted:
    """Read through an index of its own, so that it costs a page however long the audit is."""
    with lenient(driver):
        return _noted(driver, key)


def _noted(driver: Any, key: bytes) -> Noted:
    rows = [row for row in map(Row._make, driver.execute(_NOTED)) if _is_sealed(driver, key, row)]
    until = max((row.subject_id or 0 for row in rows if row.act == ACCEPTED), default=0)
    found = [(row.id, finding) for row in rows for finding in _findings(row)]
    accepted = {
        (finding.kind, number)
        for event, finding in found
        if event <= until and finding.kind in _LASTING
        for number in range(finding.first, finding.last + 1)
    }
    waiting = [(event, finding) for event, finding in found if event > until]
    return Noted(
        frozenset(accepted),
        tuple(each._replace(at=_time_before(driver, event, each)) for event, each in waiting),
        max((event for event, _ in waiting), default=0),
    )


def unaccepted(driver: Any, key: bytes, troubles: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """Those of the troubles that no manager has looked at and accepted.

    For whoever checks a clinic or a copy of it and asks whether to go on.
    """
    accepted = noted(driver, key).accepted
    return tuple(each for each in troubles if (each.kind, each.number) not in accepted)


def findings_of(troubles: Iterable[Trouble], last: int) -> tuple[Finding, ...]:
    """Troubles of a kind with numbers that follow each other, as one; `last` is the last event."""
    found: list[Finding] = []
    for each in sorted(troubles, key=lambda trouble: (trouble.kind, trouble.number)):
        if each.kind == "lost":
            found.append(Finding("lost", min(last + 1, each.number), each.number, each.at))
        elif found and found[-1].kind == each.kind and found[-1].last + 1 == each.number:
            found[-1] = found[-1]._replace(last=each.number)
        else:
            found.append(Finding(each.kind, each.number, each.number, each.at))
    return tuple(found)


def fields_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Findings as an event's fields: `lost:91-105`."""
    return tuple(f"{each.kind}:{each.first}-{each.last}" for each in findings)


def _is_sealed(driver: Any, key: bytes, row: Row) -> bool:
    before = driver.execute(_MAC_BEFORE, (row.id,)).fetchone()
    try:
        return row.mac == next_mac(key, before[0] if before else NO_LINK.mac, row)
    except UNREADABLE:
        return False


def _findings(row: Row) -> list[Finding]:
    if row.act == FOUND:
        return [_read(word) for word in row.fields.split()]
    at_the_door = row.person_id is None
    return [Finding("went_on", row.id, row.id)] if at_the_door else []


def _read(word: str) -> Finding:
    kind, _, numbers = word.partition(":")
    first, _, last = numbers.partition("-")
    return Finding(kind, int(first), int(last))


def _time_before(driver: Any, event: int, finding: Finding) -> datetime | None:
    """What stands before it; of what was lost, before the event that noted the loss."""
    number = event if finding.kind == "lost" else finding.first
    row = driver.execute(_TIME_BEFORE, (number,)).fetchone()
    return instant(row[0]) if row else None
