"""The health room: the questions of the protocol, what a client answered, and what it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.base.texts import check_text
from clinic_desk.calendar.broken import broken_visits
from clinic_desk.calendar.outcomes import BrokenVisit
from clinic_desk.calendar.sittings import ProtocolInForce
from clinic_desk.calendar.unseen import bare_surroundings
from clinic_desk.clients.checks import check_not_ahead
from clinic_desk.clients.models import Client, HealthAnswer, Standing
from clinic_desk.clients.rows import found
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.transaction import transaction_of
from clinic_desk.health import changes, form, rows
from clinic_desk.health.models import HealthChange
from clinic_desk.health.records import (
    HOW_WORDS,
    AnswerDraft,
    Answered,
    AskedQuestion,
    GivenAnswer,
    HealthForm,
    How,
    OpenChange,
    ToldChange,
)
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.rules import Question
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs


class Health:
    """Health questions of the clients. Every `by` is the id of the person at the desk."""

    def __init__(self, database: Database, clock: Clock, protocol: ProtocolInForce) -> None:
        """Take the clinic's database, its clock, and the protocol that asks."""
        self._database = database
        self._clock = clock
        self._protocol = protocol
        self._access = Access(database)

    @needs(May.CLINICAL)
    def form(self, client_id: int, by: int) -> HealthForm:
        """Every question in the protocol's order with the answer that stands, how old the whole
        is, and the visits to come that it speaks against. NotFound."""
        protocol, now = self._protocol.current(), self._clock.now()
        with self._database.read() as session:
            client = found(session, client_id)
            stands = rows.standing(session, client_id)
            history = _by_question(rows.given(session, client_id))
            change = changes.told_of(session.connection(), client_id)
            broken = _broken(session, protocol, client_id, now)
        valid, today = protocol.settings.questionnaire_valid_days, self._today()
        questions = tuple(
            _asked(each, stands.get(each.id), history.get(each.id, ()), today, valid)
            for each in protocol.questions
        )
        return HealthForm(
            client_id=client_id,
            questions=questions,
            answered_on=client.questionnaire_on,
            valid_until=form.valid_until(client.questionnaire_on, valid),
            is_valid=form.is_valid_on(today, client.questionnaire_on, valid),
            age=form.age_words(client.questionnaire_on, today),
            change=change,
            broken=broken,
        )

    @needs(May.TREAT)
    def answer(
        self,
        client_id: int,
        answers: Sequence[AnswerDraft],
        answered_on: date,
        how: How,
        by: int,
    ) -> Answered:
        """Keep answers given on a local day, and say which visits to come they speak against.

        Each is added to the history; it stands unless a newer one does. Once every question
        has an answer that stands, the day of the oldest is the day of the client's answers.
        Raises BadInput naming `question.field` as `form.check_answers`, or `answered_on` for a
        day that has not come; NotFound. Nothing is written then.
        """
        self._check_given(answered_on, how)
        protocol, now = self._protocol.current(), self._clock.now()
        with self._database.write() as session:
            client = found(session, client_id)
            stood = rows.standing(session, client_id)
            form.check_answers(answers, protocol.question_by_id, stood, answered_on)
            was = rows.before(stood, answers)
            overtaken = rows.write(session, client_id, answers, answered_on, how, by, now)
            dated = _dated(session, client, protocol)
            note(
                session,
                "health.answered",
                by,
                client=client_id,
                fields=("answers", *dated),
                before=({"answers": was} if was else {}) | dated,
            )
            session.flush()
            broken = _broken(session, protocol, client_id, now)
        return Answered(_touched(client_id), broken, overtaken)

    @needs(May.CLINICAL)
    def history(self, client_id: int, question: str, by: int) -> tuple[GivenAnswer, ...]:
        """Every answer to one question, the newest first; one that stands from before the
        history was kept is its last."""
        with self._database.read() as session:
            kept = rows.given(session, client_id, question)
            stands = rows.standing(session, client_id).get(question)
        if stands is not None and rows.told_of(stands, kept) not in kept:
            kept = (rows.told_of(stands, kept), *kept)
        return tuple(sorted(kept, key=lambda each: each.answered_on))[::-1]

    @needs(May.DESK)
    def tell_change(self, client_id: int, ring_back: bool, by: int) -> Saved:
        """Note that health has changed, and nothing of how: the nurse asks before the visit.

        Told again while it waits, it stays the one change. NotFound; NotAllowed for a client
        who has died.
        """
        with self._database.write() as session:
            found(session, client_id)
            standing = session.get(Standing, client_id)
            if standing is not None and standing.deceased_on is not None:
                raise NotAllowed(
                    "The record says that this client has died.", kept="Nothing was noted."
                )
            row = next(iter(changes.open_of(session, client_id)), None)
            if row is None:
                row = HealthChange(
                    client_id=client_id,
                    told_by=by,
                    told_at=self._clock.now(),
                    ring_back=ring_back,
                )
                session.add(row)
            row.ring_back = row.ring_back or ring_back
            session.flush()
            wanted = ("ring_back",) if ring_back else ()
            note(
                session,
                "health.change_told",
                by,
                client=client_id,
                subject=row.id,
                fields=wanted,
            )
            return Saved(row.id, _touched(client_id))

    @needs(May.DESK)
    def told(self, client_id: int, by: int) -> ToldChange | None:
        """The change that one client told of and nobody has asked about yet."""
        with self._database.reading() as connection:
            return changes.told_of(connection, client_id)

    @needs(May.TREAT)
    def settle_change(self, change_id: int, outcome: str, by: int) -> Changes:
        """Keep what came of asking about a change; BadInput without a word of it, NotFound,
        NotAllowed where someone has settled it."""
        check_text("outcome", outcome)
        if not outcome.strip():
            raise BadInput("outcome", "Say what came of it.", next_step="A few words will do.")
        with self._database.write() as session:
            row = changes.waiting(session, change_id)
            for each in changes.open_of(session, row.client_id):
                each.settled_by, each.settled_at = by, self._clock.now()
                each.outcome = outcome.strip()
            note(
                session,
                "health.change_settled",
                by,
                client=row.client_id,
                subject=change_id,
                fields=("outcome",),
            )
            return _touched(row.client_id)

    @needs(May.CLINICAL)
    def open_changes(self, by: int) -> tuple[OpenChange, ...]:
        """The changes that nobody has asked about, of the client who comes soonest first."""
        with self._database.read() as session:
            return changes.all_open(session, self._clock.now())

    def _check_given(self, answered_on: date, how: str) -> None:
        check_not_ahead("answered_on", "The day of the answers", answered_on, self._today())
        if answered_on < form.OLDEST:
            what = "That day is too long ago to be meant."
            raise BadInput("answered_on", what, next_step="Check the year.")
        if how not in HOW_WORDS:
            raise BadInput("how", "Say how they were given.")

    def _today(self) -> date:
        return local_day(self._clock.now())


