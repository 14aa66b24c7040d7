"""A clinic's database with people of every role, a client, and a few entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from clinic_desk.audit.trail import AuditTrail
from clinic_desk.audit.wholeness import Wholeness
from clinic_desk.base.clock import FixedClock
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from tests.factories import add_client, add_person, add_receptionist


@dataclass
class Desk:
    """The rooms, and who is there."""

    database: Database
    clock: FixedClock
    trail: AuditTrail
    wholeness: Wholeness
    nurse: int
    reception: int
    manager: int
    client: int

    def act(self, act: str = "client.read", by: int | None = -1, **more: Any) -> None:
        """Note one act, of the nurse unless told otherwise, on the client."""
        with self.database.write() as session:
            who = self.nurse if by == -1 else by
            note(session, act, who, **{"client": self.client} | more)


@pytest.fixture
def desk(database: Database, clock: FixedClock) -> Desk:
    """Ruth Holt, Mia Lane and Grace Lam; Anna Kowalska; nothing noted yet."""
    database.clock = clock
    return Desk(
        database,
        clock,
        AuditTrail(database),
        Wholeness(database, clock),
        nurse=add_person(database),
        reception=add_receptionist(database),
        manager=add_person(database, "Grace Lam", "manager", treats=False),
        client=add_client(database),
    )
