"""Days for the free times, and what a finding says of them."""

from __future__ import annotations

from datetime import date

from clinic_desk.safety.facts import Answer
from clinic_desk.safety.judge import earliest, judge, open_days, stretches
from tests.core.safety.desk import asked, event, found, shipped

DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


def test_days_too_close_are_turned_away_and_each_says_why() -> None:
    facts = asked("BTX", "2026-12-05", events=(event("MN", "2026-12-04", status="booked"),))
    days = open_days(shipped(), facts, *DECEMBER)
    assert min(days.turned_away) == date(2026, 12, 1)
    assert max(days.turned_away) == date(2026, 12, 17)
    assert days.is_open(date(2026, 12, 18))
    assert [f.rule for f in days.findings(date(2026, 12, 2))] == ["SP-BTX-MN"]
    assert [f.rule for f in days.findings(date(2026, 12, 17))] == ["SP-MN-BTX"]
    assert days.findings(date(2026, 12, 18)) == ()


def test_what_every_day_carries_and_what_is_put_right_before_the_visit_turn_no_day_away() -> None:
    facts = asked(
        "BTX",
        "2026-12-05",
        born_on=date(1950, 1, 1),
        questionnaire_on=None,
        consult_on=date(2020, 1, 1),
        answers={"blood_thinner": Answer(current=True), "keloid": Answer(current=True)},
        events=(event("BTX", "2026-08-01", status="confirmed"),),
    )
    assert open_days(shipped(), facts, *DECEMBER).turned_away == frozenset()


def test_a_day_with_a_visit_at_a_known_time_is_to_be_judged_time_by_time() -> None:
    peel = event("EXT_PEEL_DEEP", "2026-12-20", at="12:00")
    facts = asked(
        "MN", "2026-12-05", at="09:00", events=(peel, event("CONSULT", "2026-12-09", at="12:00"))
    )
    days = open_days(shipped(), facts, *DECEMBER)
    assert days.by_time == {date(2026, 12, 20)}
    assert not days.is_open(date(2026, 12, 20))
    assert judge(shipped(), asked("MN", "2026-12-20", at="09:00", events=(peel,))) == ()


def test_of_five_hundred_visits_only_those_within_reach_are_weighed() -> None:
    visits = tuple(
        event(code, f"{year}-{month:02}-{day:02}", "full_face")
        for year in range(2010, 2026)
        for month in range(1, 13)
        for day, code in ((3, "MN"), (9, "BTX"), (20, "BTX_REVIEW"))
    )
    facts = asked("BTX", "2026-12-05", events=visits)
    assert len(stretches(shipped(), facts)) < 30
    assert found(facts) == {}


def test_the_earliest_day_steps_over_every_refusal_on_the_way() -> None:
    events = (
        event("MN", "2026-12-01"),
        event("MN", "2026-12-16", status="booked"),
        event("BTX", "2027-04-20", status="booked"),
    )
    facts = asked("BTX", "2026-12-05", events=events)
    assert earliest(shipped(), facts) == date(2026, 12, 30)
    facts = asked("BTX", "2027-03-01", events=events)
    assert earliest(shipped(), facts) == date(2027, 7, 13)


def test_an_eighteenth_birthday_years_away_is_found_at_once() -> None:
    facts = asked("MN", "2026-12-05", born_on=date(2024, 2, 29))
    assert earliest(shipped(), facts) == date(2042, 3, 1)


def test_a_day_that_one_rule_gives_and_another_withholds_is_told_as_such() -> None:
    events = (event("EXT_WAX", "2026-12-01"), event("MN", "2026-11-20"))
    findings = found(asked("MN", "2026-12-03", events=events))
    assert "From Tue 8 Dec by this rule, from Fri 18 Dec by all of them." in (
        findings["SP-WAX-MN"].sentence
    )
    assert findings["SP-MN-MN"].sentence.endswith("From Fri 18 Dec.")
    for finding in findings.values():
        assert "from Friday the 18th of December" in finding.say


def test_a_place_that_was_not_recorded_is_said_to_be_so() -> None:
    facts = asked("BTX", "2026-12-05", events=(event("MN", "2026-12-01", unknown=True),))
    assert found(facts)["SP-MN-BTX"].sentence.startswith(
        "Needling, place not recorded, on Tue 1 Dec, 4 days before."
    )


def test_a_note_informs_and_promises_nothing() -> None:
    facts = asked("BTX", "2026-12-05", events=(event("MN", "2026-12-01", "abdomen"),))
    note = found(facts)["SP-MN-BTX"]
    assert note.title == "For information: Needling to the tummy, 4 days before"
    assert (note.say, note.earliest, note.another_day) == ("", None, False)


def test_every_finding_has_a_title_a_sentence_and_a_source() -> None:
    facts = asked(
        "BTX_SWEAT",
        "2026-12-05",
        born_on=None,
        consult_on=None,
        questionnaire_on=None,
        answers={question.id: Answer(current=True) for question in shipped().questions},
        events=(event("MN", "2026-12-01"), event("MN", "2026-11-01", status="booked")),
    )
    for finding in judge(shipped(), facts):
        assert finding.title
        assert finding.sentence
        assert finding.source
        assert finding.evidence
        assert "{" not in finding.title + finding.sentence + finding.say
        assert "  " not in finding.title + finding.sentence + finding.say
