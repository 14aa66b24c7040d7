"""What a client of the demo clinic comes for over the months, kept within the protocol.

Waits here are never shorter than the protocol's own, so that the demo breaks no
rule; the demo's test judges every visit of it by the real rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

FACES = (("glabella",), ("forehead", "glabella"), ("crows_feet",), ("glabella", "crows_feet"))


class Step(NamedTuple):
    """One visit to come: what, where, and how many days after the step before at least."""

    treatment: str
    zones: tuple[str, ...]
    wait_days: int


def journey(random: Random) -> Iterator[Step]:
    """An endless run of visits for one client, beginning with a free consultation."""
    yield Step("CONSULT", (), 0)
    kind = random.random()
    if kind < 0.5:
        yield from toxin_rounds(random)
    elif kind < 0.85:
        yield from needling_courses(random)
    else:
        yield from both(random)


def toxin_rounds(random: Random) -> Iterator[Step]:
    """Toxin every fourteen weeks or so, half of the times with a review."""
    zones = random.choice(FACES)
    wait = random.randint(4, 20)
    while True:
        yield Step("BTX", zones, wait)
        wait = random.randint(94, 140)
        if random.random() < 0.5:
            yield Step("BTX_REVIEW", zones, 14)
            wait -= 14


def needling_courses(random: Random) -> Iterator[Step]:
    """Courses of three to six sessions a month apart, half a year between courses."""
    wait = random.randint(3, 21)
    while True:
        for _ in range(random.randint(3, 6)):
            yield Step("MN", ("full_face",), wait)
            wait = random.randint(30, 42)
        wait = random.randint(150, 220)


def both(random: Random) -> Iterator[Step]:
    """Toxin, a review, two needling sessions from three weeks on, and round again past three
    months."""
    zones = random.choice(FACES)
    wait = random.randint(4, 20)
    while True:
        yield Step("BTX", zones, wait)
        yield Step("BTX_REVIEW", zones, 14)
        yield Step("MN", ("full_face",), random.randint(7, 14))
        yield Step("MN", ("full_face",), random.randint(30, 40))
        wait = random.randint(50, 70)


def latest(step: Step, earliest: date) -> date:
    """The last day on which a step still does what it is for; a review has its window."""
    return earliest + timedelta(days=12 if step.treatment == "BTX_REVIEW" else 45)
