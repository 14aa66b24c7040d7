"""On which face-to-face consultations a treatment may rest.

The rule is the calendar's: a completed visit with a prescriber that was not by phone and not
entered in error, or the date on the client's own record. The visit itself is left out: that the
prescriber treats is no consultation, which comes before.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.gather import FACE_TO_FACE
from clinic_desk.calendar.models import Appointment, VisitMark
from clinic_desk.clients.models import Client
from clinic_desk.records.act import Act
from clinic_desk.staff.models import Person

_v = Appointment.__table__.c
_MARKED = exists().where(VisitMark.appointment_id == _v.id)


def consultations(act: Act, visit: Appointment) -> frozenset[date]:
    """The local days of those before a visit; two statements."""
    met = (
        select(_v.starts_at)
        .join_from(Appointment, Person, Person.id == _v.person_id)
        .where(
            _v.client_id == visit.client_id,
            _v.id != visit.id,
            _v.status == FACE_TO_FACE,
            _v.starts_at < visit.starts_at,
            Person.prescriber,
            ~_MARKED,
        )
    )
    days = {local_day(starts_at) for starts_at in act.session.scalars(met)}
    noted = act.session.scalar(select(Client.consult_on).where(Client.id == visit.client_id))
    if noted is not None and noted <= local_day(visit.starts_at):
        days.add(noted)
    return frozenset(days)
