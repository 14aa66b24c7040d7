"""What saving a call does, on the worker: keep a new caller if there is one, then book."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.acknowledging import Marks, settle
from clinic_desk.calendar.calls import Calls
from clinic_desk.calendar.outcomes import Booked, NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.clinic import Clinic
from clinic_desk.safety.findings import Finding
from ui.calendar.booking.call import Call
from ui.calendar.booking.verdict import UNDER_AGE
from ui.calendar.booking.who import new_details


@dataclass(frozen=True)
class Saved:
    """A call that came to a visit."""

    booked: Booked
    changes: Changes
    words: str
    """For the status line: "Booked Anna K., Tue 1 Dec 10:00"."""


def save_call(
    clinic: Clinic,
    call: Call,
    draft: Draft,
    marks: tuple[Acknowledged, ...],
    by: int,
    *,
    pencil: bool,
) -> Saved:
    """Book, pencil, move or change; raises what `Booking.book` raises.

    A new caller is kept only once the visit is known to be bookable, so that a refused
    call leaves no record behind.
    """
    changes = Changes()
    if draft.client_id is None and call.new is not None:
        _check_before_keeping(clinic, draft, marks, by, pencil=pencil)
        added = clinic.clients.add(new_details(call.new), by)
        draft, changes = replace(draft, client_id=added.id), added.changes
        if call.neither:
            clinic.clients.note_nothing_on_file(added.id, by)
    booked = clinic.booking.book(draft, marks, by, pencil=pencil)
    return Saved(booked, changes | booked.changes, _words(call, draft, booked))


def _check_before_keeping(
    clinic: Clinic, draft: Draft, marks: tuple[Acknowledged, ...], by: int, *, pencil: bool
) -> None:
    assessment = clinic.booking.assess(draft, by)
    said = Marks.of(clinic.staff.person(by), marks, pencil=pencil)
    unsettled = settle(assessment.findings, said).unsettled
    if unsettled:
        raise NeedsAcknowledgement(assessment, unsettled)


def log_under_age(calls: Calls, findings: tuple[Finding, ...], words: str, by: int) -> Changes:
    """Keep the time, who answered, the rule and the words read; no name and no number."""
    rule = next(finding.rule for finding in findings if finding.rule in UNDER_AGE)
    return calls.refused_under_age(rule, words, by)


def _words(call: Call, draft: Draft, booked: Booked) -> str:
    act = "Moved" if call.visit else "Pencilled" if booked.pencilled else "Booked"
    if draft.starts_at is None:
        return f"{act} {short_name(call.name)}"
    if call.visit is not None and call.visit.starts_at == draft.starts_at:
        act = "Changed"
    when = f"{short_day(local_day(draft.starts_at))} {clock_time(draft.starts_at)}"
    return f"{act} {short_name(call.name)}, {when}"


def short_name(name: str) -> str:
    """`Anna K.`: as much of a name as a screen that clients can see should show."""
    first, _, rest = name.strip().partition(" ")
    return f"{first[:40]} {rest[0].upper()}." if rest else first[:40]
