"""The page that the nurse reads in the morning: the day's visits, and what each still lacks.

Nothing here is judged anew: what the rules refuse or warn of, consultation, age, health answers
and consent are the findings on the visit as it stands, by the functions that judge bookings; the
stock is asked as a signature asks it. What somebody has passed or ticked with the visit is told
apart from what it lacks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_desk.base.clock import Clock, local_day
from clinic_desk.calendar.acknowledging import LEFT_TO_THE_NURSE
from clinic_desk.calendar.local_days import midnight
from clinic_desk.calendar.models import Acknowledgement
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.surroundings import Surroundings
from clinic_desk.calendar.unseen import bare_surroundings
from clinic_desk.calendar.visit_rows import visits_between
from clinic_desk.consent.form_text import FormHead
from clinic_desk.db.database import Database
from clinic_desk.records.models import Amendment, TreatmentRecord
from clinic_desk.records.morning_lacks import Day, MorningVisit, Seen, told
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.staff.access import Access
from clinic_desk.staff.models import Person
from clinic_desk.staff.permissions import May, needs
from clinic_desk.stock.models import Batch
from clinic_desk.stock.rows import batches_of


class Morning:
    """The morning page. `by` is the id of the person at the desk."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        protocol: ProtocolBook,
        forms: Mapping[str, FormHead],
    ) -> None:
        """Take the clinic's database, clock and protocol, and the consent forms by scope."""
        self._database = database
        self._clock = clock
        self._protocol = protocol
        self._forms = forms
        self._access = Access(database)

    @needs(May.CLINICAL)
    def of_day(self, day: date, by: int) -> tuple[MorningVisit, ...]:
        """Every visit of a local day that was not given up, by start, with what it lacks.

        One that is over lacks nothing any more but its record.
        """
        around = bare_surroundings(self._protocol.current(), self._clock.now(), self._forms)
        with self._database.read() as session:
            ends = midnight(day + timedelta(days=1))
            found = visits_between(session.connection(), midnight(day), ends)
            visits = [each for each in found if local_day(each.starts_at) == day]
            whole = _read(session, around, visits)
            return tuple(told(whole, each) for each in visits)


def _read(session: Session, around: Surroundings, visits: Sequence[Visit]) -> Day:
    clients, ids = {each.client_id for each in visits}, {each.id for each in visits}
    drafts: defaultdict[int, list[TreatmentRecord]] = defaultdict(list)
    waiting = select(TreatmentRecord).where(
        TreatmentRecord.client_id.in_(clients), TreatmentRecord.signed_at.is_(None)
    )
    for row in session.scalars(waiting.order_by(TreatmentRecord.treated_on, TreatmentRecord.id)):
        drafts[row.client_id].append(row)
    in_error = select(Amendment.record_id).where(Amendment.kind == "entered_in_error")
    signed = select(TreatmentRecord.appointment_id).where(
        TreatmentRecord.appointment_id.in_(ids),
        TreatmentRecord.signed_at.is_not(None),
        TreatmentRecord.kind != "adverse_event",
        TreatmentRecord.id.not_in(in_error),
    )
    return Day(
        session,
        around,
        frozenset(session.scalars(select(Person.id).where(Person.prescriber))),
        drafts,
        frozenset(session.scalars(signed)),
        batches_of(session, select(Batch), around.today),
        _seen(session, ids),
    )


def _seen(session: Session, visits: Collection[int]) -> Mapping[tuple[int, str], Seen]:
    """What was left to the nurse is not among it: it waits for her word."""
    rows = session.execute(
        select(
            Acknowledgement.appointment_id,
            Acknowledgement.fingerprint,
            Person.name,
            Acknowledgement.reason,
        )
        .join(Person, Person.id == Acknowledgement.person_id)
        .where(
            Acknowledgement.appointment_id.in_(visits),
            Acknowledgement.reason != LEFT_TO_THE_NURSE,
        )
        .order_by(Acknowledgement.id)
    )
    return {(visit, mark): Seen(name, reason) for visit, mark, name, reason in rows}
