"""Photographs as they are read from the file."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from clinic_desk.base.errors import NotFound
from clinic_desk.db.plain import Row, all_rows
from clinic_desk.photographs.framing import Frame
from clinic_desk.photographs.models import Photograph
from clinic_desk.photographs.records import VIEWS, PhotographRecord

# Newest day first, each day in the order of the views; an after is newer than its before.
_ALBUM = f"""SELECT p.id, p.client_id, p.appointment_id, p.taken_on, p.view, p.moment, p.width,
    p.height, p.frame_x, p.frame_y, p.frame_width, p.note, who.name, p.added_at
FROM photograph AS p JOIN person AS who ON who.id = p.added_by
WHERE p.client_id = :client AND p.removed_at IS NULL
ORDER BY p.taken_on DESC,
    CASE p.view {" ".join(f"WHEN '{view}' THEN {at}" for at, view in enumerate(VIEWS))} END,
    p.moment DESC, p.id
"""


def album(connection: Connection, client_id: int) -> tuple[PhotographRecord, ...]:
    """The pictures of a client that were not removed, newest day first; one statement."""
    return tuple(map(_record, all_rows(connection, _ALBUM, {"client": client_id})))


def on_file(session: Session, client_id: int) -> tuple[Photograph, ...]:
    """Their rows, to be written to."""
    chosen = select(Photograph).where(
        Photograph.client_id == client_id, Photograph.removed_at.is_(None)
    )
    return tuple(session.scalars(chosen.order_by(Photograph.id)))


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


def _record(row: Row) -> PhotographRecord:
    id_, client_id, visit_id, taken_on, view, moment, width, height, *frame, note, by, at = row
    return PhotographRecord(
        id_,
        client_id,
        visit_id,
        date.fromisoformat(taken_on),
        view,
        moment,
        width,
        height,
        Frame(*frame),
        note,
        by,
        datetime.fromtimestamp(at, UTC),
    )
