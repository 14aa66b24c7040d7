"""When each treatment may be booked, as spans of days on a ribbon; pure.

The spans are cut from the same stretches that judge a booking, so an edge on the ribbon and the
earliest day at the desk are one and the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from clinic_desk.safety.facts import Event, Facts, Proposal
from clinic_desk.safety.findings import Finding
from clinic_desk.safety.judge import findings_on, stretches
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.spacing import spacing
from clinic_desk.safety.stretches import Stretch, counting, days_on

Kind = Literal["refused", "look", "open"]


class Span(NamedTuple):
    """Local days from `first` up to, not including, `until`, on which one thing holds."""

    kind: Kind
    """`look`: it may be booked once a nurse has looked."""
    first: date
    until: date
    findings: tuple[Finding, ...] = ()
    """What refuses it or asks for a look, worst first; nothing where it is open."""


class Mark(NamedTuple):
    """One visit on the lane."""

    event: Event
    done: bool
    """Else it is in the diary, to come or not closed yet."""


class Lasting(NamedTuple):
    """Days from a visit on, up to, not including, `until`."""

    event: Event
    until: date


@dataclass(frozen=True)
class Lane:
    """One treatment across the months shown."""

    treatment: str
    zones: tuple[str, ...]
    """The places asked for: those of its last visit; none, which is the strictest, else."""
    marks: tuple[Mark, ...]
    working: tuple[Lasting, ...]
    """How long each visit that was done is reckoned to work."""
    apart: tuple[Lasting, ...]
    """How long, up to today, the same treatment was kept apart after each visit."""
    spans: tuple[Span, ...]
    """From today to the end of the ribbon, without gaps."""

    @property
    def earliest(self) -> date | None:
        """The first day from today on that nothing refuses; None if the ribbon shows none."""
        return next((span.first for span in self.spans if span.kind != "refused"), None)


def ribbon(
    protocol: Protocol, facts: Facts, treatments: Iterable[str], first: date, until: date
) -> tuple[Lane, ...]:
    """A lane for each of these treatments from `first` up to, not including, `until`.

    `facts` are a client's; what is proposed in them plays no part. Raises BadInput for a
    treatment that the protocol does not know.
    """
    return tuple(_lane(protocol, facts, code, first, until) for code in treatments)


def spans(protocol: Protocol, facts: Facts, until: date) -> tuple[Span, ...]:
    """What holds for the visit proposed from its day up to, not including, `until`."""
    first, found = facts.proposed.day, stretches(protocol, facts)
    edges = {edge for each in found for edge in (each.first, each.until) if first < edge < until}
    days = sorted({first, until, *edges}) if first < until else []
    cut = (_span(protocol, facts, found, begins, ends) for begins, ends in pairwise(days))
    return tuple(_joined(cut))


def _joined(cut: Iterable[Span]) -> Iterator[Span]:
    """Open days that only a note divides are one span."""
    for kind, group in groupby(cut, key=lambda span: span.kind):
        spans = list(group)
        if kind == "open":
            yield Span("open", spans[0].first, spans[-1].until)
        else:
            yield from spans


def _span(
    protocol: Protocol, facts: Facts, found: Sequence[Stretch], first: date, until: date
) -> Span:
    holding = [each for each in found if each.holds(first)]
    if any(each.refuses for each in holding):
        kind: Kind = "refused"
    elif any(each.turns_away for each in holding):
        kind = "look"
    else:
        return Span("open", first, until)
    asked = replace(facts, proposed=replace(facts.proposed, day=first))
    said = findings_on(protocol, asked, first, tuple(found))
    weighs = tuple(each for each in said if each.refuses or (kind == "look" and each.another_day))
    return Span(kind, first, until, weighs)


def _lane(protocol: Protocol, facts: Facts, code: str, first: date, until: date) -> Lane:
    treatment = protocol.catalogue.treatment(code)
    events = sorted(
        (each for each in counting(protocol, _nothing_moved(facts)) if each.treatment == code),
        key=lambda each: (each.day, each.id),
    )
    shown = [each for each in events if first <= each.day < until]
    counted = protocol.settings.counted_statuses
    done = [each for each in events if each.status in counted]
    zones = events[-1].zones if events else ()
    today = replace(facts, proposed=Proposal(code, facts.today, zones))
    lasts = treatment.lasts_days
    return Lane(
        treatment=code,
        zones=zones,
        marks=tuple(Mark(each, each.status in counted) for each in shown),
        working=tuple(_lasting(done, lasts, first, until)) if lasts else (),
        apart=tuple(_apart(protocol, facts, code, zones, done, first)),
        spans=spans(protocol, today, until),
    )


def _nothing_moved(facts: Facts) -> Facts:
    return replace(facts, proposed=replace(facts.proposed, replaces=None))


def _lasting(done: Iterable[Event], days: int, first: date, until: date) -> Iterator[Lasting]:
    for event in done:
        ends = days_on(event.day, days)
        if event.day < until and ends > first:
            yield Lasting(event, ends)


def _apart(
    protocol: Protocol,
    facts: Facts,
    code: str,
    zones: tuple[str, ...],
    done: Sequence[Event],
    first: date,
) -> Iterator[Lasting]:
    """Of what kept the treatment from itself, the part that is over or runs out from today."""
    asked = replace(facts, proposed=Proposal(code, min(first, facts.today), zones))
    kept = _kept_until(spacing(protocol, asked))
    for event in done:
        ends = kept.get(event.id, event.day)
        if ends > max(first, event.day):
            yield Lasting(event, min(ends, max(facts.today, event.day)))


def _kept_until(found: Iterable[Stretch]) -> dict[str, date]:
    """Up to which day each visit, by its id, keeps another apart that comes after it."""
    kept: dict[str, date] = {}
    for each in found:
        if each.near and not each.ahead and each.severity != "note":
            for event in each.records:
                kept[event.id] = max(each.until, kept.get(event.id, each.until))
    return kept
