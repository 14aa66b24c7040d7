"""What stands in the form of the health questions, letter for letter. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from clinic_desk.base.errors import BadInput
from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date
from clinic_desk.health.records import AnswerDraft, AskedQuestion, How

NO, YES, STOPPED = "no", "yes", "stopped"


@dataclass(frozen=True)
class TypedAnswer:
    """One question as it stands in the form."""

    choice: str | None = None
    """`no`, `yes`, `stopped`, or one of the question's values; None while it is open."""
    since: str = ""
    stopped_on: str = ""
    words: str = ""

    @property
    def is_yes(self) -> bool:
        """Whether it is so now."""
        return self.choice not in (None, NO, STOPPED)


OPEN = TypedAnswer()


@dataclass(frozen=True)
class TypedForm:
    """The whole form; nothing is typed where it equals `TypedForm()` but for the day and how."""

    answers: Mapping[str, TypedAnswer] = field(default_factory=dict)
    """By question; those that stand open are left out."""
    answered_on: str = ""
    """Empty is today."""
    how: str = "screen"
    outcome: str = ""
    """What came of a change that was told."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost with it."""
        return not self.answers and not self.outcome.strip()


def choices_of(question: AskedQuestion) -> tuple[tuple[str, str], ...]:
    """The choices with their words; no comes first, as it is the commonest."""
    yes = [(value, value_words(value)) for value in question.values] or [(YES, "Yes")]
    stopped = [(STOPPED, "Stopped")] if question.counts_from_stop else []
    return ((NO, "No"), *yes, *stopped)


def value_words(value: str) -> str:
    """One of a question's values as it is read: `Uncontrolled`."""
    words = value.replace("_", " ")
    return words[:1].upper() + words[1:]


def asks(question: AskedQuestion, choice: str | None) -> tuple[str, ...]:
    """The further fields that an answer opens, in the order in which they are asked."""
    if choice is None:
        return ()
    if choice == STOPPED or (choice == NO and ends_a_wait(question)):
        return ("stopped_on", "words")
    if choice == NO:
        return ()
    return ("since", "words") if question.asks_since else ("words",)


def ends_a_wait(question: AskedQuestion) -> bool:
    """Whether a plain no would end a wait that is still running."""
    return question.counts_from_stop and question.answer is not None and bool(question.holds)


def needs_asking(question: AskedQuestion) -> bool:
    """Whether a no given for all that are left would pass over something that was so."""
    answer = question.answer
    was_so = answer is not None and (answer.current or answer.stopped_on is not None)
    return was_so or bool(question.holds)


def drafts_of(
    typed: TypedForm, questions: Iterable[AskedQuestion], today: date
) -> tuple[AnswerDraft, ...]:
    """The answers meant by a form; BadInput names `question.field` for a day nobody can read."""
    asked = {question.id: question for question in questions}
    return tuple(
        _draft(asked[id], answer, today) for id, answer in typed.answers.items() if id in asked
    )


def _draft(question: AskedQuestion, typed: TypedAnswer, today: date) -> AnswerDraft:
    fields = asks(question, typed.choice)
    days = dict(_days(question.id, typed, fields, today))
    if typed.choice == STOPPED and days.get("stopped_on") is None and not typed.words.strip():
        raise BadInput(
            f"{question.id}.stopped_on",
            "The day it stopped is missing.",
            next_step="Enter it, or say in words why there is none.",
        )
    return AnswerDraft(
        question.id,
        current=typed.is_yes,
        since=days.get("since"),
        stopped_on=days.get("stopped_on"),
        value=typed.choice if typed.choice in question.values else None,
        words=typed.words.strip() if "words" in fields else "",
    )


def _days(
    id: str, typed: TypedAnswer, fields: tuple[str, ...], today: date
) -> Iterator[tuple[str, date | None]]:
    for name in ("since", "stopped_on"):
        if name in fields:
            yield name, read_day(f"{id}.{name}", getattr(typed, name), today)


def read_day(field: str, text: str, today: date) -> date | None:
    """The past day typed, None for an empty line; BadInput names `field`."""
    if not text.strip():
        return None
    try:
        return read_past_day(text, today)
    except BadInput as trouble:
        raise BadInput(field, trouble.what, next_step=trouble.next_step) from None


def as_before(question: AskedQuestion) -> TypedAnswer:
    """The answer on file as it would be typed again; open where there is none."""
    answer = question.answer
    if answer is None:
        return OPEN
    choice = (answer.value or YES) if answer.current else STOPPED if answer.stopped_on else NO
    if choice not in dict(choices_of(question)):
        return OPEN
    since, stopped = (plain_date(day) if day else "" for day in (answer.since, answer.stopped_on))
    return TypedAnswer(choice, since if answer.current else "", stopped, answer.words)


def how_of(value: str) -> How:
    """How answers were given, as the form has it chosen."""
    return "paper" if value == "paper" else "told" if value == "told" else "screen"
