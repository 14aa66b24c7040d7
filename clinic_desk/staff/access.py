"""Who `by` is, and whether they may: asked by every use case before it does anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from clinic_desk.base.errors import NotAllowed
from clinic_desk.db.database import Database
from clinic_desk.db.plain import all_rows
from clinic_desk.db.remembered import Remembered
from clinic_desk.staff.permissions import REFUSALS, May, may

FOUNDING = 0
"""`by` while a clinic is being set up, before it has a manager who can sign in."""

_ROLES = "SELECT id, role, prescriber, treats FROM person WHERE active"
A_MANAGER = (
    "SELECT person.id FROM person JOIN sign_in ON sign_in.person_id = person.id "
    "WHERE person.active AND person.role = 'manager' AND sign_in.password_hash <> '' LIMIT 1"
)
"""The id of one who manages and can sign in."""


class RoleOf(NamedTuple):
    """What is asked of a person."""

    id: int
    role: str
    prescriber: bool
    treats: bool


class HasAccess(Protocol):
    """A room whose use cases ask before they act."""

    @property
    def _access(self) -> Access: ...


class Access:
    """Knows the roles of the people who work here, read again only after one of them changed."""

    def __init__(self, database: Database) -> None:
        """Take the clinic's database; nothing is read before the first question."""
        self._database = database
        self._roles = Remembered(database, self._read_roles, of=("person",))
        self._is_founded = Remembered(database, self._read_founded, of=("person", "sign_in"))

    def check(self, by: int, permission: May) -> None:
        """NotAllowed unless this person works here and may.

        FOUNDING may manage until there is a manager who can sign in.
        """
        if by == FOUNDING and permission is May.MANAGE and not self._is_founded():
            return
        person = self._roles().get(by)
        if person is None:
            raise NotAllowed(
                "The person at the desk is not on the list of staff any more.",
                next_step="Someone else must sign in.",
            )
        if not may(person, permission):
            raise NotAllowed(REFUSALS[permission], next_step="Ask them to take the desk.")

    def may(self, by: int, permission: May) -> bool:
        """Whether this person works here and may; for what is given only in part."""
        person = self._roles().get(by)
        return person is not None and may(person, permission)

    def is_founded(self) -> bool:
        """Whether there is a manager who can sign in."""
        return self._is_founded()

    def _read_roles(self) -> Mapping[int, RoleOf]:
        with self._database.reading() as moment:
            rows = all_rows(moment, _ROLES, ())
        return {
            id_: RoleOf(id_, role, bool(prescriber), bool(treats))
            for id_, role, prescriber, treats in rows
        }

    def _read_founded(self) -> bool:
        with self._database.reading() as moment:
            return bool(all_rows(moment, A_MANAGER, ()))
