"""What the form asks for, to the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.errors import BadInput
from clinic_desk.health import form
from clinic_desk.health.records import AnswerDraft
from clinic_desk.safety.rules import Question
from tests.core.calendar.desk import shipped

TODAY = date(2026, 11, 24)


class Stood(NamedTuple):
    current: bool = True
    stopped_on: date | None = None
    value: str | None = None
    answered_on: date = date(2026, 6, 1)


def question(id: str) -> Question:
    return shipped().question_by_id[id]


def refused(draft: AnswerDraft, stood: Stood | None = None, on: date = TODAY) -> str:
    """The field that is refused; empty where the answer can be kept."""
    standing = {draft.question: stood} if stood else {}
    try:
        form.check_answers([draft], shipped().question_by_id, standing, on)
    except BadInput as error:
        return error.field
    return ""


@pytest.mark.parametrize(
    ("days", "valid"), [(0, True), (1, True), (179, True), (180, True), (181, False)]
)
def test_answers_last_as_many_days_as_the_setting_says(days: int, valid: bool) -> None:
    answered = TODAY - timedelta(days=days)
    assert form.is_valid_on(TODAY, answered, 180) is valid
    assert (form.valid_until(answered, 180) >= TODAY) is valid  # type: ignore[operator]


def test_what_was_never_answered_is_not_valid() -> None:
    assert not form.is_valid_on(TODAY, None, 180)
    assert form.valid_until(None, 180) is None


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        (None, "not answered"),
        (date(2026, 11, 24), "answered today"),
        (date(2026, 11, 23), "1 day old"),
        (date(2026, 9, 25), "60 days old"),
        (date(2026, 9, 24), "2 months old"),
        (date(2026, 4, 25), "6 months old"),
        (date(2026, 4, 24), "7 months old"),
        (date(2024, 11, 25), "23 months old"),
        (date(2024, 11, 24), "2 years old"),
    ],
)
def test_an_age_is_told_in_days_months_or_years(answered: date | None, words: str) -> None:
    assert form.age_words(answered, TODAY) == words


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 4000))
def test_months_never_run_ahead_of_the_days(first: date, days: int) -> None:
    months = form.whole_months(first, first + timedelta(days=days))
    assert 28 * months <= days < 31 * (months + 1)


@pytest.mark.parametrize(
    ("id", "values", "since", "stop"),
    [
        ("pregnant", (), True, False),
        ("keloid", (), False, False),
        ("isotretinoin", (), True, True),
        ("topical_retinoid", (), True, True),
        ("diabetes", ("controlled", "uncontrolled"), True, False),
    ],
)
def test_each_question_asks_for_what_its_rules_need(
    id: str, values: tuple[str, ...], since: bool, stop: bool
) -> None:
    asked = question(id)
    assert form.values_of(asked) == values
    assert (form.asks_since(asked), form.counts_from_stop(asked)) == (since, stop)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (AnswerDraft("pregnant", True), ""),
        (AnswerDraft("pregnant", True, since=TODAY), ""),
        (AnswerDraft("pregnant", True, since=date(2026, 11, 25)), "pregnant.since"),
        (AnswerDraft("pregnant", True, since=date(1899, 12, 31)), "pregnant.since"),
        (AnswerDraft("pregnant", True, stopped_on=TODAY), "pregnant.stopped_on"),
        (AnswerDraft("pregnant", False, stopped_on=TODAY), ""),
        (AnswerDraft("pregnant", False, stopped_on=date(2026, 11, 25)), "pregnant.stopped_on"),
        (AnswerDraft("pregnant", False, since=TODAY), "pregnant.since"),
        (AnswerDraft("pregnant", False, TODAY, date(2026, 11, 23)), "pregnant.stopped_on"),
        (AnswerDraft("pregnant", False, date(2026, 11, 23), date(2026, 11, 23)), ""),
        (AnswerDraft("pregnant", True, value="controlled"), "pregnant.value"),
        (AnswerDraft("diabetes", True, value="controlled"), ""),
        (AnswerDraft("diabetes", True), "diabetes.value"),
        (AnswerDraft("diabetes", True, value="none"), "diabetes.value"),
        (AnswerDraft("diabetes", True, value="insulin"), "diabetes.value"),
        (AnswerDraft("diabetes", False, value="controlled"), "diabetes.value"),
        (AnswerDraft("diabetes", False), ""),
        (AnswerDraft("hay_fever", True), "answers"),
        (AnswerDraft("pregnant", True, words="a\0"), "pregnant.words"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_by_its_field(draft: AnswerDraft, field: str) -> None:
    assert refused(draft) == field


def test_nothing_and_one_thing_twice_are_no_answers() -> None:
    asked = shipped().question_by_id
    for drafts in ([], [AnswerDraft("keloid", True), AnswerDraft("keloid", False)]):
        with pytest.raises(BadInput):
            form.check_answers(drafts, asked, {}, TODAY)


@pytest.mark.parametrize(
    ("stood", "asks"),
    [
        (None, False),
        (Stood(), True),
        (Stood(False), False),
        (Stood(False, date(2026, 5, 25)), True),
        (Stood(False, date(2026, 5, 24)), False),
    ],
)
def test_a_no_that_would_end_a_wait_says_since_when(stood: Stood | None, asks: bool) -> None:
    """Six months from the stop on 25 May end on 25 November, a day after the answer."""
    plain = AnswerDraft("isotretinoin", False)
    assert refused(plain, stood) == ("isotretinoin.stopped_on" if asks else "")
    assert refused(AnswerDraft("isotretinoin", False, words="Never taken: ticked in error")) == ""
    assert refused(AnswerDraft("isotretinoin", False, stopped_on=date(2026, 11, 1)), stood) == ""


def test_a_no_to_what_ends_with_itself_needs_no_day() -> None:
    assert refused(AnswerDraft("pregnant", False), Stood()) == ""


@pytest.mark.parametrize(
    ("id", "stood", "day", "held"),
    [
        ("isotretinoin", Stood(False, date(2026, 5, 24)), date(2026, 11, 23), ["MN", "BTX"]),
        ("isotretinoin", Stood(False, date(2026, 5, 24)), date(2026, 11, 24), []),
        ("isotretinoin", Stood(False, date(2026, 8, 31)), date(2027, 2, 27), ["MN", "BTX"]),
        ("isotretinoin", Stood(False, date(2026, 8, 31)), date(2027, 2, 28), []),
        ("topical_retinoid", Stood(False, date(2026, 11, 19)), date(2026, 11, 23), ["MN"]),
        ("topical_retinoid", Stood(False, date(2026, 11, 19)), date(2026, 11, 24), []),
        ("isotretinoin", Stood(), TODAY, ["MN", "BTX"]),
        ("isotretinoin", Stood(False), TODAY, []),
        ("pregnant", Stood(False, date(2026, 11, 23)), TODAY, []),
        ("diabetes", Stood(True, None, "controlled"), TODAY, ["MN"]),
        ("diabetes", Stood(True, None, "uncontrolled"), TODAY, ["MN", "BTX"]),
    ],
)
def test_an_answer_holds_to_the_day(id: str, stood: Stood, day: date, held: list[str]) -> None:
    assert [each.covers for each in form.holdings(question(id), stood, day)] == held


def test_what_is_so_holds_without_an_end() -> None:
    (each,) = form.holdings(question("keloid"), Stood(), TODAY)[:1]
    assert (each.until, each.severity) == (None, "block")


def test_all_are_answered_by_the_day_of_the_oldest() -> None:
    stands = {"a": Stood(answered_on=date(2026, 11, 1)), "b": Stood(answered_on=date(2026, 3, 1))}
    assert form.whole_on({"a", "b"}, stands) == date(2026, 3, 1)
    assert form.whole_on({"a", "b", "c"}, stands) is None
    assert form.whole_on(set(), stands) is None
