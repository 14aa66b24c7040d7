"""Photographs as they are read from the file."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session

from clinic_desk.base.errors import NotFound
from clinic_desk.photographs.framing import Frame
from clinic_desk.photographs.models import Photograph
from clinic_desk.photographs.records import VIEWS, Moment, PhotographRecord, View
from clinic_desk.staff.models import Person

_IN_ORDER = (
    Photograph.taken_on.desc(),
    case({view: place for place, view in enumerate(VIEWS)}, value=Photograph.view),
    # An after is newer than its before.
    Photograph.moment.desc(),
    Photograph.id,
)


def on_file(client_id: int) -> Select[Photograph, str]:
    """The pictures of a client that were not removed, newest day first, with who added them."""
    return (
        select(Photograph, Person.name)
        .join(Person, Person.id == Photograph.added_by)
        .where(Photograph.client_id == client_id, Photograph.removed_at.is_(None))
        .order_by(*_IN_ORDER)
    )


def how_many(session: Session, client_id: int) -> int:
    """How many pictures of a client are on file."""
    chosen = select(func.count()).where(
        Photograph.client_id == client_id, Photograph.removed_at.is_(None)
    )
    return session.scalars(chosen).one()


def photograph_row(session: Session, photograph_id: int) -> Photograph:
    """The row of a picture that was not removed; NotFound."""
    row = session.get(Photograph, photograph_id)
    if row is None or row.removed_at is not None:
        raise NotFound("This photograph is no longer on file.", next_step="Open the client again.")
    return row


def record_of(found: Row[Photograph, str]) -> PhotographRecord:
    """One row of `on_file` as it leaves the room."""
    row, added_by = found
    return PhotographRecord(
        row.id,
        row.client_id,
        row.appointment_id,
        row.taken_on,
        cast("View", row.view),
        cast("Moment", row.moment),
        row.width,
        row.height,
        Frame(row.frame_x, row.frame_y, row.frame_width),
        row.note,
        added_by,
        row.added_at,
    )
