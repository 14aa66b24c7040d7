"""The form of health questions: what is asked beside yes or no, and how long it counts. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from clinic_desk.base.errors import BadInput
from clinic_desk.base.spans import add_months
from clinic_desk.base.texts import check_text
from clinic_desk.base.words import count
from clinic_desk.health.records import AnswerDraft, Holding
from clinic_desk.safety.facts import Answer
from clinic_desk.safety.health import concerns, held_until
from clinic_desk.safety.rules import Question
from clinic_desk.safety.stretches import FOR_EVER

NO_VALUE = "none"
"""The value that means no."""

OLDEST = date(1900, 1, 1)
"""Nothing of a client's health began before."""

NOT_ANSWERED = "not answered"


class Dated(Protocol):
    """An answer, as far as its age goes."""

    @property
    def answered_on(self) -> date:
        """The local day on which it was given."""


AnyDated = TypeVar("AnyDated", bound=Dated)


class Standing(Dated, Protocol):
    """The answer that stands."""

    @property
    def current(self) -> bool:
        """Whether it is so."""

    @property
    def stopped_on(self) -> date | None:
        """The last day on which it was."""

    @property
    def value(self) -> str | None:
        """What a yes was told apart by."""


def values_of(question: Question) -> tuple[str, ...]:
    """What a yes is told apart by; none where yes is all."""
    return tuple(value for value in question.values if value != NO_VALUE)


def asks_since(question: Question) -> bool:
    """Whether it has a beginning that the nurse would ask for; no rule counts from it."""
    return any(effect.until != "always" for effect in question.effects)


def counts_from_stop(question: Question) -> bool:
    """Whether a rule goes on for days or months after it stopped."""
    return any(effect.length for effect in question.effects)


def holdings(question: Question, answer: Standing, day: date) -> tuple[Holding, ...]:
    """What an answer means from `day` on, an effect each, in the protocol's order."""
    known = Answer(answer.current, answer.stopped_on, answer.value)
    held = (
        (effect, held_until(effect, known))
        for effect in question.effects
        if concerns(effect, known)
    )
    return tuple(
        Holding(effect.covers, effect.severity, None if until == FOR_EVER else until, effect.why)
        for effect, until in held
        if until is not None and until > day
    )


def check_answers(
    drafts: Sequence[AnswerDraft],
    questions: Mapping[str, Question],
    standing: Mapping[str, Standing],
    answered_on: date,
) -> None:
    """BadInput, naming `question.field`, for the first answer that cannot be kept as it is.

    None where nothing is answered, or one thing twice, either.
    """
    if not drafts:
        raise BadInput("answers", "There is no answer to keep.")
    seen: set[str] = set()
    for draft in drafts:
        if draft.question not in questions:
            raise BadInput("answers", "The protocol does not ask that any more.")
        if draft.question in seen:
            raise BadInput("answers", "One question is answered twice.")
        seen.add(draft.question)
        question = questions[draft.question]
        _check_days(draft, answered_on)
        _check_value(draft, question)
        check_text(f"{draft.question}.words", draft.words)
        if _needs_stop(draft, question, standing.get(draft.question), answered_on):
            raise BadInput(
                f"{draft.question}.stopped_on",
                "It was so before, and a wait counts from the day it stopped.",
                next_step="Enter that day, or say in words why there is none.",
            )


def _check_days(draft: AnswerDraft, answered_on: date) -> None:
    def refuse(field: str, what: str) -> None:
        raise BadInput(f"{draft.question}.{field}", what, next_step="Check the date.")

    for field, what in (("since", "it began"), ("stopped_on", "it stopped")):
        day: date | None = getattr(draft, field)
        if day is not None and day > answered_on:
            refuse(field, f"The day {what} is after the day of the answer.")
        if day is not None and day < OLDEST:
            refuse(field, f"The day {what} is too long ago to be meant.")
    if draft.current and draft.stopped_on is not None:
        refuse("stopped_on", "What still holds has no last day.")
    if draft.since and draft.stopped_on and draft.stopped_on < draft.since:
        refuse("stopped_on", "It stopped before it began.")
    if draft.since and not draft.current and draft.stopped_on is None:
        refuse("since", "What is not so has no first day.")


def _check_value(draft: AnswerDraft, question: Question) -> None:
    values = values_of(question)
    field = f"{draft.question}.value"
    if draft.current and values and draft.value is None:
        raise BadInput(field, "Say which it is.")
    if draft.value is not None and (not draft.current or draft.value not in values):
        raise BadInput(field, "That does not go with this answer.")


def _needs_stop(
    draft: AnswerDraft, question: Question, standing: Standing | None, answered_on: date
) -> bool:
    """Whether a plain no would end a wait that is still running, without a word why."""
    if draft.current or draft.stopped_on or draft.words.strip() or standing is None:
        return False
    if standing.answered_on > answered_on:
        return False
    return counts_from_stop(question) and bool(holdings(question, standing, answered_on))


def whole_on(questions: Collection[str], standing: Mapping[str, Dated]) -> date | None:
    """The day of the oldest answer, by which all were answered; None while one is not."""
    if not questions or any(id not in standing for id in questions):
        return None
    return min(standing[id].answered_on for id in questions)


def valid_until(answered_on: date | None, valid_days: int) -> date | None:
    """The last local day on which answers count: a gap of just so many days still does."""
    return None if answered_on is None else date.fromordinal(answered_on.toordinal() + valid_days)


def is_valid_on(day: date, answered_on: date | None, valid_days: int) -> bool:
    """Whether answers are there and not too old on a local day."""
    until = valid_until(answered_on, valid_days)
    return until is not None and day <= until


def age_words(answered_on: date | None, today: date) -> str:
    """`7 months old`: in days under two calendar months, in years from two on."""
    if answered_on is None:
        return NOT_ANSWERED
    if answered_on >= today:
        return "answered today"
    months = whole_months(answered_on, today)
    if months < 2:
        return f"{count((today - answered_on).days, 'day')} old"
    return f"{months} months old" if months < 24 else f"{months // 12} years old"


def whole_months(first: date, last: date) -> int:
    """Calendar months from one local day to a later one, the unfinished left out."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if add_months(first, months) <= last else months - 1


def newest(answers: Iterable[tuple[str, AnyDated]]) -> dict[str, AnyDated]:
    """Of the answers to each question, in the order in which they were kept, the one that stands.

    The day on which it was given counts, not the one on which it was typed.
    """
    stands: dict[str, AnyDated] = {}
    for question, answer in answers:
        kept = stands.get(question)
        if kept is None or answer.answered_on >= kept.answered_on:
            stands[question] = answer
    return stands
