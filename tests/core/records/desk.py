"""A small clinic to write records in: people, a client, stock, and visits that were had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.folders import RESOURCES
from clinic_desk.calendar.models import Appointment, VisitMark
from clinic_desk.clients.models import HealthAnswer, Standing
from clinic_desk.db.database import Database
from clinic_desk.records.contents import (
    Lot,
    NeedledArea,
    NeedlingContent,
    Point,
    ToxinContent,
    Vial,
)
from clinic_desk.records.record import Record, Written
from clinic_desk.records.records import Records
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.staff.practice import PracticeSettings
from clinic_desk.stock.models import Batch, OpenedVial
from tests.factories import NOW, add_appointment, add_client, add_device, add_person

CONSULTED = date(2026, 3, 3)


@dataclass
class Desk:
    """Ruth prescribes, Amira does not; Anna consulted Ruth in March."""

    database: Database
    clock: FixedClock
    consent: dict[tuple[int, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.protocol = ProtocolBook(
            self.database, RESOURCES / "protocol", PracticeSettings(self.database), self.clock
        )
        self.ruth = add_person(self.database)
        self.amira = add_person(self.database, "Amira Shah", "practitioner")
        self.anna = add_client(self.database, consult_on=CONSULTED)
        self.pen = add_device(self.database)
        self.records = Records(self.database, self.clock, self.protocol, self.consent_on)

    def consent_on(self, client_id: int, scope: str, day: date) -> str:
        return self.consent.get((client_id, scope), "current")

    def put(self, row: Any) -> int:
        with self.database.write(audited=False) as session:
            session.add(row)
            session.flush()
            return int(row.id)

    def batch(self, kind: str = "toxin", product: str = "Azzalure", **columns: Any) -> int:
        columns.setdefault("number", f"{product[:2]}{self.clock.now():%H%M}{len(columns)}")
        columns.setdefault("expires_on", date(2027, 6, 30))
        strength = 125 if kind == "toxin" else None
        return self.put(
            Batch(
                kind=kind,
                product=product,
                received_on=date(2026, 1, 5),
                pieces=10,
                strength=strength,
                **columns,
            )
        )

    def vial(self, batch_id: int, opened_at: datetime = NOW - timedelta(hours=2)) -> int:
        return self.put(
            OpenedVial(
                batch_id=batch_id,
                opened_at=opened_at,
                opened_by=self.ruth,
                mixed_at=opened_at,
                diluent_ul=630,
            )
        )

    def visit(
        self,
        treatment: str = "BTX",
        status: str = "completed",
        *,
        client: int | None = None,
        person: int | None = None,
        starts_at: datetime = NOW - timedelta(hours=1),
        **columns: Any,
    ) -> int:
        return add_appointment(
            self.database,
            client or self.anna,
            person or self.ruth,
            starts_at,
            starts_at + timedelta(minutes=30),
            treatment=treatment,
            status=status,
            occupies=False,
            **columns,
        )

    def toxin(self, vials: Iterable[int], **changed: Any) -> ToxinContent:
        vials = tuple(vials)
        content = ToxinContent(
            vials=tuple(map(Vial, vials)),
            points=tuple(
                Point("face_front", 0.4, 0.3, 1000, "glabella", vial)
                for vial in vials
                for _ in range(2)
            ),
            prescriber_id=self.ruth,
            consulted_on=CONSULTED,
            line_type="dynamic",
            chaperone="declined",
        )
        return replace(content, **changed)

    def needling(self, cartridge: int, **changed: Any) -> NeedlingContent:
        content = NeedlingContent(
            areas=(NeedledArea("cheeks", 75, 3),),
            device="Pen",
            cartridge=Lot(cartridge),
            new_cartridge=True,
            end_point="Even redness",
            session=1,
            sessions=3,
        )
        return replace(content, **changed)

    def drafted(self, visit: int, content: Any, by: int | None = None) -> Record:
        by = by or self.ruth
        draft = self.records.begin(visit, by).record
        return self.records.save_draft(draft.id, draft.version, content, by).record

    def signed(self, visit: int, content: Any, by: int | None = None) -> Record:
        draft = self.drafted(visit, content, by)
        return self.sign(draft, by).record

    def sign(self, draft: Record, by: int | None = None, **given: Any) -> Written:
        return self.records.sign(draft.id, draft.version, by or self.ruth, **given)

    def signed_toxin(self, starts_at: datetime = NOW - timedelta(hours=1)) -> Record:
        visit = self.visit(starts_at=starts_at)
        vial = self.vial(self.batch(number=f"A{visit}"), starts_at)
        return self.signed(visit, self.toxin([vial]))

    def set_status(self, visit: int, status: str, reason: str = "") -> None:
        with self.database.write(audited=False) as session:
            row = session.get_one(Appointment, visit)
            row.status, row.status_reason = status, reason

    def put_standing(self, row: Standing | HealthAnswer) -> None:
        with self.database.write(audited=False) as session:
            session.add(row)

    put_answer = put_standing

    def mark(self, visit: int, mark: str) -> None:
        with self.database.write(audited=False) as session:
            session.add(VisitMark(appointment_id=visit, mark=mark))

    def marks(self, visit: int) -> set[str]:
        with self.database.read() as session:
            rows = session.query(VisitMark).filter_by(appointment_id=visit)
            return {each.mark for each in rows}
