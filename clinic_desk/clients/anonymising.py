"""The end of a retention period: a client's record without the client."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import NotAllowed
from clinic_desk.clients.models import Client, Standing
from clinic_desk.clients.records import ClientDetails
from clinic_desk.clients.rows import findable, standing_row, write_details
from clinic_desk.clients.search_keys import replace_keys
from clinic_desk.db.kept_files import drop_unnamed

NOBODY = ClientDetails(given="Anonymised", family="client")
"""What stands where the name did: a visit has to be of somebody."""

_TO_COME = """SELECT 1 FROM appointment WHERE client_id = :client AND ends_at > :now
AND status NOT IN ('cancelled', 'no_show', 'rescheduled', 'completed', 'not_treated') LIMIT 1"""

# Rows of rooms that stand on this one, named here as all of them must go in one transaction.
# What a status may not be without says that it was there.
# The database lets signed records go only once the standing says that the client is anonymous.
_RECORDS = "(SELECT id FROM treatment_record WHERE client_id = :client)"
_TYPED_ELSEWHERE = (
    "DELETE FROM health_answer WHERE client_id = :client",
    "DELETE FROM health_answer_given WHERE client_id = :client",
    "DELETE FROM health_change WHERE client_id = :client",
    "DELETE FROM consent WHERE client_id = :client",
    "DELETE FROM photograph WHERE client_id = :client",
    f"DELETE FROM amendment WHERE record_id IN {_RECORDS}",
    f"DELETE FROM record_batch WHERE record_id IN {_RECORDS}",
    "DELETE FROM treatment_record WHERE client_id = :client",
    "UPDATE treatment_elsewhere SET note = '' WHERE client_id = :client",
    "UPDATE appointment SET desk_note = '', version = version + 1,"
    " status_reason = CASE status_reason WHEN '' THEN '' ELSE 'Removed' END"
    " WHERE client_id = :client",
    "UPDATE acknowledgement SET sentence = '', reason = '' WHERE appointment_id IN"
    " (SELECT id FROM appointment WHERE client_id = :client)",
    "UPDATE occupancy SET override_reason = 'Removed' WHERE override_reason IS NOT NULL"
    " AND appointment_id IN (SELECT id FROM appointment WHERE client_id = :client)",
    "UPDATE call_back SET who = 'Anonymised client', number = '', about = '', outcome = ''"
    " WHERE client_id = :client",
    "UPDATE call_log SET words = '' WHERE client_id = :client",
    "UPDATE leaflet_given SET filled = '',"
    " to_whom = CASE to_whom WHEN '' THEN '' ELSE 'Removed' END WHERE client_id = :client",
    "DELETE FROM audit_value WHERE event_id IN"
    " (SELECT id FROM audit_event WHERE client_id = :client)",
)


def forget(session: Session, client: Client, now: datetime) -> None:
    """Take everything typed about a client, the keys to find them by, and the old values.

    Which visits there were, when and of what, stays, and so does each event that says
    who did what. A record that is kept under this one is forgotten with it. NotAllowed
    while a visit is still to come.
    """
    chosen = {"client": client.id, "now": int(now.timestamp())}
    if session.execute(text(_TO_COME), chosen).first() is not None:
        raise NotAllowed(
            "This client has a visit to come, so the record stays as it is.",
            next_step="Wait until it has been, or cancel it.",
        )
    replace_keys(session.connection(), findable(client), None)
    under = select(Client).join(Standing, Standing.client_id == Client.id)
    for each in (client, *session.scalars(under.where(Standing.merged_into == client.id))):
        _forget_one(session, each, local_day(now))
    # With its key a picture is gone for everybody; its file is swept away after.
    drop_unnamed(session)


def _forget_one(session: Session, client: Client, today: date) -> None:
    row = standing_row(session, client.id)
    row.anonymised_on, row.deceased_on = today, None
    row.do_not_book = row.do_not_book_by = row.do_not_book_at = None
    write_details(client, NOBODY, tuple(ClientDetails.__dataclass_fields__))
    client.folded = client.first_number = ""
    client.history_asked_on = None
    session.flush()
    for statement in _TYPED_ELSEWHERE:
        session.execute(text(statement), {"client": client.id})
