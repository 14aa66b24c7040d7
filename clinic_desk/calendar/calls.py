"""The call log and the calls that are owed: what a call came to, in the program's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock, at_minute, local_day
from clinic_desk.base.errors import BadInput, NotFound, Stale
from clinic_desk.base.texts import check_text, check_texts
from clinic_desk.calendar.models import CallBack, CallLogLine
from clinic_desk.calendar.records import CallBackRecord
from clinic_desk.calendar.veiling import rule_for_the_desk
from clinic_desk.calendar.writing import note_call
from clinic_desk.clients.models import Standing
from clinic_desk.db.audit import note
from clinic_desk.db.chain import Event
from clinic_desk.db.database import Database
from clinic_desk.db.reading import read_and_noted
from clinic_desk.db.transaction import Transaction, transaction_of
from clinic_desk.staff.access import Access
from clinic_desk.staff.models import Person
from clinic_desk.staff.permissions import May, needs


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
    .order_by(CallLogLine.id.desc())
    .limit(bindparam("limit"))
)
# Lines are numbered as they are written, so the day's are the last ones: the log is read
# backwards to its first line and no further, and needs no index of times.
_earlier = aliased(CallLogLine)
_CHECKED = select(CallLogLine.id).where(
    CallLogLine.id
    > func.coalesce(
        select(_earlier.id)
        .where(_earlier.at < bindparam("since"))
        .order_by(_earlier.id.desc())
        .limit(1)
        .scalar_subquery(),
        0,
    ),
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
        select(Standing.client_id)
        .where(Standing.client_id == CallBack.client_id, Standing.deceased_on.is_not(None))
        .exists(),
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
    .returning(CallBack.__table__.c.client_id)
)
_OF_CLIENT = _CALLS.where(CallBack.client_id == bindparam("client")).order_by(
    CallBack.due_at, CallBack.id
)
_OWE_AGAIN = (
    update(CallBack.__table__)  # type: ignore[arg-type]
    .where(CallBack.__table__.c.id == bindparam("call"))
    .where(CallBack.__table__.c.outcome == bindparam("result"))
    .values(done_by=None, done_at=None, outcome="")
    .returning(CallBack.__table__.c.client_id)
)
_MADE = ("done_by", "done_at", "outcome")
_ACT_OF = {
    "identity": "call.identity_checked",
    "refused_age": "call.refused_under_age",
    "problem": "call.problem",
}


class Calls:
    """Writes down what was done on the telephone, and who is owed a call."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the database and the clock that stamps each line."""
        self._database = database
        self._access = Access(database)
        self._clock = clock

    @needs(May.DESK)
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

    @needs(May.DESK)
    def refused_under_age(self, rule: str, words: str, by: int) -> Changes:
        """Note that a booking was refused by age: the time, who was at the desk, the rule, the
        words that were read out. Nothing of the child is kept, no name and no number."""
        return self._note("refused_age", by, rule=rule, words=words)

    @needs(May.DESK)
    def problem(self, client_id: int | None, words: str, by: int) -> Changes:
        """Note a call about a problem after treatment, and the words that were read out."""
        return self._note("problem", by, words=words, client_id=client_id)

    def _note(
        self, kind: str, by: int, *, rule: str = "", words: str = "", client_id: int | None = None
    ) -> Changes:
        check_text("words", words)
        with self._database.write() as session:
            line = note_call(
                transaction_of(session),
                kind,
                by,
                self._clock.now(),
                words=words,
                rule=rule,
                client_id=client_id,
            )
            rules = (rule,) if rule else ()
            note(session, _ACT_OF[kind], by, client=client_id, subject=line, fields=rules)
        return _of_client(client_id)

    @needs(May.DESK)
    def promise(self, draft: CallBackDraft, by: int) -> Saved:
        """Promise a call, with a line in the log; BadInput without a name or a number to ring."""
        who, number = draft.who.strip(), draft.number.strip()
        check_texts(who=who, number=number, about=draft.about)
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
            moment = transaction_of(session)
            made = moment.execute(insert(CallBack), values).inserted_primary_key
            note_call(moment, "call_back", by, self._clock.now(), client_id=draft.client_id)
            call = int(made[0]) if made else 0
            note(session, "call.promised", by, client=draft.client_id, subject=call)
        return Saved(call, _of_client(draft.client_id))

    def open_call_backs(self) -> tuple[CallBackRecord, ...]:
        """The calls still owed: urgent ones first, then by when they are due."""
        with self._database.read() as session:
            rows = session.connection().execute(_OPEN).all()
        return tuple(_record(row) for row in rows)

    @needs(May.DESK)
    def done(self, call_id: int, outcome: str, by: int) -> Changes:
        """Mark a promised call as made, with what came of it; NotFound if it is not open."""
        check_text("outcome", outcome)
        values = {"call": call_id, "by": by, "at": self._clock.now(), "result": outcome.strip()}
        with self._database.write() as session:
            made = session.connection().execute(_DONE, values).first()
            if made is None:
                raise NotFound("This call is not on the list any more.")
            note(session, "call.done", by, client=made[0], subject=call_id, fields=_MADE)
        return Changes()

    @needs(May.DESK)
    def log(self, by: int, limit: int = 50) -> tuple[LogLine, ...]:
        """The latest lines of the call log, newest first; noted as read.

        Whoever may not read what is clinical is not told which health question a rule is.
        """
        event = Event("call.log_read", by)
        lines, _ = read_and_noted(self._database, lambda s: _lines(s, limit), lambda _: event)
        if self._access.may(by, May.CLINICAL):
            return lines
        return tuple(line._replace(rule=_for_the_desk(line.rule)) for line in lines)


