"""Clashes with the hours: the clinic shut, someone away, at lunch or not in yet. Pure.

The practitioner is held to their own hours only while needed, so that a cream may
work over lunch; the client to the clinic's, from the first one in to the last out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from clinic_desk.base.clock import local, local_day
from clinic_desk.base.spans import Span
from clinic_desk.base.words import LONG_DAYS, clock_time, short_day
from clinic_desk.calendar.clashes import Names
from clinic_desk.calendar.opening import Opening
from clinic_desk.calendar.plan import Plan
from clinic_desk.safety.findings import Finding


def hours_clashes(plan: Plan, opening: Opening, names: Names) -> tuple[Finding, ...]:
    """TIME-CLOSED on a day on which nobody works, else TIME-HOURS where the hours do not reach."""
    day = local_day(plan.span.starts_at)
    shut = opening.shut(day)
    if shut:
        return (_closed(plan, day, shut),)
    return tuple(_outside(plan, day, opening, names))


def _closed(plan: Plan, day: date, why: str) -> Finding:
    return _finding(
        plan,
        "TIME-CLOSED",
        f"The clinic is closed: {why}",
        f"The clinic is closed on {short_day(day)} ({why}).",
        why,
    )


def _outside(plan: Plan, day: date, opening: Opening, names: Names) -> Iterator[Finding]:
    works = opening.of(plan.person_id, day)
    if not any(span.contains(plan.hands_on) for span in works):
        title, sentence = _absence_words(plan, works, opening, names)
        yield _finding(plan, "TIME-HOURS", title, sentence, _as_text(works))
        return
    clinic = opening.clinic(day)
    if not any(span.contains(plan.span) for span in clinic):
        title, sentence = _door_words(plan, clinic)
        yield _finding(plan, "TIME-HOURS", title, sentence, _as_text(clinic))


def _finding(plan: Plan, rule: str, title: str, sentence: str, hours: str) -> Finding:
    return Finding(
        rule=rule,
        severity="block",
        title=title,
        sentence=sentence,
        override="reception",
        another_day=True,
        numbers=(("hours", hours),),
        judged=(("", plan.treatment, plan.span_text, f"practitioner {plan.person_id}"),),
        clinical=False,
    )


def _absence_words(
    plan: Plan, works: tuple[Span, ...], opening: Opening, names: Names
) -> tuple[str, str]:
    day = local_day(plan.span.starts_at)
    missing = _first_missing(works, plan.hands_on)
    for away in opening.absences.get(plan.person_id, ()):
        if away.span.starts_at <= missing < away.span.ends_at:
            return _away_words(away.span, away.reason, day, names)
    if not works:
        weekday = LONG_DAYS[day.weekday()]
        return (
            f"{names.first} does not work on {weekday}s",
            f"{names.person} has no hours on {short_day(day)}.",
        )
    return _gap_words(works, missing, day, names)


def _first_missing(works: tuple[Span, ...], needed: Span) -> datetime:
    """The first moment at which the practitioner is needed and not there."""
    moment = needed.starts_at
    for span in works:
        if span.starts_at <= moment < span.ends_at:
            moment = span.ends_at
    return moment


def _away_words(away: Span, reason: str, day: date, names: Names) -> tuple[str, str]:
    because = f" ({reason})" if reason else ""
    if local_day(away.ends_at) > day:
        return (
            f"{names.first} is away until {_moment(away.ends_at)}",
            f"{names.person} is away from {_moment(away.starts_at)} "
            f"until {_moment(away.ends_at)}{because}.",
        )
    until = clock_time(away.ends_at)
    return (
        f"{names.first} is away until {until}",
        f"{names.person} is away until {until} on {short_day(day)}{because}.",
    )


def _gap_words(
    works: tuple[Span, ...], missing: datetime, day: date, names: Names
) -> tuple[str, str]:
    """Before the first stretch of a working day, between two of them, or after the last."""
    before = [span for span in works if span.ends_at <= missing]
    after = [span for span in works if span.starts_at > missing]
    if not before:
        starts = clock_time(after[0].starts_at)
        return (
            f"{names.first} starts at {starts}",
            f"{names.person} starts at {starts} on {short_day(day)}.",
        )
    ends = clock_time(before[-1].ends_at)
    if not after:
        return (
            f"{names.first} finishes at {ends}",
            f"{names.person} finishes at {ends} on {short_day(day)}.",
        )
    gap = Span(before[-1].ends_at, after[0].starts_at)
    what = "at lunch" if _is_lunch(gap) else "not working"
    back = clock_time(gap.ends_at)
    return (
        f"{names.first} is {what} from {ends}",
        f"{names.person} is {what} from {ends} to {back}.",
    )


def _is_lunch(gap: Span) -> bool:
    """A break of up to an hour and a half that begins about midday."""
    return gap.minutes <= 90 and 11 <= local(gap.starts_at).hour < 15


def _door_words(plan: Plan, clinic: tuple[Span, ...]) -> tuple[str, str]:
    if not clinic:
        return "Nobody is working", "Nobody is at the clinic that day."
    if plan.span.starts_at < clinic[0].starts_at:
        opens = clock_time(clinic[0].starts_at)
        return f"The clinic opens at {opens}", f"Nobody is at the clinic before {opens}."
    shuts = clock_time(clinic[-1].ends_at)
    return f"The clinic shuts at {shuts}", f"Nobody is at the clinic after {shuts}."


def _moment(instant: datetime) -> str:
    """`Mon 7 Dec` for a midnight, else `Mon 7 Dec, 14:00`."""
    day = short_day(local_day(instant))
    shown = clock_time(instant)
    return day if shown == "00:00" else f"{day}, {shown}"


def _as_text(spans: tuple[Span, ...]) -> str:
    return ",".join(f"{clock_time(span.starts_at)}-{clock_time(span.ends_at)}" for span in spans)
