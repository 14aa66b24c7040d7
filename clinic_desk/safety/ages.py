"""Rules of age: by the day treated, and for botulinum toxin by the day booked as well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clinic_desk.base.words import short_day
from clinic_desk.safety.facts import Facts
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.rules import AGE_CHECKS
from clinic_desk.safety.stretches import FOR_EVER, Stretch, comes_of_age, speak
from clinic_desk.treatments.catalogue import Treatment


def ages(protocol: Protocol, facts: Facts) -> Iterator[Stretch]:
    """The days on which age speaks for the visit asked for."""
    treatment = protocol.catalogue.treatment(facts.proposed.treatment)
    if facts.born_on is None:
        if protocol.covers("AGE-UNKNOWN", treatment):
            yield speak(protocol, "AGE-UNKNOWN", "plain")
        return
    of_age = comes_of_age(protocol, facts.born_on, treatment.min_age)
    yield from _too_young(protocol, facts, treatment, of_age)
    yield from _proof_of_age(protocol, facts, treatment, of_age)
    yield from _older(protocol, treatment, facts.born_on)


def _too_young(
    protocol: Protocol, facts: Facts, treatment: Treatment, of_age: date
) -> Iterator[Stretch]:
    values = {"birthday": short_day(of_age, facts.today), "treatment": treatment.name}
    values["age"] = str(treatment.min_age)
    numbers = (("min_age", str(treatment.min_age)),)
    for id in AGE_CHECKS:
        if protocol.covers(id, treatment):
            yield speak(
                protocol,
                id,
                "plain",
                until=of_age,
                another_day=protocol.checks[id].severity == "block",
                values=values,
                numbers=numbers,
            )
    if protocol.covers("AGE-BOOK", treatment) and facts.today < of_age:
        yield _still_under_age(protocol, of_age, values, numbers)


def _still_under_age(
    protocol: Protocol,
    of_age: date,
    values: dict[str, str],
    numbers: tuple[tuple[str, str], ...],
) -> Stretch:
    """Of age on the day, not when booked: every later day carries it until it is booked anew."""
    if protocol.settings.age_basis == "strict":
        return speak(protocol, "AGE-BOOK", "strict", of_age, values=values, numbers=numbers)
    check = protocol.checks["AGE-BOOK"]
    return speak(
        protocol,
        "AGE-BOOK",
        "treatment_day",
        of_age,
        severity="warn",
        override=check.override_when_warn,
        values=values,
        numbers=numbers,
    )


def _proof_of_age(
    protocol: Protocol, facts: Facts, treatment: Treatment, of_age: date
) -> Iterator[Stretch]:
    challenged = protocol.settings.challenge_age
    if facts.born_on and protocol.covers("AGE-ID", treatment) and not facts.id_checked:
        until = comes_of_age(protocol, facts.born_on, challenged)
        values = {"age": str(challenged), "birthday": "", "treatment": treatment.name}
        numbers = (("challenge_age", str(challenged)),)
        yield speak(
            protocol, "AGE-ID", "plain", of_age, max(of_age, until), values=values, numbers=numbers
        )


def _older(protocol: Protocol, treatment: Treatment, born_on: date) -> Iterator[Stretch]:
    years = treatment.older_age_warn
    if years and protocol.covers("AGE-65", treatment):
        first = comes_of_age(protocol, born_on, years)
        values = {"age": f"{years} or over", "birthday": "", "treatment": treatment.name}
        numbers = (("older_age_warn", str(years)),)
        yield speak(protocol, "AGE-65", "plain", first, FOR_EVER, values=values, numbers=numbers)
