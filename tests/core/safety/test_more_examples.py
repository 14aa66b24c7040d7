"""Every rule at its edge: examples worked out from the written rules alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_desk.safety.worked_examples import Result, check
from tests.core.safety.desk import shipped

RESULTS = check(shipped(), Path(__file__).with_name("more_examples.toml"))


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.id)
def test_an_example_at_the_edge_of_a_rule_gets_its_verdict(result: Result) -> None:
    assert (result.verdict, result.rules) == (result.expected, result.expected_rules)


@pytest.mark.parametrize(
    ("id", "earliest"),
    [
        ("E003", "2026-12-15"),
        ("E004", "2026-12-15"),
        ("E006", "2026-12-15"),
        ("E007", "2026-12-24"),
        ("E013", "2026-12-08"),
        ("E015", "2026-12-08"),
        ("E021", "2027-02-23"),
        ("E022", "2027-02-23"),
        ("E024", "2027-02-23"),
        ("E026", "2027-04-25"),
        ("E036", "2027-03-01"),
        ("E049", "2026-12-15"),
        ("E051", "2027-02-23"),
        ("E063", None),
        ("E074", "2027-02-28"),
        ("E075", None),
        ("E079", None),
        ("E081", "2026-12-15"),
        ("E082", "2026-12-08"),
        ("E084", "2026-11-23"),
    ],
)
def test_the_earliest_day_is_the_one_worked_out(id: str, earliest: str | None) -> None:
    given = next(result.earliest for result in RESULTS if result.id == id)
    assert (given.isoformat() if given else None) == earliest


def test_every_spacing_rule_and_every_check_is_among_the_examples() -> None:
    protocol = shipped()
    named = {rule for result in RESULTS for rule in result.rules}
    silent = {"SP-VACC"}
    for rule in (*(rule.id for rule in protocol.spacing), *protocol.checks):
        assert (rule in named) != (rule in silent), rule
