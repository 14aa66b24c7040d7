"""What the foot of the panel says and offers, from the assessment alone. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, count, short_day
from clinic_desk.calendar.acknowledging import may_settle
from clinic_desk.calendar.records import Acknowledged, Assessment, Offer, Preview
from clinic_desk.safety.findings import Finding
from clinic_desk.staff.people import PersonRecord
from ui.calendar.booking.call import Call

Deed = Literal["book", "take", "pencil", "log", "none"]
UNDER_AGE = ("AGE-18", "AGE-BOOK")


@dataclass(frozen=True)
class Act:
    """One button of the foot."""

    deed: Deed
    words: str
    ready: bool = True


@dataclass(frozen=True)
class Foot:
    """The verdict in a word, and the acts that are possible now."""

    kind: Literal["good", "warn", "block", "quiet"]
    words: str
    findings: int
    main: Act
    other: Act | None = None
    asks_reason: bool = False
    asks_tick: bool = False


NOTHING = Act("none", "Book", ready=False)


def foot(call: Call, preview: Preview | None, person: PersonRecord) -> Foot:
    """How the call stands for the person at the desk."""
    if call.treatment is None:
        return Foot("quiet", "Which treatment?", 0, NOTHING)
    if preview is None:
        return Foot("quiet", "Looking…", 0, NOTHING)
    assessment = preview.assessment
    if assessment.span is None and not preview.offers and not assessment.blocks:
        return Foot("quiet", "No time fits in the days looked at", 0, NOTHING)
    judged = _judged(call, preview, person)
    return judged if call.knows_who or judged.main.deed == "log" else _unnamed(judged)


def _unnamed(judged: Foot) -> Foot:
    """The same verdict, with nothing to save yet; a time may still be taken."""
    main = judged.main if judged.main.deed == "take" else NOTHING
    return Foot(judged.kind, judged.words, judged.findings, main, None)


def _judged(call: Call, preview: Preview, person: PersonRecord) -> Foot:
    assessment = preview.assessment
    if any(finding.rule in UNDER_AGE and finding.refuses for finding in assessment.findings):
        return Foot("block", "Cannot be booked", _count(assessment), Act("log", "Log and close"))
    if assessment.blocks:
        return _refused(call, preview, person)
    if assessment.ticks:
        return _looked_at(call, assessment, person)
    if assessment.for_the_nurse:
        if all(may_settle(finding, person) for finding in assessment.for_the_nurse):
            return _looked_at(call, assessment, person)
        act = Act("pencil", f"Pencil {_when(assessment)}")
        return Foot("warn", "For the nurse", _count(assessment), act)
    unknown = assessment.nothing_on_file or call.client is None
    words = "Nothing on file" if unknown else "Fits"
    kind: Literal["good", "quiet"] = "quiet" if unknown else "good"
    return Foot(kind, words, _count(assessment), Act("book", _booking_words(call, assessment)))


def _looked_at(call: Call, assessment: Assessment, person: PersonRecord) -> Foot:
    """Warnings that somebody must have seen before the visit is saved."""
    mine = all(may_settle(f, person) for f in (*assessment.ticks, *assessment.for_the_nurse))
    if not mine:
        act = Act("pencil", f"Pencil {_when(assessment)}")
        return Foot("warn", "For the nurse", _count(assessment), act)
    book = Act("book", _booking_words(call, assessment), ready=call.seen)
    return Foot("warn", "Look first", _count(assessment), book, asks_tick=True)


def _refused(call: Call, preview: Preview, person: PersonRecord) -> Foot:
    """A block: another time, a reason where this person may write one, or leave it to the nurse."""
    assessment, blocks = preview.assessment, preview.assessment.blocks
    total = _count(assessment)
    take = _take(preview.offers)
    if all(may_settle(finding, person) for finding in blocks):
        ready = bool(call.reason.strip()) and (call.seen or not assessment.ticks)
        book = Act("book", f"Book with {count(total, 'finding')}", ready)
        return Foot(
            "warn", "Needs a reason", total, book, take, True, asks_tick=bool(assessment.ticks)
        )
    pencil = Act("pencil", "Pencil for nurse") if may_be_pencilled(assessment) else None
    main = take or pencil or NOTHING
    other = pencil if take else None
    return Foot("block", "Cannot be booked", total, main, other)


def may_be_pencilled(assessment: Assessment) -> bool:
    """Whether a nurse could accept it: every block is one that some clinician may pass."""
    return bool(assessment.blocks) and all(
        finding.clinical and finding.override != "none" for finding in assessment.blocks
    )


def _take(offers: tuple[Offer, ...]) -> Act | None:
    if not offers:
        return None
    starts = offers[0].span.starts_at
    return Act("take", f"Take {short_day(local_day(starts))}, {clock_time(starts)}")


def _booking_words(call: Call, assessment: Assessment) -> str:
    """`Book Tue 8 Dec, 09:30`, `Move to Tue 8 Dec, 09:30`, or `Save`."""
    if call.visit is None:
        return f"Book {_when(assessment)}"
    span = assessment.span
    if span is not None and span.starts_at == call.visit.starts_at:
        return "Save the change"
    return f"Move to {_when(assessment)}"


def _when(assessment: Assessment) -> str:
    if assessment.span is None:
        return ""
    starts = assessment.span.starts_at
    return f"{short_day(local_day(starts))}, {clock_time(starts)}"


def _count(assessment: Assessment) -> int:
    """The findings that a person would count: not the notes, not the quiet line."""
    return len(assessment.blocks) + len(assessment.ticks) + len(assessment.for_the_nurse)


def acknowledged(call: Call, assessment: Assessment) -> tuple[Acknowledged, ...]:
    """What the person at the desk has seen and written, for the commit."""
    seen = [*assessment.blocks] if call.reason.strip() else []
    if call.seen:
        seen += [*assessment.ticks, *assessment.for_the_nurse]
    return tuple(_mark(finding, call) for finding in seen)


def _mark(finding: Finding, call: Call) -> Acknowledged:
    return Acknowledged(finding.fingerprint, call.reason.strip())
