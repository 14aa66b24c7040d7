"""What must hold of every judgement, for clients nobody thought of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.safety.facts import Answer, Event, Facts, Proposal
from clinic_desk.safety.findings import verdict
from clinic_desk.safety.judge import earliest, judge, open_days, turns_away
from clinic_desk.safety.settings import STATUSES
from tests.core.safety.desk import TODAY, shipped
from tests.core.safety.plain_reading import plain

PROTOCOL = shipped()
OURS = tuple(PROTOCOL.catalogue.by_code)
ZONES = tuple(PROTOCOL.catalogue.places.region_of)
BORN = (
    date(1985, 6, 15),
    date(1950, 1, 1),
    date(2008, 2, 29),
    date(2008, 12, 4),
    date(2009, 1, 20),
    date(2001, 12, 20),
    date(1961, 12, 10),
)

days = st.integers(-420, 420).map(lambda n: TODAY + timedelta(days=n))
near_days = st.integers(-20, 110).map(lambda n: TODAY + timedelta(days=n))
zones = st.lists(st.sampled_from(ZONES), max_size=2, unique=True).map(tuple)
times = st.none() | st.sampled_from([time(9), time(10, 30), time(15)])
codes = st.sampled_from(OURS)
happened = st.sampled_from([*OURS, "BTX", "MN", "MN", *PROTOCOL.catalogue.elsewhere])


@st.composite
def events(draw: Any) -> tuple[Event, ...]:
    """A client's visits and treatments elsewhere."""
    count = draw(st.integers(0, 5))
    status = st.sampled_from([*STATUSES, "completed", "booked"])
    return tuple(
        Event(
            str(n), draw(happened), draw(near_days | days), draw(status), draw(zones), draw(times)
        )
        for n in range(count)
    )


@st.composite
def clients(draw: Any) -> Facts:
    """A client, and a booking asked for."""
    question = draw(st.sampled_from(PROTOCOL.questions))
    value = draw(st.sampled_from([None, *question.values]))
    answer = Answer(draw(st.booleans()), draw(st.none() | days), value)
    return Facts(
        today=TODAY,
        proposed=Proposal(
            draw(codes),
            draw(near_days),
            draw(zones),
            draw(times),
            draw(st.none() | st.sampled_from(["0", "1"])),
        ),
        events=draw(events()),
        born_on=draw(st.none() | st.sampled_from(BORN)),
        id_checked=draw(st.booleans()),
        consult_on=draw(st.none() | days),
        questionnaire_on=draw(st.none() | days),
        answers={question.id: answer} if draw(st.booleans()) else {},
    )


def on(facts: Facts, day: date, at: time | None = None) -> Facts:
    """The same booking on another day."""
    proposed = replace(facts.proposed, day=day, time=at or facts.proposed.time)
    return replace(facts, proposed=proposed)


@settings(max_examples=400, deadline=None)
@given(clients())
def test_a_judgement_says_what_a_plain_reading_of_the_rules_says(facts: Facts) -> None:
    findings = judge(PROTOCOL, facts)
    assert {finding.rule: finding.severity for finding in findings} == plain(facts)
    assert len({finding.rule for finding in findings}) == len(findings)


@settings(max_examples=60, deadline=None)
@given(clients())
def test_the_earliest_day_is_the_one_that_a_search_day_by_day_finds(facts: Facts) -> None:
    found, start = earliest(PROTOCOL, facts), facts.proposed.day
    horizon = start + timedelta(days=150)
    day = start
    while day < min(found or horizon, horizon):
        assert "block" in plain(on(facts, day)).values()
        day += timedelta(days=1)
    if found:
        assert "block" not in plain(on(facts, found)).values()


