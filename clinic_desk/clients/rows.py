"""Between a client's rows and the frozen record that leaves the room."""

from __future__ import annotations

from dataclasses import fields, replace

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

_LISTS = ("phones", "spokespeople", "alerts")
_COLUMNS = tuple(field.name for field in fields(ClientDetails) if field.name not in _LISTS)


def found(session: Session, client_id: int) -> Client:
    """The client's row, to be written to; NotFound if there is none, or it is kept elsewhere."""
    client = _row(session, client_id)
    if client.standing is not None and client.standing.merged_into is not None:
        raise NotFound("This client is kept under another record now.", next_step="Search again.")
    return client


def kept(session: Session, client_id: int) -> Client:
    """The client's row, or the one under which it is kept; NotFound if there is none."""
    client = _row(session, client_id)
    into = client.standing.merged_into if client.standing is not None else None
    return client if into is None else _row(session, into)


def _row(session: Session, client_id: int) -> Client:
    client = session.get(Client, client_id)
    if client is None:
        raise NotFound("This client is no longer on file.", next_step="Search again.")
    return client


def standing_row(session: Session, client_id: int) -> Standing:
    """The row of a client's standing, made where there is none."""
    row = session.get(Standing, client_id)
    if row is None:
        row = Standing(client_id=client_id)
        session.add(row)
    return row


def record_of(client: Client) -> ClientRecord:
    """All that is kept of a client, free of the database."""
    details = ClientDetails(
        **{name: getattr(client, name) for name in _COLUMNS},
        phones=tuple(PhoneDetails(p.number, p.voicemail, p.discreet) for p in client.phones),
        spokespeople=tuple(
            SpokespersonDetails(s.name, s.relation, s.phone) for s in client.spokespeople
        ),
        alerts=tuple(
            AlertDetails("allergy" if a.kind == "allergy" else "flag", a.text)
            for a in client.alerts
        ),
    )
    standing = client.standing or Standing()
    return ClientRecord(
        client.id,
        client.version,
        details,
        client.created_at,
        client.history_asked_on,
        deceased_on=standing.deceased_on,
        do_not_book=standing.do_not_book is not None,
        do_not_book_why=standing.do_not_book or "",
        anonymised_on=standing.anonymised_on,
    )


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
