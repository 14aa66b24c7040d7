"""On which days a rule speaks: every rule answers with stretches of days for the visit asked for.

A judgement is then the stretches that hold the day asked; the earliest day is a
walk from one stretch's end to the next; the days for the free times, and a
client's lanes, are read from the same stretches. So these can never disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from clinic_desk.base.spans import add_months, birthday
from clinic_desk.safety.facts import Event, Facts
from clinic_desk.safety.findings import Ask, Override, Severity
from clinic_desk.safety.phrases import Words
from clinic_desk.safety.protocol import Protocol
from clinic_desk.treatments.places import Nearness

ALWAYS = date.min
FOR_EVER = date.max


@dataclass(frozen=True)
class Stretch:
    """One rule's word on the local days from `first` up to, not including, `until`."""

    rule: str
    severity: Severity
    first: date
    until: date
    words: Words
    """The sentence and what may be said, with their gaps still open."""
    override: Override
    ask: Ask = "tick"
    another_day: bool = False
    """Whether some other day would be free of it."""
    values: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    """The day that {gap} and {on} are counted from."""
    records: tuple[Event, ...] = ()
    """The visits that it found."""
    reason: str = ""
    leaves: str = ""
    near: Nearness | None = None
    """How near the places lie, for a rule of spacing; else None."""
    ahead: bool = False
    """Whether the visit asked for would be the earlier of the two."""
    numbers: tuple[tuple[str, str], ...] = ()
    source: str = ""
    evidence: str = ""
    for_clinician: str = ""

    def holds(self, day: date) -> bool:
        """Whether it speaks on that day."""
        return self.first <= day < self.until

    @property
    def refuses(self) -> bool:
        """Whether a visit in it cannot be saved as it stands."""
        return self.severity == "block"

    @property
    def turns_away(self) -> bool:
        """Whether times in it are not offered: another day could clear a refusal or a warning.

        What is only to be put right before the visit keeps no time from being offered.
        """
        return self.another_day and self.severity != "note" and self.ask != "before_visit"


def days_on(day: date, days: int) -> date:
    """The day so many days later; kept within what the calendar can write."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def months_on(day: date, months: int) -> date:
    """The corresponding day so many months later; kept within what the calendar can write."""
    try:
        return add_months(day, months)
    except ValueError:
        return date.max if months > 0 else date.min


def comes_of_age(protocol: Protocol, born_on: date, years: int) -> date:
    """The day on which someone born on `born_on` reaches an age, by the leap-day setting."""
    try:
        day = birthday(born_on, years)
    except ValueError:
        return date.max
    leap_day = (born_on.month, born_on.day) == (2, 29)
    if leap_day and day.month == 3 and protocol.settings.leap_day_birthday == "28_february":
        return day - timedelta(days=1)
    return day


def first_clear_day(
    stretches: Sequence[Stretch], day: date, counts: Callable[[Stretch], bool]
) -> date | None:
    """The first day from `day` on that no stretch which counts holds; None if there is none."""
    while day < FOR_EVER:
        holding = [each.until for each in stretches if each.holds(day) and counts(each)]
        if not holding:
            return day
        day = max(holding)
    return None


def last_clear_day(
    stretches: Sequence[Stretch], day: date, counts: Callable[[Stretch], bool]
) -> date | None:
    """The last day up to `day` that no stretch which counts holds; None if there is none."""
    while day > ALWAYS:
        holding = [each.first for each in stretches if each.holds(day) and counts(each)]
        if not holding:
            return day
        earliest = min(holding)
        day = days_on(earliest, -1) if earliest > ALWAYS else ALWAYS
    return None


def counting(protocol: Protocol, facts: Facts) -> tuple[Event, ...]:
    """The events that count: done or in the diary, at any date, but for the one that is moved."""
    settings = protocol.settings
    counted = {*settings.counted_statuses, *settings.diary_statuses}
    moved = facts.proposed.replaces
    return tuple(
        event
        for event in facts.events
        if event.status in counted and (moved is None or event.id != moved)
    )


def speak(
    protocol: Protocol,
    check: str,
    variant: str,
    first: date = ALWAYS,
    until: date = FOR_EVER,
    *,
    severity: Severity | None = None,
    another_day: bool = False,
    values: Mapping[str, str] | None = None,
    since: date | None = None,
    records: Iterable[Event] = (),
    numbers: tuple[tuple[str, str], ...] = (),
    ask: Ask | None = None,
    override: Override | None = None,
) -> Stretch:
    """A stretch in the words of a check, with the check's own weight unless one is given."""
    rule = protocol.checks[check]
    return Stretch(
        rule=check,
        severity=severity or rule.severity,  # type: ignore[arg-type]
        first=first,
        until=until,
        words=rule.words[variant],
        override=override or rule.override,
        ask=ask or rule.ask,
        another_day=another_day,
        values=values or {},
        since=since,
        records=tuple(records),
        numbers=numbers,
        source=rule.source,
        evidence=rule.evidence,
    )