def _broken(
    session: Session, protocol: Protocol, client_id: int, now: datetime
) -> tuple[BrokenVisit, ...]:
    """The visits to come that the answers speak against."""
    around = bare_surroundings(protocol, now)
    return broken_visits(
        transaction_of(session), around, client_id, only=lambda finding: finding.of_health
    )


def _dated(session: Session, client: Client, protocol: Protocol) -> dict[str, date | None]:
    """Date the client's answers anew where all are there; gives the old day if it changed.

    A day that was typed in the details and is later stays: it was asked then, on paper.
    """
    stands = rows.standing(session, client.id)
    day = form.whole_on(protocol.question_by_id.keys(), stands)
    was = client.questionnaire_on
    if day is None or (was is not None and was >= day):
        return {}
    client.questionnaire_on = day
    return {"questionnaire_on": was}


def _by_question(history: Sequence[GivenAnswer]) -> Mapping[str, tuple[GivenAnswer, ...]]:
    by_question: dict[str, tuple[GivenAnswer, ...]] = {}
    for each in history:
        by_question[each.question] = (*by_question.get(each.question, ()), each)
    return by_question


def _asked(
    question: Question,
    stands: HealthAnswer | None,
    history: Sequence[GivenAnswer],
    today: date,
    valid_days: int,
) -> AskedQuestion:
    return AskedQuestion(
        id=question.id,
        ask=question.ask,
        values=form.values_of(question),
        asks_since=form.asks_since(question),
        counts_from_stop=form.counts_from_stop(question),
        zone_dependent=question.zone_dependent,
        answer=rows.told_of(stands, history) if stands else None,
        holds=form.holdings(question, stands, today) if stands else (),
        is_old=stands is not None and not form.is_valid_on(today, stands.answered_on, valid_days),
        earlier=max(0, len(history) - 1),
    )


def _touched(client_id: int) -> Changes:
    return Changes(clients=frozenset({client_id}))
