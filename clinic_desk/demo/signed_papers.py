"""What the demo's clients signed and answered: consents, and the health questions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any, NamedTuple

from clinic_desk.base.clock import at_minute, local
from clinic_desk.consent.forms import PHOTOGRAPHS, Form
from clinic_desk.demo.cast import CAST
from clinic_desk.demo.filling import PlannedVisit

TREATED = ("completed", "partial")
HANDS = 12
"""Signatures that the demo's clients share."""
_NURSE = CAST[0].id
_MORNING = 9 * 60


def consents(
    forms: Mapping[str, Form],
    visits: Iterable[PlannedVisit],
    names: Mapping[int, str],
    photographed: Collection[int],
) -> Iterator[dict[str, Any]]:
    """A consent at the first treatment of each family, and anew once it is too old."""
    last: dict[tuple[int, str], date] = {}
    for visit in sorted(visits, key=lambda each: each.starts_at):
        form = forms.get(visit.step.treatment)
        if form is None or visit.status not in TREATED:
            continue
        given = last.get((visit.client, form.head.scope))
        if given is None or (visit.slot.day - given).days > form.head.valid_days:
            last[visit.client, form.head.scope] = visit.slot.day
            yield _consent(form, visit, names[visit.client])
            if form.head.scope == "BTX" and visit.client in photographed:
                yield _consent(forms[PHOTOGRAPHS], visit, names[visit.client])


def _consent(form: Form, visit: PlannedVisit, name: str) -> dict[str, Any]:
    return {
        "client_id": visit.client,
        "scope": form.head.scope,
        "version": form.head.version,
        "digest": form.digest,
        "given_on": visit.slot.day,
        "how": "screen",
        "signed_as": name,
        "strokes": _signature(visit.client % HANDS),
        "scan": None,
        "taken_by": visit.slot.member.id,
        "taken_at": visit.starts_at,
        "withdrawn_on": None,
        "withdrawn_by": None,
        "withdrawn_at": None,
        "withdrawn_words": "",
    }


def taken_back(consent: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The same consent, taken back the day before."""
    return {
        **consent,
        "withdrawn_on": local(now).date() - timedelta(days=1),
        "withdrawn_by": _NURSE,
        "withdrawn_at": now - timedelta(days=1),
        "withdrawn_words": "Would rather think about it again.",
    }


@cache
def _signature(hand: int) -> str:
    """Two strokes of a pen, another for each hand."""
    random = Random(hand)
    first = [[round(0.08 + 0.05 * n, 3), round(random.uniform(0.3, 0.7), 3)] for n in range(12)]
    second = [[round(0.3 + 0.1 * n, 3), round(random.uniform(0.62, 0.72), 3)] for n in range(4)]
    return json.dumps([first, second], separators=(",", ":"))


class Answering(NamedTuple):
    """What one client answered yes to, and when all was gone over, the last time last."""

    client: int
    yes: Collection[str]
    days: tuple[date, ...]


def answers_standing(
    asked: Iterable[Answering], questions: Collection[str]
) -> Iterator[dict[str, Any]]:
    """The answers that stand: those of the last time."""
    for each in asked:
        for question in questions:
            yield {
                "client_id": each.client,
                "question": question,
                "current": question in each.yes,
                "stopped_on": None,
                "value": None,
                "answered_on": each.days[-1],
            }


def answers_given(
    asked: Iterable[Answering], questions: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Every answer there was, on paper the first time and on the screen from then on."""
    for each in asked:
        for turn, day in enumerate(each.days):
            for question in questions:
                yes = question in each.yes
                yield {
                    "client_id": each.client,
                    "question": question,
                    "current": yes,
                    "since": date(day.year - 6, 5, 1) if yes and turn else None,
                    "stopped_on": None,
                    "value": None,
                    "words": "Since childhood." if yes and not turn else "",
                    "answered_on": day,
                    "how": "screen" if turn else "paper",
                    "recorded_by": _NURSE,
                    "recorded_at": at_minute(day, _MORNING),
                }


class Lacking(NamedTuple):
    """A few of those who come later today and are not quite ready, for the morning page."""

    asked_anew: Collection[int]
    """Who told the desk that their health has changed."""
    consent: Collection[int]
    """Who took back all that they had consented to."""
    answers: Collection[int]
    """Whose health questions were never gone over again."""

    @classmethod
    def of(cls, visits: Iterable[PlannedVisit], now: datetime) -> Lacking:
        """One of each, where so many come."""
        today = local(now).date()
        coming = sorted(
            (each.starts_at, each.client)
            for each in visits
            if each.slot.day == today and each.starts_at > now
        )
        clients = [client for _, client in coming]
        return cls(clients[1:2], clients[3:4], clients[5:6])


def gone_over(visits: Iterable[PlannedVisit], once: Collection[int]) -> dict[int, tuple[date, ...]]:
    """When each client's health questions were gone over: at the first visit and at the last.

    Those `once` were asked at the first visit alone.
    """
    days: dict[int, set[date]] = defaultdict(set)
    for visit in visits:
        if visit.status == "completed":
            days[visit.client].add(visit.slot.day)
    return {
        client: (min(some),) if client in once else tuple(sorted({min(some), max(some)}))
        for client, some in days.items()
    }


def told_change(client: int, now: datetime) -> dict[str, Any]:
    """A call that came in an hour ago: something is new, and the nurse is to ask what."""
    return {
        "client_id": client,
        "told_by": CAST[3].id,
        "told_at": now - timedelta(hours=1),
        "ring_back": True,
        "settled_by": None,
        "settled_at": None,
        "outcome": "",
    }
