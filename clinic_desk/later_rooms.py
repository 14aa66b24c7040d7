"""The rooms of an open clinic that nobody needs before the first day is in sight.

Behind them stand SQLAlchemy and the models of all tables, which take longer to read than all
that a start needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clinic_desk.audit.trail import AuditTrail
from clinic_desk.base.clock import Clock
from clinic_desk.calendar.booking import Booking
from clinic_desk.calendar.calls import Calls
from clinic_desk.calendar.deaths import Deaths
from clinic_desk.calendar.diary import Diary
from clinic_desk.calendar.hours import WorkingHours
from clinic_desk.calendar.sittings import Sittings
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.merging import Merging
from clinic_desk.clients.standing import Standings
from clinic_desk.consent.consents import Consents
from clinic_desk.consent.forms import PHOTOGRAPHS, Forms
from clinic_desk.copies.copies import Copies
from clinic_desk.db.database import Database
from clinic_desk.db.kept_files import KeptFiles
from clinic_desk.db.remembered import Remembered
from clinic_desk.health.health import Health
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.editions import Editions
from clinic_desk.leaflets.given import LeafletLog
from clinic_desk.leaflets.personal_box import PersonalBoxes
from clinic_desk.leaflets.press import Press
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.paper.log import PaperLog
from clinic_desk.photographs.photographs import Photographs
from clinic_desk.records.consenting import consent_looked_up
from clinic_desk.records.morning import Morning
from clinic_desk.records.records import Records
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.staff.clinic_key import ClinicKey
from clinic_desk.staff.people import Staff
from clinic_desk.staff.practice import Practice, PracticeSettings
from clinic_desk.stock.stock import Stock
from clinic_desk.treatments.elsewhere import Elsewhere


class FirstRooms(Protocol):
    """An open clinic with the rooms that are there from the beginning."""

    @property
    def folder(self) -> Path: ...
    @property
    def resources(self) -> Path: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def settings(self) -> Remembered[Practice]: ...
    @property
    def database(self) -> Database: ...
    @property
    def practice(self) -> PracticeSettings: ...
    @property
    def staff(self) -> Staff: ...
    @property
    def protocol(self) -> ProtocolBook: ...
    @property
    def hours(self) -> WorkingHours: ...
    @property
    def diary(self) -> Diary: ...


@dataclass(frozen=True)
class LaterRooms:
    """One attribute a room; `Clinic` has each under the same name."""

    clients: Clients
    standings: Standings
    merging: Merging
    elsewhere: Elsewhere
    consents: Consents
    booking: Booking
    calls: Calls
    deaths: Deaths
    health: Health
    stock: Stock
    photographs: Photographs
    records: Records
    morning: Morning
    leaflets: LeafletLog
    press: Press
    paper: PaperLog
    copies: Copies
    audit: AuditTrail
    key: ClinicKey


def open_later_rooms(clinic: FirstRooms) -> LaterRooms:
    """The rooms of a clinic, over those that it has."""
    database, clock, protocol = clinic.database, clinic.clock, clinic.protocol
    settings = clinic.settings
    clients = Clients(database, clock)
    leaflets = LeafletLog(database, clock)
    # A clinic's own texts take the place of those that came with the program.
    texts = tuple(each / "leaflets" / "en" for each in (clinic.resources, clinic.folder))

    def printed_values() -> Mapping[str, str]:
        return protocol_values(protocol.current(), ClinicDetails.of(settings()))

    editions = Editions(database, clock, texts, printed_values)
    forms = Forms(clinic.resources / "consent" / "en", printed_values)
    sittings = Sittings(database, clock, clinic.staff, protocol, clinic.hours, forms.heads)
    booking = Booking(database, clock, sittings)
    photographs = Photographs(database, clock, forms.heads[PHOTOGRAPHS])
    records = Records(database, clock, protocol, consent_looked_up(database, forms))
    boxes = PersonalBoxes(records, booking, photographs, clinic.staff, protocol)
    press = Press(
        editions, protocol, clinic.practice, clients, clinic.diary, leaflets, boxes, clock
    )
    return LaterRooms(
        clients=clients,
        standings=Standings(database, clock),
        merging=Merging(database, clock),
        elsewhere=Elsewhere(database, clock),
        consents=Consents(database, clock, forms, KeptFiles(database)),
        booking=booking,
        calls=Calls(database, clock),
        deaths=Deaths(database, clock, sittings),
        health=Health(database, clock, protocol),
        stock=Stock(database, clock, lambda: protocol.current().catalogue.products),
        photographs=photographs,
        records=records,
        morning=Morning(database, clock, protocol, forms.heads),
        leaflets=leaflets,
        press=press,
        paper=PaperLog(database),
        copies=Copies(database, clinic.practice, clock),
        audit=AuditTrail(database),
        key=ClinicKey(database, clock, lambda: settings().name),
    )
