"""The press: a leaflet made out for a client of the clinic, and the note that it was given."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.words import count
from clinic_desk.calendar.diary import Diary
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.records import ClientRecord
from clinic_desk.leaflets.addressed import Addressee, ClinicDetails
from clinic_desk.leaflets.given import How, LeafletLog
from clinic_desk.leaflets.letters import unprintable
from clinic_desk.leaflets.library import Leaflet, leaflet_called, leaflets_for, load_leaflets
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.staff.practice import PracticeSettings

CONSULTATION = "CONSULT"


@dataclass(frozen=True)
class PrintedLeaflet:
    """A leaflet as it comes out of the printer."""

    name: str
    title: str
    version: str
    client_id: int | None
    large_print: bool
    pdf: bytes
    pages: int
    left_out: tuple[str, ...]
    """Letters of the client's name that no bundled font has, named; the page is without them."""

    @property
    def digest(self) -> str:
        """SHA-256 of the PDF, in hexadecimal."""
        return hashlib.sha256(self.pdf).hexdigest()

    @property
    def pages_in_words(self) -> str:
        """`3 pages`."""
        return count(self.pages, "page")


@dataclass(frozen=True)
class Suggested:
    """The leaflets for a client: those that the next visit calls for, and the visit."""

    visit: Visit | None
    names: tuple[str, ...]


class Press:
    """Makes leaflets out for clients. The drawing is done when it is asked for, and only then."""

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

    @cached_property
    def library(self) -> dict[str, Leaflet]:
        """The leaflets by name. Raises ClinicError naming file and line of what is wrong."""
        return load_leaflets(self._texts)

    def suggested(self, client_id: int) -> Suggested:
        """What the client's next visit calls for; nothing where none is booked."""
        visit = self._next_visit(client_id)
        if visit is None:
            return Suggested(None, ())
        found = leaflets_for(self.library, visit.treatment)
        return Suggested(visit, tuple(leaflet.head.name for leaflet in found))

    def made_out(
        self, name: str, client_id: int | None = None, *, large_print: bool | None = None
    ) -> PrintedLeaflet:
        """A leaflet for a client, or with lines to write on.

        `large_print` None takes what the client's record asks for. Raises NotFound,
        listing the names, for a leaflet that is not there, or for the client.
        """
        # Imported here: drawing loads ReportLab, which no start of the program should wait for.
        from clinic_desk.leaflets.pdf import draw_pdf, page_count

        leaflet = leaflet_called(self.library, name)
        record = self._clients.get(client_id) if client_id is not None else None
        large = bool(record and record.details.large_print) if large_print is None else large_print
        addressee = self._addressee(record, large) if record else None
        clinic = self._clinic()
        pdf = draw_pdf(
            leaflet,
            protocol_values(self._protocol.current(), clinic),
            clinic,
            addressee,
            large_print=large,
            today=self._today(),
        )
        return PrintedLeaflet(
            name=leaflet.head.name,
            title=leaflet.head.title,
            version=str(leaflet.head.version),
            client_id=client_id,
            large_print=large,
            pdf=pdf,
            pages=page_count(pdf),
            left_out=unprintable(addressee.name) if addressee else (),
        )

    def note_given(self, printed: PrintedLeaflet, how: How, by: int | None) -> Changes:
        """Log that a client was given this; nothing for one without a client."""
        if printed.client_id is None:
            return Changes()
        return self._log.note(
            printed.client_id,
            printed.name,
            printed.version,
            printed.large_print,
            how,
            printed.digest,
            by,
        )

    def _addressee(self, record: ClientRecord, large_print: bool) -> Addressee:
        visit = self._next_visit(record.id)
        return Addressee(
            name=record.shown_name,
            given_at_consultation_on=self._consulted_on(record),
            appointment_at=visit.starts_at if visit else None,
            practitioner=visit.person_name if visit else "",
            large_print=large_print,
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
        return ClinicDetails(
            practice.name, practice.phone, practice.contact, practice.out_of_hours
        )

    def _today(self) -> date:
        return local_day(self._clock.now())
