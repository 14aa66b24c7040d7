"""That a client has died, and what of theirs is still open: ended together, put back together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput, NotAllowed, Stale
from clinic_desk.calendar.calls import came_to, let_go, owe_again, owed_to
from clinic_desk.calendar.changing import change_status, draft_of, standing
from clinic_desk.calendar.lapsing import lapse
from clinic_desk.calendar.local_days import midnight
from clinic_desk.calendar.noting import note_change
from clinic_desk.calendar.outcomes import NeedsAcknowledgement, Undo
from clinic_desk.calendar.records import CallBackRecord, Visit
from clinic_desk.calendar.saving import save
from clinic_desk.calendar.sittings import Sittings
from clinic_desk.calendar.surroundings import Sitting
from clinic_desk.calendar.undoing import undo_act
from clinic_desk.calendar.visit_rows import visits_of_client
from clinic_desk.calendar.writing import VisitRow, change_visit
from clinic_desk.clients.rows import standing_row
from clinic_desk.clients.standing import set_deceased
from clinic_desk.db.database import Database
from clinic_desk.db.transaction import Transaction, transaction_of
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs

DIED = "The client has died"
"""Why a visit was cancelled, and what came of a promised call."""
DIED_WAITING = "The client has died; the visit was to wait for the nurse"
"""Why a pencilled visit was cancelled, so that it waits again once that was a mistake."""
BY_MISTAKE = "Cancelled by mistake"
"""What stands there once it was put right and the visit could not be."""
_NOT_BEGUN = frozenset({"pencilled", "booked", "confirmed"})


@dataclass(frozen=True)
class StillOpen:
    """What of a client's would go on if nobody ended it."""

    visits: tuple[Visit, ...]
    """Booked, confirmed or pencilled, the first one first."""
    calls: tuple[CallBackRecord, ...]
    """Promised and not made."""


@dataclass(frozen=True)
class DeathUndo:
    """What takes it back exactly, as long as nobody has changed any of it since."""

    client_id: int
    on: date
    before: date | None
    """The day that stood there before, where one did."""
    visits: tuple[Undo, ...]
    calls: tuple[int, ...]


@dataclass(frozen=True)
class DeathNoted:
    """What was done when a death was noted."""

    changes: Changes
    visits: int
    """How many were cancelled with it."""
    calls: int
    """How many promised calls were let go with it."""
    undo: DeathUndo


@dataclass(frozen=True)
class TakenBack:
    """What was put back once it was known that the client is alive."""

    changes: Changes
    again: tuple[Visit, ...]
    """Visits that are booked, or wait for the nurse, as they did."""
    lost: tuple[Visit, ...]
    """Visits to come that cannot stand at their time any more: they are to be booked anew."""
    calls: int


