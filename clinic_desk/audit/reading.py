"""Events from the file as entries in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, String, and_, cast, or_, select
from sqlalchemy.orm import Session

from clinic_desk.audit.field_words import Names, field_words
from clinic_desk.audit.groups import acts_in, acts_named
from clinic_desk.audit.records import FIRST_RUN, PROGRAM, Looked, Page, TrailQuery
from clinic_desk.base.clock import at_minute
from clinic_desk.calendar.models import Device, Room
from clinic_desk.clients.models import Client, Standing
from clinic_desk.clients.records import shown_name
from clinic_desk.db.acts import ACTS
from clinic_desk.db.audit_models import AuditEvent, AuditValue
from clinic_desk.db.lenient import lenient
from clinic_desk.db.verifying import instant
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.models import Person
from clinic_desk.staff.roles import ROLE_WORDS

_FIELDS = (
    AuditEvent.id,
    cast(AuditEvent.at, Integer).label("at"),
    cast(AuditEvent.person_id, Integer).label("person_id"),
    cast(AuditEvent.act, String).label("act"),
    cast(AuditEvent.client_id, Integer).label("client_id"),
    cast(AuditEvent.subject_id, Integer).label("subject_id"),
    cast(AuditEvent.fields, String).label("fields"),
    AuditEvent.digest.is_not(None).label("had_values"),
)
"""Cast, so that what somebody wrote into the file by other means is shown and stops no page."""

_PEOPLE = (
    "prescriber_id",
    "seen_by",
    "person_id",
    "by",
    "by_id",
    "booked_by",
    "done_by",
    "made_by",
)
"""Fields that hold the number of somebody who works here."""

_NO_MOMENT = datetime.fromtimestamp(0, UTC)
"""Shown where the file holds no moment that can be: 1 January 1970."""


class _Named(NamedTuple):
    name: str
    role: str


_OF_STAFF, _REFUSED = "staff.", "staff.sign_in_failed"
_SOMEBODY = _Named("Somebody", "")
"""Who gives a wrong password is not known, only whose it was meant to be."""


def page_of(
    session: Session, chosen: Select[*tuple[Any, ...]], older_than: int | None, limit: int
) -> Page:
    """The newest of the events chosen, in words, and where the next page begins."""
    if older_than is not None:
        chosen = chosen.where(AuditEvent.id < older_than)
    with lenient(session.connection().connection.driver_connection):
        rows = session.execute(chosen.order_by(AuditEvent.id.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    more = shown[-1].id if len(rows) > limit else None
    return Page(tuple(_entries(session, shown)), more)


def events() -> Select[*tuple[Any, ...]]:
    """Every event, without its seals."""
    return select(*_FIELDS)


def about(session: Session, client_id: int) -> tuple[ColumnElement[bool], ...]:
    """The conditions of an event that is about a client, or a record kept under that one."""
    under = select(Standing.client_id).where(Standing.merged_into == client_id)
    ids = (client_id, *session.scalars(under))
    one = AuditEvent.client_id == client_id if len(ids) == 1 else AuditEvent.client_id.in_(ids)
    return (AuditEvent.client_id.is_not(None), one)


def found_by(query: TrailQuery) -> Select[*tuple[Any, ...]]:
    """The events that a query looks for. Of a person: what they did, and what was done to them.

    Days are told by each event's own time, not by its number: a clock that was set back
    leaves events whose times do not rise with their numbers.
    """
    chosen = events()
    acts = acts_in(query.group) & acts_named(query.text)
    if len(acts) < len(ACTS):
        chosen = chosen.where(AuditEvent.act.in_(sorted(acts)))
    if query.person_id is not None:
        to_them = and_(
            AuditEvent.subject_id == query.person_id, AuditEvent.act.startswith(_OF_STAFF)
        )
        chosen = chosen.where(or_(AuditEvent.person_id == query.person_id, to_them))
    if query.client_id is not None:
        chosen = chosen.where(
            and_(AuditEvent.client_id.is_not(None), AuditEvent.client_id == query.client_id)
        )
    if query.from_day is not None:
        chosen = chosen.where(AuditEvent.at >= at_minute(query.from_day, 0))
    if query.to_day is not None:
        chosen = chosen.where(AuditEvent.at < at_minute(query.to_day, 24 * 60))
    return chosen


def names(session: Session, client_id: int | None) -> Names:
    """What the numbers in old values stand for: people, rooms, devices, the client."""
    staff = {id: person.name for id, person in _staff(session).items()}
    rooms = {row.id: row.name for row in session.execute(select(Room.id, Room.name))}
    devices = {row.id: row.name for row in session.execute(select(Device.id, Device.name))}
    client = {} if client_id is None else {client_id: _name_of(session, client_id)}
    people = dict.fromkeys(_PEOPLE, staff)
    return {
        **people,
        "room_id": rooms,
        "home_room_id": rooms,
        "device_id": devices,
        "client_id": client,
    }


def _name_of(session: Session, client_id: int) -> str:
    named = select(Client.given, Client.family).where(Client.id == client_id)
    row = session.execute(named).first()
    return _client({client_id: shown_name(*row)} if row is not None else {}, client_id)


def _entries(session: Session, rows: Iterable[Any]) -> Iterable[Looked]:
    rows = list(rows)
    staff, clients = _staff(session), _clients(session, rows)
    kept = _with_values(session, [row.id for row in rows if row.had_values])
    for row in rows:
        who = _SOMEBODY if row.act == _REFUSED else _who(staff, row.person_id)
        yield Looked(
            id=row.id,
            at=instant(row.at) or _NO_MOMENT,
            person_id=row.person_id,
            who=who.name,
            role=who.role,
            act=row.act,
            client_id=row.client_id,
            client=_client(clients, row.client_id),
            subject_id=row.subject_id,
            subject=_subject(staff, row),
            fields=_field_words(row),
            has_before=row.id in kept,
        )


def _staff(session: Session) -> Mapping[int, _Named]:
    """Everyone who works or worked here; a handful."""
    people = session.execute(select(Person.id, Person.name, Person.role, Person.job_title))
    return {
        row.id: _Named(row.name, row.job_title or ROLE_WORDS.get(row.role, row.role))
        for row in people
    }


def _clients(session: Session, rows: Iterable[Any]) -> Mapping[int, str]:
    ids = {row.client_id for row in rows if row.client_id is not None}
    named = select(Client.id, Client.given, Client.family).where(Client.id.in_(sorted(ids)))
    return {row.id: shown_name(row.given, row.family) for row in session.execute(named)}


def _with_values(session: Session, ids: list[int]) -> frozenset[int]:
    kept = select(AuditValue.event_id).where(AuditValue.event_id.in_(ids))
    return frozenset(session.scalars(kept)) if ids else frozenset()


def _who(staff: Mapping[int, _Named], person_id: int | None) -> _Named:
    if person_id is None:
        return _Named(PROGRAM, "")
    if person_id == FOUNDING:
        return _Named(FIRST_RUN, "")
    return staff.get(person_id, _Named(f"Person {person_id}", ""))


def _client(clients: Mapping[int, str], client_id: int | None) -> str:
    if client_id is None:
        return ""
    return clients.get(client_id, "") or f"Client {client_id}"


def _subject(staff: Mapping[int, _Named], row: Any) -> str:
    """Whom it was done to, where that is somebody of staff and somebody else."""
    of_staff = row.act.startswith(_OF_STAFF) and row.subject_id is not None
    if not of_staff or row.subject_id == row.person_id:
        return ""
    name = _who(staff, row.subject_id).name
    return f"as {name}" if row.act == _REFUSED else name


def _field_words(row: Any) -> tuple[str, ...]:
    if row.act == "audit.found":
        return ()
    said = (field_words(name, row.act) for name in row.fields.split())
    return tuple(dict.fromkeys(words for words in said if words))
