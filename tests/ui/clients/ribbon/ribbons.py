"""Ribbons to draw, made by the shipped protocol from a few visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from clinic_desk.calendar.ribboning import Ribbon, months_round, ribbon_from
from tests.core.safety.desk import asked, event, shipped

TODAY = date(2026, 11, 24)
SARAH = (
    ("BTX", "2026-07-04", "completed"),
    ("BTX_REVIEW", "2026-07-18", "completed"),
    ("MN", "2026-08-14", "completed"),
    ("BTX", "2026-10-10", "completed"),
    ("BTX_REVIEW", "2026-10-24", "completed"),
    ("MN", "2026-11-24", "completed"),
    ("MN", "2026-12-29", "booked"),
)
"""Treatment, day and status of the visits of the drawing."""


def ribbon_with(*visits: tuple[str, str, str], held: str = "", **facts: Any) -> Ribbon:
    """The ribbon of a client of these visits, each at ten, numbered from 1."""
    facts.setdefault("questionnaire_on", date(2026, 10, 3))
    events = tuple(
        replace(event(code, day, status=status, id=str(number)), time=time(10))
        for number, (code, day, status) in enumerate(visits, 1)
    )
    known = replace(asked("BTX", "2026-11-24", events=events), today=TODAY, **facts)
    first, until = months_round(TODAY)
    return ribbon_from(shipped(), known, 1, first, until, held)


def sarah() -> Ribbon:
    """The ribbon of the drawing."""
    return ribbon_with(*SARAH)
