"""Between a client's rows and the frozen record that leaves the room."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from clinic_desk.base.errors import NotFound
from clinic_desk.clients.models import Alert, Client, Phone, Spokesperson, Standing
from clinic_desk.clients.phones import phone_digits
from clinic_desk.clients.records import (
    AlertDetails,
    ClientDetails,
    ClientRecord,
    PhoneDetails,
    SpokespersonDetails,
)
from clinic_desk.clients.search_keys import Findable
from clinic_desk.db.plain import Where, all_rows

_LISTS = ("phones", "spokespeople", "alerts")
_COLUMNS = tuple(field.name for field in fields(ClientDetails) if field.name not in _LISTS)
_DAYS = ("born_on", "id_seen_on", "consult_on", "questionnaire_on")
_DETAILS = ", ".join(f"c.{name}" for name in _COLUMNS)

# One statement: each further one costs more than the few rows that it would find.
_ON_FILE = f"""SELECT {_DETAILS},
    c.id, c.version, c.created_at, c.history_asked_on,
    s.deceased_on, s.do_not_book, s.anonymised_on, s.merged_into,
    (SELECT json_group_array(json_array(number, voicemail, discreet) ORDER BY id)
        FROM client_phone WHERE client_id = c.id),
    (SELECT json_group_array(json_array(name, relation, phone) ORDER BY id)
        FROM client_spokesperson WHERE client_id = c.id),
    (SELECT json_group_array(json_array(kind, text) ORDER BY id)
        FROM client_alert WHERE client_id = c.id)
FROM client AS c LEFT JOIN client_standing AS s ON s.client_id = c.id
WHERE c.id = :id
"""


def on_file(connection: Where, client_id: int) -> ClientRecord:
    """All that is kept of a client, one statement; NotFound if there is none.

    Of one that is kept under another, that other.
    """
    row = next(iter(all_rows(connection, _ON_FILE, {"id": client_id})), None)
    if row is None:
        raise _no_longer_there()
    *details, id_, version, created, asked_on, died_on, why, gone_on, into = row[:-3]
    if into is not None:
        return on_file(connection, into)
    phones, spokespeople, alerts = map(json.loads, row[-3:])
    known = dict(zip(_COLUMNS, details, strict=True))
    known |= {name: _day(known[name]) for name in _DAYS}
    known["large_print"] = bool(known["large_print"])
    return ClientRecord(
        id_,
        version,
        ClientDetails(
            **known,
            phones=tuple(PhoneDetails(number, bool(v), bool(d)) for number, v, d in phones),
            spokespeople=tuple(SpokespersonDetails(*each) for each in spokespeople),
            alerts=tuple(AlertDetails(*each) for each in alerts),
        ),
        datetime.fromtimestamp(created, UTC),
        _day(asked_on),
        deceased_on=_day(died_on),
        do_not_book=why is not None,
        do_not_book_why=why or "",
        anonymised_on=_day(gone_on),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def found(session: Session, client_id: int) -> Client:
    """The client's row, to be written to; NotFound if there is none, or it is kept elsewhere."""
    client = _row(session, client_id)
    if client.standing is not None and client.standing.merged_into is not None:
        raise NotFound("This client is kept under another record now.", next_step="Search again.")
    return client


def _row(session: Session, client_id: int) -> Client:
    client = session.get(Client, client_id)
    if client is None:
        raise _no_longer_there()
    return client


def _no_longer_there() -> NotFound:
    return NotFound("This client is no longer on file.", next_step="Search again.")


def standing_row(session: Session, client_id: int) -> Standing:
    """The row of a client's standing, made where there is none."""
    row = session.get(Standing, client_id)
    if row is None:
        row = Standing(client_id=client_id)
        session.add(row)
    return row


def without_alerts(record: ClientRecord) -> ClientRecord:
    """What the desk is told of a client: that there is something to ask the nurse, never what,
    and that a client is not to be booked, never why."""
    details = replace(record.details, alerts=())
    told = bool(record.details.alerts)
    return replace(record, details=details, ask_the_nurse=told, do_not_book_why="")


def write_details(client: Client, details: ClientDetails, changed: tuple[str, ...]) -> None:
    """Put the named fields of the details into a client's row and what hangs on it."""
    for name in changed:
        if name not in _LISTS:
            setattr(client, name, getattr(details, name))
    if "phones" in changed:
        client.phones = [
            Phone(
                number=phone.number,
                digits=phone_digits(phone.number),
                voicemail=phone.voicemail,
                discreet=phone.discreet,
            )
            for phone in details.phones
        ]
    if "spokespeople" in changed:
        client.spokespeople = [Spokesperson(**vars(one)) for one in details.spokespeople]
    if "alerts" in changed:
        client.alerts = [Alert(**vars(one)) for one in details.alerts]


def findable(client: Client) -> Findable:
    """What the client may be found by, as the row stands."""
    numbers = tuple(phone.number for phone in client.phones)
    return Findable(client.id, client.given, client.family, client.known_as, numbers)


def set_shown(client: Client) -> None:
    """Put what lists and finding show of the client into its row, as its names and phones stand."""
    keys = findable(client)
    client.folded, client.first_number = keys.line, keys.first_number
