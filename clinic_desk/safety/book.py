"""Which protocol is in force: the one that a prescriber signed, else the draft that is shipped."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.texts import check_texts
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.plain import add_row, all_rows
from clinic_desk.db.remembered import Remembered
from clinic_desk.safety.loading import (
    load_protocol,
    protocol_from_text,
    with_settings,
    with_treatments,
)
from clinic_desk.safety.protocol import Protocol, signing_text
from clinic_desk.safety.signed import TABLE as SIGNED
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs
from clinic_desk.staff.practice import TABLE as SETTINGS
from clinic_desk.staff.practice import Practice, PracticeSettings

_NEWEST = f"SELECT id FROM {SIGNED} ORDER BY id DESC LIMIT 1"
_SIGNATURE = f"SELECT signed_by, registration, signed_at, digest FROM {SIGNED} WHERE id = ?"
_TEXT = f"SELECT text FROM {SIGNED} WHERE id = ?"
_SIGN = (
    f"INSERT INTO {SIGNED} (signed_by, registration, signed_at, digest, text) "
    "VALUES (?, ?, ?, ?, ?)"
)


class Signature(NamedTuple):
    """Who signed a protocol and when; `covers_current` is False once the clinic has changed it."""

    signed_by: str
    registration: str
    signed_at: datetime
    """Aware, in UTC."""
    ruleset: str
    version: str
    digest: str
    covers_current: bool


class ProtocolBook:
    """The clinic's protocol and its signatures; every signed text is kept in full."""

    def __init__(
        self, database: Database, shipped: Path, practice: PracticeSettings, clock: Clock
    ) -> None:
        """Take the folder of the shipped draft, and what the clinic has changed of it."""
        self._database = database
        self._shipped = shipped
        self._practice = practice
        self._clock = clock
        self._access = Access(database)
        self._standing = Remembered(database, self._read_standing, of=(SIGNED, SETTINGS))
        self._built: tuple[tuple[int | None, str], Protocol] | None = None
        self._bases: dict[int | None, Protocol] = {}

    def current(self) -> Protocol:
        """The protocol in force with the clinic's own changes; read again only after a commit.

        Raises CannotOpen, naming what is wrong, for a text that cannot be read.
        """
        signed, practice = self._standing()
        mark = (signed, repr((practice.treatment_changes, practice.protocol_settings)))
        if self._built is None or self._built[0] != mark:
            self._built = (mark, _changed(self._base(signed), practice))
        return self._built[1]

    def read_ahead(self) -> None:
        """Read the protocol in force before it is asked for, on any thread, as that takes a while.

        What is wrong with it is for whoever asks for it.
        """
        with suppress(ClinicError):
            self.current()

    def signature(self) -> Signature | None:
        """The newest signature, whether or not the protocol was changed since; None in a draft."""
        signed, _ = self._standing()
        if signed is None:
            return None
        with self._database.reading() as moment:
            ((signed_by, registration, at, digest),) = all_rows(moment, _SIGNATURE, (signed,))
        base = self._base(signed)
        return Signature(
            signed_by,
            registration,
            datetime.fromtimestamp(at, UTC),
            base.meta.ruleset,
            base.meta.version,
            digest,
            covers_current=digest == self.current().digest,
        )

    @needs(May.PRESCRIBE)
    def sign(self, name: str, registration: str, by: int) -> Changes:
        """Keep the protocol as it stands, in full, as signed now by the person at the desk.

        Raises NotAllowed unless that is a prescriber who works here, BadInput for an
        empty name or registration number.
        """
        _check_written(name, registration)
        protocol = signing_text(self.current())
        at = int(self._clock.now().timestamp())
        row = (name.strip(), registration.strip(), at, protocol.digest, protocol.text)
        with self._database.writing() as act:
            note(act, "protocol.signed", by, subject=add_row(act, _SIGN, row))
        return Changes(setup=True)

    def _read_standing(self) -> tuple[int | None, Practice]:
        with self._database.reading() as moment:
            newest = all_rows(moment, _NEWEST, ())
            return (newest[0][0] if newest else None), self._practice.read()

    def _base(self, signed: int | None) -> Protocol:
        """The signed text of that id, or the shipped draft, without the clinic's changes."""
        if signed not in self._bases:
            self._bases[signed] = (
                load_protocol(self._shipped) if signed is None else self._signed_text(signed)
            )
        return self._bases[signed]

    def _signed_text(self, signed: int) -> Protocol:
        with self._database.reading() as moment:
            ((text,),) = all_rows(moment, _TEXT, (signed,))
        return protocol_from_text(text)


def _changed(protocol: Protocol, practice: Practice) -> Protocol:
    """The protocol with the clinic's changes; those to a treatment that it lacks say nothing."""
    known = protocol.catalogue.by_code
    changes = {code: keys for code, keys in practice.treatment_changes.items() if code in known}
    if changes:
        protocol = with_treatments(protocol, changes)
    if practice.protocol_settings:
        protocol = with_settings(protocol, practice.protocol_settings)
    return protocol


def _check_written(name: str, registration: str) -> None:
    check_texts(name=name, registration=registration)
    if not name.strip():
        raise BadInput("name", "A signature needs the name of the prescriber.")
    if not registration.strip():
        raise BadInput("registration", "A signature needs the prescriber's registration number.")
