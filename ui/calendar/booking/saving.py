"""What saving a call does, on the worker: keep a new caller if there is one, then book."""

from __future__ import annotations

from dataclasses import dataclass

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.calendar.acknowledging import Marks, settle
from clinic_desk.calendar.calls import Calls
from clinic_desk.calendar.outcomes import Booked, NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.clinic import Clinic
from clinic_desk.safety.findings import Finding
from ui.calendar.booking.call import Call
from ui.calendar.booking.verdict import UNDER_AGE
from ui.calendar.words import short_name, when_words
from ui.kit.visit_steps import also_words


@dataclass(frozen=True)
class Saved:
    """A call that came to a visit."""

    booked: Booked
    changes: Changes
    words: str
    """For the status line: "Booked Anna K., Tue 1 Dec 10:00"."""


class CallerKept(ClinicError):
    """The new caller is on file, and the visit is not: somebody was quicker in between."""

    def __init__(self, client_id: int, why: ClinicError) -> None:
        """`why` is what refused the visit."""
        super().__init__(why.what, kept="The caller's name and phone are kept.")
        self.client_id = client_id
        self.why = why


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
    call leaves no record behind. CallerKept where it then was not after all.
    """
    if draft.client_id is not None or call.new is None:
        booked = clinic.booking.book(draft, marks, by, pencil=pencil)
        return Saved(booked, booked.changes, _words(call, draft, booked))
    _check_before_keeping(clinic, draft, marks, by, pencil=pencil)
    added = clinic.clients.add(call.new.details(), by)
    draft = draft._replace(client_id=added.id, newcomer=False)
    if call.neither:
        clinic.clients.note_nothing_on_file(added.id, by)
    try:
        booked = clinic.booking.book(draft, marks, by, pencil=pencil)
    except ClinicError as why:
        raise CallerKept(added.id, why) from why
    return Saved(booked, added.changes | booked.changes, _words(call, draft, booked))


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
    return f"{act} {short_name(call.name)}, {when_words(draft.starts_at)}{also_words(booked)}"
