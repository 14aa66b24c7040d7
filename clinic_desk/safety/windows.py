"""Visits that belong to a window of days after another: the review and the top-up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from clinic_desk.base.words import count
from clinic_desk.safety.facts import Event, Facts
from clinic_desk.safety.findings import Override, Severity
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.stretches import FOR_EVER, Stretch, counting, days_on, speak
from clinic_desk.treatments.catalogue import Treatment, Window


def windows(protocol: Protocol, facts: Facts) -> Iterator[Stretch]:
    """The days on which the visit asked for is early, inside its window, late, or follows nothing.

    Counted from the last visit that it belongs after, done or booked, on or before its day. Told
    from today on, or from the day asked for where that is earlier, as `spacing` is.
    """
    treatment = protocol.catalogue.treatment(facts.proposed.treatment)
    window = treatment.window
    if window is None:
        return
    visits = [each for each in counting(protocol, facts) if each.treatment in window.after]
    visits = sorted({each.day: each for each in visits}.values(), key=lambda event: event.day)
    first = visits[0].day if visits else FOR_EVER
    yield _nothing_on_file(protocol, treatment, window, first)
    told_from = min(facts.today, facts.proposed.day)
    ends = [event.day for event in visits[1:]] + [FOR_EVER]
    for event, until in zip(visits, ends, strict=False):
        if until > told_from:
            yield from _after(protocol, treatment, window, event, until)


def _nothing_on_file(
    protocol: Protocol, treatment: Treatment, window: Window, until: date
) -> Stretch:
    return speak(
        protocol,
        "WINDOW",
        "nothing_on_file",
        until=until,
        severity="warn",
        another_day=until < FOR_EVER and window.inside == "none",
        **_common(window, treatment),  # type: ignore[arg-type]
    )


def _after(
    protocol: Protocol, treatment: Treatment, window: Window, event: Event, until: date
) -> Iterator[Stretch]:
    for variant, effect, first, last in _parts(window, event.day):
        if effect == "none" or first >= min(last, until):
            continue
        common = _common(window, treatment)
        yield speak(
            protocol,
            "WINDOW",
            variant,
            first,
            min(last, until),
            severity=cast("Severity", effect),
            another_day=variant in ("early", "repeat") and effect != "note",
            since=event.day,
            records=(event,),
            **common,  # type: ignore[arg-type]
        )


def _parts(window: Window, day: date) -> Iterator[tuple[str, str, date, date]]:
    """Words, weight, first day and day after the last, of each part of the time after a visit."""
    opens, closes = days_on(day, window.earliest_days), days_on(day, window.latest_days + 1)
    yield "early", window.early, day, opens
    yield "inside", window.inside, opens, closes
    if window.late != "block_as_repeat":
        yield "late", window.late, closes, FOR_EVER
        return
    repeat = days_on(day, window.repeat_below_days)
    yield "repeat", "block", closes, repeat
    yield "late", "warn", repeat, FOR_EVER


def _common(window: Window, treatment: Treatment) -> dict[str, object]:
    days = {"earliest_days": str(window.earliest_days), "latest_days": str(window.latest_days)}
    figures = {**days, "repeat_below_days": str(window.repeat_below_days or "")}
    values = {"treatment": treatment.short_name, **days}
    return {
        "values": {**values, "n": count(window.repeat_below_days, "day")},
        "numbers": tuple((name, value) for name, value in figures.items() if value),
        "ask": treatment.ask,
        "override": cast("Override", window.override) or None,
    }
