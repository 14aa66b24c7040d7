"""How consent is looked up for a record: by the rule that judges bookings."""

from __future__ import annotations

from datetime import date

from clinic_desk.consent.forms import Forms
from clinic_desk.consent.rows import standing_on
from clinic_desk.db.database import Database
from clinic_desk.records.act import ConsentOn


def consent_looked_up(database: Database, forms: Forms) -> ConsentOn:
    """What asks how a client's consent stood on a day; empty where no form is to sign.

    Asked within a write it sees what was written.
    """

    def consent_on(client_id: int, scope: str, day: date) -> str:
        head = forms.heads.get(scope)
        if head is None:
            return ""
        with database.reading() as connection:
            return standing_on(connection, client_id, head, day).state

    return consent_on
