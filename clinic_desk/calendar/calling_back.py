"""The call that is owed to a client whose pencilled visit came to nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, delete, insert, select, text

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.models import CallBack
from clinic_desk.calendar.snapshots import Row
from clinic_desk.calendar.standing import Standing
from clinic_desk.clients.models import Client, Phone
from clinic_desk.db.audit import note
from clinic_desk.db.transaction import Transaction

_CALLS = CallBack.__table__
_PROMISE = insert(CallBack)
_TAKE_OUT = delete(CallBack).where(_CALLS.c.id == bindparam("call"))
_READ = text("SELECT * FROM call_back WHERE id = :call")
_WHOM = (
    select(Client.__table__.c.given, Client.__table__.c.family, Phone.__table__.c.number)
    .outerjoin_from(Client, Phone, Phone.__table__.c.client_id == Client.__table__.c.id)
    .where(Client.__table__.c.id == bindparam("client"))
    .order_by(Phone.__table__.c.id)
    .limit(1)
)


def promise_about(
    connection: Transaction,
    stands: Standing,
    what: Literal["lapsed", "declined"],
    by: int,
    now: datetime,
    *,
    noted_by: int | None,
    words: str = "",
) -> int:
    """Promise a call, due at once, about a pencilled visit that is off; gives its id.

    It is made in the name of `by`; `noted_by` is nobody where the program does it. `words` are
    what the caller may be told.
    """
    say = f" You could say: “{words}”" if words else ""
    given, family, number = connection.execute(_WHOM, {"client": stands.client_id}).one()
    starts = stands.span.starts_at
    values = {
        "client_id": stands.client_id,
        "who": f"{given} {family}".strip(),
        "number": number or "",
        "about": f"The visit pencilled for {short_day(local_day(starts))}, {clock_time(starts)} "
        f"was {'declined' if what == 'declined' else 'not accepted in time'}: offer another.{say}",
        "urgent": False,
        "due_at": now,
        "made_by": by,
        "made_at": now,
        "outcome": "",
    }
    key = connection.execute(_PROMISE, values).inserted_primary_key
    call = int(key[0])  # type: ignore[index]
    note(connection, "call.promised", noted_by, client=stands.client_id, subject=call)
    return call


def take_out_call(connection: Transaction, call: int) -> Row:
    """Take out a promise that an act made, when the act is undone; gives what it held."""
    row = connection.execute(_READ, {"call": call}).mappings().first()
    connection.execute(_TAKE_OUT, {"call": call})
    return dict(row or {})
