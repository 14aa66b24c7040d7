"""What the foot of the panel says and offers, from the assessment alone. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from clinic_desk.base.words import count
from clinic_desk.calendar.acknowledging import may_settle
from clinic_desk.calendar.records import Acknowledged, Assessment, Preview
from clinic_desk.safety.findings import Finding
from clinic_desk.staff.people import PersonRecord
from ui.calendar.booking.call import Call
from ui.calendar.words import when_words

Deed = Literal["book", "take", "times", "pencil", "born", "log", "none"]
UNDER_AGE = ("AGE-18", "AGE-BOOK")
NO_BIRTH_DATE = "AGE-UNKNOWN"


@dataclass(frozen=True)
class Act:
    """One button of the foot."""

    deed: Deed
    words: str
    ready: bool = True
    short: str = ""
    """The same in fewer letters, where there is little room."""


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
    main = judged.main if judged.main.deed in ("take", "born") else NOTHING
    return Foot(judged.kind, judged.words, judged.findings, main, None)


def is_under_age(findings: Iterable[Finding]) -> bool:
    """Whether the law refuses the visit by age, so that nothing of the caller may be kept."""
    return any(finding.rule in UNDER_AGE and finding.refuses for finding in findings)


def refused_by_age(findings: Iterable[Finding]) -> bool:
    """Whether the law, the clinic's own rule or a missing birth date refuses the visit."""
    return any(finding.rule.startswith("AGE-") and finding.refuses for finding in findings)


def _judged(call: Call, preview: Preview, person: PersonRecord) -> Foot:
    assessment = preview.assessment
    if is_under_age(assessment.findings):
        # Whatever else stands is nobody's concern now.
        return Foot("block", "Cannot be booked", 1, Act("log", "Log and close"))
    if assessment.blocks:
        return _refused(call, preview, person)
    if assessment.ticks:
        return _looked_at(call, assessment, person)
    if assessment.for_the_nurse:
        if all(may_settle(finding, person) for finding in assessment.for_the_nurse):
            return _looked_at(call, assessment, person)
        return _for_the_nurse(call, assessment)
    unknown = assessment.nothing_on_file or call.client is None
    words = "Nothing on file" if unknown else "Fits"
    kind: Literal["good", "quiet"] = "quiet" if unknown else "good"
    return Foot(kind, words, _count(assessment), Act("book", _booking_words(call, assessment)))


def _looked_at(call: Call, assessment: Assessment, person: PersonRecord) -> Foot:
    """Warnings that somebody must have seen before the visit is saved."""
    if not all(may_settle(f, person) for f in (*assessment.ticks, *assessment.for_the_nurse)):
        return _for_the_nurse(call, assessment)
    book = Act("book", _booking_words(call, assessment), ready=call.seen)
    return Foot("warn", "Look first", _count(assessment), book, asks_tick=True)


def _for_the_nurse(call: Call, assessment: Assessment) -> Foot:
    """Pencilled: what is clinical waits for the nurse, what is not is seen at the desk."""
    asks_tick = _ticks_at_the_desk(assessment)
    act = Act("pencil", f"Pencil {_when(assessment)}", ready=call.seen or not asks_tick)
    return Foot("warn", "For the nurse", _count(assessment), act, asks_tick=asks_tick)


def _refused(call: Call, preview: Preview, person: PersonRecord) -> Foot:
    """A block: a reason where this person may write one, else another time or the nurse."""
    assessment, total = preview.assessment, _count(preview.assessment)
    if any(finding.rule == NO_BIRTH_DATE for finding in assessment.blocks):
        return Foot("block", "Date of birth needed", total, Act("born", "Ask the date of birth"))
    asks_tick = bool(assessment.ticks)
    if all(may_settle(finding, person) for finding in assessment.blocks):
        ready = bool(call.reason.strip()) and (call.seen or not asks_tick)
        book = Act("book", f"Book with {count(total, 'finding')}", ready)
        times = Act("times", "Other times") if preview.offers else None
        return Foot("warn", "Needs a reason", total, book, times, True, asks_tick)
    take, pencil = _take(preview), _pencil(call, assessment, person)
    main = take or pencil or NOTHING
    return Foot(
        "block",
        "Cannot be booked",
        total,
        main,
        pencil if take else None,
        asks_reason=pencil is not None and _reasons_at_the_desk(assessment),
        asks_tick=pencil is not None and _ticks_at_the_desk(assessment),
    )


def _pencil(call: Call, assessment: Assessment, person: PersonRecord) -> Act | None:
    """Leave it to the nurse, where a nurse could accept it; clashes of time stay the desk's own."""
    clinical = [finding for finding in assessment.blocks if finding.clinical]
    rest = [finding for finding in assessment.blocks if not finding.clinical]
    possible = clinical and all(finding.override != "none" for finding in clinical)
    if not possible or not all(may_settle(finding, person) for finding in rest):
        return None
    reasoned = bool(call.reason.strip()) or not rest
    ready = reasoned and (call.seen or not _ticks_at_the_desk(assessment))
    return Act("pencil", "Pencil for nurse", ready)


def _ticks_at_the_desk(assessment: Assessment) -> bool:
    """Whether a pencilled visit still needs a tick: warnings that are no clinician's to answer."""
    return any(not finding.clinical for finding in assessment.ticks)


def _reasons_at_the_desk(assessment: Assessment) -> bool:
    return any(not finding.clinical for finding in assessment.blocks)


def _take(preview: Preview) -> Act | None:
    """The first time that fits, where a time is what stands in the way."""
    helps = any(f.another_day or f.of_time for f in preview.assessment.blocks)
    if not preview.offers or not helps:
        return None
    when = when_words(preview.offers[0].span.starts_at)
    return Act("take", f"Take {when}", short=f"Take {when.partition(' ')[2]}")


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
    return when_words(assessment.span.starts_at)


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
