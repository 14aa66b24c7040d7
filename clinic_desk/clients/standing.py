"""What few clients have: that they died, or that the clinic has decided not to book them.

That a client has died is noted with all that this ends: see `clinic_desk.calendar.deaths`.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.base.texts import check_text
from clinic_desk.clients.checks import check_not_ahead
from clinic_desk.clients.rows import found, standing_row
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs


class Standings:
    """Whom the clinic has decided not to book. Every `by` is the id of the person at the desk.

    `Clients.get` tells it with the record; why a client is not booked, only to those who
    treat and the manager.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the clinic's database and its clock."""
        self._database = database
        self._clock = clock
        self._access = Access(database)

    @needs(May.CLINICAL)
    def do_not_book(self, client_id: int, why: str, by: int) -> Changes:
        """Keep that a client is not to be booked, and why; said anew, it takes the place of what
        was said before. BadInput without a reason, NotFound."""
        check_text("why", why)
        if not why.strip():
            raise BadInput("why", "Say why, for those who treat and the manager.")
        with self._database.write() as session:
            found(session, client_id)
            row = standing_row(session, client_id)
            was = row.do_not_book
            row.do_not_book = why.strip()
            row.do_not_book_by, row.do_not_book_at = by, self._clock.now()
            return _noted(session, "client.do_not_book", client_id, by, do_not_book=was)

    @needs(May.CLINICAL)
    def may_book(self, client_id: int, by: int) -> Changes:
        """Let a client be booked again; NotAllowed where nothing stands against it."""
        with self._database.write() as session:
            found(session, client_id)
            row = standing_row(session, client_id)
            if row.do_not_book is None:
                raise NotAllowed("This client may be booked.", kept="Nothing was changed.")
            was = row.do_not_book
            row.do_not_book = row.do_not_book_by = row.do_not_book_at = None
            return _noted(session, "client.may_book", client_id, by, do_not_book=was)


def set_deceased(
    session: Session, client_id: int, on: date | None, by: int, today: date
) -> date | None:
    """Write in the write that is open that a client has died on a local day, or with None that
    it is not so, and note it; gives what stood there before.

    Raises BadInput for a day to come or before the birth, NotFound, NotAllowed where there is
    nothing to take back.
    """
    client = found(session, client_id)
    row = standing_row(session, client_id)
    was = row.deceased_on
    if on is None and was is None:
        raise NotAllowed("The record does not say so.", kept="Nothing was changed.")
    if on is not None:
        check_not_ahead("on", "That day", on, today)
        if client.born_on is not None and on < client.born_on:
            what = "That day is before the date of birth."
            raise BadInput("on", what, next_step="Check the date.")
    row.deceased_on = on
    act = "client.not_deceased" if on is None else "client.deceased"
    _noted(session, act, client_id, by, deceased_on=was)
    session.flush()
    return was


def _noted(
    session: Session, act: str, client_id: int, by: int, **was: date | str | None
) -> Changes:
    before = {name: value for name, value in was.items() if value is not None}
    note(session, act, by, client=client_id, fields=was, before=before)
    return Changes(clients=frozenset({client_id}))