class Deaths:
    """Notes a death, and takes it back. Every `by` is the id of the person at the desk."""

    def __init__(self, database: Database, clock: Clock, sittings: Sittings) -> None:
        """Take the database, its clock, and what an act at the desk begins with."""
        self._database = database
        self._clock = clock
        self._sittings = sittings
        self._access = Access(database)

    @needs(May.DESK)
    def still_open(self, client_id: int, on: date, by: int) -> StillOpen:
        """What noting a death on that local day would end: visits from that day on that nobody
        has begun or closed, and the calls that are owed."""
        with self._database.reading() as moment:
            visits = _open_visits(moment, client_id, on, self._clock.now())
            return StillOpen(visits, owed_to(moment, client_id))

    @needs(May.DESK)
    def note(self, client_id: int, on: date, by: int, *, keep: Collection[int] = ()) -> DeathNoted:
        """Keep that a client has died: on that local day, or the clinic was told then.

        With it, in one transaction, all that is `still_open` ends: visits are cancelled, and
        promised calls let go but for those in `keep`, as one may be owed to the family. Raises
        BadInput for a day to come or before the birth, NotFound; nothing is written then.
        """
        with self._database.write() as session:
            sitting = self._sittings.sitting(transaction_of(session), by)
            before = set_deceased(session, client_id, on, by, sitting.today)
            open_ = _open_visits(sitting.connection, client_id, on, sitting.now)
            done = [change_status(sitting, v.id, "cancelled", _why(v), v.version) for v in open_]
            owed = {call.id for call in owed_to(sitting.connection, client_id)} - {*keep}
            for call in sorted(owed):
                let_go(sitting.connection, call, DIED, by, sitting.now)
        changes = Changes(clients=frozenset({client_id}))
        for each in done:
            changes = changes | each.changes
        undo = DeathUndo(
            client_id, on, before, tuple(each.undo for each in done), tuple(sorted(owed))
        )
        return DeathNoted(changes, len(done), len(owed), undo)

    @needs(May.DESK)
    def undo(self, undo: DeathUndo, by: int) -> Changes:
        """Put everything back as it was before a death was noted.

        Stale where any of it was changed since, Occupied where a time was taken, and
        NeedsAcknowledgement as `undoing.undo_act`; nothing is written then.
        """
        with self._database.write() as session:
            sitting = self._sittings.sitting(transaction_of(session), by)
            _check_unchanged(session, undo)
            set_deceased(session, undo.client_id, undo.before, by, sitting.today)
            changes = Changes(clients=frozenset({undo.client_id}))
            for each in reversed(undo.visits):
                changes = changes | undo_act(sitting, each)
            for call in undo.calls:
                owe_again(sitting.connection, call, DIED, by)
        return changes

    @needs(May.DESK)
    def take_back(self, client_id: int, by: int) -> TakenBack:
        """Take back what was noted by mistake, and with it what it ended.

        A visit to come is booked again where the same assessment as ever lets it stand at its
        time; else it stays cancelled, and no more says that the client has died. Calls that were
        let go are owed again. NotAllowed where no death was noted; NotFound.
        """
        again: list[Visit] = []
        lost: list[Visit] = []
        with self._database.write() as session:
            sitting = self._sittings.sitting(transaction_of(session), by)
            set_deceased(session, client_id, None, by, sitting.today)
            # Here, as each booking would, whose word of it is lost where it is refused.
            changes = lapse(sitting.connection, sitting.now)
            changes = changes | Changes(clients=frozenset({client_id}))
            for visit in _ended_visits(sitting.connection, client_id):
                is_back = visit.starts_at > sitting.now and _books_again(sitting, visit)
                if not is_back:
                    _reword(sitting, visit)
                (again if is_back else lost).append(visit)
                changes = changes | _days_of(visit)
            ended = came_to(sitting.connection, client_id, DIED)
            for call in ended:
                owe_again(sitting.connection, call.id, DIED, by)
            to_come = tuple(visit for visit in lost if visit.starts_at > sitting.now)
        return TakenBack(changes, tuple(again), to_come, len(ended))


def _open_visits(
    connection: Transaction, client_id: int, on: date, now: datetime
) -> tuple[Visit, ...]:
    begins = min(midnight(on), int(now.timestamp()))
    found = visits_of_client(connection, client_id)
    return tuple(
        visit
        for visit in reversed(found)
        if visit.status in _NOT_BEGUN and visit.starts_at.timestamp() >= begins
    )


def _why(visit: Visit) -> str:
    return DIED_WAITING if visit.status == "pencilled" else DIED


def _ended_visits(connection: Transaction, client_id: int) -> tuple[Visit, ...]:
    """Those that were cancelled when the death was noted, the first one first."""
    return tuple(
        visit
        for visit in reversed(visits_of_client(connection, client_id))
        if visit.status == "cancelled" and visit.status_reason in (DIED, DIED_WAITING)
    )


def _check_unchanged(session: Session, undo: DeathUndo) -> None:
    if standing_row(session, undo.client_id).deceased_on != undo.on:
        raise Stale(
            "The record has been changed in the meantime.",
            kept="Nothing was changed.",
            next_step="Look at it as it is now.",
        )


def _books_again(sitting: Sitting, visit: Visit) -> bool:
    """Book a cancelled visit again at its time, or have it wait as it did; whether it could be."""
    _, stands = standing(sitting, visit.id, visit.version)
    try:
        save(sitting, draft_of(stands), (), pencil=visit.status_reason == DIED_WAITING)
    except (NeedsAcknowledgement, BadInput, NotAllowed):
        # All three are said before a word of the visit is written.
        return False
    return True


def _reword(sitting: Sitting, visit: Visit) -> None:
    """Nobody is to read of a death that was none."""
    before, stands = standing(sitting, visit.id)
    row = VisitRow(stands.plan, "cancelled", BY_MISTAKE, desk_note=stands.desk_note)
    change_visit(sitting.connection, stands.id, stands.version, row)
    note_change(sitting.connection, "visit.changed", sitting.by.id, before, row)


def _days_of(visit: Visit) -> Changes:
    days = frozenset({local_day(visit.starts_at)})
    return Changes(days, frozenset({visit.client_id}))
