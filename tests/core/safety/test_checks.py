"""Age, consultation, health answers, windows and standing: each to the day, both sides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clinic_desk.safety.facts import Answer
from clinic_desk.safety.loading import with_settings, with_treatments
from tests.core.safety.desk import TODAY, asked, event, found, shipped, weights

FAMILY = ("BTX", "BTX_TOPUP", "BTX_SWEAT", "BTX_MIGRAINE")
DAY = "2026-12-08"


def only(facts: Any, *prefixes: str, protocol: Any = None) -> dict[str, str]:
    """The findings whose ids begin like that."""
    return {k: v for k, v in weights(facts, protocol).items() if k.startswith(prefixes)}


# --- age ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("treatment", "under", "young_then", "unknown"),
    [
        ("BTX", {"AGE-18": "block"}, {"AGE-BOOK": "block"}, {"AGE-UNKNOWN": "block"}),
        ("BTX_TOPUP", {"AGE-18": "block"}, {"AGE-BOOK": "block"}, {"AGE-UNKNOWN": "block"}),
        ("BTX_SWEAT", {"AGE-18": "block"}, {"AGE-BOOK": "block"}, {"AGE-UNKNOWN": "block"}),
        ("BTX_MIGRAINE", {"AGE-18": "block"}, {"AGE-BOOK": "block"}, {"AGE-UNKNOWN": "block"}),
        ("BTX_REVIEW", {"AGE-18": "block"}, {}, {}),
        ("MN", {"AGE-MN": "block"}, {}, {"AGE-UNKNOWN": "block"}),
        ("CONSULT", {"AGE-CONSULT": "warn"}, {}, {}),
        ("PROBLEM", {}, {}, {}),
    ],
)
def test_age_is_judged_by_the_day_treated_and_for_toxin_by_the_day_booked(
    treatment: str, under: dict[str, str], young_then: dict[str, str], unknown: dict[str, str]
) -> None:
    born = date(2008, 12, 8)
    assert only(asked(treatment, "2026-12-07", born_on=born), "AGE") == under
    assert only(asked(treatment, "2026-12-08", born_on=born), "AGE") == young_then
    of_age = asked(treatment, "2026-12-09", born_on=born, today=date(2026, 12, 8))
    assert only(of_age, "AGE") == {}
    assert only(asked(treatment, DAY, born_on=None), "AGE") == unknown


@pytest.mark.parametrize(
    ("today", "day", "rules"),
    [
        ("2026-02-20", "2026-02-28", {"AGE-18"}),
        ("2026-02-28", "2026-03-01", {"AGE-BOOK"}),
        ("2026-03-01", "2026-03-01", set()),
    ],
)
def test_a_leap_day_birthday_falls_on_the_first_of_march(
    today: str, day: str, rules: set[str]
) -> None:
    facts = asked("BTX", day, born_on=date(2008, 2, 29), today=date.fromisoformat(today))
    assert set(only(facts, "AGE")) == rules


def test_the_clinic_may_read_a_leap_day_birthday_as_the_last_of_february() -> None:
    protocol = with_settings(shipped(), {"leap_day_birthday": "28_february"})
    facts = asked("BTX", "2026-02-28", born_on=date(2008, 2, 29), today=date(2026, 2, 28))
    assert only(facts, "AGE", protocol=protocol) == {}


def test_by_the_day_of_treatment_an_early_booking_only_warns_and_a_clinician_ticks_it() -> None:
    protocol = with_settings(shipped(), {"age_basis": "treatment_day"})
    facts = asked("BTX", DAY, born_on=date(2008, 12, 1))
    finding = found(facts, protocol)["AGE-BOOK"]
    assert (finding.severity, finding.override) == ("warn", "clinician")
    assert found(facts)["AGE-BOOK"].override == "none"
    too_young = asked("BTX", "2026-11-30", born_on=date(2008, 12, 1))
    assert only(too_young, "AGE", protocol=protocol) == {"AGE-18": "block"}


def test_the_words_for_an_under_age_caller_name_the_law_and_the_parent() -> None:
    finding = found(asked("BTX", DAY, born_on=date(2010, 5, 1)))["AGE-18"]
    assert finding.override == "none"
    assert "by law nobody under 18" in finding.say
    assert "parent's agreement cannot change that" in finding.say
    assert finding.another_day
    assert finding.earliest == date(2028, 5, 1)
    assert not found(asked("BTX", DAY, born_on=date(2008, 12, 1)))["AGE-BOOK"].another_day


@pytest.mark.parametrize(
    ("born", "seen", "rules"),
    [
        (date(2001, 12, 9), False, {"AGE-ID"}),
        (date(2001, 12, 8), False, set()),
        (date(2001, 12, 9), True, set()),
        (date(2008, 12, 1), False, {"AGE-BOOK", "AGE-ID"}),
        (date(2008, 12, 9), False, {"AGE-18"}),
    ],
)
def test_photo_id_is_asked_of_those_under_25_on_the_day_but_of_age(
    born: date, seen: bool, rules: set[str]
) -> None:
    for treatment in FAMILY:
        assert set(only(asked(treatment, DAY, born_on=born, id_checked=seen), "AGE")) == rules
    assert "AGE-ID" not in weights(asked("MN", DAY, born_on=born, id_checked=seen))


def test_photo_id_is_a_line_before_the_visit_and_keeps_no_day_away() -> None:
    finding = found(asked("BTX", DAY, born_on=date(2002, 1, 1), id_checked=False))["AGE-ID"]
    assert (finding.severity, finding.ask, finding.another_day) == ("warn", "before_visit", False)


@pytest.mark.parametrize(("born", "warned"), [("1961-12-08", True), ("1961-12-09", False)])
def test_from_65_on_the_day_the_nurse_chooses_the_product(born: str, warned: bool) -> None:
    facts = asked("BTX", DAY, born_on=date.fromisoformat(born))
    assert only(facts, "AGE") == ({"AGE-65": "warn"} if warned else {})
    assert only(asked("MN", DAY, born_on=date.fromisoformat(born)), "AGE") == {}


# --- consultation and health answers -----------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, {"COOLING-OFF": "warn"}),
        (1, {"COOLING-OFF": "warn"}),
        (2, {}),
        (365, {}),
        (366, {"CONSULT-OLD": "warn"}),
    ],
)
def test_a_consultation_has_an_age_on_the_day_treated(days: int, expected: dict[str, str]) -> None:
    day = date(2026, 12, 8)
    given = asked("BTX", DAY, consult_on=day - timedelta(days=days))
    assert weights(given) == expected
    visit = event("CONSULT", (day - timedelta(days=days)).isoformat())
    assert weights(asked("BTX", DAY, consult_on=None, events=(visit,))) == expected


@pytest.mark.parametrize("treatment", FAMILY)
def test_every_toxin_injection_needs_a_consultation_and_needling_does_not(treatment: str) -> None:
    assert "CONSULT-MISSING" in weights(asked(treatment, DAY, consult_on=None))
    for other in ("MN", "BTX_REVIEW", "CONSULT", "PROBLEM"):
        assert "CONSULT-MISSING" not in weights(asked(other, DAY, consult_on=None))


@pytest.mark.parametrize(
    ("status", "day", "missing"),
    [
        ("completed", "2026-12-01", False),
        ("booked", "2026-12-08", False),
        ("pencilled", "2026-12-01", False),
        ("booked", "2026-12-09", True),
        ("cancelled", "2026-12-01", True),
        ("no_show", "2026-11-20", True),
    ],
)
def test_the_latest_consultation_that_counts_on_or_before_the_day_is_taken(
    status: str, day: str, missing: bool
) -> None:
    facts = asked("BTX", DAY, consult_on=None, events=(event("CONSULT", day, status=status),))
    assert ("CONSULT-MISSING" in weights(facts)) is missing


def test_a_date_of_consultation_on_file_stands_above_the_diary() -> None:
    visit = event("CONSULT", "2026-12-07", status="booked")
    assert weights(asked("BTX", DAY, events=(visit,))) == {}
    assert weights(asked("BTX", DAY, consult_on=None, events=(visit,))) == {"COOLING-OFF": "warn"}


def test_a_consultation_in_the_diary_clears_the_days_after_it() -> None:
    visit = event("CONSULT", "2026-12-10", status="booked")
    facts = asked("BTX", DAY, consult_on=None, events=(visit,))
    finding = found(facts)["CONSULT-MISSING"]
    assert finding.another_day
    assert finding.earliest == date(2026, 12, 10)
    assert not found(asked("BTX", DAY, consult_on=None))["CONSULT-MISSING"].another_day


@pytest.mark.parametrize(
    ("treatment", "status", "cools"),
    [
        ("BTX", "completed", False),
        ("BTX", "partial", False),
        ("BTX", "booked", True),
        ("BTX", "not_treated", True),
        ("EXT_TOXIN", "completed", True),
        ("BTX_TOPUP", "completed", True),
        ("MN", "completed", True),
    ],
)
def test_time_to_think_is_left_before_a_first_treatment_only(
    treatment: str, status: str, cools: bool
) -> None:
    before = event(treatment, "2026-07-01", status=status)
    facts = asked("BTX", DAY, consult_on=date(2026, 12, 7), events=(before,))
    assert ("COOLING-OFF" in weights(facts)) is cools
    assert "COOLING-OFF" not in weights(asked("BTX_TOPUP", DAY, consult_on=date(2026, 12, 7)))


def test_the_clinic_may_ask_for_more_time_to_think_or_none() -> None:
    facts = asked("BTX", DAY, consult_on=date(2026, 12, 3))
    longer = with_settings(shipped(), {"cooling_off_warn_below_days": 7})
    none = with_settings(shipped(), {"cooling_off_warn_below_days": 0})
    assert weights(facts) == {}
    assert weights(facts, longer) == {"COOLING-OFF": "warn"}
    assert weights(asked("BTX", DAY, consult_on=date(2026, 12, 8)), none) == {}


@pytest.mark.parametrize("treatment", [*FAMILY, "MN"])
def test_health_answers_last_180_days_up_to_the_day_treated(treatment: str) -> None:
    day = date(2026, 12, 8)
    for days, asks in ((180, False), (181, True), (0, False)):
        facts = asked(treatment, DAY, questionnaire_on=day - timedelta(days=days))
        assert ("QUESTIONNAIRE" in weights(facts)) is asks
    missing = found(asked(treatment, DAY, questionnaire_on=None))["QUESTIONNAIRE"]
    assert (missing.severity, missing.ask) == ("warn", "before_visit")
    for other in ("BTX_REVIEW", "CONSULT", "PROBLEM"):
        assert weights(asked(other, DAY, questionnaire_on=None)).get("QUESTIONNAIRE") is None


def test_the_clinic_may_let_health_answers_last_longer() -> None:
    protocol = with_settings(shipped(), {"questionnaire_valid_days": 365})
    facts = asked("MN", DAY, questionnaire_on=date(2026, 1, 1))
    assert weights(facts) == {"QUESTIONNAIRE": "warn"}
    assert weights(facts, protocol) == {}


# --- windows -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "review", "topup"),
    [
        (0, "warn", "block"),
        (13, "warn", "block"),
        (14, None, "warn"),
        (28, None, "warn"),
        (29, "note", "block"),
        (83, "note", "block"),
        (84, "note", "warn"),
        (400, "note", "warn"),
    ],
)
def test_review_and_top_up_belong_14_to_28_days_after_toxin(
    days: int, review: str | None, topup: str
) -> None:
    injected = event("BTX", (date(2026, 12, 8) - timedelta(days=days)).isoformat(), at="09:00")
    events = (injected,)
    for treatment, expected in (("BTX_REVIEW", review), ("BTX_TOPUP", topup)):
        facts = asked(treatment, DAY, at="17:00", events=events, today=date(2026, 12, 8))
        assert weights(facts).get("WINDOW") == expected


def test_a_review_or_top_up_with_no_toxin_on_file_warns() -> None:
    for events in ((), (event("BTX", "2026-12-09"),), (event("EXT_TOXIN", "2026-11-20"),)):
        for treatment in ("BTX_REVIEW", "BTX_TOPUP"):
            assert weights(asked(treatment, DAY, events=events))["WINDOW"] == "warn"


def test_the_window_counts_from_the_last_injection_done_or_booked_not_from_a_top_up() -> None:
    first = event("BTX", "2026-10-01")
    again = event("BTX", "2026-11-24", status="booked")
    topped = event("BTX_TOPUP", "2026-12-05")
    assert weights(asked("BTX_REVIEW", DAY, events=(first, topped)))["WINDOW"] == "note"
    assert "WINDOW" not in weights(asked("BTX_REVIEW", DAY, events=(first, again, topped)))


def test_the_nurse_decides_every_top_up() -> None:
    for day in ("2026-12-15", "2027-03-30"):
        facts = asked("BTX_TOPUP", day, events=(event("BTX", "2026-12-01"),))
        finding = found(facts)["WINDOW"]
        assert (finding.severity, finding.ask, finding.another_day) == ("warn", "nurse", False)


def test_an_early_review_is_ticked_by_anyone_and_an_early_top_up_waits() -> None:
    events = (event("BTX", "2026-12-01"),)
    review = found(asked("BTX_REVIEW", DAY, events=events))["WINDOW"]
    assert (review.override, review.ask, review.earliest) == (
        "reception",
        "tick",
        date(2026, 12, 15),
    )
    topup = found(asked("BTX_TOPUP", DAY, events=events))["WINDOW"]
    assert (topup.severity, topup.override, topup.another_day) == ("block", "clinician", True)


# --- health answers ----------------------------------------------------------------------------


@pytest.mark.parametrize("question", shipped().questions, ids=lambda question: question.id)
def test_every_answer_speaks_while_it_is_current_and_is_silent_after(question: Any) -> None:
    for effect in question.effects:
        current = {question.id: Answer(current=True, value=effect.value or None)}
        over = {question.id: Answer(current=False, value=effect.value or None)}
        codes = FAMILY if effect.covers == "BTX" else (effect.covers,)
        for code in codes:
            assert weights(asked(code, DAY, answers=current))[question.rule] == effect.severity
            assert question.rule not in weights(asked(code, DAY, answers=over))
        for exempt in ("BTX_REVIEW", "CONSULT", "PROBLEM"):
            assert question.rule not in weights(asked(exempt, DAY, answers=current))


@pytest.mark.parametrize(
    ("question", "stopped", "day", "weight"),
    [
        ("isotretinoin", "2026-06-08", "2026-12-07", "block"),
        ("isotretinoin", "2026-06-08", "2026-12-08", None),
        ("isotretinoin", "2026-08-31", "2027-02-27", "block"),
        ("isotretinoin", "2026-08-31", "2027-02-28", None),
        ("topical_retinoid", "2026-12-03", "2026-12-07", "note"),
        ("topical_retinoid", "2026-12-03", "2026-12-08", None),
        ("skin_infection", "2026-12-07", "2026-12-08", None),
    ],
)
def test_some_answers_hold_for_a_while_after_it_stopped(
    question: str, stopped: str, day: str, weight: str | None
) -> None:
    answers = {question: Answer(current=False, stopped=date.fromisoformat(stopped))}
    facts = asked("MN", day, answers=answers)
    assert weights(facts).get(f"Q-{question}") == weight
    if weight == "block":
        assert found(facts)[f"Q-{question}"].another_day
        still = {question: Answer(current=True, stopped=date.fromisoformat(stopped))}
        assert not found(asked("MN", day, answers=still))[f"Q-{question}"].another_day


@pytest.mark.parametrize(
    ("value", "needling", "toxin"),
    [
        ("none", None, None),
        ("controlled", "warn", None),
        ("uncontrolled", "block", "note"),
        (None, "block", "note"),
    ],
)
def test_diabetes_is_judged_by_its_value_and_by_the_worst_where_none_is_recorded(
    value: str | None, needling: str | None, toxin: str | None
) -> None:
    answers = {"diabetes": Answer(current=True, value=value)}
    assert weights(asked("MN", DAY, answers=answers)).get("Q-diabetes") == needling
    assert weights(asked("BTX", DAY, answers=answers)).get("Q-diabetes") == toxin


def test_a_blood_thinner_asks_the_nurse_and_no_word_suggests_a_change_of_medicine() -> None:
    finding = found(asked("BTX", DAY, answers={"blood_thinner": Answer(current=True)}))[
        "Q-blood_thinner"
    ]
    words = f"{finding.title} {finding.sentence} {finding.say} {finding.for_clinician}".lower()
    assert finding.severity == "warn"
    assert "stay as they are" in words
    assert not any(word in words for word in ("stop", "pause", "skip", "leave off"))


# --- standing ----------------------------------------------------------------------------------


def test_a_treatment_that_is_switched_off_is_refused_and_the_rest_still_speaks() -> None:
    facts = asked("BTX_SWEAT", DAY, "axillae", consult_on=None, born_on=date(2010, 1, 1))
    assert weights(facts) == {
        "DISABLED": "block",
        "AGE-18": "block",
        "CONSULT-MISSING": "warn",
    }
    assert found(facts)["DISABLED"].override == "none"
    on = with_treatments(shipped(), {"BTX_SWEAT": {"enabled": True}})
    assert weights(asked("BTX_SWEAT", DAY, "axillae"), on) == {}


@pytest.mark.parametrize("treatment", [*shipped().catalogue.by_code])
def test_an_unclosed_visit_is_told_whatever_is_proposed(treatment: str) -> None:
    unclosed = event("CONSULT", "2026-11-22", status="confirmed")
    finding = found(asked(treatment, DAY, events=(unclosed,)))["UNCLOSED"]
    assert (finding.severity, finding.ask) == ("warn", "before_visit")
    assert "Free consultation on Sun 22 Nov" in finding.sentence
    for quiet in (
        event("CONSULT", TODAY.isoformat(), status="booked"),
        event("CONSULT", "2026-11-22", status="completed"),
        event("CONSULT", "2026-11-22", status="no_show"),
    ):
        assert "UNCLOSED" not in weights(asked(treatment, DAY, events=(quiet,)))
