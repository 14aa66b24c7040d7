"""What leaves the clients room: frozen, with no database behind it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

from clinic_desk.base.errors import NotAllowed, Stale
from clinic_desk.base.spans import age_on

UNLOGGED = (
    "The disk is full or cannot be written: that this record was opened is noted once it can be."
)
"""What is said at the desk of a record that is `unlogged`."""

Matched = Literal["name", "phone", "birth date", "similar name", "recent"]


def shown_name(given: str, family: str) -> str:
    """The name as one line shows it: given, then family, whichever there is."""
    return " ".join(f"{given} {family}".split())


@dataclass(frozen=True)
class PhoneDetails:
    """One number as it was typed."""

    number: str
    voicemail: bool = False
    """A message may be left."""
    discreet: bool = False
    """Say nothing of the clinic to whoever answers."""


@dataclass(frozen=True)
class SpokespersonDetails:
    """Someone who may speak for the client."""

    name: str
    relation: str = ""
    phone: str = ""


@dataclass(frozen=True)
class AlertDetails:
    """An allergy or a flag, for the nurse's eyes."""

    kind: Literal["allergy", "flag"]
    text: str


@dataclass(frozen=True)
class ClientDetails:
    """All that may be typed about a client, kept exactly as typed. A name is enough."""

    given: str = ""
    family: str = ""
    title: str = ""
    known_as: str = ""
    born_on: date | None = None
    phones: tuple[PhoneDetails, ...] = ()
    """The first is the one to ring."""
    spokespeople: tuple[SpokespersonDetails, ...] = ()
    email: str = ""
    address: str = ""
    postcode: str = ""
    large_print: bool = False
    interpreter: str = ""
    """The language an interpreter is needed for; empty means none."""
    desk_note: str = ""
    alerts: tuple[AlertDetails, ...] = ()
    id_seen_on: date | None = None
    consult_on: date | None = None
    """A face-to-face consultation with a prescriber that no visit here records."""
    questionnaire_on: date | None = None

    @property
    def shown_name(self) -> str:
        """Given and family name."""
        return shown_name(self.given, self.family)

    def differences(self, other: ClientDetails) -> tuple[str, ...]:
        """The names of the fields in which two versions differ."""
        names = (item.name for item in fields(self))
        return tuple(name for name in names if getattr(self, name) != getattr(other, name))


@dataclass(frozen=True)
class ClientRecord:
    """A client as kept. Instants are aware and in UTC."""

    id: int
    version: int
    details: ClientDetails
    created_at: datetime
    history_asked_on: date | None = None
    """When a client with nothing on file last said that there was nothing elsewhere either."""
    ask_the_nurse: bool = False
    """There are allergies or flags, and whoever asked may not read them: they are left out."""
    deceased_on: date | None = None
    """The day on which the client died, or on which the clinic was told."""
    do_not_book: bool = False
    """The clinic has decided not to book this client."""
    do_not_book_why: str = ""
    """Why, for those who treat and the manager."""
    anonymised_on: date | None = None
    unlogged: bool = False
    """It was opened while nothing could be written: the reading is logged with the next write."""

    @property
    def shown_name(self) -> str:
        """Given and family name."""
        return self.details.shown_name

    @property
    def phone(self) -> str:
        """The number to ring, as typed; empty where none is kept."""
        return self.details.phones[0].number if self.details.phones else ""

    def age_on(self, day: date) -> int | None:
        """Completed years on a local day; None where the birth date is not known."""
        return None if self.details.born_on is None else age_on(self.details.born_on, day)


def without_clinical(record: ClientRecord) -> ClientRecord:
    """The record as nobody in particular may see it. What is left out still counts as not seen,
    so that saving it clears nothing."""
    hidden = record.ask_the_nurse or bool(record.details.alerts)
    details = replace(record.details, alerts=())
    return replace(record, details=details, ask_the_nurse=hidden, do_not_book_why="")


NOT_MADE_OUT = "The record says that this client has died, so nothing is made out in this name."


def living(record: ClientRecord) -> ClientRecord:
    """The record; NotAllowed for a client who has died, in whose name nothing is made out."""
    if record.deceased_on is not None:
        raise NotAllowed(NOT_MADE_OUT, kept="Nothing was printed.")
    return record


class ClientHit(NamedTuple):
    """A client in a list of what was found; a named tuple, as twenty are made at each key."""

    id: int
    shown_name: str
    known_as: str
    born_on: date | None
    phone: str
    """The number that was found, or the one to ring."""
    matched: Matched
    deceased: bool = False
    do_not_book: bool = False
    """The clinic has decided not to book this client."""


@dataclass(frozen=True)
class Duplicate:
    """A client who may be the one being typed, and why: "same phone", "similar name"."""

    hit: ClientHit
    why: str


class ClientStale(Stale):
    """Someone else saved this client first; nothing was written, both versions are here."""

    def __init__(self, now: ClientRecord, typed: ClientDetails) -> None:
        """Keep what is there now and what was typed over an older version."""
        super().__init__(
            "Someone else has changed this client's details in the meantime.",
            kept="What you typed is still in the form.",
            next_step="Look at both and save again.",
        )
        self.now = now
        self.typed = typed
        self.differs: tuple[str, ...] = now.details.differences(typed)