def owed_to(connection: Transaction, client_id: int) -> tuple[CallBackRecord, ...]:
    """The calls that are owed to a client, by when they are due."""
    return tuple(call for call in _calls_of(connection, client_id) if call.done_at is None)


def came_to(connection: Transaction, client_id: int, outcome: str) -> tuple[CallBackRecord, ...]:
    """The calls about a client of which just this came."""
    return tuple(call for call in _calls_of(connection, client_id) if call.outcome == outcome)


def _calls_of(connection: Transaction, client_id: int) -> tuple[CallBackRecord, ...]:
    return tuple(map(_record, connection.execute(_OF_CLIENT, {"client": client_id})))


def let_go(connection: Transaction, call: int, outcome: str, by: int, now: datetime) -> None:
    """Take an owed call off the list unmade, in the write that is open, with what came of it."""
    values = {"call": call, "by": by, "at": now, "result": outcome}
    row = connection.execute(_DONE, values).one()
    note(connection, "call.let_go", by, client=row[0], subject=call, fields=_MADE)


def owe_again(connection: Transaction, call: int, outcome: str, by: int) -> None:
    """Put a call that was let go with that outcome back on the list, in the write that is open.

    Stale where anything else came of it since: what was said on the telephone stays on file.
    """
    row = connection.execute(_OWE_AGAIN, {"call": call, "result": outcome}).first()
    if row is None:
        raise Stale(
            "What came of a promised call has been changed in the meantime.",
            kept="Nothing was changed.",
            next_step="Look at the record as it is now.",
        )
    note(connection, "call.owed_again", by, client=row[0], subject=call, fields=_MADE)


def _lines(session: Session, limit: int) -> tuple[LogLine, ...]:
    rows = session.connection().execute(_LOG, {"limit": limit}).all()
    return tuple(LogLine(*row) for row in rows)


def _for_the_desk(rules: str) -> str:
    return " ".join(dict.fromkeys(map(rule_for_the_desk, rules.split())))


def _of_client(client_id: int | None) -> Changes:
    return Changes(clients=frozenset() if client_id is None else frozenset({client_id}))


def _record(row: Any) -> CallBackRecord:
    values = list(row)
    values[9] = values[9] or ""
    return CallBackRecord(*values)
