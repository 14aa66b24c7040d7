"""Two clients who look like one and are not: by their birth dates, or as somebody has said."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from clinic_desk.clients.models import TwoPeople
from clinic_desk.staff.models import Person

_APART = "SELECT other_id FROM two_people WHERE client_id = :client"

# Of one that became another record all that was said holds for that record from then on.
_REPOINTED = (
    "DELETE FROM two_people WHERE client_id IN (:keep, :other) AND other_id IN (:keep, :other)",
    "UPDATE OR IGNORE two_people SET client_id = :keep WHERE client_id = :other",
    "UPDATE OR IGNORE two_people SET other_id = :keep WHERE other_id = :other",
    "DELETE FROM two_people WHERE :other IN (client_id, other_id)",
)


class SaidApart(NamedTuple):
    """That two records are of two people, as somebody has said."""

    by: str
    """The name of who said it."""
    at: datetime
    """Aware, in UTC."""


def born_differently(one: date | None, other: date | None) -> bool:
    """Whether two dates of birth are known, and not the same."""
    return one is not None and other is not None and one != other


def apart_from(connection: Connection, client_id: int) -> frozenset[int]:
    """The clients of whom somebody has said that they are not this one."""
    return frozenset(connection.execute(text(_APART), {"client": client_id}).scalars())


def said_apart(session: Session, one: int, other: int) -> SaidApart | None:
    """Who said of these two that they are two people; None where nobody has."""
    row = session.get(TwoPeople, (one, other))
    if row is None:
        return None
    person = session.get(Person, row.said_by)
    return SaidApart(person.name if person is not None else "", row.said_at)


def say_apart(session: Session, one: int, other: int, by: int, at: datetime) -> None:
    """Keep in the write that is open that these are two people; of each it is said of the other."""
    for client_id, other_id in ((one, other), (other, one)):
        session.add(TwoPeople(client_id=client_id, other_id=other_id, said_by=by, said_at=at))
    session.flush()


def unsay(session: Session, one: int, other: int) -> None:
    """Take in the write that is open from both what `say_apart` kept."""
    for pair in ((one, other), (other, one)):
        session.delete(session.get_one(TwoPeople, pair))
    session.flush()


def join_apart(session: Session, keep: int, other: int) -> None:
    """Let who is not `other` not be `keep` either, as they become one in the write that is open."""
    for statement in _REPOINTED:
        session.execute(text(statement), {"keep": keep, "other": other})
