"""That a client's health has changed, told at the desk: no word of what, until the nurse asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.calendar.models import Appointment
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.clients.models import Client, Standing
from clinic_desk.clients.records import shown_name
from clinic_desk.db.plain import Where, all_rows
from clinic_desk.health.models import HealthChange
from clinic_desk.health.records import OpenChange, ToldChange
from clinic_desk.staff.models import Person

_TOLD = """SELECT id, told_at, ring_back FROM health_change
WHERE client_id = :client AND settled_at IS NULL ORDER BY id
"""
_OPEN = select(HealthChange).where(HealthChange.settled_at.is_(None))


def open_of(session: Session, client_id: int) -> Sequence[HealthChange]:
    """The changes of one client that wait for the nurse, the oldest first.

    More than one there is only where two records became one.
    """
    return session.scalars(
        _OPEN.where(HealthChange.client_id == client_id).order_by(HealthChange.id)
    ).all()


def told_of(connection: Where, client_id: int) -> ToldChange | None:
    """As much of what waits as the desk may know, which is all that is kept of it."""
    rows = all_rows(connection, _TOLD, {"client": client_id})
    if not rows:
        return None
    id_, told_at, _ = rows[0]
    told = datetime.fromtimestamp(told_at, UTC)
    return ToldChange(id_, told, any(ring_back for *_, ring_back in rows))


def waiting(session: Session, change_id: int) -> HealthChange:
    """The row of a change that waits; NotFound, or NotAllowed where it has been looked at."""
    row = session.get(HealthChange, change_id)
    if row is None:
        raise NotFound("This change in health is no longer on file.")
    if row.settled_at is not None:
        raise NotAllowed(
            "Someone has looked at this change in health already.", kept="Nothing was changed."
        )
    return row


def all_open(session: Session, now: datetime) -> tuple[OpenChange, ...]:
    """Every change that waits, the client who comes soonest first; one statement."""
    comes = (
        select(func.min(Appointment.starts_at))
        .where(
            Appointment.client_id == Client.id,
            Appointment.starts_at >= now,
            Appointment.status.in_(sorted(IN_THE_DIARY)),
        )
        .scalar_subquery()
    )
    chosen = (
        select(HealthChange, Client.given, Client.family, Client.first_number, Person.name, comes)
        .join(Client, Client.id == HealthChange.client_id)
        .join(Person, Person.id == HealthChange.told_by)
        .outerjoin(Standing, Standing.client_id == Client.id)
        # Nobody is to ring a client who has died.
        .where(HealthChange.settled_at.is_(None), Standing.deceased_on.is_(None))
        .order_by(comes.is_(None), comes, HealthChange.id)
    )
    return tuple(
        OpenChange(
            id=row.id,
            client_id=row.client_id,
            client_name=shown_name(given, family),
            phone=phone,
            told_at=row.told_at,
            told_by=told_by,
            ring_back=row.ring_back,
            next_visit=next_visit,
        )
        for row, given, family, phone, told_by, next_visit in session.execute(chosen)
    )
