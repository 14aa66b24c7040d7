"""Treatments that clients say they had somewhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.base.texts import check_text
from clinic_desk.base.words import plain_date
from clinic_desk.clients.checks import check_not_ahead
from clinic_desk.clients.rows import found
from clinic_desk.db.audit import note as note_act
from clinic_desk.db.database import Database
from clinic_desk.db.plain import Row, all_rows
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs
from clinic_desk.treatments.models import TreatmentElsewhere

_EARLIEST = date(1950, 1, 1)
_TYPED = ("code", "had_on", "zones", "note")
_RECORDED = "elsewhere.recorded"
_OF_CLIENT = """SELECT id, client_id, code, had_on, zones, note, recorded_by, recorded_at
FROM treatment_elsewhere WHERE client_id = :client ORDER BY had_on DESC, id DESC
"""


@dataclass(frozen=True)
class ElsewhereRecord:
    """One treatment had elsewhere, as the client told it. `had_on` is a local day."""

    id: int
    client_id: int
    code: str
    """One of the protocol's external codes."""
    had_on: date
    zones: tuple[str, ...]
    """Places on the body; empty where they are not known, which counts as the same place."""
    note: str
    recorded_by: int
    recorded_at: datetime
    ask_the_nurse: bool = False
    """There is a note, and whoever asked may not read it: it is left out."""


class Elsewhere:
    """What clients had elsewhere. Every `by` is the id of the person at the desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the clinic's database and its clock."""
        self._database = database
        self._clock = clock
        self._access = Access(database)
        self._removed: dict[int, dict[str, Any]] = {}
        """What was taken out since the clinic was opened, by id, to be put back."""

    @needs(May.DESK)
    def record(
        self, client_id: int, code: str, had_on: date, zones: tuple[str, ...], note: str, by: int
    ) -> Saved:
        """Keep what the client told; `.id` is the new record's.

        The codes are the protocol's to know, so the caller offers them. Raises BadInput
        naming the field for a day that has not come or cannot be meant; NotFound.
        """
        self._check(code, had_on, zones, note)
        with self._database.write() as session:
            found(session, client_id)
            row = TreatmentElsewhere(
                client_id=client_id,
                code=code,
                had_on=had_on,
                zones=zones,
                note=note,
                recorded_by=by,
                recorded_at=self._clock.now(),
            )
            session.add(row)
            session.flush()
            filled = [name for name in _TYPED if getattr(row, name)]
            note_act(session, _RECORDED, by, client=client_id, subject=row.id, fields=filled)
            return Saved(row.id, Changes(clients=frozenset({client_id})))

    @needs(May.DESK)
    def of_client(self, client_id: int, by: int) -> tuple[ElsewhereRecord, ...]:
        """All that a client had elsewhere, newest first; the notes for those who may read them."""
        with self._database.reading() as connection:
            rows = all_rows(connection, _OF_CLIENT, {"client": client_id})
        records = tuple(map(_record, rows))
        return records if self._access.may(by, May.CLINICAL) else tuple(map(_without_note, records))

    @needs(May.DESK)
    def remove(self, record_id: int, by: int) -> Changes:
        """Take out what was recorded by mistake; NotFound if it is not there."""
        with self._database.write() as session:
            row = session.get(TreatmentElsewhere, record_id)
            if row is None:
                raise NotFound("This treatment elsewhere is no longer on file.")
            was = {name: getattr(row, name) for name in _TYPED}
            note_act(
                session,
                "elsewhere.removed",
                by,
                client=row.client_id,
                subject=record_id,
                fields=_TYPED,
                before=was,
            )
            session.delete(row)
            self._removed[record_id] = {"client_id": row.client_id, **was}
            return Changes(clients=frozenset({row.client_id}))

    @needs(May.DESK)
    def put_back(self, record_id: int, by: int) -> Saved:
        """Record again, whole, what was taken out since the clinic was opened; NotFound else."""
        if record_id not in self._removed:
            raise NotFound("This treatment elsewhere can no longer be put back.")
        saved = self.record(**self._removed[record_id], by=by)
        del self._removed[record_id]
        return saved

    def _check(self, code: str, had_on: date, zones: tuple[str, ...], note: str) -> None:
        if not code.strip():
            raise BadInput("code", "Say what was had.")
        check_not_ahead("had_on", "The day it was had", had_on, local_day(self._clock.now()))
        if had_on < _EARLIEST:
            what = f"{plain_date(had_on)} is too long ago to be meant."
            raise BadInput("had_on", what, next_step="Check the year.")
        if any(not zone or zone != "".join(zone.split()) for zone in zones):
            raise BadInput("zones", "A place is named by its code.")
        check_text("note", note)


def _without_note(record: ElsewhereRecord) -> ElsewhereRecord:
    return replace(record, note="", ask_the_nurse=bool(record.note.strip()))


def _record(row: Row) -> ElsewhereRecord:
    id_, client_id, code, had_on, zones, note, recorded_by, recorded_at = row
    return ElsewhereRecord(
        id_,
        client_id,
        code,
        date.fromisoformat(had_on),
        tuple(zones.split()),
        note,
        recorded_by,
        datetime.fromtimestamp(recorded_at, UTC),
    )
