"""From stretches to findings: the clinic's words for what a rule found on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desk.base.spans import gap_days
from clinic_desk.base.words import count, listed, short_day, spoken_day
from clinic_desk.safety.facts import Event, Facts
from clinic_desk.safety.findings import Finding
from clinic_desk.safety.phrases import filled
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.stretches import Stretch, first_clear_day, last_clear_day

_WEIGHT = {"note": 0, "warn": 1, "block": 2}


@dataclass(frozen=True)
class Telling:
    """One judged day, and the days around it that could be offered instead."""

    protocol: Protocol
    facts: Facts
    day: date
    first: date | None
    """The first day from the judged one on that nothing refuses, by any rule."""
    last: date | None
    """The last such day before it, today or later."""


def telling(protocol: Protocol, facts: Facts, day: date, stretches: Sequence[Stretch]) -> Telling:
    """What a judgement of that day needs for its words."""
    first = first_clear_day(stretches, day, keeps_away)
    last = last_clear_day(stretches, day, keeps_away)
    if first == day or (last is not None and last < facts.today):
        last = None
    return Telling(protocol, facts, day, None if first == day else first, last)


def keeps_away(stretch: Stretch) -> bool:
    """Whether days in the stretch are not to be offered to the caller."""
    return stretch.refuses or stretch.turns_away


def told(of: Telling, group: Sequence[Stretch], all_of_rule: Sequence[Stretch]) -> Finding:
    """One finding for all that one rule says of the day: the worst, with the others named in it.

    `group` are the rule's stretches that hold the day, `all_of_rule` those of any day.
    """
    main = max(group, key=lambda each: (_WEIGHT[each.severity], -_distance(of.day, each)))
    others = _others(main, group)
    alone = first_clear_day(all_of_rule, of.day, keeps_away) if keeps_away(main) else None
    values = _values(of, main, others, alone)
    spoken = {**values, "offer": _spoken_offer(of)}
    if main.since:
        spoken["on"] = spoken_day(main.since)
    return Finding(
        rule=main.rule,
        severity=main.severity,
        title=filled(_title(of.protocol, main), values),
        sentence=filled(_sentence(of.protocol, main), values),
        ask=main.ask,
        override=main.override,
        for_clinician=main.for_clinician,
        say=filled(main.words.say, spoken) if main.severity != "note" else "",
        earliest=alone,
        another_day=main.another_day,
        numbers=main.numbers,
        judged=_judged(of, (*main.records, *others)),
        source=main.source,
        evidence=main.evidence,
    )


def _distance(day: date, stretch: Stretch) -> int:
    return abs(gap_days(stretch.since, day)) if stretch.since else 0


def _others(main: Stretch, group: Sequence[Stretch]) -> tuple[Event, ...]:
    """The further visits that weigh as a finding; notes are left out beside something heavier."""
    others: dict[str, Event] = {}
    for stretch in group:
        if stretch is not main and (stretch.severity != "note" or main.severity == "note"):
            others |= {event.id: event for event in stretch.records if event not in main.records}
    return tuple(sorted(others.values(), key=lambda event: (event.day, event.id)))


def _title(protocol: Protocol, main: Stretch) -> str:
    if main.near and main.severity == "note":
        return protocol.wording.spacing["note_title"]
    return main.words.title


def _sentence(protocol: Protocol, main: Stretch) -> str:
    if main.near:
        kind = "ahead" if main.ahead else "after"
        return protocol.wording.spacing["note" if main.severity == "note" else kind]
    return main.words.sentence


def _values(
    of: Telling, main: Stretch, others: Sequence[Event], alone: date | None
) -> dict[str, str]:
    """What fills the gaps of the sentence; `alone` is the first day free of this rule."""
    values = dict(main.values)
    if main.since:
        values["on"] = short_day(main.since, of.facts.today)
        values["gap"] = _gap(of, main.since)
    if main.near:
        values["near"] = of.protocol.wording.near[main.near]
        values["reason"] = main.reason.format_map({"leaves": main.leaves})
        values["leaves"] = main.leaves
        values["record"] = _record(of, main.records[0])
        values["also"] = _also(of, others)
        values["when"] = _around(of) if main.ahead else _from(of, alone)
    elif main.records:
        values.setdefault("record", _dated(of, main.records[0]))
    return {**values, "offer": _from(of, alone)}


def _gap(of: Telling, since: date) -> str:
    days, wording = gap_days(since, of.day), of.protocol.wording
    if days == 0:
        return wording.same_day
    template = wording.days_before if days > 0 else wording.days_after
    return template.format_map({"days": count(abs(days), "day")})


def _record(of: Telling, event: Event) -> str:
    """`Needling to the face`; a place that was not recorded is said to be so."""
    catalogue, wording = of.protocol.catalogue, of.protocol.wording
    name = catalogue.record_name(event.treatment)
    elsewhere = catalogue.elsewhere.get(event.treatment)
    if elsewhere and not elsewhere.has_place:
        return name
    places = catalogue.places.in_words(event.zones)
    where = wording.to_place.format_map({"places": places}) if places else wording.unknown_place
    return name + where


def _dated(of: Telling, event: Event) -> str:
    return f"{_record(of, event)} on {short_day(event.day, of.facts.today)}"


def _also(of: Telling, others: Sequence[Event]) -> str:
    if not others:
        return ""
    records = [_dated(of, event) for event in others]
    lowered = [record[0].lower() + record[1:] for record in records]
    return of.protocol.wording.also.format_map({"records": listed(lowered)})


def _from(of: Telling, alone: date | None) -> str:
    """From which day it may be: by this rule, and by all where they ask for more.

    Nothing where some rule refuses every day: no day is held out then.
    """
    wording, today = of.protocol.wording, of.facts.today
    if of.first is None or alone is None:
        return ""
    by_all = short_day(of.first, today)
    if alone == of.first:
        return wording.from_day.format_map({"first": by_all})
    return wording.from_day_of_two.format_map({"first": short_day(alone, today), "all": by_all})


def _around(of: Telling) -> str:
    """Up to which day and from which day it may be, around a visit in the diary, by all rules.

    By this rule alone the day after that visit would do, where another rule begins.
    """
    wording, today = of.protocol.wording, of.facts.today
    first = short_day(of.first, today) if of.first else ""
    last = short_day(of.last, today) if of.last else ""
    if first and last:
        return wording.up_to_or_from.format_map({"first": first, "last": last})
    if last:
        return wording.up_to_day.format_map({"last": last})
    return wording.from_day.format_map({"first": first}) if first else ""


def _spoken_offer(of: Telling) -> str:
    if of.first is None:
        return ""
    return of.protocol.wording.offer_from.format_map({"day": spoken_day(of.first)})


def _judged(of: Telling, events: Sequence[Event]) -> tuple[tuple[str, str, str, str], ...]:
    asked = of.facts.proposed
    return (
        *((e.id, e.treatment, e.day.isoformat(), ", ".join(e.zones)) for e in events),
        ("", asked.treatment, of.day.isoformat(), ", ".join(asked.zones)),
    )
