"""The sentences of the ribbon, and the short words on it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from clinic_desk.base.spans import add_months
from clinic_desk.base.words import MONTHS, count, short_day
from clinic_desk.calendar.ribboning import NextDue, Ribbon, RibbonLane
from clinic_desk.safety.findings import Finding
from ui.clients.ribbon.stops import Reason, Stop

TITLE = "When can each be booked?"
A_DAY = timedelta(days=1)
_MONTHS_AT_MOST = 24
_NEAR = 250
"""Days within which a day of a month is taken for the right one without its year."""


def day_words(day: date, today: date) -> str:
    """`Tue 12 Jan`; with the year where the day is far enough to be taken for another."""
    return short_day(day, None if abs((day - today).days) <= _NEAR else today)


def brief(day: date) -> str:
    """`12 Jan`: a day where the months stand above it."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def sentence(stop: Stop, lane: RibbonLane, ribbon: Ribbon) -> str:
    """All that a stop means, to be read below the ribbon and spoken."""
    if stop.is_visit:
        return _of_visit(stop, lane, ribbon.today)
    first, last = day_words(stop.first, ribbon.today), day_words(stop.until - A_DAY, ribbon.today)
    to_the_end = stop.until >= ribbon.until
    days = first if stop.until - stop.first <= A_DAY else f"{first} to {last}"
    if stop.kind == "open":
        since = "today" if stop.first <= ribbon.today else first
        until = "" if to_the_end else f" to {last}"
        return f"{lane.name}: open from {since}{until}. Enter starts a booking there."
    whole = f"from {first} on" if to_the_end and days != first else days
    what = "not to be booked" if stop.kind == "refused" else "a nurse looks first"
    return f"{lane.name}, {whole}: {what}. {_why(stop.reasons, ribbon.today)}"


def _of_visit(stop: Stop, lane: RibbonLane, today: date) -> str:
    event = stop.event
    assert event is not None
    day = day_words(event.day, today)
    at = f", {event.time:%H:%M}" if event.time else ""
    if stop.kind == "booked":
        how = "pencilled in, a nurse decides" if event.status == "pencilled" else "booked"
        again = day_words(stop.next_from, today) if stop.next_from else ""
        then = f" The next from {again}." if again else ""
        return f"{lane.name} on {day}{at}: {how}.{then}"
    if stop.kind == "unclosed":
        return f"{lane.name} on {day}{at}: not closed yet, so it counts as done."
    where = " elsewhere" if stop.visit_id is None else ""
    part = " in part" if event.status == "partial" else ""
    return f"{lane.name} on {day}{at}: done{part}{where}.{_lasting(stop, today)}"


def _lasting(stop: Stop, today: date) -> str:
    parts = []
    if stop.works_until is not None:
        parts.append(f" Reckoned to work until about {day_words(stop.works_until, today)}.")
    if stop.apart_until is not None and stop.apart_until < today:
        parts.append(f" Kept apart from the next until {day_words(stop.apart_until, today)}.")
    return "".join(parts)


def _why(reasons: Iterable[Reason], today: date) -> str:
    """`Too close before micro-needling until Wed 30 Dec; too soon to …`, the last to end last."""
    said = [
        f"{reason.finding.title} until {day_words(reason.until, today)}"
        if reason.finding.another_day
        else reason.finding.title
        for reason in sorted(reasons, key=lambda each: each.until)
    ]
    rest = [f"{words[:1].lower()}{words[1:]}" for words in said[1:]]
    return f"{'; '.join([*said[:1], *rest])}." if said else ""


def open_words(stop: Stop, names: Mapping[str, str], today: date) -> tuple[str, ...]:
    """What stands on an open stretch, the longest first: `from 12 Jan: 14 days after needling`."""
    if stop.first <= today:
        return ("from today",)
    begins = f"from {brief(stop.first)}"
    reason = next(
        filter(None, (_since(each.finding, stop.first, names) for each in stop.before)), ""
    )
    return (f"{begins}: {reason}", begins) if reason else (begins,)


def _since(finding: Finding, first: date, names: Mapping[str, str]) -> str:
    """`14 days after needling`; nothing where no visit before it is what kept it apart."""
    had = [(date.fromisoformat(day), code) for _, code, day, _ in finding.judged[:-1]]
    earlier = [each for each in had if each[0] < first]
    if not earlier:
        return ""
    day, code = max(earlier)
    months = (n for n in range(1, _MONTHS_AT_MOST) if add_months(day, n) == first)
    whole = next(months, 0)
    gap = count(whole, "month") if whole else count((first - day).days, "day")
    name = names.get(code, code)
    return f"{gap} after {name[:1].lower()}{name[1:]}"


def booked_words(stop: Stop) -> tuple[str, ...]:
    """What stands beside a visit in the diary, the longest first."""
    event = stop.event
    assert event is not None
    day = brief(event.day)
    at = f"{day} {event.time:%H:%M}" if event.time else day
    if event.status == "pencilled":
        return (f"{at} · pencilled", "pencilled", day)
    if stop.kind == "unclosed":
        return (f"{at} · not closed", "not closed", day)
    if stop.next_from is not None:
        return (f"{at} · next from {brief(stop.next_from)}", at, day)
    return (at, day)


def due_words(ribbon: Ribbon) -> str:
    """The line at the right of the title: what is next due, and how old the answers are."""
    if ribbon.held:
        return ribbon.held
    due = [_due(each, ribbon.today) for each in ribbon.next_due]
    parts = [f"Next due: {', '.join(due)}"] if due else []
    line = " · ".join([*parts, answers_words(ribbon)])
    return line[:1].upper() + line[1:]


def _due(due: NextDue, today: date) -> str:
    name = due.name
    if due.day is None:
        return f"{name}: no day yet"
    if due.usual < today:
        since = f"since {_near(due.usual, today)}"
        return f"{name} {since}" if due.day <= today else f"{name} {_near(due.day, today)}"
    return f"{name} {_near(due.day, today)}"


def answers_words(ribbon: Ribbon) -> str:
    """`health questions answered 3 Oct`; that they are old or missing, where they are."""
    if ribbon.answered_on is None:
        return "health questions not answered"
    when = f"health questions answered {_near(ribbon.answered_on, ribbon.today)}"
    last = ribbon.answers_last_day
    return f"{when}, out of date" if last is not None and last < ribbon.today else when


def _near(day: date, today: date) -> str:
    return brief(day) if abs((day - today).days) <= _NEAR else f"{brief(day)} {day.year}"
