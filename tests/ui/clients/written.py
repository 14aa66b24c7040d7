"""A client with signed records, as the nurse and Amira would have written them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from clinic_desk.base.clock import FixedClock, at
from clinic_desk.clinic import Clinic
from clinic_desk.records.contents import Content, Passed, Point, ReviewContent, ToxinContent, Vial
from clinic_desk.records.record import Record
from clinic_desk.stock.records import BatchDraft
from tests.factories import add_appointment

NURSE = 2
CONSULTED = date(2026, 6, 30)


class Written:
    """Writes records through the rooms, at the time of their visits."""

    def __init__(self, clinic: Clinic, client_id: int) -> None:
        self.clinic, self.client_id = clinic, client_id
        assert isinstance(clinic.clock, FixedClock)
        self.clock = clinic.clock
        self._now = self.clock.instant

    def visit(
        self, day: date, treatment: str = "BTX", status: str = "completed", **columns: Any
    ) -> int:
        starts = at(day, time(10, 15))
        return add_appointment(
            self.clinic.database,
            self.client_id,
            NURSE,
            starts,
            starts + timedelta(minutes=30),
            treatment=treatment,
            status=status,
            occupies=False,
            zones=("forehead", "glabella"),
            **columns,
        )

    def vial(self, day: date, number: str) -> int:
        """One vial of a new batch, opened and mixed on a day."""
        stock = self.clinic.stock
        self.clock.instant = at(day, time(9))
        draft = BatchDraft("toxin", "Bocouture", number, date(2027, 3, 31), day, 10, 50)
        batch = stock.add_batch(draft, NURSE).id
        vial = stock.open_vial(batch, NURSE, diluent_ul=1250).id
        self.clock.instant = self._now
        return vial

    def toxin(self, day: date, number: str, units: int = 4, **content: Any) -> Record:
        """A signed map of three points of so many units on the forehead."""
        vial = self.vial(day, number)
        points = tuple(
            Point("face_front", x, 0.27, units * 100, "forehead", vial) for x in (0.4, 0.5, 0.6)
        )
        content.setdefault("reaction", "None")
        made = ToxinContent(
            vials=(Vial(vial),),
            points=points,
            off_label_explained=True,
            prescriber_id=NURSE,
            consulted_on=CONSULTED,
            line_type="dynamic",
            chaperone="declined",
            **content,
        )
        return self.sign(self.visit(day), made, at(day, time(10, 52)))

    def review(self, day: date, found: str = "Symmetrical.") -> Record:
        content = ReviewContent(found=found, reaction="None")
        return self.sign(self.visit(day, "BTX_REVIEW"), content, at(day, time(10, 50)))

    def draft(self, visit_id: int) -> Record:
        return self.clinic.records.begin(visit_id, NURSE).record

    def sign(self, visit_id: int, content: Content, when: datetime) -> Record:
        """Write and sign, with every warning passed."""
        records = self.clinic.records
        self.clock.instant = when
        draft = self.draft(visit_id)
        draft = records.save_draft(draft.id, draft.version, content, NURSE).record
        passed = tuple(
            Passed(each.code, "Seen") for each in records.missing(draft.id, NURSE) if not each.stops
        )
        signed = records.sign(draft.id, draft.version, NURSE, passed=passed).record
        self.clock.instant = self._now
        return signed
