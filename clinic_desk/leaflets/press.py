"""The press: a leaflet made out for a client of the clinic, and the note that it was given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import NotAllowed
from clinic_desk.calendar.diary import Diary
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.records import ClientRecord
from clinic_desk.leaflets.addressed import Addressee, ClinicDetails
from clinic_desk.leaflets.given import How, LeafletLog
from clinic_desk.leaflets.library import Leaflet, leaflet_called, leaflets_for, load_leaflets
from clinic_desk.leaflets.orders import Order, PrintedLeaflet, drawn
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.staff.permissions import May, needs
from clinic_desk.staff.practice import PracticeSettings

CONSULTATION = "CONSULT"


@dataclass(frozen=True)
class Suggested:
    """The leaflets for a client: those that the next visit calls for, and the visit."""

    visit: Visit | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """What noting a leaflet as given has changed."""

    changes: Changes
    now_large: bool = False
    """The record did not ask for large print before, and does now."""


class Press:
    """Makes leaflets out for clients. What it reads is quick; drawing is `orders.drawn`."""

    def __init__(
        self,
        texts: Path,
        protocol: ProtocolBook,
        practice: PracticeSettings,
        clients: Clients,
        diary: Diary,
        log: LeafletLog,
        clock: Clock,
    ) -> None:
        """Take the folder of the texts and the rooms that know whom a leaflet is for."""
        self._texts = texts
        self._protocol = protocol
        self._practice = practice
        self._clients = clients
        self._diary = diary
        self._log = log
        self._clock = clock
        self._access = log.access

    @cached_property
    def library(self) -> dict[str, Leaflet]:
        """The leaflets by name. Raises ClinicError naming file and line of what is wrong."""
        return load_leaflets(self._texts)

    @needs(May.DESK)
    def suggested(self, client_id: int, by: int) -> Suggested:
        """What the client's next visit calls for; nothing where none is booked."""
        visit = self._next_visit(client_id)
        if visit is None:
            return Suggested(None, ())
        found = leaflets_for(self.library, visit.treatment)
        return Suggested(visit, tuple(leaflet.head.name for leaflet in found))

    @needs(May.DESK)
    def order(
        self, name: str, client_id: int | None = None, *, by: int, large_print: bool | None = None
    ) -> Order:
        """A leaflet for a client, or with lines to write on, ready to be drawn.

        `large_print` None takes what the client's record asks for. Raises NotFound,
        listing the names, for a leaflet that is not there, or for the client; NotAllowed for
        a client who has died.
        """
        leaflet = leaflet_called(self.library, name)
        record = self._clients.get(client_id, by) if client_id is not None else None
        if record is not None and record.deceased_on is not None:
            raise NotAllowed(
                "The record says that this client has died, so nothing is made out in this name.",
                next_step="For the family, make the leaflet out for nobody.",
            )
        asked = bool(record and record.details.large_print)
        clinic = self._clinic()
        return Order(
            leaflet=leaflet,
            values=protocol_values(self._protocol.current(), clinic),
            clinic=clinic,
            client_id=client_id,
            addressee=self._addressee(record) if record else None,
            large_print=asked if large_print is None else large_print,
            today=self._today(),
        )

    @needs(May.DESK)
    def made_out(
        self, name: str, client_id: int | None = None, *, by: int, large_print: bool | None = None
    ) -> PrintedLeaflet:
        """The leaflet of such an order, drawn; raises what `order` and `drawn` raise."""
        return drawn(self.order(name, client_id, by=by, large_print=large_print))

    @needs(May.DESK)
    def note_given(self, printed: PrintedLeaflet, how: How, by: int) -> Given:
        """Log that a client was given this; of one made out for nobody only that it was made.

        Whoever is given large print once is given it from then on without asking:
        the record asks for it afterwards.
        """
        if printed.client_id is None:
            self._log.note_blank(how, by)
            return Given(Changes())
        changes = self._log.note(
            printed.client_id,
            printed.name,
            printed.version,
            printed.large_print,
            how,
            printed.digest,
            by,
        )
        asked_before = self._clients.get(printed.client_id, by).details.large_print
        if not printed.large_print or asked_before:
            return Given(changes)
        return Given(changes | self.ask_for_large(printed.client_id, True, by), now_large=True)

    @needs(May.DESK)
    def ask_for_large(self, client_id: int, wanted: bool, by: int) -> Changes:
        """Let the record ask for large print, or no longer; NotFound without such a client."""
        record = self._clients.get(client_id, by)
        details = replace(record.details, large_print=wanted)
        seen = not record.ask_the_nurse
        saved = self._clients.change(client_id, details, record.version, by, alerts_seen=seen)
        return saved.changes

    def _addressee(self, record: ClientRecord) -> Addressee:
        visit = self._next_visit(record.id)
        return Addressee(
            name=record.shown_name,
            given_at_consultation_on=self._consulted_on(record),
            appointment_at=visit.starts_at if visit else None,
            practitioner=visit.person_name if visit else "",
            large_print=record.details.large_print,
        )

    def _consulted_on(self, record: ClientRecord) -> date | None:
        """The last consultation that took place, here or on the record."""
        days = [
            local_day(visit.starts_at)
            for visit in self._diary.of_client(record.id)
            if visit.treatment == CONSULTATION and visit.status == "completed"
        ]
        if record.details.consult_on is not None:
            days.append(record.details.consult_on)
        return max(days, default=None)

    def _next_visit(self, client_id: int) -> Visit | None:
        now = self._clock.now()
        to_come = (
            visit
            for visit in self._diary.of_client(client_id)
            if visit.ends_at > now and visit.status in IN_THE_DIARY
        )
        return min(to_come, key=lambda visit: visit.starts_at, default=None)

    def _clinic(self) -> ClinicDetails:
        practice = self._practice.read()
        return ClinicDetails(practice.name, practice.phone, practice.contact, practice.out_of_hours)

    def _today(self) -> date:
        return local_day(self._clock.now())
