"""The calendar's hot reads: statements built once, rows made straight into visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    CursorResult,
    Integer,
    Select,
    String,
    bindparam,
    func,
    literal_column,
    select,
    type_coerce,
)

from clinic_desk.calendar.models import LONGEST_VISIT, Appointment, Room
from clinic_desk.calendar.plain_rows import plain_rows
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import GIVEN_UP
from clinic_desk.calendar.veiling import visit_for_the_desk
from clinic_desk.clients.models import Client, Phone
from clinic_desk.clients.records import PhoneDetails
from clinic_desk.staff.models import Person

_a = Appointment.__table__.c
_c = Client.__table__.c
_starts = type_coerce(_a.starts_at, Integer)
_ends = type_coerce(_a.ends_at, Integer)

# In the order of the fields of Visit; instants and places as the file holds them,
# as converting them by the column's type costs a call for each.
_VISITS: Select[Any] = (
    select(
        _a.id,
        _a.client_id,
        func.trim(_c.given + " " + _c.family),
        _a.treatment,
        type_coerce(_a.zones, String),
        _a.person_id,
        Person.__table__.c.name,
        _a.room_id,
        func.coalesce(Room.__table__.c.name, ""),
        _a.device_id,
        _starts,
        _ends,
        _a.prep_minutes,
        _a.cleanup_minutes,
        _a.numbing_minutes,
        _a.status,
        _a.status_reason,
        _a.desk_note,
        type_coerce(_a.moved_from, Integer),
        type_coerce(_a.pencilled_until, Integer),
        _a.version,
    )
    .join_from(Appointment, Client, _c.id == _a.client_id)
    .join(Person, Person.__table__.c.id == _a.person_id)
    .outerjoin(Room, Room.__table__.c.id == _a.room_id)
)

# No visit is longer than eight hours, so the index is read from there on and no further
# back. The statuses are written out: a list bound at each call would be expanded at each.
_BETWEEN = _VISITS.where(
    _starts > bindparam("begins", type_=Integer) - LONGEST_VISIT * 60,
    _starts < bindparam("ends", type_=Integer),
    _ends > bindparam("begins", type_=Integer),
    _a.status.not_in([literal_column(f"'{status}'") for status in sorted(GIVEN_UP)]),
).order_by(_starts, _a.id)
_OF_PERSON = _BETWEEN.where(_a.person_id == bindparam("person", type_=Integer))
_OF_CLIENT = _VISITS.where(_a.client_id == bindparam("client", type_=Integer)).order_by(
    _starts.desc(), _a.id.desc()
)
_NEWEST_OF_CLIENT = _OF_CLIENT.limit(bindparam("most", type_=Integer))
_ONE = _VISITS.where(_a.id == bindparam("id", type_=Integer))

_p = Phone.__table__.c
_PHONES = (
    select(_p.client_id, _p.number, _p.voicemail, _p.discreet)
    .where(_p.client_id.in_(bindparam("clients", expanding=True)))
    .order_by(_p.client_id, _p.id)
)


class VisitToCall(NamedTuple):
    """A visit with the numbers at which its client can be reached, in the order they were given."""

    visit: Visit
    phones: tuple[PhoneDetails, ...]


def visits_between(
    connection: Connection, begins: int, ends: int, person_id: int | None = None
) -> tuple[Visit, ...]:
    """What holds time between two instants in UTC seconds, by start; of one person or of all.

    One statement, whatever their number.
    """
    span = {"begins": begins, "ends": ends}
    if person_id is None:
        return _made(connection.execute(_BETWEEN, span))
    return _made(connection.execute(_OF_PERSON, {**span, "person": person_id}))


def visits_of_client(
    connection: Connection, client_id: int, *, clinical: bool = False, limit: int | None = None
) -> tuple[Visit, ...]:
    """All visits of a client, given-up ones too, newest first, or so many; one statement."""
    if limit is None:
        found = connection.execute(_OF_CLIENT, {"client": client_id})
    else:
        found = connection.execute(_NEWEST_OF_CLIENT, {"client": client_id, "most": limit})
    return _made(found, clinical=clinical)


def visit_by_id(
    connection: Connection, appointment_id: int, *, clinical: bool = False
) -> Visit | None:
    """One visit, whatever its status; None where there is none."""
    found = connection.execute(_ONE, {"id": appointment_id})
    return next(iter(_made(found, clinical=clinical)), None)


def with_phones(connection: Connection, visits: Collection[Visit]) -> tuple[VisitToCall, ...]:
    """The visits in the order given, with their clients' numbers; one statement more."""
    phones = _phones(connection, {visit.client_id for visit in visits})
    return tuple(VisitToCall(visit, tuple(phones[visit.client_id])) for visit in visits)


def _phones(connection: Connection, clients: set[int]) -> Mapping[int, list[PhoneDetails]]:
    phones: defaultdict[int, list[PhoneDetails]] = defaultdict(list)
    rows = connection.execute(_PHONES, {"clients": sorted(clients)}) if clients else ()
    for client_id, number, voicemail, discreet in rows:
        phones[client_id].append(PhoneDetails(number, voicemail, discreet))
    return phones


def _made(found: CursorResult[Any], *, clinical: bool = False) -> tuple[Visit, ...]:
    """The visits, with the reasons that only a clinician may read where `clinical`."""
    visits = map(_visit, plain_rows(found))
    return tuple(visits if clinical else map(visit_for_the_desk, visits))


def _visit(row: Any) -> Visit:
    """A visit from a row in the order of its fields. Written out, as it runs hundreds of times."""
    # fmt: off
    (id_, client_id, client_name, treatment, zones, person_id, person_name, room_id, room_name,
     device_id, starts, ends, prep, cleanup, numbing, status, reason, note, moved, pencilled,
     version) = row
    return Visit(
        id_, client_id, client_name, treatment, tuple(zones.split()), person_id, person_name,
        room_id, room_name, device_id, _instant(starts, UTC), _instant(ends, UTC), prep, cleanup,
        numbing, status, reason, note, _instant(moved, UTC) if moved else None,
        _instant(pencilled, UTC) if pencilled else None, version,
    )
    # fmt: on


_instant = datetime.fromtimestamp
