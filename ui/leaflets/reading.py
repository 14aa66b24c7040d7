"""What the page shows of a client, and in which words. Read on the worker in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import MONTHS, clock_time, short_day
from clinic_desk.clients.records import ClientRecord
from clinic_desk.clinic import Clinic
from clinic_desk.leaflets.calling import Suggested
from clinic_desk.leaflets.editions import Edition, RefusedText, Shelf
from clinic_desk.leaflets.given import GivenLeaflet
from clinic_desk.leaflets.head import Head

STANDARD, LARGE = "standard print", "large print"
DRAFT = "Draft, not approved"
OVERDUE = "Review overdue"
REFUSED = "Changed text not printed"


@dataclass(frozen=True)
class ForWhom:
    """A client, what the visits call for, and what was given before, newest first."""

    record: ClientRecord
    suggested: Suggested
    given: tuple[GivenLeaflet, ...]
    changed: Mapping[str, tuple[str, ...]]
    """What each leaflet says differently since it was last given, in words, by its name."""

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

    `opened` is a reading that is noted; else it is read again for who has it open. Of one that
    was made one with another since, all is of the record that stays.
    """
    record = (clinic.clients.open if opened else clinic.clients.get)(client_id, by)
    return ForWhom(
        record,
        clinic.press.suggested(record.id, by),
        clinic.leaflets.of_client(record.id, by),
        clinic.press.changed_since(record.id, by),
    )


@dataclass(frozen=True)
class OnShelf:
    """The leaflets there are, and the next day for which a batch could be printed."""

    shelf: Shelf
    today: date
    """The local day, by which reviews are overdue."""
    next_day: date | None

    @property
    def heads(self) -> tuple[Head, ...]:
        """Of every leaflet, in the order in which they are shown."""
        return tuple(each.leaflet.head for each in self.shelf.editions.values())

    def edition(self, name: str) -> Edition | None:
        """The leaflet of that name as it is printed now."""
        return self.shelf.editions.get(name)

    def refusal(self, name: str) -> RefusedText | None:
        """Why the text in the folder is not the one that is printed."""
        return self.shelf.refusal(name)

    def marks(self, name: str) -> tuple[str, ...]:
        """What is to be known of a leaflet before it is given, in few words."""
        edition = self.edition(name)
        if edition is None:
            return ()
        head = edition.leaflet.head
        said = {
            DRAFT: not head.approved,
            OVERDUE: head.is_overdue(self.today),
            REFUSED: self.refusal(name) is not None,
        }
        return tuple(words for words, is_so in said.items() if is_so)


def read_shelf(clinic: Clinic, by: int) -> OnShelf:
    """Every leaflet as it is printed now; texts that are new are kept first."""
    shelf = clinic.press.shelf(by)
    return OnShelf(shelf, local_day(clinic.clock.now()), clinic.press.next_day(by))


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
