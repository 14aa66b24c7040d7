"""The ribbon says of each day what a booking on it would be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.safety.facts import Facts
from clinic_desk.safety.judge import earliest, judge, turns_away
from clinic_desk.safety.ribbon import Lane, Span, ribbon, spans
from clinic_desk.safety.worked_examples import Example, read_examples
from tests.core.safety.desk import TODAY, asked, event, shipped

HERE = Path(__file__).parent
EXAMPLES = [
    example
    for name in ("scenarios.toml", "more_examples.toml")
    for example in read_examples(shipped(), HERE / name)
]
YEARS = timedelta(days=2000)


def shown(facts: Facts, code: str, days: int = 400) -> Lane:
    (lane,) = ribbon(
        shipped(), facts, [code], facts.today - timedelta(days=200), facts.today + timedelta(days)
    )
    return lane


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_the_first_span_that_is_not_refused_begins_on_the_earliest_day(example: Example) -> None:
    facts = example.facts
    found = spans(example.protocol, facts, facts.proposed.day + YEARS)
    begins = next((span.first for span in found if span.kind != "refused"), None)
    assert begins == earliest(example.protocol, facts)


@given(
    st.sampled_from(EXAMPLES),
    st.integers(min_value=0, max_value=400),
)
def test_every_day_of_a_span_is_judged_as_the_span_says(example: Example, later: int) -> None:
    facts = replace(example.facts, proposed=replace(example.facts.proposed, time=None))
    day = facts.proposed.day + timedelta(days=later)
    (span,) = [
        each
        for each in spans(example.protocol, facts, facts.proposed.day + YEARS)
        if each.first <= day < each.until
    ]
    there = replace(facts, proposed=replace(facts.proposed, day=day))
    found = judge(example.protocol, there)
    refused = any(each.refuses for each in found)
    look = any(turns_away(each) for each in found)
    assert span.kind == ("refused" if refused else "look" if look else "open")


def test_the_spans_follow_each_other_from_today_without_a_gap() -> None:
    facts = asked("BTX", "2026-11-23", events=(event("MN", "2026-11-20"),))
    found = shown(facts, "BTX").spans
    assert found[0].first == TODAY
    assert all(one.until == other.first for one, other in pairwise(found))


def test_toxin_is_refused_until_the_skin_has_healed_and_says_why() -> None:
    facts = asked("BTX", "2026-11-23", events=(event("MN", "2026-11-20"),))
    lane = shown(facts, "BTX")
    assert lane.earliest == date(2026, 12, 4)
    refused = lane.spans[0]
    assert (refused.kind, refused.until) == ("refused", date(2026, 12, 4))
    assert [each.rule for each in refused.findings] == ["SP-MN-BTX"]


def test_a_nurse_is_to_look_where_only_a_warning_stands() -> None:
    facts = asked("MN", "2026-11-23", events=(event("BTX", "2026-11-13"),))
    look, free = shown(facts, "MN").spans
    assert (look.kind, look.until) == ("look", date(2026, 11, 27))
    assert free == Span("open", look.until, TODAY + timedelta(days=400))


def test_what_was_done_works_and_is_kept_apart_from_itself() -> None:
    done, booked = event("MN", "2026-10-01"), event("MN", "2026-12-29", status="booked")
    lane = shown(asked("MN", "2026-11-23", events=(done, booked)), "MN")
    assert [(mark.event.day, mark.done) for mark in lane.marks] == [
        (done.day, True),
        (booked.day, False),
    ]
    assert [(each.event, each.until) for each in lane.working] == [(done, date(2027, 3, 30))]
    assert [(each.event, each.until) for each in lane.apart] == [(done, date(2026, 10, 29))]


def test_a_visit_that_did_not_take_place_is_not_on_the_lane() -> None:
    gone = event("BTX", "2026-11-01", status="no_show")
    lane = shown(asked("BTX", "2026-11-23", events=(gone,)), "BTX")
    assert (lane.marks, lane.working) == ((), ())
    assert lane.earliest == TODAY


def test_someone_under_age_has_no_open_day_before_the_birthday() -> None:
    facts = asked("BTX", "2026-11-23", born_on=date(2009, 1, 5))
    lane = shown(facts, "BTX", days=60)
    assert {span.kind for span in lane.spans} == {"refused"}
    assert lane.earliest is None
