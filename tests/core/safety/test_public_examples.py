"""Every worked example of the clinicians agrees with the shipped protocol."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from clinic_desk.safety.worked_examples import Result, check, run
from tests.core.safety.desk import FOLDER, shipped

FILE = Path(__file__).with_name("scenarios.toml")


@pytest.mark.parametrize("result", check(shipped(), FILE), ids=lambda result: result.id)
def test_a_worked_example_gets_the_verdict_its_clinician_expects(result: Result) -> None:
    assert (result.verdict, result.rules) == (result.expected, result.expected_rules)


def test_the_command_says_ok_for_each_example_and_exits_with_nought() -> None:
    out = io.StringIO()
    assert run(FILE, FOLDER, False, out) == 0
    lines = out.getvalue().splitlines()
    assert lines[0] == "ok S01 First toxin, clean history"
    assert all(line.startswith("ok ") for line in lines)


@pytest.mark.parametrize(
    ("id", "earliest"),
    [
        ("S01", "2026-12-01"),
        ("S03", "2026-12-15"),
        ("S07", "2026-12-08"),
        ("S13", "2027-01-27"),
        ("S15", "2027-01-25"),
        ("S17", "2027-02-23"),
        ("S25", "2027-03-15"),
        ("S27", None),
        ("S29", None),
        ("S33", "2027-01-02"),
        ("X05", "2026-12-04"),
        ("X07", "2027-01-24"),
        ("X15", None),
    ],
)
def test_the_earliest_day_is_the_first_that_nothing_refuses(id: str, earliest: str | None) -> None:
    results = {result.id: result for result in check(shipped(), FILE)}
    shown = results[id].earliest
    assert (shown.isoformat() if shown else None) == earliest
