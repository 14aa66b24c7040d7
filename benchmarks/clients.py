"""A client with five hundred visits and two hundred photographs, opened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, insert, select

from benchmarks import albums
from benchmarks.albums import PHOTOGRAPHS, photographed
from benchmarks.booking import overheard
from benchmarks.finding import driver_of
from benchmarks.measuring import Act, Line, ratio
from clinic_desk.base.clock import local_day
from clinic_desk.calendar.models import Appointment
from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic
from clinic_desk.records.coding import to_json
from clinic_desk.records.contents import ReviewContent
from clinic_desk.records.digest import Signed
from clinic_desk.records.models import TreatmentRecord
from clinic_desk.staff.permissions import May, may
from ui.clients.reading import FIRST_PAGE, ClientFile, read_file, read_rest

VISITS = 500
_WEEK = timedelta(days=7)
_FLOOR = "the driver, the same columns of all visits and records"


def rows(clinic: Clinic) -> list[Line]:
    """The rows; they write their client into the clinic, which is a copy."""
    client_id = often_here(clinic)
    person = next(each for each in clinic.staff.people() if may(each, May.CLINICAL))
    found = read_rest(clinic, client_id, person)
    if len(found.visits) != VISITS:
        raise RuntimeError(f"the bench's client has {len(found.visits)} visits, not {VISITS}")

    def first(_: int) -> ClientFile:
        return read_file(clinic, client_id, person, opened=False)

    def whole(turn: int) -> object:
        """The first page, what follows by itself, and every record that scrolling reads."""
        file = first(turn)
        last = file.clinical.records[-1] if file.clinical is not None else None
        before = (last.treated_on, last.id) if last is not None else None
        return read_rest(clinic, client_id, person), clinic.records.of_client(
            client_id, person.id, limit=VISITS, before=before
        )

    named = f"open a client with {VISITS} visits"
    floor = _columns(clinic, whole)
    alone = [
        ratio(f"{named}: first page of {FIRST_PAGE}", _FLOOR, 0.5, first, floor, turns=40),
        ratio(f"{named}: all, with ribbon and records", _FLOOR, 2, whole, floor, turns=20),
    ]
    photographed(clinic, client_id, person.id)
    both = f"{named} and {PHOTOGRAPHS} photographs: first page of {FIRST_PAGE}"
    return [
        *alone,
        ratio(both, _FLOOR, 0.5, first, floor, turns=40),
        *albums.rows(clinic, client_id, person.id),
    ]


def _columns(clinic: Clinic, read: Act) -> Act:
    """Every statement of one whole reading, straight through the driver, with all its rows."""
    with overheard(clinic) as statements:
        read(0)
    driver = driver_of(clinic)
    return lambda _: [driver.execute(sql, values).fetchall() for sql, values, _ in statements]


def often_here(clinic: Clinic) -> int:
    """A new client who came every week, and of whom every visit was written up and signed."""
    treating = next(each for each in clinic.staff.people() if may(each, May.TREAT))
    details = ClientDetails(given="Often", family="Here")
    client_id: int = clinic.clients.add(details, treating.id).id
    now = clinic.clock.now().replace(minute=0, second=0, microsecond=0)
    with clinic.database.write(audited=False) as session:
        last = session.scalar(select(func.max(Appointment.id))) or 0
        last_record = session.scalar(select(func.max(TreatmentRecord.id))) or 0
        seen = [
            _Seen(last + at, last_record + at, client_id, treating.id, now - at * _WEEK)
            for at in range(1, VISITS + 1)
        ]
        session.execute(insert(Appointment), [each.visit() for each in seen])
        session.execute(insert(TreatmentRecord), [each.record() for each in seen])
    return client_id


class _Seen(NamedTuple):
    """One visit that was had, and its record."""

    visit_id: int
    record_id: int
    client_id: int
    by: int
    starts_at: datetime

    @property
    def treatment(self) -> str:
        """Toxin and needling in turn, with reviews between."""
        return ("BTX", "BTX_REVIEW", "MN", "BTX_REVIEW")[self.visit_id % 4]

    def visit(self) -> dict[str, object]:
        """The row of the visit."""
        return {
            "id": self.visit_id,
            "client_id": self.client_id,
            "treatment": self.treatment,
            "zones": ("forehead", "glabella"),
            "person_id": self.by,
            "starts_at": self.starts_at,
            "ends_at": self.starts_at + timedelta(minutes=30),
            "status": "completed",
            "booked_by": self.by,
            "booked_at": self.starts_at - _WEEK,
        }

    def record(self) -> dict[str, object]:
        """The row of the record, sealed as the room of records seals it."""
        content = ReviewContent(found="Symmetrical, good lift. No top-up.", reaction="None")
        signed_at = self.starts_at + timedelta(minutes=40)
        sealed = Signed(
            self.record_id,
            self.client_id,
            self.visit_id,
            "review",
            self.treatment,
            local_day(self.starts_at),
            to_json(content),
            self.by,
            self.starts_at,
            signed_at,
            self.by,
            signed_at,
            (),
        )
        return {
            "id": sealed.record_id,
            "client_id": sealed.client_id,
            "appointment_id": sealed.visit_id,
            "kind": sealed.kind,
            "treatment": sealed.treatment,
            "treated_on": sealed.treated_on,
            "content": sealed.content,
            "written_by": sealed.written_by,
            "begun_at": sealed.begun_at,
            "changed_at": sealed.changed_at,
            "signed_by": sealed.signed_by,
            "signed_at": sealed.signed_at,
            "digest": sealed.digest,
            "version": 1,
        }
