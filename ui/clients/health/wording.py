"""The words for an answer on file: what it was, when and how it was given, what it means. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import count, plain_date, short_day
from clinic_desk.calendar.outcomes import BrokenVisit
from clinic_desk.health.form import age_words
from clinic_desk.health.records import (
    HOW_WORDS,
    AskedQuestion,
    GivenAnswer,
    HealthForm,
    Holding,
    ToldChange,
)
from ui.clients.health.typed import value_words

SEVERITY_WORDS: Mapping[str, str] = {"block": "No", "warn": "A nurse looks before any"}


def said(answer: GivenAnswer) -> str:
    """`Yes, uncontrolled, since 3 March 2020`: what it was, without the client's words."""
    parts = ["Yes" if answer.current else "No"]
    if answer.current and answer.value:
        parts = [value_words(answer.value)]
    if answer.since:
        parts.append(f"since {plain_date(answer.since)}")
    if answer.stopped_on:
        parts.append(f"stopped on {plain_date(answer.stopped_on)}")
    return ", ".join(parts)


def given(answer: GivenAnswer) -> str:
    """`3 May 2026, on paper, kept by Ruth Holt`."""
    how = HOW_WORDS.get(answer.how, "")
    by = f"kept by {answer.recorded_by}" if answer.recorded_by else ""
    return ", ".join(part for part in (plain_date(answer.answered_on), how, by) if part)


def on_file(question: AskedQuestion, today: date) -> str:
    """The line below a question: `On file: No · 3 May 2026, on paper · 6 months old`."""
    answer = question.answer
    if answer is None:
        return "Not answered yet"
    how = HOW_WORDS.get(answer.how, "")
    when = " ".join(part for part in (plain_date(answer.answered_on), how) if part)
    words = f"“{answer.words.strip()}”" if answer.words.strip() else ""
    age = age_words(answer.answered_on, today)
    told = (f"On file: {said(answer)}", words, when, age)
    return " · ".join(part for part in told if part)


def holding_words(holding: Holding, names: Mapping[str, str]) -> str:
    """`No botulinum toxin until 3 May 2027: why`; `names` are those of the treatments."""
    what = names.get(holding.covers, holding.covers)
    name = what[:1].lower() + what[1:]
    until = f" until {plain_date(holding.until)}" if holding.until is not None else ""
    lead = SEVERITY_WORDS.get(holding.severity, "Note for")
    return f"{lead} {name}{until}: {holding.why}"


def state_words(form: HealthForm) -> tuple[str, str]:
    """The state of the whole in a chip's words, and the chip's kind."""
    if form.answered_on is None:
        left = len(form.unanswered)
        words = "Not answered" if left == len(form.questions) else f"{count(left, 'question')} open"
        return words, "warn"
    if not form.is_valid:
        return f"Out of date: {form.age}", "block"
    return f"In date: {form.age}", "good"


def state_detail(form: HealthForm) -> str:
    """`Answered 3 October 2026, in date until 1 April 2027`."""
    if form.answered_on is None or form.valid_until is None:
        return "Each answer counts from the day it was given."
    return f"Answered {plain_date(form.answered_on)}, in date until {plain_date(form.valid_until)}"


def change_words(change: ToldChange, today: date) -> str:
    """That a change was told, and when."""
    day = short_day(local_day(change.told_at), today)
    ring = " A call back before the visit is wanted." if change.ring_back else ""
    return f"The client said on {day} that health has changed. Nobody has asked yet what.{ring}"


def rest_words(answered: int, asked: int) -> str:
    """What No to all did, and what it left alone."""
    told = f"{count(answered, 'question')} answered with no"
    if not asked:
        return told
    were = "1 was" if asked == 1 else f"{asked} were"
    return f"{told}. {were} so before, or still counts: ask."


def kept_words(broken: Sequence[BrokenVisit], answers: int, overtaken: int = 0) -> str:
    """How many answers were kept, how many of them a newer one on file overrules, and what the
    whole does to visits to come."""
    told = f"Kept {count(answers, 'answer')}"
    refused = sum(visit.refused for visit in broken)
    looks = len(broken) - refused
    means = []
    if overtaken:
        older = "1 is" if overtaken == 1 else f"{overtaken} are"
        means.append(f"{older} older than what is on file, which stands")
    if refused:
        means.append(f"{count(refused, 'booked visit')} cannot stand as it is")
    if looks:
        means.append(f"{count(looks, 'booked visit')} to be looked at")
    return ". ".join((told, *means))
