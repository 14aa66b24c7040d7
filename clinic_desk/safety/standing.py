"""Whether the treatment is offered at all, and visits in the past that nobody closed."""

from __future__ import annotations

from collections.abc import Iterator

from clinic_desk.base.words import listed, short_day
from clinic_desk.safety.facts import Event, Facts
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.stretches import Stretch, counting, speak


def standing(protocol: Protocol, facts: Facts) -> Iterator[Stretch]:
    """A treatment that is switched off, and unclosed visits, whatever is proposed."""
    treatment = protocol.catalogue.treatment(facts.proposed.treatment)
    if not treatment.enabled and protocol.covers("DISABLED", treatment):
        reason = treatment.disabled_reason or f"{treatment.name} is switched off in the settings."
        values = {"disabled_reason": reason, "treatment": treatment.name}
        yield speak(protocol, "DISABLED", "plain", values=values)
    unclosed = unclosed_visits(protocol, facts)
    if unclosed and protocol.covers("UNCLOSED", treatment):
        values = {"records": listed([_record(protocol, facts, event) for event in unclosed])}
        yield speak(protocol, "UNCLOSED", "plain", values=values, records=unclosed)


def unclosed_visits(protocol: Protocol, facts: Facts) -> tuple[Event, ...]:
    """The visits that still stand in the diary on a day before today, oldest first."""
    diary = protocol.settings.diary_statuses
    return tuple(
        sorted(
            (e for e in counting(protocol, facts) if e.status in diary and e.day < facts.today),
            key=lambda event: (event.day, event.id),
        )
    )


def _record(protocol: Protocol, facts: Facts, event: Event) -> str:
    name = protocol.catalogue.record_name(event.treatment)
    return f"{name} on {short_day(event.day, facts.today)}"
