"""What was given to whom: a line for every leaflet that was printed or saved for a client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock
from clinic_desk.db.audit import note as note_act
from clinic_desk.db.database import Database
from clinic_desk.leaflets.models import LeafletGiven
from clinic_desk.staff.access import Access
from clinic_desk.staff.models import Person
from clinic_desk.staff.permissions import May, needs

How = Literal["printed", "saved"]

_ACTS: Mapping[How, str] = {"printed": "leaflet.printed", "saved": "leaflet.saved"}


@dataclass(frozen=True)
class GivenLeaflet:
    """One leaflet as it was given."""

    id: int
    client_id: int
    leaflet: str
    version: str
    large_print: bool
    how: str
    """"printed" or "saved"."""
    digest: str
    """SHA-256 of the PDF's bytes, in hexadecimal."""
    given_by: str
    """The name of the person at the desk."""
    given_at: datetime
    """Aware, in UTC."""


_OF_CLIENT = (
    select(
        LeafletGiven.id,
        LeafletGiven.client_id,
        LeafletGiven.leaflet,
        LeafletGiven.version,
        LeafletGiven.large_print,
        LeafletGiven.how,
        LeafletGiven.digest,
        Person.name,
        LeafletGiven.given_at,
    )
    .join(Person, Person.id == LeafletGiven.given_by, isouter=True)
    .order_by(LeafletGiven.given_at.desc(), LeafletGiven.id.desc())
)


class LeafletLog:
    """Notes what was given, and tells it of a client."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the clinic's database and its clock."""
        self._database = database
        self._clock = clock
        self._access = Access(database)

    @property
    def access(self) -> Access:
        """Who may do what; for the press, which is of this room and has no database."""
        return self._access

    @needs(May.DESK)
    def note(
        self,
        client_id: int,
        leaflet: str,
        version: str,
        large_print: bool,
        how: How,
        digest: str,
        by: int,
    ) -> Changes:
        """Note a leaflet as given now."""
        with self._database.write() as session:
            row = LeafletGiven(
                client_id=client_id,
                leaflet=leaflet,
                version=version,
                large_print=large_print,
                how=how,
                digest=digest,
                given_by=by,
                given_at=self._clock.now(),
            )
            session.add(row)
            session.flush()
            note_act(session, _ACTS[how], by, client=client_id, subject=row.id)
        return Changes(clients=frozenset({client_id}))

    @needs(May.DESK)
    def note_blank(self, how: How, by: int) -> None:
        """Note that a leaflet made out for nobody was printed or saved."""
        with self._database.write() as session:
            note_act(session, _ACTS[how], by)

    @needs(May.DESK)
    def of_client(self, client_id: int, by: int) -> tuple[GivenLeaflet, ...]:
        """Every leaflet given to a client, newest first."""
        with self._database.read() as session:
            rows = session.execute(_OF_CLIENT.where(LeafletGiven.client_id == client_id))
            return tuple(
                GivenLeaflet(*row[:7], given_by=row.name or "", given_at=row.given_at)
                for row in rows
            )
