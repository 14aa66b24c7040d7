"""The clients room: find, add, read and change a client."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm.attributes import flag_modified

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import NotAllowed
from clinic_desk.clients import duplicates, search
from clinic_desk.clients.anonymising import forget
from clinic_desk.clients.checks import check
from clinic_desk.clients.models import Client
from clinic_desk.clients.records import (
    ClientDetails,
    ClientHit,
    ClientRecord,
    ClientStale,
    Duplicate,
)
from clinic_desk.clients.rows import (
    findable,
    found,
    on_file,
    set_shown,
    without_alerts,
    write_details,
)
from clinic_desk.clients.search_keys import replace_keys
from clinic_desk.db.audit import note
from clinic_desk.db.chain import Event
from clinic_desk.db.database import Database
from clinic_desk.db.reading import read_and_noted
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs

_EVERY_FIELD = tuple(ClientDetails.__dataclass_fields__)


class Clients:
    """The clinic's clients. Every `by` is the id of the person at the desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the clinic's database and its clock."""
        self._database = database
        self._clock = clock
        self._access = Access(database)

    @needs(May.DESK)
    def search(self, text: str, by: int, *, limit: int = 20) -> tuple[ClientHit, ...]:
        """Who may be meant by pieces of names, of a phone number, or a birth date; best first."""
        with self._database.read() as session:
            return search.search(session.connection(), text, self._today(), limit)

    @needs(May.DESK)
    def possible_duplicates(
        self, details: ClientDetails, by: int, *, limit: int = 5, except_id: int | None = None
    ) -> tuple[Duplicate, ...]:
        """Who may be the one being typed, and why; half-typed details will do.

        `except_id` is the client whose own details they are, if they are changed.
        """
        with self._database.read() as session:
            connection = session.connection()
            return duplicates.possible_duplicates(connection, details, limit, except_id)

    @needs(May.DESK)
    def recent(self, by: int, *, limit: int = 20) -> tuple[ClientHit, ...]:
        """The clients added last, newest first."""
        with self._database.read() as session:
            return search.newest(session.connection(), limit)

    @needs(May.DESK)
    def open(self, client_id: int, by: int) -> ClientRecord:
        """What this person may know of a client, noted as read; NotFound if there is none.

        Of a record that is kept under another, that other: its id is in what is given. Care
        comes first: where the disk is full or read-only the record is given all the same,
        `unlogged`, and its reading is noted with the next write that succeeds.
        """
        record, is_logged = read_and_noted(
            self._database,
            lambda session: on_file(session.connection(), client_id),
            lambda record: Event("client.read", by, client=record.id),
        )
        return replace(self._told(record, by), unlogged=not is_logged)

    @needs(May.DESK)
    def get(self, client_id: int, by: int) -> ClientRecord:
        """Again what this person may know of a client who was opened; NotFound if there is none.

        Whoever may not read what is clinical gets no alerts: `ask_the_nurse` where there are.
        """
        with self._database.reading() as connection:
            return self._told(on_file(connection, client_id), by)

    @needs(May.DESK)
    def add(self, details: ClientDetails, by: int) -> Saved:
        """Keep a new client, findable at once; BadInput names the field that will not do.

        An allergy or a flag told at the desk is kept for the nurse.
        """
        check(details, self._today())
        self._check_consultation(None, details, by)
        with self._database.write() as session:
            client = Client(created_at=self._clock.now())
            write_details(client, details, _EVERY_FIELD)
            set_shown(client)
            session.add(client)
            session.flush()
            replace_keys(session.connection(), None, findable(client))
            filled = ClientDetails().differences(details)
            note(session, "client.added", by, client=client.id, fields=filled)
            return _saved(client.id)

    @needs(May.DESK)
    def change(
        self,
        client_id: int,
        details: ClientDetails,
        version: int,
        by: int,
        *,
        alerts_seen: bool = True,
    ) -> Saved:
        """Replace a client's details, as seen at `version`.

        Where the alerts were not `alerts_seen`, or may not be by this person, those on file
        stay and those in `details` join them; NotAllowed where someone who does not treat
        takes one out. Raises ClientStale, holding what is there now, if someone else has
        saved since; BadInput naming the field that will not do; NotFound. Nothing is
        written then.
        """
        check(details, self._today())
        with self._database.write() as session:
            client = found(session, client_id)
            now = on_file(session.connection(), client_id)
            whole = self._with_alerts(now.details, details, by, seen=alerts_seen)
            changed = now.details.differences(whole)
            if now.version != version and changed:
                raise ClientStale(self._told(now, by), details)
            self._check_consultation(now.details.consult_on, details, by)
            if changed:
                before = findable(client)
                was = {name: getattr(now.details, name) for name in changed}
                note(session, "client.changed", by, client=client_id, fields=changed, before=was)
                write_details(client, whole, changed)
                set_shown(client)
                # A new phone alone must count as a new version of the client too.
                flag_modified(client, "given")
                session.flush()
                replace_keys(session.connection(), before, findable(client))
            return _saved(client_id)

    @needs(May.DESK)
    def note_nothing_on_file(self, client_id: int, by: int) -> Changes:
        """Keep that the client, asked today, has had neither treatment elsewhere lately."""
        with self._database.write() as session:
            client = found(session, client_id)
            was = {name: getattr(client, name) for name in ("history_asked_on",)}
            note(session, "client.history_asked", by, client=client_id, fields=was, before=was)
            # Past the version: it is no part of the details, so no open form goes stale.
            asked = update(Client).where(Client.id == client_id)
            session.execute(
                asked.values(history_asked_on=self._today(), version=Client.version),
                execution_options={"synchronize_session": False},
            )
            return _saved(client_id).changes

    @needs(May.MANAGE)
    def anonymise(self, client_id: int, by: int) -> Changes:
        """Take all from a client's record that says who it is or how they were; visits stay.

        For the end of the retention period: it cannot be undone. NotFound; NotAllowed
        while a visit is still to come.
        """
        with self._database.write() as session:
            forget(session, found(session, client_id), self._clock.now())
            note(session, "client.anonymised", by, client=client_id)
            return _saved(client_id).changes

    def _told(self, record: ClientRecord, by: int) -> ClientRecord:
        """As much of a record as this person may know."""
        return record if self._access.may(by, May.CLINICAL) else without_alerts(record)

    def _check_consultation(self, was: date | None, typed: ClientDetails, by: int) -> None:
        if typed.consult_on != was and not self._access.may(by, May.TREAT):
            raise NotAllowed("Only someone who treats enters or changes a consultation.")

    def _with_alerts(
        self, kept: ClientDetails, typed: ClientDetails, by: int, *, seen: bool
    ) -> ClientDetails:
        """What is typed, with the alerts that this person may not have meant to take out."""
        if seen and self._access.may(by, May.TREAT):
            return typed
        if seen and self._access.may(by, May.CLINICAL) and not {*kept.alerts} <= {*typed.alerts}:
            raise NotAllowed(
                "Only someone who treats changes or takes out what is for the nurse.",
                kept="What you typed is still in the form.",
                next_step="Put the line back as it was, or ask the nurse.",
            )
        told = tuple(alert for alert in typed.alerts if alert not in kept.alerts)
        return replace(typed, alerts=(*kept.alerts, *told))

    def _today(self) -> date:
        return local_day(self._clock.now())


def _saved(client_id: int) -> Saved:
    return Saved(client_id, Changes(clients=frozenset({client_id})))
