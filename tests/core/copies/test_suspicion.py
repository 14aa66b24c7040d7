"""What makes the program keep its older copies until somebody has looked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.copies.memory import Facts
from clinic_desk.copies.suspicion import FELL_BY, suspicion

BEFORE = Facts(at=1_000_000, size=10_000_000, clients=100, visits=1000, events=50)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, ""),
        ({"clients": 101, "visits": 1010, "at": 1_003_600}, ""),
        ({"clients": 96}, ""),
        ({"clients": 90}, ""),
        ({"clients": 89}, "89 clients, the one before it had 100"),
        ({"visits": 899}, "899 visits, the one before it had 1000"),
        ({"visits": 0}, "0 visits"),
        ({"size": 7_000_000}, ""),
        ({"size": 6_999_999}, "shrunk to 70 %"),
        ({"at": 999_880}, ""),
        ({"at": 999_879}, "set back"),
    ],
)
def test_each_bound_is_where_it_is_said_to_be(changed: dict[str, int], told: str) -> None:
    found = suspicion(BEFORE, replace(BEFORE, **changed))
    assert bool(found) == bool(told)
    assert told in found


def test_a_small_clinic_may_lose_a_few_and_a_small_file_may_shrink() -> None:
    small = Facts(at=0, size=900_000, clients=FELL_BY - 1, visits=3, events=1)
    assert suspicion(small, Facts(at=1, size=10, clients=0, visits=0, events=2)) == ""


def test_a_broken_chain_is_told_even_of_the_first_copy() -> None:
    assert "audit" in suspicion(None, BEFORE, chain_whole=False)
    assert suspicion(None, BEFORE) == ""


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 10**9))
def test_a_clinic_that_grows_is_never_under_suspicion(clients: int, visits: int, size: int) -> None:
    after = Facts(
        BEFORE.at + 1, BEFORE.size + size, BEFORE.clients + clients, BEFORE.visits + visits, 60
    )
    assert suspicion(BEFORE, after) == ""
