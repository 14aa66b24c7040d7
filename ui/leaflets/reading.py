"""What the page shows of a client, and in which words. Read on the worker in one go."""

from __future__ import annotations

from dataclasses import dataclass

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import MONTHS, clock_time, short_day
from clinic_desk.clients.records import ClientRecord
from clinic_desk.clinic import Clinic
from clinic_desk.leaflets.calling import Suggested
from clinic_desk.leaflets.given import GivenLeaflet
from clinic_desk.leaflets.head import Head

STANDARD, LARGE = "standard print", "large print"


@dataclass(frozen=True)
class ForWhom:
    """A client, what the next visit calls for, and what was given before, newest first."""

    record: ClientRecord
    suggested: Suggested
    given: tuple[GivenLeaflet, ...]

    @property
    def short_name(self) -> str:
        """`Grace O.`, for the status line."""
        given, family = self.record.details.given.strip(), self.record.details.family.strip()
        short = f"{given} {family[:1]}." if given and family else given or family
        return short[:40]

    @property
    def asks_for_large(self) -> bool:
        """Whether the record asks for large print."""
        return self.record.details.large_print

    @property
    def appointment(self) -> str:
        """`Thu 26 Nov 09:45 · Ruth Holt`, or that none is booked."""
        visit = self.suggested.visit
        if visit is None:
            return "No visit booked"
        when = f"{short_day(local_day(visit.starts_at))} {clock_time(visit.starts_at)}"
        return f"{when} · {visit.person_name}"


def read_for(clinic: Clinic, client_id: int, by: int, *, opened: bool) -> ForWhom:
    """The client and all that the page shows beside; NotFound where there is none.

    `opened` is a reading that is noted; else it is read again for who has it open.
    """
    read = clinic.clients.open if opened else clinic.clients.get
    return ForWhom(
        read(client_id, by),
        clinic.press.suggested(client_id, by),
        clinic.leaflets.of_client(client_id, by),
    )


def read_heads(clinic: Clinic, by: int) -> tuple[Head, ...]:
    """The heads of every leaflet, in the library's order."""
    return tuple(leaflet.head for leaflet in clinic.press.shelf(by).leaflets.values())


def version_words(head: Head, pages: str) -> str:
    """`4 pages · version 3 · reviewed Oct 2026`."""
    reviewed = f"reviewed {MONTHS[head.reviewed.month - 1]} {head.reviewed.year}"
    return " · ".join(part for part in (pages, f"version {head.version}", reviewed) if part)


def size_words(whom: ForWhom | None, large: bool) -> str:
    """What the record asks for, and what comes of asking for something else."""
    if whom is None:
        return "Standard print is 14 point."
    if whom.asks_for_large and large:
        return f"The record asks for {LARGE}."
    if whom.asks_for_large:
        return f"The record asks for {LARGE}; this one is in {STANDARD}."
    if large:
        return f"Given once, {LARGE} goes on the record: every later leaflet is large."
    return f"The record asks for {STANDARD}."
