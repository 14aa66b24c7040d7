"""The calendar's hot reads: statements built once, rows made straight into visits."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from clinic_desk.calendar.limits import LONGEST_VISIT
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import GIVEN_UP
from clinic_desk.calendar.veiled_visits import visit_for_the_desk
from clinic_desk.db.plain import Row, Where, all_rows

if TYPE_CHECKING:
    from clinic_desk.clients.records import PhoneDetails

# In the order of the fields of Visit, as the file holds them.
_VISITS = """SELECT a.id, a.client_id, trim(c.given || ' ' || c.family), a.treatment, a.zones,
    a.person_id, p.name, a.room_id, coalesce(r.name, ''), a.device_id, a.starts_at, a.ends_at,
    a.prep_minutes, a.cleanup_minutes, a.numbing_minutes, a.status, a.status_reason, a.desk_note,
    a.moved_from, a.pencilled_until, a.version
FROM appointment AS a
JOIN client AS c ON c.id = a.client_id
JOIN person AS p ON p.id = a.person_id
LEFT JOIN room AS r ON r.id = a.room_id
"""

# No visit is longer than eight hours, so the index is read from there on and no further back.
_IN_SPAN = f"""{_VISITS}
WHERE a.starts_at > :begins - {LONGEST_VISIT * 60} AND a.starts_at < :ends AND a.ends_at > :begins
    AND a.status NOT IN ({", ".join(f"'{status}'" for status in sorted(GIVEN_UP))})
"""
_BY_START = "ORDER BY a.starts_at, a.id"
_BETWEEN = f"{_IN_SPAN} {_BY_START}"
_OF_PERSON = f"{_IN_SPAN} AND a.person_id = :person {_BY_START}"
_OF_CLIENT = f"""{_VISITS}
WHERE a.client_id = :client ORDER BY a.starts_at DESC, a.id DESC LIMIT :most
"""
_ONE = f"{_VISITS} WHERE a.id = :id"
_NO_LIMIT = -1

_PHONES = """SELECT client_id, number, voicemail, discreet FROM client_phone
WHERE client_id IN (SELECT value FROM json_each(:clients)) ORDER BY client_id, id
"""


class VisitToCall(NamedTuple):
    """A visit with the numbers at which its client can be reached, in the order they were given."""

    visit: Visit
    phones: tuple[PhoneDetails, ...]


def visits_between(
    connection: Where, begins: int, ends: int, person_id: int | None = None
) -> tuple[Visit, ...]:
    """What holds time between two instants in UTC seconds, by start; of one person or of all.

    One statement, whatever their number.
    """
    span = {"begins": begins, "ends": ends}
    if person_id is None:
        return _made(all_rows(connection, _BETWEEN, span))
    return _made(all_rows(connection, _OF_PERSON, {**span, "person": person_id}))


def visits_of_client(
    connection: Where, client_id: int, *, clinical: bool = False, limit: int | None = None
) -> tuple[Visit, ...]:
    """All visits of a client, given-up ones too, newest first, or so many; one statement."""
    asked = {"client": client_id, "most": _NO_LIMIT if limit is None else limit}
    return _made(all_rows(connection, _OF_CLIENT, asked), clinical=clinical)


def visit_by_id(connection: Where, appointment_id: int, *, clinical: bool = False) -> Visit | None:
    """One visit, whatever its status; None where there is none."""
    found = all_rows(connection, _ONE, {"id": appointment_id})
    return next(iter(_made(found, clinical=clinical)), None)


def with_phones(connection: Where, visits: Collection[Visit]) -> tuple[VisitToCall, ...]:
    """The visits in the order given, with their clients' numbers; one statement more."""
    phones = _phones(connection, {visit.client_id for visit in visits})
    return tuple(VisitToCall(visit, tuple(phones[visit.client_id])) for visit in visits)


def _phones(connection: Where, clients: set[int]) -> Mapping[int, list[PhoneDetails]]:
    from clinic_desk.clients.records import PhoneDetails

    phones: defaultdict[int, list[PhoneDetails]] = defaultdict(list)
    rows = all_rows(connection, _PHONES, {"clients": json.dumps(sorted(clients))})
    for client_id, number, voicemail, discreet in rows:
        phones[client_id].append(PhoneDetails(number, bool(voicemail), bool(discreet)))
    return phones


def _made(found: Iterable[Row], *, clinical: bool = False) -> tuple[Visit, ...]:
    """The visits, with the reasons that only a clinician may read where `clinical`."""
    visits = map(Visit._make, found)
    return tuple(visits if clinical else map(visit_for_the_desk, visits))
