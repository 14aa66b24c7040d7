"""A clinic with someone who agreed to photographs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic, create_clinic
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.photographs.records import Moment, View
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import PersonDraft
from tests.drawn import jpeg
from tests.factories import NOW, add_appointment

SIGNED = [[(0.1, 0.1), (0.2, 0.2), (0.3, 0.1), (0.4, 0.2), (0.5, 0.1)]]
TODAY = NOW.date()


class Room:
    """The photographs of one client, and who asks for them."""

    def __init__(self, clinic: Clinic) -> None:
        staff = clinic.staff
        nurse = PersonDraft("Ruth Holt", "practitioner", treats=True)
        self.ruth = staff.save(nurse, FOUNDING).id
        self.maya = staff.save(PersonDraft("Maya Patel", "reception"), FOUNDING).id
        self.grace = staff.save(PersonDraft("Grace Lam", "manager"), FOUNDING).id
        self.clinic, self.photographs = clinic, clinic.photographs
        self.client = clinic.clients.add(ClientDetails(given="Ada", family="Marsh"), self.ruth).id
        self.folder = clinic.folder / "photographs"

    def agrees(self, client: int | None = None, given_on: date = TODAY) -> int:
        return self.clinic.consents.give_on_screen(
            client or self.client, "photographs", "Ada Marsh", SIGNED, self.ruth, given_on
        ).id

    def takes_back(self, consent: int) -> None:
        self.clinic.consents.withdraw(consent, TODAY, "", self.ruth)

    def add(
        self,
        hue: str = "#c98",
        view: View = "front",
        moment: Moment = "before",
        taken_on: date = TODAY,
        visit: int | None = None,
        client: int | None = None,
    ) -> int:
        given = client or self.client
        return self.photographs.add(
            given, jpeg(hue=hue), view, moment, taken_on, visit, self.ruth
        ).id

    def another(self) -> int:
        other = ClientDetails(given="Bea", family="Lowe")
        return self.clinic.clients.add(other, self.ruth).id

    def visit(self, client: int | None = None) -> int:
        begins = NOW - timedelta(days=3)
        return add_appointment(
            self.clinic.database,
            client or self.client,
            self.ruth,
            begins,
            begins + timedelta(minutes=30),
            occupies=False,
        )

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def room(tmp_path: Path, clock: FixedClock) -> Iterator[Room]:
    clinic, _ = create_clinic(
        tmp_path / "clinic",
        name="Elm House",
        phone="01632 960000",
        key_choice=KeyChoice(demo=True),
        clock=clock,
    )
    yield Room(clinic)
    clinic.database.close()
