"""The facts about one client that a judgement asks for, in two statements whatever the history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, literal_column, null, select, union_all

from clinic_desk.base.clock import local
from clinic_desk.base.errors import NotFound
from clinic_desk.calendar.models import Appointment
from clinic_desk.calendar.plain_rows import ready
from clinic_desk.clients.models import Client, HealthAnswer
from clinic_desk.db.plain import all_rows
from clinic_desk.safety.facts import Answer, Event, Facts, Proposal
from clinic_desk.staff.models import Person
from clinic_desk.treatments.models import TreatmentElsewhere

FACE_TO_FACE = "completed"
"""The status of a visit at which the client and a prescriber have met."""

_client = Client.__table__.c
_answer = HealthAnswer.__table__.c
_visit = Appointment.__table__.c
_elsewhere = TreatmentElsewhere.__table__.c

_RECORD = ready(
    select(
        _client.born_on,
        _client.id_seen_on,
        _client.consult_on,
        _client.questionnaire_on,
        _client.history_asked_on,
        _answer.question,
        _answer.current,
        _answer.stopped_on,
        _answer.value,
    )
    .outerjoin_from(Client, HealthAnswer, _answer.client_id == _client.id)
    .where(_client.id == bindparam("client_id"))
)


class _RecordRow(NamedTuple):
    """Days as the file holds them."""

    born_on: str | None
    id_seen_on: str | None
    consult_on: str | None
    questionnaire_on: str | None
    history_asked_on: str | None
    question: str | None
    current: int
    stopped_on: str | None
    value: str | None


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


@dataclass(frozen=True)
class OnFile:
    """All that is on file of a client: the rules' facts but for the visit asked for."""

    client_id: int
    facts: Facts
    """`proposed` in here stands open; see `asking`."""
    history_asked_on: date | None
    history_known: bool
    """Whether there is any answer, date of answers, consultation or treatment elsewhere."""

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
    return OnFile(client_id, facts, _day(client.history_asked_on), known)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _event(row: _HistoryRow) -> Event:
    zones = tuple(row.zones.split())
    if row.starts is None:
        day = date.fromisoformat(row.had_on or "")
        return Event(f"elsewhere-{row.id}", row.code, day, row.status, zones)
    shown = local(datetime.fromtimestamp(row.starts, UTC))
    return Event(str(row.id), row.code, shown.date(), row.status, zones, shown.time())


def _consulted(on_record: date | None, history: tuple[_HistoryRow, ...]) -> date | None:
    """The last completed visit to a prescriber, or the record's own date if that is later."""
    met = [
        local(datetime.fromtimestamp(row.starts, UTC)).date()
        for row in history
        if row.starts is not None and row.prescriber and row.status == FACE_TO_FACE
    ]
    if on_record is not None:
        met.append(on_record)
    return max(met, default=None)
