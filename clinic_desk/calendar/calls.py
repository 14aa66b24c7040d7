"""The call log and the calls that are owed: what a call came to, in the program's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import aliased

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock, at_minute, local_day
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.calendar.models import CallBack, CallLogLine
from clinic_desk.calendar.records import CallBackRecord
from clinic_desk.calendar.writing import note_call
from clinic_desk.db.database import Database
from clinic_desk.staff.models import Person


@dataclass(frozen=True)
class CallBackDraft:
    """A call to be promised: to whom, on which number, about what, by when."""

    who: str
    number: str
    due_at: datetime
    about: str = ""
    urgent: bool = False
    client_id: int | None = None


class LogLine(NamedTuple):
    """One line of the call log."""

    id: int
    at: datetime
    person_name: str
    kind: str
    rule: str
    words: str
    client_id: int | None
    appointment_id: int | None


_LOG = (
    select(
        CallLogLine.id,
        CallLogLine.at,
        Person.name,
        CallLogLine.kind,
        CallLogLine.rule,
        CallLogLine.words,
        CallLogLine.client_id,
        CallLogLine.appointment_id,
    )
    .join(Person, Person.id == CallLogLine.person_id)
    .order_by(CallLogLine.at.desc(), CallLogLine.id.desc())
    .limit(bindparam("limit"))
)
_CHECKED = select(CallLogLine.id).where(
    CallLogLine.kind == "identity",
    CallLogLine.client_id == bindparam("client"),
    CallLogLine.at >= bindparam("since"),
    CallLogLine.at < bindparam("until"),
)
_maker, _doer = aliased(Person), aliased(Person)
_CALLS = (
    select(
        CallBack.id,
        CallBack.client_id,
        CallBack.who,
        CallBack.number,
        CallBack.about,
        CallBack.urgent,
        CallBack.due_at,
        _maker.name,
        CallBack.made_at,
        _doer.name,
        CallBack.done_at,
        CallBack.outcome,
    )
    .join(_maker, _maker.id == CallBack.made_by)
    .outerjoin(_doer, _doer.id == CallBack.done_by)
)
_OPEN = _CALLS.where(CallBack.done_at.is_(None)).order_by(
    CallBack.urgent.desc(), CallBack.due_at, CallBack.id
)
_DONE = (
    update(CallBack.__table__)  # type: ignore[arg-type]
    .where(CallBack.__table__.c.id == bindparam("call"), CallBack.__table__.c.done_at.is_(None))
    .values(done_by=bindparam("by"), done_at=bindparam("at"), outcome=bindparam("result"))
)


class Calls:
    """Writes down what was done on the telephone, and who is owed a call."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the database and the clock that stamps each line."""
        self._database = database
        self._clock = clock

    def identity_checked(self, client_id: int, by: int) -> Changes:
        """Note that the caller was asked for a birth date or postcode, and it was right."""
        return self._note("identity", by, client_id=client_id)

    def checked_today(self, client_id: int) -> bool:
        """Whether this client's identity was checked on the clinic's present day."""
        today = local_day(self._clock.now())
        day = {"since": at_minute(today, 0), "until": at_minute(today + timedelta(days=1), 0)}
        with self._database.read() as session:
            found = session.connection().execute(_CHECKED, {"client": client_id, **day})
            return found.first() is not None

    def refused_under_age(self, rule: str, words: str, by: int) -> Changes:
        """Note that a booking was refused by age: the time, who was at the desk, the rule, the
        words that were read out. Nothing of the child is kept, no name and no number."""
        return self._note("refused_age", by, rule=rule, words=words)

    def problem(self, client_id: int | None, words: str, by: int) -> Changes:
        """Note a call about a problem after treatment, and the words that were read out."""
        return self._note("problem", by, words=words, client_id=client_id)

    def _note(
        self, kind: str, by: int, *, rule: str = "", words: str = "", client_id: int | None = None
    ) -> Changes:
        with self._database.write() as session:
            now = self._clock.now()
            note_call(
                session.connection(), kind, by, now, words=words, rule=rule, client_id=client_id
            )
        return _of_client(client_id)

    def promise(self, draft: CallBackDraft, by: int) -> Saved:
        """Promise a call, with a line in the log; BadInput without a name or a number to ring."""
        who, number = draft.who.strip(), draft.number.strip()
        if not who:
            raise BadInput("who", "Say who is to be rung.")
        if not number:
            raise BadInput("number", "Say which number to ring.")
        values = {
            "client_id": draft.client_id,
            "who": who,
            "number": number,
            "about": draft.about.strip(),
            "urgent": draft.urgent,
            "due_at": draft.due_at,
            "made_by": by,
            "made_at": self._clock.now(),
            "outcome": "",
        }
        with self._database.write() as session:
            connection = session.connection()
            made = connection.execute(insert(CallBack), values).inserted_primary_key
            note_call(connection, "call_back", by, self._clock.now(), client_id=draft.client_id)
        return Saved(int(made[0]) if made else 0, _of_client(draft.client_id))

    def open_call_backs(self) -> tuple[CallBackRecord, ...]:
        """The calls still owed: urgent ones first, then by when they are due."""
        with self._database.read() as session:
            rows = session.connection().execute(_OPEN).all()
        return tuple(_record(row) for row in rows)

    def done(self, call_id: int, outcome: str, by: int) -> Changes:
        """Mark a promised call as made, with what came of it; NotFound if it is not open."""
        values = {"call": call_id, "by": by, "at": self._clock.now(), "result": outcome.strip()}
        with self._database.write() as session:
            if session.connection().execute(_DONE, values).rowcount != 1:
                raise NotFound("This call is not on the list any more.")
        return Changes()

    def log(self, limit: int = 50) -> tuple[LogLine, ...]:
        """The latest lines of the call log, newest first."""
        with self._database.read() as session:
            rows = session.connection().execute(_LOG, {"limit": limit}).all()
        return tuple(LogLine(*row) for row in rows)


def _of_client(client_id: int | None) -> Changes:
    return Changes(clients=frozenset() if client_id is None else frozenset({client_id}))


def _record(row: Any) -> CallBackRecord:
    values = list(row)
    values[9] = values[9] or ""
    return CallBackRecord(*values)
