"""Consultation, time to think, and the age of the health answers, counted to the day treated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clinic_desk.base.words import count
from clinic_desk.safety.facts import Event, Facts
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.stretches import (
    ALWAYS,
    FOR_EVER,
    Stretch,
    counting,
    days_on,
    speak,
)

CONSULTATION = "CONSULT"
FIRST_OF = "BTX"
"""A first treatment is one with no completed or partial visit of this code on file."""


def consultations(protocol: Protocol, facts: Facts) -> Iterator[Stretch]:
    """The days on which a consultation is missing, old, or too short ago to have thought.

    The consultation is `consult_on` where it is given, else the latest CONSULT
    visit that counts on or before the day.
    """
    booked = sorted(_visits(protocol, facts), key=lambda event: event.day)
    if facts.consult_on is not None:
        yield from _since(protocol, facts, facts.consult_on, ALWAYS, FOR_EVER, ())
        return
    yield from _missing(protocol, facts, booked[:1])
    ends = [event.day for event in booked[1:]] + [FOR_EVER]
    for event, until in zip(booked, ends, strict=False):
        yield from _since(protocol, facts, event.day, event.day, until, (event,))


def _visits(protocol: Protocol, facts: Facts) -> list[Event]:
    """One CONSULT visit a day: which of two on one day it was makes no difference."""
    visits = (each for each in counting(protocol, facts) if each.treatment == CONSULTATION)
    return list({event.day: event for event in visits}.values())


def _missing(protocol: Protocol, facts: Facts, first: list[Event]) -> Iterator[Stretch]:
    """No consultation yet; another day clears it only where a first one is to come."""
    if not _applies(protocol, facts, "CONSULT-MISSING"):
        return
    if not first:
        yield speak(protocol, "CONSULT-MISSING", "none")
        return
    yield speak(
        protocol,
        "CONSULT-MISSING",
        "to_come",
        until=first[0].day,
        another_day=True,
        since=first[0].day,
        records=first,
    )


def _since(
    protocol: Protocol,
    facts: Facts,
    consulted: date,
    first: date,
    until: date,
    records: tuple[Event, ...],
) -> Iterator[Stretch]:
    settings = protocol.settings
    if _applies(protocol, facts, "CONSULT-OLD"):
        valid = settings.consult_valid_days
        yield speak(
            protocol,
            "CONSULT-OLD",
            "plain",
            max(first, days_on(consulted, valid + 1)),
            until,
            values={"n": str(valid)},
            since=consulted,
            records=records,
            numbers=(("consult_valid_days", str(valid)),),
        )
    if _applies(protocol, facts, "COOLING-OFF") and _first_treatment(protocol, facts):
        wait = settings.cooling_off_warn_below_days
        yield speak(
            protocol,
            "COOLING-OFF",
            "plain",
            first,
            min(until, days_on(consulted, wait)),
            another_day=True,
            values={"n": count(wait, "day")},
            since=consulted,
            records=records,
            numbers=(("cooling_off_warn_below_days", str(wait)),),
        )


def _first_treatment(protocol: Protocol, facts: Facts) -> bool:
    """Treatment elsewhere and unclosed visits do not count as a treatment had."""
    if not protocol.checks["COOLING-OFF"].first_treatment_only:
        return True
    return not any(
        event.treatment == FIRST_OF and event.status in protocol.settings.counted_statuses
        for event in counting(protocol, facts)
    )


def questionnaire(protocol: Protocol, facts: Facts) -> Iterator[Stretch]:
    """The days on which the health answers are missing or out of date."""
    if not _applies(protocol, facts, "QUESTIONNAIRE"):
        return
    valid, answered = protocol.settings.questionnaire_valid_days, facts.questionnaire_on
    values = {"n": count(valid, "day")}
    numbers = (("questionnaire_valid_days", str(valid)),)
    if answered is None:
        yield speak(protocol, "QUESTIONNAIRE", "missing", values=values, numbers=numbers)
        return
    yield speak(
        protocol,
        "QUESTIONNAIRE",
        "old",
        days_on(answered, valid + 1),
        values=values,
        since=answered,
        numbers=numbers,
    )


def _applies(protocol: Protocol, facts: Facts, check: str) -> bool:
    return protocol.covers(check, protocol.catalogue.treatment(facts.proposed.treatment))
