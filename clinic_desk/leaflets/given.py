"""What was given to whom: a line for every leaflet that a client had, or did not want."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.base.texts import check_text
from clinic_desk.clients.large_print import want_large_print
from clinic_desk.clients.rows import on_file
from clinic_desk.db.audit import note as note_act
from clinic_desk.db.database import Database
from clinic_desk.leaflets.models import LeafletGiven
from clinic_desk.leaflets.refilling import veiled
from clinic_desk.staff.access import Access
from clinic_desk.staff.models import Person
from clinic_desk.staff.permissions import May, needs

How = Literal["printed", "saved", "emailed", "read_aloud"]
"""How a client had it."""
Outcome = Literal["given", "declined", "carer"]
"""Whether the client had it, did not want it, or a carer took it along."""

HOW_WORDS: Mapping[str, str] = {
    "": "",
    "printed": "printed",
    "saved": "saved",
    "emailed": "saved for e-mail",
    "read_aloud": "read aloud",
}
LONGEST_NAME = 120
_ACTS: Mapping[str, str] = {
    "": "leaflet.declined",
    "printed": "leaflet.printed",
    "saved": "leaflet.saved",
    "emailed": "leaflet.emailed",
    "read_aloud": "leaflet.read_aloud",
}


@dataclass(frozen=True)
class Handed:
    """What is noted of one leaflet: which words, and how they reached the client."""

    leaflet: str
    version: str
    large_print: bool
    how: How | Literal[""]
    """Empty where it was declined."""
    digest: str
    """SHA-256 of the PDF."""
    language: str = "en"
    text_id: int | None = None
    filled: str = ""
    """What filled its gaps (see `refilling`)."""
    outcome: Outcome = "given"
    to_whom: str = ""
    """The carer's name."""
    sent_digest: str = ""
    """SHA-256 of the encrypted file."""
    again: bool = False
    """Whether it repeats one given before."""


@dataclass(frozen=True)
class Given:
    """What noting a leaflet as given has changed."""

    changes: Changes
    now_large: bool = False
    """The record did not ask for large print before, and does now."""


@dataclass(frozen=True)
class GivenLeaflet:
    """One leaflet as it was given, or declined."""

    id: int
    client_id: int
    leaflet: str
    language: str
    version: str
    text_id: int | None
    large_print: bool
    how: str
    """A key of `HOW_WORDS`."""
    outcome: str
    to_whom: str
    filled: str
    """What filled it; empty where nothing was kept, or it was forgotten with the client."""
    digest: str
    """SHA-256 of the PDF's bytes, in hexadecimal."""
    sent_digest: str
    """SHA-256 of the encrypted file that went by e-mail; else empty."""
    given_by: str
    """The name of the person at the desk."""
    given_at: datetime
    """Aware, in UTC."""
    veiled: bool = False
    """It tells what a record says was given, which `filled` is without here."""

    @property
    def how_words(self) -> str:
        """`printed`, `declined`, `printed, taken by Ada Marsh`."""
        if self.outcome == "declined":
            return "declined"
        how = HOW_WORDS[self.how]
        return f"{how}, taken by {self.to_whom}" if self.to_whom else how

    @property
    def was_had(self) -> bool:
        """Whether it reached the client, or a carer."""
        return self.outcome != "declined"

    @property
    def can_be_repeated(self) -> bool:
        """Whether its words and what filled them are on file, and may be read by who asked."""
        return self.text_id is not None and bool(self.filled) and not self.veiled


