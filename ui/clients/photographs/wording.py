"""What is said of photographs. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from clinic_desk.base.words import count, plain_date, short_day
from clinic_desk.photographs.records import MOMENTS, VIEWS, PhotographRecord


def side_words(record: PhotographRecord) -> str:
    """`Front, before`."""
    return f"{VIEWS[record.view]}, {MOMENTS[record.moment].lower()}"


def spoken(record: PhotographRecord) -> str:
    """`Front, before, 24 November 2026`, and the note."""
    note = f", {record.note}" if record.note else ""
    return f"{side_words(record)}, {plain_date(record.taken_on)}{note}"


def caption(record: PhotographRecord) -> str:
    """`Front, before · 24 November 2026`, and the note."""
    note = f" · {record.note}" if record.note else ""
    return f"{side_words(record)} · {plain_date(record.taken_on)}{note}"


def day_words(day: date, number: int, today: date) -> str:
    """`Tue 24 Nov · 3 photographs`."""
    return f"{short_day(day, today)} · {count(number, 'photograph')}"


def by_day(
    records: Iterable[PhotographRecord],
) -> tuple[tuple[date, tuple[PhotographRecord, ...]], ...]:
    """The photographs of each day, in the order in which they come."""
    days = groupby(records, key=lambda record: record.taken_on)
    return tuple((day, tuple(found)) for day, found in days)
