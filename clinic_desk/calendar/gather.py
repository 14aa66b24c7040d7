"""The facts about one client that a judgement asks for, in two statements whatever the history.

A visit whose record was entered in error counts as not treated, so that it starts no clock; it,
and a talk that was not face to face, is no consultation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import (
    Connection,
    bindparam,
    func,
    literal_column,
    null,
    select,
    union_all,
)

from clinic_desk.base.clock import local
from clinic_desk.base.errors import NotFound
from clinic_desk.calendar.desk_findings import ClientStanding
from clinic_desk.calendar.models import Appointment, VisitMark
from clinic_desk.calendar.plain_rows import ready
from clinic_desk.clients.models import Client, HealthAnswer, HealthChange, Standing
from clinic_desk.consent.models import Consent
from clinic_desk.consent.standing import GivenConsent
from clinic_desk.db.plain import all_rows
from clinic_desk.safety.consultations import CONSULTATION
from clinic_desk.safety.facts import Answer, Event, Facts, Proposal
from clinic_desk.staff.models import Person
from clinic_desk.treatments.models import TreatmentElsewhere

FACE_TO_FACE = "completed"
"""The status of a visit at which the client and a prescriber have met."""

IN_ERROR = "in_error"
"""The mark of a visit whose record is not this client's: see `models.VisitMark`."""
NOT_TREATED = "not_treated"
"""The status that a visit entered in error counts as."""

_client = Client.__table__.c
_standing = Standing.__table__.c
_consent = Consent.__table__.c
_change = HealthChange.__table__.c
_mark = VisitMark.__table__.c
_answer = HealthAnswer.__table__.c
_visit = Appointment.__table__.c
_elsewhere = TreatmentElsewhere.__table__.c

# As one value, since a further statement costs every preview more than its rows do.
_CONSENTS = (
    select(
        func.json_group_array(
            func.json_array(
                _consent.id,
                _consent.scope,
                _consent.version,
                _consent.given_on,
                _consent.withdrawn_on,
            )
        )
    )
    .where(_consent.client_id == bindparam("client_id"))
    .scalar_subquery()
)
_TOLD = (
    select(func.max(_change.told_at))
    .where(_change.client_id == bindparam("client_id"), _change.settled_at.is_(None))
    .scalar_subquery()
)
_RECORD = ready(
    select(
        _client.born_on,
        _client.id_seen_on,
        _client.consult_on,
        _client.questionnaire_on,
        _client.history_asked_on,
        _standing.deceased_on,
        _standing.merged_into,
        _standing.do_not_book,
        _standing.do_not_book_at,
        _CONSENTS,
        _TOLD,
        _answer.question,
        _answer.current,
        _answer.stopped_on,
        _answer.value,
    )
    .outerjoin_from(Client, Standing, _standing.client_id == _client.id)
    .outerjoin(HealthAnswer, _answer.client_id == _client.id)
    .where(_client.id == bindparam("client_id"))
)


class _RecordRow(NamedTuple):
    """Days and instants as the file holds them, consents as JSON."""

    born_on: str | None
    id_seen_on: str | None
    consult_on: str | None
    questionnaire_on: str | None
    history_asked_on: str | None
    deceased_on: str | None
    merged_into: int | None
    do_not_book: str | None
    do_not_book_at: int | None
    consents: str
    told_at: int | None
    question: str | None
    current: int
    stopped_on: str | None
    value: str | None


_MARKS = (
    select(func.group_concat(_mark.mark)).where(_mark.appointment_id == _visit.id).scalar_subquery()
)
_HISTORY = ready(
    union_all(
        select(
            _visit.id,
            _visit.treatment,
            _visit.zones,
            _visit.status,
            _visit.starts_at,
            null(),
            Person.__table__.c.prescriber,
            _MARKS,
        )
        .join_from(Appointment, Person, Person.__table__.c.id == _visit.person_id)
        .where(_visit.client_id == bindparam("client_id")),
        select(
            _elsewhere.id,
            _elsewhere.code,
            _elsewhere.zones,
            literal_column("'completed'"),
            null(),
            _elsewhere.had_on,
            literal_column("0"),
            null(),
        ).where(_elsewhere.client_id == bindparam("client_id")),
    )
)


