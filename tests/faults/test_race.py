"""Eight processes after the same times: none taken twice, none refused that nobody has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from tests.faults.clinics import CLIENTS, open_for_work
from tests.faults.conftest import HowOften
from tests.faults.processes import Child
from tests.faults.racing import PEOPLE, ROOMS, Answer, Wanted, ask_for, quarter, race
from tests.faults.wholeness import troubles_of

PROCESSES = 8


def answers_of(path: Path, attempts: int, quarters: int) -> list[Answer]:
    """Let them race; gives what became of every attempt."""
    racers = [Child(race, path, attempts // PROCESSES, quarters, seed) for seed in range(PROCESSES)]
    for racer in racers:
        racer.wait_for("ready")
    for racer in racers:
        racer.pipe.send("go")
    return [answer for racer in racers for answer in racer.said()]


def test_no_time_is_taken_twice_and_no_free_one_is_refused(
    clinic: Path, how_often: HowOften
) -> None:
    attempts = how_often(400, 10_000)
    quarters = attempts // 4
    answers = answers_of(clinic, attempts, quarters)
    assert len(answers) == attempts
    stand = [answer.wanted for answer in answers if answer.visit is not None]
    assert len({answer.visit for answer in answers if answer.visit}) == len(stand)
    assert not any(one.overlaps(other) for one, other in pairs(stand))
    for answer in answers:
        if answer.visit is None:
            assert any(answer.wanted.overlaps(one) for one in stand)
    assert troubles_of(clinic, ()) == []
    filled = fill_what_is_free(clinic, stand, quarters)
    assert troubles_of(clinic, ()) == []
    refused = attempts - len(stand)
    print(f"{attempts} attempts: {len(stand)} booked, {refused} refused, {filled} filled after")
    assert stand
    assert refused
    assert filled


def pairs(wanted: list[Wanted]) -> list[tuple[Wanted, Wanted]]:
    """Each two that begin within two hours of each other, for no visit here is longer."""
    ordered = sorted(wanted)
    found = []
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.starts_at >= one.ends_at:
                break
            found.append((one, other))
    return found


def fill_what_is_free(path: Path, stand: list[Wanted], quarters: int) -> int:
    """Book every quarter of an hour that nobody holds; each of them must be given."""
    desk, filled = open_for_work(path), 0
    of_day: dict[date, list[Wanted]] = defaultdict(list)
    for one in stand:
        of_day[one.starts_at.date()].append(one)
    for number, person in product(range(quarters), PEOPLE):
        day = of_day[quarter(number).date()]
        free = next((w for w in wishes(number, person) if not any(map(w.overlaps, day))), None)
        if free is not None:
            assert ask_for(desk, free).visit is not None
            day.append(free)
            filled += 1
    desk.database.close()
    return filled


def wishes(number: int, person: int) -> Iterator[Wanted]:
    """Every room and client with which a person could have a quarter of an hour."""
    for room, other in product(ROOMS, range(CLIENTS)):
        # The next client each time: one with hundreds of visits to come takes long to judge.
        yield Wanted(quarter(number), 15, person, room, (number + other) % CLIENTS + 1)
