"""The clients room: find, add, read and change a client, and what the client has answered."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm.attributes import flag_modified

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.clients import duplicates, search
from clinic_desk.clients.checks import check, check_not_ahead, check_text
from clinic_desk.clients.models import Client, HealthAnswer
from clinic_desk.clients.records import (
    AnswerRecord,
    ClientDetails,
    ClientHit,
    ClientRecord,
    ClientStale,
    Duplicate,
)
from clinic_desk.clients.rows import findable, found, record_of, write_details
from clinic_desk.clients.search_keys import replace_keys
from clinic_desk.db.database import Database

_EVERY_FIELD = tuple(ClientDetails.__dataclass_fields__)


class Clients:
    """The clinic's clients. Every `by` is the id of the person at the desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the clinic's database and its clock."""
        self._database = database
        self._clock = clock

    def search(self, text: str, limit: int = 20) -> tuple[ClientHit, ...]:
        """Who may be meant by pieces of names, of a phone number, or a birth date; best first."""
        with self._database.read() as session:
            return search.search(session.connection(), text, self._today(), limit)

    def possible_duplicates(
        self, details: ClientDetails, limit: int = 5, except_id: int | None = None
    ) -> tuple[Duplicate, ...]:
        """Who may be the one being typed, and why; half-typed details will do.

        `except_id` is the client whose own details they are, if they are changed.
        """
        with self._database.read() as session:
            connection = session.connection()
            return duplicates.possible_duplicates(connection, details, limit, except_id)

    def recent(self, limit: int = 20) -> tuple[ClientHit, ...]:
        """The clients added last, newest first."""
        with self._database.read() as session:
            return search.newest(session.connection(), limit)

    def get(self, client_id: int) -> ClientRecord:
        """All that is kept of a client; NotFound if there is none."""
        with self._database.read() as session:
            return record_of(found(session, client_id))

    def add(self, details: ClientDetails, by: int) -> Saved:
        """Keep a new client, findable at once; BadInput names the field that will not do."""
        check(details, self._today())
        with self._database.write() as session:
            client = Client(created_at=self._clock.now())
            write_details(client, details, _EVERY_FIELD)
            _set_shown(client)
            session.add(client)
            session.flush()
            replace_keys(session.connection(), None, findable(client))
            return _saved(client.id)

    def change(self, client_id: int, details: ClientDetails, version: int, by: int) -> Saved:
        """Replace a client's details, as seen at `version`.

        Raises ClientStale, holding what is there now, if someone else has saved since;
        BadInput naming the field that will not do; NotFound. Nothing is written then.
        """
        check(details, self._today())
        with self._database.write() as session:
            client = found(session, client_id)
            now = record_of(client)
            changed = now.details.differences(details)
            if now.version != version and changed:
                raise ClientStale(now, details)
            if changed:
                before = findable(client)
                write_details(client, details, changed)
                _set_shown(client)
                # A new phone alone must count as a new version of the client too.
                flag_modified(client, "given")
                session.flush()
                replace_keys(session.connection(), before, findable(client))
            return _saved(client_id)

    def note_nothing_on_file(self, client_id: int, by: int) -> Changes:
        """Keep that the client, asked today, has had neither treatment elsewhere lately."""
        with self._database.write() as session:
            found(session, client_id)
            # Past the version: it is no part of the details, so no open form goes stale.
            asked = update(Client).where(Client.id == client_id)
            session.execute(
                asked.values(history_asked_on=self._today(), version=Client.version),
                execution_options={"synchronize_session": False},
            )
            return _saved(client_id).changes

    def answers(self, client_id: int) -> tuple[AnswerRecord, ...]:
        """The client's answers to health questions as they stand, by question."""
        chosen = select(HealthAnswer).where(HealthAnswer.client_id == client_id)
        with self._database.read() as session:
            rows = session.scalars(chosen.order_by(HealthAnswer.question))
            return tuple(
                AnswerRecord(row.question, row.current, row.stopped_on, row.value, row.answered_on)
                for row in rows
            )

    def save_answer(
        self,
        client_id: int,
        question: str,
        *,
        current: bool,
        stopped_on: date | None = None,
        value: str | None = None,
        by: int,
    ) -> Changes:
        """Keep one answer as given today, over an earlier one to the same question.

        `stopped_on` is the day on which it ceased to hold, for one that no longer does.
        """
        if current and stopped_on is not None:
            raise BadInput("stopped_on", "What still holds has no last day.")
        check_not_ahead("stopped_on", "The day it stopped", stopped_on, self._today())
        check_text("value", value or "")
        with self._database.write() as session:
            found(session, client_id)
            session.merge(
                HealthAnswer(
                    client_id=client_id,
                    question=question,
                    current=current,
                    stopped_on=stopped_on,
                    value=value,
                    answered_on=self._today(),
                )
            )
            return _saved(client_id).changes

    def _today(self) -> date:
        return local_day(self._clock.now())


def _set_shown(client: Client) -> None:
    keys = findable(client)
    client.folded, client.first_number = keys.line, keys.first_number


def _saved(client_id: int) -> Saved:
    return Saved(client_id, Changes(clients=frozenset({client_id})))
