"""Booking: preview a draft, save it, take a visit through its life, and take an act back.

Each write is one transaction that begins by asking the same assessment as the
preview again. Whatever it refuses leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.calendar.acknowledging import KeptAcknowledgement
from clinic_desk.calendar.assessment import Considered, assess
from clinic_desk.calendar.broken import broken_visits
from clinic_desk.calendar.changing import accept, change_status, decline
from clinic_desk.calendar.lapsing import any_due, lapse
from clinic_desk.calendar.offering import next_offers, refused_days
from clinic_desk.calendar.outcomes import (
    Booked,
    BrokenVisit,
    LapsedOverride,
    NeedsAcknowledgement,
    PencilledVisit,
    Undo,
)
from clinic_desk.calendar.plan import check_start
from clinic_desk.calendar.records import (
    Acknowledged,
    Assessment,
    Draft,
    Offer,
    Preview,
    Refusals,
    Wish,
)
from clinic_desk.calendar.ribboning import Ribbon, ribbon_of
from clinic_desk.calendar.saving import kept_with, save
from clinic_desk.calendar.sittings import Sittings
from clinic_desk.calendar.snapshots import snapshot
from clinic_desk.calendar.standing import Standing
from clinic_desk.calendar.surroundings import Reading, Sitting
from clinic_desk.calendar.telling_client import client_was_told
from clinic_desk.calendar.undoing import undo_act
from clinic_desk.calendar.veiling import (
    assessment_for_the_desk,
    booked_for_the_desk,
    broken_for_the_desk,
    mark_for_the_desk,
    override_for_the_desk,
    preview_for_the_desk,
    refusal_for_the_desk,
)
from clinic_desk.calendar.waiting import lapsed_overrides, waiting_for_the_nurse
from clinic_desk.clients.merging import make_one
from clinic_desk.db.database import Database
from clinic_desk.db.transaction import Transaction, transaction_of
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs

Result = TypeVar("Result")


class Booking:
    """All that is done to visits. `by` is the id of the person at the desk.

    Each act is noted in the audit. Who may not read what is clinical gets findings,
    reasons and refusals without it (`veiling`).
    """

    def __init__(self, database: Database, clock: Clock, sittings: Sittings) -> None:
        """Take the database, its clock, and what an act at the desk begins with."""
        self._database = database
        self._access = Access(database)
        self._clock = clock
        self._sittings = sittings

    @needs(May.DESK)
    def preview(self, draft: Draft, wish: Wish, by: int) -> Preview:
        """The assessment of a draft, and the next times that fit from its day or the wished one.

        A draft without a start is assessed at the first of these times, with who and
        where it offers. No time is offered for what can be booked at none: under age,
        or with no birth date where one is needed. Writes nothing. Raises BadInput as
        `assessment.assess`.
        """
        with self._reading() as reading:
            preview = self._previewed(reading, draft, wish)
        return preview if self._reads_all(by) else preview_for_the_desk(preview)

    def _previewed(self, reading: Reading, draft: Draft, wish: Wish) -> Preview:
        considered = self._considered(reading, draft, wish)
        offers = next_offers(reading, considered, wish)
        if not offers:
            return Preview(considered.assessment, ())
        untimed = draft.starts_at is None
        if untimed or _has_no_way_past(considered.assessment):
            there = self._considered(reading, _taking(draft, offers[0]), wish)
            if _has_no_way_past(there.assessment):
                return Preview(considered.assessment, ())
            considered = there if untimed else considered
        return Preview(considered.assessment, offers)

    @needs(May.DESK)
    def assess(self, draft: Draft, by: int) -> Assessment:
        """The assessment alone, as a save of this draft would make it."""
        with self._reading() as reading:
            assessment = self._considered(reading, draft, Wish()).assessment
        return assessment if self._reads_all(by) else assessment_for_the_desk(assessment)

    def _considered(self, reading: Reading, draft: Draft, wish: Wish) -> Considered:
        if draft.starts_at is not None:
            check_start(draft.starts_at)
        day = max(wish.from_day or reading.today, reading.today)
        starts = local_day(draft.starts_at) if draft.starts_at else day
        stands = _standing(reading.connection, draft)
        return assess(reading.connection, reading.around(starts), draft, stands, starts)

    def refusals(self, draft: Draft, first: date, last: date) -> Refusals:
        """Which of some local days, both included, would be refused for this client and
        treatment by a finding that another day could clear; for shading."""
        with self._reading() as reading:
            return refused_days(reading, draft, first, last)

    @needs(May.CLINICAL)
    def ribbon(
        self, client_id: int, by: int, first: date | None = None, until: date | None = None
    ) -> Ribbon:
        """When each treatment may be booked for a client, from `first` up to, not with, `until`.

        Some months round today's where neither is given. NotFound.
        """
        with self._reading() as reading:
            return ribbon_of(reading, client_id, first, until)

    @needs(May.DESK)
    def book(
        self, draft: Draft, acknowledged: tuple[Acknowledged, ...], by: int, pencil: bool = False
    ) -> Booked:
        """Save a draft: a new visit, or where `appointment_id` is set the changed one.

        `pencil` leaves clinical findings to the nurse. Raises NeedsAcknowledgement
        where findings are not settled, BadInput, NotFound, Stale and Occupied as
        `saving.save`; nothing is written then.
        """
        return self._booked(by, lambda sitting: save(sitting, draft, acknowledged, pencil))

    @needs(May.DESK)
    def set_status(
        self, appointment_id: int, status: str, reason: str, version: int, by: int
    ) -> Booked:
        """Take a visit one step through its life; raises as `changing.change_status`."""
        return self._booked(
            by, lambda sitting: change_status(sitting, appointment_id, status, reason, version)
        )

    @needs(May.TREAT)
    def accept(self, appointment_id: int, reason: str, by: int) -> Booked:
        """A clinician's yes to a pencilled visit; raises as `changing.accept`."""
        return self._booked(by, lambda sitting: accept(sitting, appointment_id, reason))

    @needs(May.TREAT)
    def decline(self, appointment_id: int, reason: str, by: int) -> Booked:
        """A clinician's no to a pencilled visit; raises as `changing.decline`."""
        return self._booked(by, lambda sitting: decline(sitting, appointment_id, reason))

    @needs(May.DESK)
    def undo(self, undo: Undo, by: int) -> Changes:
        """Take one act back exactly; raises as `undoing.undo_act`."""
        return self._acted(by, lambda sitting: undo_act(sitting, undo))

    @needs(May.DESK)
    def client_told(self, appointment_id: int, by: int) -> Changes:
        """The client knows of the new time: the mark of the move goes. NotFound if it is gone."""
        return self._acted(by, lambda sitting: client_was_told(sitting, appointment_id))

    def pencilled(self) -> tuple[PencilledVisit, ...]:
        """The visits that wait for the nurse, the one that lapses soonest first."""
        with self._database.reading() as moment:
            return waiting_for_the_nurse(moment, self._clock.now())

    def lapse_pencilled(self) -> Changes:
        """Give up the pencilled visits that nobody answered in time.

        Called on opening and from time to time; writes only where there are some.
        """
        now = self._clock.now()
        with self._database.reading() as moment:
            if not any_due(moment, now):
                return Changes()
        with self._database.writing() as act:
            return lapse(act, now)

    @needs(May.DESK)
    def lapsed_overrides(self, by: int) -> tuple[LapsedOverride, ...]:
        """Overrides on visits to come that no longer match what stands, for the nurse."""
        with self._reading() as reading:
            found = lapsed_overrides(reading)
        return found if self._reads_all(by) else tuple(map(override_for_the_desk, found))

    @needs(May.DESK)
    def broken(self, client_id: int, by: int) -> tuple[BrokenVisit, ...]:
        """The client's visits to come that something on file speaks against and that nobody has
        passed with it, by their days: as after two records became one. NotFound."""
        with self._reading() as reading:
            found = broken_visits(reading.connection, reading.here, client_id)
        return found if self._reads_all(by) else tuple(map(broken_for_the_desk, found))

    @needs(May.CLINICAL)
    def broken_if_joined(
        self, keep: int, other: int, from_other: Collection[str], by: int
    ) -> tuple[BrokenVisit, ...]:
        """What `broken` would give of `keep` once `other` went into it; nothing is written.

        Nothing is given where they cannot be made one as they stand.
        """
        try:
            with self._database.write() as session:
                reading = self._sittings.reading(transaction_of(session))
                make_one(session, keep, other, from_other, reading.now)
                session.flush()
                raise _OnlyLooked(broken_visits(reading.connection, reading.here, keep))
        except _OnlyLooked as looked:
            return looked.found
        except NotAllowed:
            return ()

    @needs(May.DESK)
    def acknowledgements(self, appointment_id: int, by: int) -> tuple[KeptAcknowledgement, ...]:
        """What was seen, ticked, passed and left to the nurse with a visit, oldest first."""
        with self._database.reading() as moment:
            kept = kept_with(snapshot(moment, appointment_id))
        return kept if self._reads_all(by) else tuple(mark_for_the_desk(mark, by) for mark in kept)

    def _reads_all(self, by: int) -> bool:
        return self._access.may(by, May.CLINICAL)

    def _booked(self, by: int, act: Callable[[Sitting], Booked]) -> Booked:
        booked = self._acted(by, act)
        return booked if self._reads_all(by) else booked_for_the_desk(booked)

    def _acted(self, by: int, act: Callable[[Sitting], Result]) -> Result:
        """Do one act in one transaction; what it is refused for comes as `by` may read it."""
        try:
            with self._writing(by) as sitting:
                return act(sitting)
        except NeedsAcknowledgement as refused:
            if self._reads_all(by):
                raise
            raise refusal_for_the_desk(refused) from None

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with self._database.reading() as moment:
            yield self._sittings.reading(moment)

    @contextmanager
    def _writing(self, by: int) -> Iterator[Sitting]:
        with self._database.writing() as act:
            yield self._sittings.sitting(act, by)


class _OnlyLooked(Exception):
    """Ends a write that was made to be looked at: nothing of it is kept."""

    def __init__(self, found: tuple[BrokenVisit, ...]) -> None:
        super().__init__()
        self.found = found


def _standing(connection: Transaction, draft: Draft) -> Standing | None:
    if draft.appointment_id is None:
        return None
    kept = snapshot(connection, draft.appointment_id)
    if kept is None:
        raise NotFound("This visit is no longer there.", next_step="Look at the day again.")
    return Standing.of_row(kept.visit)


def _has_no_way_past(assessment: Assessment) -> bool:
    """Whether a rule refuses the visit that nobody may pass."""
    return any(block.clinical and block.override == "none" for block in assessment.blocks)


def _taking(draft: Draft, offer: Offer) -> Draft:
    return draft._replace(
        starts_at=offer.span.starts_at,
        person_id=offer.person_id,
        room_id=offer.room_id,
        device_id=offer.device_id,
    )
