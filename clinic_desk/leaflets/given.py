"""What was given to whom: a line for every leaflet that was printed or saved for a client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock
from clinic_desk.db.database import Database
from clinic_desk.leaflets.models import LeafletGiven
from clinic_desk.staff.models import Person

How = Literal["printed", "saved"]


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
    """The name of the person at the desk; empty where a command gave it."""
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

    def note(
        self,
        client_id: int,
        leaflet: str,
        version: str,
        large_print: bool,
        how: How,
        digest: str,
        by: int | None,
    ) -> Changes:
        """Note a leaflet as given now; `by` is nobody at the command line."""
        with self._database.write() as session:
            session.add(
                LeafletGiven(
                    client_id=client_id,
                    leaflet=leaflet,
                    version=version,
                    large_print=large_print,
                    how=how,
                    digest=digest,
                    given_by=by,
                    given_at=self._clock.now(),
                )
            )
        return Changes(clients=frozenset({client_id}))

    def of_client(self, client_id: int) -> tuple[GivenLeaflet, ...]:
        """Every leaflet given to a client, newest first."""
        with self._database.read() as session:
            rows = session.execute(_OF_CLIENT.where(LeafletGiven.client_id == client_id))
            return tuple(
                GivenLeaflet(*row[:7], given_by=row.name or "", given_at=row.given_at)
                for row in rows
            )