_LINES = select(
    LeafletGiven.id,
    LeafletGiven.client_id,
    LeafletGiven.leaflet,
    LeafletGiven.language,
    LeafletGiven.version,
    LeafletGiven.text_id,
    LeafletGiven.large_print,
    LeafletGiven.how,
    LeafletGiven.outcome,
    LeafletGiven.to_whom,
    LeafletGiven.filled,
    LeafletGiven.digest,
    LeafletGiven.sent_digest,
    Person.name,
    LeafletGiven.given_at,
).join(Person, Person.id == LeafletGiven.given_by, isouter=True)
_NEWEST_FIRST = _LINES.order_by(LeafletGiven.given_at.desc(), LeafletGiven.id.desc())


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
    def note(self, client_id: int | None, handed: Handed, by: int) -> Given:
        """Note a leaflet as given now, or as declined; see `note_all`."""
        return self.note_all(((client_id, handed),), by)

    @needs(May.DESK)
    def note_all(self, handed: Iterable[tuple[int | None, Handed]], by: int) -> Given:
        """Note what each client was given now, or declined; all of it or, where it raises, nothing.

        Whoever is given large print once is given it from then on without asking: the record
        asks for it afterwards. Of a client kept under another record that other was given it;
        of one made out for nobody only that it was made is noted.
        NotFound without such a client; BadInput for a carer without a name, or with one that
        cannot be kept.
        """
        clients, now_large = set(), False
        with self._database.write() as session:
            for client_id, each in handed:
                if client_id is None:
                    note_act(session, _ACTS[each.how], by)
                    continue
                whose = on_file(session.connection(), client_id).id
                clients.add(whose)
                if each.large_print and each.outcome != "declined":
                    now_large |= want_large_print(session, whose, by)
                self._write(session, whose, each, by)
        return Given(Changes(clients=frozenset(clients)), now_large)

    def _write(self, session: Session, client_id: int, handed: Handed, by: int) -> None:
        row = LeafletGiven(
            client_id=client_id,
            leaflet=handed.leaflet,
            language=handed.language,
            version=handed.version,
            text_id=handed.text_id,
            large_print=handed.large_print,
            how=handed.how,
            outcome=handed.outcome,
            to_whom=_to_whom(handed),
            filled=handed.filled,
            digest=handed.digest,
            sent_digest=handed.sent_digest,
            given_by=by,
            given_at=self._clock.now(),
        )
        session.add(row)
        session.flush()
        act, beside = _ACTS[handed.how], _said_beside(handed)
        note_act(session, act, by, client=client_id, subject=row.id, fields=beside)

    @needs(May.DESK)
    def of_client(self, client_id: int, by: int) -> tuple[GivenLeaflet, ...]:
        """Every leaflet given to a client or declined, newest first."""
        with self._database.read() as session:
            rows = session.execute(_NEWEST_FIRST.where(LeafletGiven.client_id == client_id))
            return tuple(self._line(row, by) for row in rows)

    @needs(May.DESK)
    def line(self, given_id: int, by: int) -> GivenLeaflet:
        """One of them; NotFound where there is none."""
        with self._database.read() as session:
            row = session.execute(_LINES.where(LeafletGiven.id == given_id)).first()
        if row is None:
            raise NotFound("This leaflet was not given.")
        return self._line(row, by)

    def _line(self, row: Any, by: int) -> GivenLeaflet:
        """What was given is told whoever may read a record."""
        told = row._asdict()
        told["given_by"] = told.pop("name") or ""
        if self._access.may(by, May.CLINICAL):
            return GivenLeaflet(**told)
        told["filled"], hidden = veiled(told["filled"])
        return GivenLeaflet(**told, veiled=hidden)


def _to_whom(handed: Handed) -> str:
    """The carer's name as it is kept; BadInput where there has to be one."""
    check_text("to_whom", handed.to_whom)
    to_whom = " ".join(handed.to_whom.split())[:LONGEST_NAME]
    if (handed.outcome == "carer") != bool(to_whom):
        raise BadInput("to_whom", "Say who takes it along.")
    return to_whom


def _said_beside(handed: Handed) -> tuple[str, ...]:
    """What the audit says beside the act, where it is so."""
    true = {
        "large_print": handed.large_print,
        "carer": handed.outcome == "carer",
        "again": handed.again,
    }
    return tuple(name for name, is_so in true.items() if is_so)
