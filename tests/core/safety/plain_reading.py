"""The rules read a second time, one day and one visit at a time, straight from the TOML.

Slow and plain on purpose, and sharing no code with the program but the dates:
what the program says by stretches of days is held against this.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from clinic_desk.base.spans import add_months, age_on
from clinic_desk.safety.facts import Event, Facts
from tests.core.safety.desk import FOLDER

Said = tuple[str, str]
ORDER = ["note", "warn", "block"]
FAMILY = ("BTX", "BTX_TOPUP", "BTX_SWEAT", "BTX_MIGRAINE")


@cache
def data() -> dict[str, Any]:
    """All the files' tables together."""
    merged: dict[str, Any] = {}
    for path in sorted(FOLDER.rglob("*.toml")):
        for key, value in tomllib.loads(path.read_text()).items():
            merged[key] = merged.get(key, []) + value if isinstance(value, list) else value
    return merged


def plain(facts: Facts) -> dict[str, str]:
    """The weight of each rule's worst finding."""
    worst: dict[str, str] = {}
    for rule, weight in _everything(facts):
        if rule not in worst or ORDER.index(weight) > ORDER.index(worst[rule]):
            worst[rule] = weight
    return worst


def _everything(facts: Facts) -> Iterator[Said]:
    settings = data()["settings"]
    treatment = next(t for t in data()["treatment"] if t["code"] == facts.proposed.treatment)
    counts = settings["counted_statuses"] + settings["diary_statuses"]
    events = [e for e in facts.events if e.status in counts and e.id != facts.proposed.replaces]
    if not treatment["enabled"]:
        yield "DISABLED", "block"
    if any(e.status in settings["diary_statuses"] and e.day < facts.today for e in events):
        yield "UNCLOSED", "warn"
    yield from _age(facts, treatment)
    yield from _spacing(facts, treatment, events)
    yield from _window(facts, treatment, events)
    yield from _consult(facts, events)
    yield from _questions(facts, treatment)


def _age(facts: Facts, treatment: dict[str, Any]) -> Iterator[Said]:
    code, born = facts.proposed.treatment, facts.born_on
    if born is None:
        if code in (*FAMILY, "MN"):
            yield "AGE-UNKNOWN", "block"
        return
    then, now = age_on(born, facts.proposed.day), age_on(born, facts.today)
    if then < 18 and code in (*FAMILY, "BTX_REVIEW"):
        yield "AGE-18", "block"
    if then < 18 and code == "MN":
        yield "AGE-MN", "block"
    if then < 18 and code == "CONSULT":
        yield "AGE-CONSULT", "warn"
    if then >= 18 and now < 18 and code in FAMILY:
        yield "AGE-BOOK", "block"
    if 18 <= then < 25 and not facts.id_checked and code in FAMILY:
        yield "AGE-ID", "warn"
    if then >= 65 and code == "BTX":
        yield "AGE-65", "warn"


def _spacing(facts: Facts, treatment: dict[str, Any], events: list[Event]) -> Iterator[Said]:
    exempt = [t["code"] for t in data()["treatment"] if t.get("spacing_exempt")]
    asked = facts.proposed
    if asked.treatment in exempt:
        return
    for event in events:
        if event.treatment in exempt:
            continue
        there = (event.treatment, event.day, event.time)
        here = (asked.treatment, asked.day, asked.time)
        near = _near(event.zones, asked.zones)
        for (x, first, _), (y, last, _) in _orders(there, here):
            for rule in data()["spacing"]:
                if x in rule["after"] and y in rule["before"]:
                    yield from _breach(rule, first, last, near)


def _orders(one: Any, other: Any) -> list[tuple[Any, Any]]:
    if one[1] != other[1]:
        return [(one, other)] if one[1] < other[1] else [(other, one)]
    if one[2] is None or other[2] is None or one[2] == other[2]:
        return [(one, other), (other, one)]
    return [(one, other)] if one[2] < other[2] else [(other, one)]


