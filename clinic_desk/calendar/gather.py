"""The facts about one client that a judgement asks for, in two statements whatever the history.

A visit whose record was entered in error counts as not treated, so that it starts no clock; it,
and a talk that was not face to face, is no consultation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    bindparam,
    func,
    select,
)

from clinic_desk.base.clock import local
from clinic_desk.base.errors import NotFound
from clinic_desk.calendar.desk_findings import ClientStanding
from clinic_desk.calendar.local_days import midnight
from clinic_desk.calendar.plain_rows import ready
from clinic_desk.clients.models import Client, HealthAnswer, HealthChange, Standing
from clinic_desk.consent.models import Consent
from clinic_desk.consent.standing import GivenConsent
from clinic_desk.db.plain import Row, all_rows
from clinic_desk.db.transaction import Transaction
from clinic_desk.safety.consultations import CONSULTATION
from clinic_desk.safety.facts import Answer, Event, Facts, Proposal

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
_answer = HealthAnswer.__table__.c

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


_VISITS = """SELECT v.id, v.treatment, v.zones, v.status, v.starts_at, NULL, p.prescriber,
    (SELECT group_concat(mark) FROM visit_mark WHERE appointment_id = v.id) AS marks
FROM appointment AS v JOIN person AS p ON p.id = v.person_id
WHERE v.client_id = :client_id
"""
_ELSEWHERE = """SELECT id, code, zones, 'completed', NULL, had_on, 0, NULL
FROM treatment_elsewhere WHERE client_id = :client_id
"""
_HISTORY = f"{_VISITS} UNION ALL {_ELSEWHERE}"

# Of the visits before `since` those that nobody has closed, and the last of each kind: all that
# a rule may still ask of so long ago. One that began 25 hours before the last is of another day.
_RECENT_HISTORY = f"""WITH visit AS ({_VISITS}),
newest AS (
    SELECT treatment, status, prescriber, marks, max(starts_at) - 90000 AS after
    FROM visit WHERE starts_at < :since GROUP BY 1, 2, 3, 4)
SELECT * FROM visit
WHERE starts_at >= :since OR status IN (SELECT value FROM json_each(:unclosed)) OR EXISTS (
    SELECT 1 FROM newest AS n
    WHERE n.treatment = visit.treatment AND n.status = visit.status
        AND n.prescriber = visit.prescriber AND n.marks IS visit.marks
        AND visit.starts_at > n.after)
UNION ALL {_ELSEWHERE}
"""


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


class Recent(NamedTuple):
    """How much of a long history is asked for: all from a day on, and of what is older no more
    than the last of each treatment and what nobody has closed."""

    since: date
    """Local day."""
    unclosed: frozenset[str]
    """The statuses of what nobody has closed."""


def on_file(
    connection: Transaction, client_id: int, today: date, recent: Recent | None = None
) -> OnFile:
    """What is known of a client, in two statements; NotFound if there is no such client.

    Of the visits all, or what is `recent` of them: a client may have five hundred.
    """
    asked = {"client_id": client_id}
    record = tuple(map(_RecordRow._make, all_rows(connection, _RECORD, asked)))
    if not record:
        raise NotFound("This client's record is no longer there.")
    history = tuple(map(_HistoryRow._make, _history(connection, client_id, recent)))
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


def _history(connection: Transaction, client_id: int, recent: Recent | None) -> list[Row]:
    asked: dict[str, Any] = {"client_id": client_id}
    if recent is None:
        return all_rows(connection, _HISTORY, asked)
    asked |= {"since": midnight(recent.since), "unclosed": json.dumps(sorted(recent.unclosed))}
    return all_rows(connection, _RECENT_HISTORY, asked)


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
    starts = (row.starts for row in history if row.is_consultation)
    met = max((each for each in starts if each is not None), default=None)
    days = (on_record, None if met is None else _local_day(met))
    return max((day for day in days if day is not None), default=None)