@settings(max_examples=80, deadline=None)
@given(clients())
def test_days_for_the_free_times_agree_with_judging_each_of_them(facts: Facts) -> None:
    first = TODAY + timedelta(days=1)
    span = open_days(PROTOCOL, facts, first, first + timedelta(days=60))
    for number in range(61):
        day = first + timedelta(days=number)
        judged = [f for f in judge(PROTOCOL, on(facts, day)) if turns_away(f)]
        if day not in span.by_time or facts.proposed.time is None:
            assert span.is_open(day) is not bool(judged)
            assert [f.rule for f in span.findings(day)] == [f.rule for f in judged]
        else:
            assert {f.rule for f in judged} <= {f.rule for f in span.findings(day)}


@settings(max_examples=100, deadline=None)
@given(clients())
def test_what_never_happened_never_matters(facts: Facts) -> None:
    gone = tuple(e for e in facts.events if e.status not in PROTOCOL.settings.ignored_statuses)
    assert judge(PROTOCOL, facts) == judge(PROTOCOL, replace(facts, events=gone))


@settings(max_examples=100, deadline=None)
@given(clients(), st.integers(-400, 400))
def test_needling_rules_do_not_mind_which_part_of_the_year_it_is(facts: Facts, days: int) -> None:
    """All dates moved alike: no needling rule counts in months."""
    by = timedelta(days=days)
    needling = [replace(e, treatment="MN", day=e.day) for e in facts.events]
    here = replace(
        facts,
        events=tuple(needling),
        proposed=replace(facts.proposed, treatment="MN"),
        born_on=date(1980, 1, 1),
        questionnaire_on=None,
        answers={},
    )
    there = replace(
        here,
        today=here.today + by,
        events=tuple(replace(e, day=e.day + by) for e in needling),
        proposed=replace(here.proposed, day=here.proposed.day + by),
    )
    assert [(f.rule, f.severity) for f in judge(PROTOCOL, here)] == [
        (f.rule, f.severity) for f in judge(PROTOCOL, there)
    ]


@settings(max_examples=100, deadline=None)
@given(clients(), events())
def test_a_visit_more_on_file_never_makes_spacing_milder(
    facts: Facts, more: tuple[Event, ...]
) -> None:
    """Consultations and windows aside: those a further visit may well satisfy."""
    kept = replace(facts, consult_on=TODAY)
    extra = tuple(replace(e, id=f"more {e.id}") for e in more)
    both = replace(kept, events=(*kept.events, *extra))
    spaced = [
        verdict(f for f in judge(PROTOCOL, each) if f.rule.startswith("SP-"))
        for each in (kept, both)
    ]
    assert ["ok", "warn", "block"].index(spaced[0]) <= ["ok", "warn", "block"].index(spaced[1])


@settings(max_examples=100, deadline=None)
@given(clients())
def test_a_worried_client_is_always_seen(facts: Facts) -> None:
    worried = replace(facts, proposed=replace(facts.proposed, treatment="PROBLEM"))
    assert {f.rule for f in judge(PROTOCOL, worried)} <= {"UNCLOSED"}


@settings(max_examples=100, deadline=None)
@given(clients())
def test_no_finding_shows_a_health_question_or_an_answer_to_the_desk(facts: Facts) -> None:
    for finding in judge(PROTOCOL, facts):
        if finding.rule.startswith("Q-"):
            question = PROTOCOL.question_by_id[finding.rule[2:]]
            shown = f"{finding.title} {finding.sentence} {finding.say}"
            words = PROTOCOL.wording.question[finding.severity]
            assert shown == f"{words.title} {words.sentence} {words.say}"
            assert question.ask in finding.for_clinician
        else:
            assert finding.for_clinician == ""


@settings(max_examples=100, deadline=None)
@given(clients())
def test_a_finding_that_another_day_could_clear_names_such_a_day_or_lies_before_one(
    facts: Facts,
) -> None:
    for finding in judge(PROTOCOL, facts):
        if finding.earliest is not None:
            there = judge(PROTOCOL, on(facts, finding.earliest))
            again = [f for f in there if f.rule == finding.rule]
            assert not any(f.refuses or turns_away(f) for f in again)
