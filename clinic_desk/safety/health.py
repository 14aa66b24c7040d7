"""Health answers: what they mean for the visit, kept from everyone but clinicians."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clinic_desk.base.errors import BadInput
from clinic_desk.safety.facts import Answer, Facts
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.rules import Effect, Question
from clinic_desk.safety.stretches import FOR_EVER, Stretch, days_on, months_on


def health(protocol: Protocol, facts: Facts) -> Iterator[Stretch]:
    """The days on which an answer speaks for the visit asked for.

    A question asked of a family of treatments covers all of it, but never a
    treatment that is exempt from spacing. Raises BadInput for an unknown question.
    """
    for id, answer in facts.answers.items():
        question = protocol.question_by_id.get(id)
        if question is None:
            raise BadInput("answers", f"The protocol knows no health question '{id[:60]}'.")
        yield from _answered(protocol, facts, question, answer)


def _answered(
    protocol: Protocol, facts: Facts, question: Question, answer: Answer
) -> Iterator[Stretch]:
    treatment = protocol.catalogue.treatment(facts.proposed.treatment)
    if treatment.spacing_exempt:
        return
    for effect in question.effects:
        if effect.covers in (treatment.code, treatment.family) and concerns(effect, answer):
            until = held_until(effect, answer)
            if until is not None:
                yield _stretch(protocol, question, effect, until, waits=not answer.current)


def concerns(effect: Effect, answer: Answer) -> bool:
    """Whether an answer of that value has the effect; a value not recorded may be any."""
    return not effect.value or answer.value in (None, effect.value)


def held_until(effect: Effect, answer: Answer) -> date | None:
    """The first day free of the effect; None where it does not hold at all."""
    if answer.current:
        return FOR_EVER
    if answer.stopped is None:
        return None
    if effect.until == "months_since_stop":
        return months_on(answer.stopped, effect.length)
    if effect.until == "days_since_stop":
        return days_on(answer.stopped, effect.length)
    return None


def _stretch(
    protocol: Protocol, question: Question, effect: Effect, until: date, waits: bool
) -> Stretch:
    return Stretch(
        rule=question.rule,
        severity=effect.severity,
        first=date.min,
        until=until,
        words=protocol.wording.question[effect.severity],
        override=effect.override,
        another_day=waits and effect.severity != "note",
        numbers=(("length", str(effect.length)),) if effect.length else (),
        source=effect.source,
        evidence=effect.evidence,
        for_clinician=f"{question.ask} {effect.why}",
    )