def _breach(rule: dict[str, Any], first: date, last: date, near: str) -> Iterator[Said]:
    gap = (last - first).days
    late = "warn_below_months" in rule and last < add_months(first, rule["warn_below_months"])
    if gap < rule["block_below_days"]:
        weight = "block"
    elif gap < rule.get("warn_below_days", 0) or late:
        weight = "warn"
    elif gap < rule.get("note_below_days", 0):
        weight = "note"
    else:
        return
    effect = rule[near]
    if effect != "none":
        highest = 2 if effect == "full" else ORDER.index(effect)
        yield rule["id"], ORDER[min(highest, ORDER.index(weight))]


def _near(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    if not a or not b:
        return "same_zone"
    regions, overlap = data()["regions"], data()["zone_overlap"]
    pairs = data()["adjacent"]["pairs"]
    region = {zone: name for name, zones in regions.items() for zone in zones}
    found = set()
    for x in a:
        for y in b:
            if x == y or y in overlap.get(x, []) or x in overlap.get(y, []):
                return "same_zone"
            r, s = region[x], region[y]
            found.add(
                "same_region"
                if r == s
                else "adjacent"
                if [r, s] in pairs or [s, r] in pairs
                else ""
            )
    return next((each for each in ("same_region", "adjacent") if each in found), "elsewhere")


def _window(facts: Facts, treatment: dict[str, Any], events: list[Event]) -> Iterator[Said]:
    window = treatment.get("window")
    if not window:
        return
    days = [e.day for e in events if e.treatment == "BTX" and e.day <= facts.proposed.day]
    if not days:
        yield "WINDOW", "warn"
        return
    gap = (facts.proposed.day - max(days)).days
    part = "early" if gap < 14 else "inside" if gap <= 28 else "late"
    effect = window.get(part)
    if effect == "block_as_repeat":
        effect = "block" if gap < 84 else "warn"
    if effect:
        yield "WINDOW", effect


def _consult(facts: Facts, events: list[Event]) -> Iterator[Said]:
    settings, code, day = data()["settings"], facts.proposed.treatment, facts.proposed.day
    if code in FAMILY:
        days = [e.day for e in events if e.treatment == "CONSULT" and e.day <= day]
        consult = facts.consult_on or (max(days) if days else None)
        if consult is None:
            yield "CONSULT-MISSING", "warn"
        elif (day - consult).days > settings["consult_valid_days"]:
            yield "CONSULT-OLD", "warn"
        had = any(e.treatment == "BTX" and e.status in ("completed", "partial") for e in events)
        if code == "BTX" and consult and not had and (day - consult).days < 2:
            yield "COOLING-OFF", "warn"
    if code in (*FAMILY, "MN"):
        answered = facts.questionnaire_on
        if answered is None or (day - answered).days > settings["questionnaire_valid_days"]:
            yield "QUESTIONNAIRE", "warn"


def _questions(facts: Facts, treatment: dict[str, Any]) -> Iterator[Said]:
    weights = {"stop": "block", "ask": "warn", "note": "note"}
    code = treatment["code"]
    if treatment.get("spacing_exempt"):
        return
    for question in data()["question"]:
        answer = facts.answers.get(question["id"])
        for effect in question["effects"] if answer else ():
            covered = effect["t"] == code or (effect["t"] == "BTX" and code in FAMILY)
            if not covered or answer.value not in (None, effect.get("value", answer.value)):
                continue
            until, holds = effect["until"], answer.current
            if answer.stopped and until["kind"] == "months_since_stop":
                holds = holds or facts.proposed.day < add_months(answer.stopped, until["n"])
            if answer.stopped and until["kind"] == "days_since_stop":
                holds = holds or (facts.proposed.day - answer.stopped).days < until["n"]
            if holds:
                yield f"Q-{question['id']}", weights[effect["s"]]
