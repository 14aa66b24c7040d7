"""The one question asked of the protocol: what does it say to this visit, on this day?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clinic_desk.safety.ages import ages
from clinic_desk.safety.consultations import consultations, questionnaire
from clinic_desk.safety.facts import Facts
from clinic_desk.safety.findings import Finding, worst_first
from clinic_desk.safety.health import health
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.spacing import spacing, turns_on_time
from clinic_desk.safety.standing import standing
from clinic_desk.safety.stretches import Stretch, first_clear_day
from clinic_desk.safety.telling import telling, told
from clinic_desk.safety.windows import windows

RULES: tuple[Callable[[Protocol, Facts], Iterator[Stretch]], ...] = (
    standing,
    ages,
    spacing,
    windows,
    health,
    consultations,
    questionnaire,
)


def stretches(protocol: Protocol, facts: Facts) -> tuple[Stretch, ...]:
    """On which days each rule speaks to the visit asked for.

    Complete from today on, or from the day asked for where that is earlier.
    Raises BadInput for a treatment, place or question that the protocol does not know.
    """
    protocol.catalogue.treatment(facts.proposed.treatment)
    protocol.catalogue.places.check(facts.proposed.zones)
    return tuple(
        stretch
        for rule in RULES
        for stretch in rule(protocol, facts)
        if stretch.first < stretch.until
    )


def judge(protocol: Protocol, facts: Facts) -> tuple[Finding, ...]:
    """All that the protocol finds against the visit asked for, worst first, one finding a rule.

    Raises BadInput for a treatment, place or question that the protocol does not know.
    """
    return findings_on(protocol, facts, facts.proposed.day, stretches(protocol, facts))


def earliest(protocol: Protocol, facts: Facts) -> date | None:
    """The first local day, from the day asked for on, that no finding would refuse.

    The visit keeps its treatment, places and time of day, and is booked today;
    None where every later day is refused. A warning refuses nothing.
    """
    return first_clear_day(stretches(protocol, facts), facts.proposed.day, lambda s: s.refuses)


@dataclass(frozen=True)
class OpenDays:
    """For the search for free times: which days of a span are turned away, and by what.

    A day is turned away by warnings and refusals that another day could clear,
    never by what is only to be put right before the visit.
    """

    protocol: Protocol
    facts: Facts
    first: date
    last: date
    """The last day of the span, itself in it."""
    turned_away: frozenset[date]
    by_time: frozenset[date]
    """The days on which the time of day may change the word: judge the times one by one.

    For these, `turned_away` holds the day if either order within the day would be.
    """
    _stretches: tuple[Stretch, ...]

    def is_open(self, day: date) -> bool:
        """Whether the day may be offered, whatever the time of day."""
        return day not in self.turned_away

    def findings(self, day: date) -> tuple[Finding, ...]:
        """What turns the day away, in words, worst first; empty for an open day."""
        found = findings_on(self.protocol, _asked_for(self.facts, day), day, self._stretches)
        return tuple(each for each in found if turns_away(each))


def turns_away(finding: Finding) -> bool:
    """Whether a time with that finding is not offered: another day could clear it."""
    return finding.another_day and finding.severity != "note" and finding.ask != "before_visit"


def open_days(protocol: Protocol, facts: Facts, first: date, last: date) -> OpenDays:
    """The days from `first` to `last`, both included, on which the visit may be offered.

    The day and the time of the proposal play no part.
    """
    found = stretches(protocol, _asked_for(facts, first))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    away: set[date] = set()
    for stretch in found:
        if stretch.turns_away and stretch.until > first:
            away.update(days[max(0, (stretch.first - first).days) : (stretch.until - first).days])
    by_time = turns_on_time(protocol, facts)
    return OpenDays(
        protocol,
        facts,
        first,
        last,
        frozenset(away),
        frozenset(day for day in by_time if first <= day <= last),
        found,
    )


def _asked_for(facts: Facts, day: date) -> Facts:
    """The same visit on a day of the span, at no particular time."""
    return replace(facts, proposed=replace(facts.proposed, day=day, time=None))


def findings_on(
    protocol: Protocol, facts: Facts, day: date, found: tuple[Stretch, ...]
) -> tuple[Finding, ...]:
    """What stretches that were found say of one day, worst first, one finding a rule."""
    of = telling(protocol, facts, day, found)
    rules = _by_rule(each for each in found if each.holds(day))
    findings = [
        told(of, group, [each for each in found if each.rule == rule])
        for rule, group in rules.items()
    ]
    return worst_first(findings)


def _by_rule(found: Iterable[Stretch]) -> dict[str, list[Stretch]]:
    rules: dict[str, list[Stretch]] = {}
    for stretch in found:
        rules.setdefault(stretch.rule, []).append(stretch)
    return rules
