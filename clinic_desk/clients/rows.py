"""Between a client's rows and the frozen record that leaves the room."""

from __future__ import annotations

from dataclasses import fields, replace

from sqlalchemy.orm import Session

from clinic_desk.base.errors import NotFound
from clinic_desk.clients.models import Alert, Client, Phone, Spokesperson
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
    """The client's row; NotFound if there is none."""
    client = session.get(Client, client_id)
    if client is None:
        raise NotFound("This client is no longer on file.", next_step="Search again.")
    return client


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
    return ClientRecord(
        client.id, client.version, details, client.created_at, client.history_asked_on
    )


def without_alerts(record: ClientRecord) -> ClientRecord:
    """What the desk is told of a client: that there is something to ask the nurse, never what."""
    details = replace(record.details, alerts=())
    return replace(record, details=details, ask_the_nurse=bool(record.details.alerts))


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
