"""Health answers as they are read from the file and written to it, within the caller's session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_desk.clients.models import HealthAnswer
from clinic_desk.health.models import AnswerGiven
from clinic_desk.health.records import AnswerDraft, GivenAnswer, How
from clinic_desk.staff.models import Person

_GIVEN = (
    select(AnswerGiven, Person.name)
    .join(Person, Person.id == AnswerGiven.recorded_by)
    .order_by(AnswerGiven.answered_on, AnswerGiven.id)
)


def given(session: Session, client_id: int, question: str = "") -> tuple[GivenAnswer, ...]:
    """Every answer that a client gave, to one question or to all, the oldest first.

    Of one day, the one that was typed last comes last.
    """
    chosen = _GIVEN.where(AnswerGiven.client_id == client_id)
    if question:
        chosen = chosen.where(AnswerGiven.question == question)
    return tuple(_given(row, name) for row, name in session.execute(chosen))


def standing(session: Session, client_id: int) -> dict[str, HealthAnswer]:
    """The answers that stand, by question: what a booking is judged by."""
    rows = session.scalars(select(HealthAnswer).where(HealthAnswer.client_id == client_id))
    return {row.question: row for row in rows}


def told_of(row: HealthAnswer, history: Sequence[GivenAnswer]) -> GivenAnswer:
    """An answer that stands, with what its history says of it; that may be nothing.

    An answer of before the history was kept has no more than its day.
    """
    said = (row.answered_on, row.current, row.stopped_on, row.value)
    kept = next(
        (
            each
            for each in reversed(history)
            if (each.answered_on, each.current, each.stopped_on, each.value) == said
        ),
        None,
    )
    if kept is not None:
        return kept
    return GivenAnswer(
        question=row.question,
        current=row.current,
        since=None,
        stopped_on=row.stopped_on,
        value=row.value,
        words="",
        answered_on=row.answered_on,
        how="",
        recorded_by="",
        recorded_at=None,
    )


def write(
    session: Session,
    client_id: int,
    drafts: Sequence[AnswerDraft],
    answered_on: date,
    how: How,
    by: int,
    now: datetime,
) -> tuple[str, ...]:
    """Add answers to the history, and let each stand that no newer one overtakes.

    Gives the questions to which a newer answer stands.
    """
    stands, overtaken = standing(session, client_id), []
    for draft in drafts:
        session.add(_row(client_id, draft, answered_on, how, by, now))
        kept = stands.get(draft.question)
        if kept is not None and kept.answered_on > answered_on:
            overtaken.append(draft.question)
            continue
        session.merge(
            HealthAnswer(
                client_id=client_id,
                question=draft.question,
                current=draft.current,
                stopped_on=draft.stopped_on,
                value=draft.value,
                answered_on=answered_on,
            )
        )
    session.flush()
    return tuple(overtaken)


def before(stands: Mapping[str, HealthAnswer], drafts: Sequence[AnswerDraft]) -> list[object]:
    """What stood before to what is being answered, to be kept with the event."""
    return [
        {
            "question": row.question,
            "current": row.current,
            "stopped_on": row.stopped_on,
            "value": row.value,
            "answered_on": row.answered_on,
        }
        for row in (stands.get(draft.question) for draft in drafts)
        if row is not None
    ]


def _row(
    client_id: int, draft: AnswerDraft, answered_on: date, how: How, by: int, now: datetime
) -> AnswerGiven:
    return AnswerGiven(
        client_id=client_id,
        question=draft.question,
        current=draft.current,
        since=draft.since,
        stopped_on=draft.stopped_on,
        value=draft.value,
        words=draft.words.strip(),
        answered_on=answered_on,
        how=how,
        recorded_by=by,
        recorded_at=now,
    )


def _given(row: AnswerGiven, name: str) -> GivenAnswer:
    return GivenAnswer(
        question=row.question,
        current=row.current,
        since=row.since,
        stopped_on=row.stopped_on,
        value=row.value,
        words=row.words,
        answered_on=row.answered_on,
        how=row.how,
        recorded_by=name,
        recorded_at=row.recorded_at,
    )
