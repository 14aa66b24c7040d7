"""Visits kept apart: each event that counts, paired with the visit asked for, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from clinic_desk.safety.facts import Event, Facts, Proposal
from clinic_desk.safety.findings import Severity
from clinic_desk.safety.phrases import Words
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.rules import SpacingRule
from clinic_desk.safety.stretches import Stretch, counting, days_on, months_on
from clinic_desk.treatments.places import Nearness


def spacing(protocol: Protocol, facts: Facts) -> Iterator[Stretch]:
    """The days on which the visit asked for would fall too close to another.

    A treatment that is exempt from spacing takes part on neither side. Told from
    today on, or from the day asked for where that is earlier: a visit too long
    ago to reach so far is passed over, as a client may have hundreds.
    """
    if protocol.catalogue.spacing_exempt(facts.proposed.treatment):
        return
    told_from = min(facts.today, facts.proposed.day)
    reaching = days_on(told_from, -protocol.longest_spacing)
    for event in counting(protocol, facts):
        if event.day >= reaching and not protocol.catalogue.spacing_exempt(event.treatment):
            yield from _pair(protocol, event, facts.proposed, told_from)


def turns_on_time(protocol: Protocol, facts: Facts) -> frozenset[date]:
    """The days on which the time of day may matter: those of visits whose time is known."""
    rules, proposed = protocol.rules_between, facts.proposed.treatment
    if protocol.catalogue.spacing_exempt(proposed):
        return frozenset()
    return frozenset(
        event.day
        for event in counting(protocol, facts)
        if event.time is not None
        and not protocol.catalogue.spacing_exempt(event.treatment)
        and ((event.treatment, proposed) in rules or (proposed, event.treatment) in rules)
    )


def _pair(
    protocol: Protocol, event: Event, proposed: Proposal, told_from: date
) -> Iterator[Stretch]:
    rules = protocol.rules_between
    after = rules.get((event.treatment, proposed.treatment), ())
    ahead = rules.get((proposed.treatment, event.treatment), ())
    if not after and not ahead:
        return
    near = protocol.catalogue.places.nearness(event.zones, proposed.zones)
    event_first, proposed_first = _orders(event, proposed)
    ago = (told_from - event.day).days
    for rule in after:
        if rule.reach <= ago:
            continue
        days = _days_after(rule, event.day, event_first)
        yield from _stretches(rule, event, near, days, told_from)
    if event.day < told_from:
        return
    for rule in ahead:
        days = _days_ahead(rule, event.day, proposed_first)
        yield from _stretches(rule, event, near, days, told_from, ahead=True)


def _orders(event: Event, proposed: Proposal) -> tuple[bool, bool]:
    """Whether, on the same day, the event may be the earlier one, and the visit asked for."""
    if event.time is None or proposed.time is None or event.time == proposed.time:
        return True, True
    return event.time < proposed.time, proposed.time < event.time


Weighed = tuple[Severity, date, date]


def _days_after(rule: SpacingRule, day: date, same_day: bool) -> Iterator[Weighed]:
    """The days too close after an event: severity, first day, day after the last."""
    first = day if same_day else days_on(day, 1)
    block = days_on(day, rule.block_below_days)
    warn = months_on(day, rule.warn_below_months) if rule.warn_below_months else None
    warn = max(block, warn or days_on(day, rule.warn_below_days))
    note = max(warn, days_on(day, rule.note_below_days))
    yield "block", first, block
    yield "warn", max(first, block), warn
    yield "note", max(first, warn), note


def _days_ahead(rule: SpacingRule, day: date, same_day: bool) -> Iterator[Weighed]:
    """The days too close before an event, the visit asked for being the earlier one."""
    until = days_on(day, 1) if same_day else day
    block = days_on(day, 1 - rule.block_below_days)
    if rule.warn_below_months:
        warn = _first_within_months(day, rule.warn_below_months)
    else:
        warn = days_on(day, 1 - rule.warn_below_days)
    warn = min(block, warn)
    note = min(warn, days_on(day, 1 - rule.note_below_days))
    yield "block", block, until
    yield "warn", warn, min(block, until)
    yield "note", note, min(warn, until)


def _first_within_months(day: date, months: int) -> date:
    """The first day that lies less than so many calendar months before `day`.

    Counting months backwards is not the reverse of counting them on (31 May less
    3 months is 28 February, and 3 months on from there is 28 May), so the day
    found by the former is moved until the latter agrees.
    """
    first = months_on(day, -months)
    while first > date.min and months_on(first, months) > day:
        first = days_on(first, -1)
    while months_on(first, months) <= day:
        first = days_on(first, 1)
    return first


def _stretches(
    rule: SpacingRule,
    event: Event,
    near: Nearness,
    days: Iterator[Weighed],
    told_from: date,
    ahead: bool = False,
) -> Iterator[Stretch]:
    if rule.effects[near] == "none":
        return
    for severity, first, until in days:
        weight = _at_that_place(rule, near, severity)
        if weight and max(first, told_from) < until:
            yield _stretch(rule, event, near, weight, (first, until), ahead)


def _at_that_place(rule: SpacingRule, near: Nearness, severity: Severity) -> Severity | None:
    """A breach's weight at that place: a warning or a note at the most, or none at all."""
    effect = rule.effects[near]
    if effect == "none":
        return None
    if effect == "note" or severity == "note":
        return "note"
    return "warn" if effect == "warn" else severity


def _stretch(
    rule: SpacingRule,
    event: Event,
    near: Nearness,
    severity: Severity,
    days: Sequence[date],
    ahead: bool,
) -> Stretch:
    title = rule.title_ahead if ahead else rule.title
    return Stretch(
        rule=rule.id,
        severity=severity,
        first=days[0],
        until=days[1],
        words=Words(title, "", rule.say),
        override=rule.override,
        another_day=severity != "note",
        since=event.day,
        records=(event,),
        reason=rule.reason,
        leaves=rule.leaves,
        near=near,
        ahead=ahead,
        numbers=rule.numbers,
        source=rule.source,
        evidence=rule.evidence,
    )