class _HistoryRow(NamedTuple):
    """A visit by its start in UTC seconds, or what was had elsewhere by its day."""

    id: int
    code: str
    zones: str
    status: str
    starts: int | None
    had_on: str | None
    prescriber: int
    marks: str | None
    """Comma-separated; nothing for nearly every visit."""

    @property
    def counted_status(self) -> str:
        """Its status as the rules are told it.

        They take any talk that counts for a consultation, so one by phone may not count.
        """
        marks = self.marks or ""
        counts_not = IN_ERROR in marks or (marks and self.code == CONSULTATION)
        return NOT_TREATED if counts_not else self.status

    @property
    def is_consultation(self) -> bool:
        """Whether the client and a prescriber have met at it."""
        return bool(self.prescriber) and self.status == FACE_TO_FACE and not self.marks


@dataclass(frozen=True)
class OnFile:
    """All that is on file of a client: the rules' facts but for the visit asked for."""

    client_id: int
    facts: Facts
    """`proposed` in here stands open; see `asking`."""
    history_asked_on: date | None
    history_known: bool
    """Whether there is any answer, date of answers, consultation or treatment elsewhere."""
    standing: ClientStanding
    """What the record says to every visit, whatever the rules do."""

    def asking(self, proposal: Proposal) -> Facts:
        """The facts for a judgement of one visit."""
        return replace(self.facts, proposed=proposal)

    def nothing_on_file(self, own: str | None) -> bool:
        """Whether there is nothing to judge by, and nobody has asked; `own` is left out."""
        visits = any(event.id != own for event in self.facts.events)
        return not (visits or self.history_known or self.history_asked_on)


_NOTHING_ASKED = Proposal(treatment="", day=date.min)


def on_file(connection: Connection, client_id: int, today: date) -> OnFile:
    """What is known of a client, in two statements; NotFound if there is no such client."""
    asked = {"client_id": client_id}
    record = tuple(map(_RecordRow._make, all_rows(connection, _RECORD, asked)))
    if not record:
        raise NotFound("This client's record is no longer there.")
    history = tuple(map(_HistoryRow._make, all_rows(connection, _HISTORY, asked)))
    client, consult_on = record[0], _day(record[0].consult_on)
    answers = {
        row.question: Answer(bool(row.current), _day(row.stopped_on), row.value)
        for row in record
        if row.question is not None
    }
    facts = Facts(
        today=today,
        proposed=_NOTHING_ASKED,
        events=tuple(map(_event, history)),
        born_on=_day(client.born_on),
        id_checked=client.id_seen_on is not None,
        consult_on=_consulted(consult_on, history),
        questionnaire_on=_day(client.questionnaire_on),
        answers=answers,
    )
    elsewhere = any(row.had_on for row in history)
    known = bool(answers or elsewhere or consult_on or client.questionnaire_on)
    return OnFile(client_id, facts, _day(client.history_asked_on), known, _stands(client))


def _stands(row: _RecordRow) -> ClientStanding:
    consents = sorted(json.loads(row.consents)) if row.consents != "[]" else ()
    return ClientStanding(
        consents=tuple(
            GivenConsent(scope, version, date.fromisoformat(given), _day(withdrawn))
            for _, scope, version, given, withdrawn in consents
        ),
        deceased_on=_day(row.deceased_on),
        merged_into=row.merged_into,
        do_not_book=row.do_not_book or "",
        do_not_book_since=row.do_not_book_at or 0,
        health_told_on=None if row.told_at is None else _local_day(row.told_at),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _local_day(seconds: int) -> date:
    return local(datetime.fromtimestamp(seconds, UTC)).date()


def _event(row: _HistoryRow) -> Event:
    zones = tuple(row.zones.split())
    if row.starts is None:
        day = date.fromisoformat(row.had_on or "")
        return Event(f"elsewhere-{row.id}", row.code, day, row.status, zones)
    shown = local(datetime.fromtimestamp(row.starts, UTC))
    return Event(str(row.id), row.code, shown.date(), row.counted_status, zones, shown.time())


def _consulted(on_record: date | None, history: tuple[_HistoryRow, ...]) -> date | None:
    """The last completed visit to a prescriber, or the record's own date if that is later."""
    met = [
        _local_day(row.starts) for row in history if row.starts is not None and row.is_consultation
    ]
    if on_record is not None:
        met.append(on_record)
    return max(met, default=None)
