"""The record's page in the whole window, on a small clinic with stock, consultations and visits.

Ruth Holt prescribes and gives everything, Amira Khan needles, Maya Patel answers the telephone.
It is Tuesday 24 November 2026, nine in the morning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import text

from clinic_desk.calendar.models import Appointment
from clinic_desk.clients.records import AlertDetails, ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic
from clinic_desk.records.contents import Point, ToxinContent, Vial
from clinic_desk.records.record import Record
from clinic_desk.stock.models import Batch, OpenedVial
from tests.factories import NOW, add_appointment
from tests.ui.calendar.at_desk import AMIRA, MAYA, RUTH, QuickHand
from ui.application import ClinicDesk
from ui.records.page import RecordPage

__all__ = ("AMIRA", "MAYA", "RUTH")
STROKES = (((0.1, 0.5), (0.2, 0.4), (0.4, 0.6), (0.6, 0.4), (0.8, 0.5), (0.9, 0.6)),)
CONSULTED = date(2026, 7, 1)
EARLIER = NOW - timedelta(days=126)


@dataclass
class AtWork:
    """The running program, a hand at its keyboard, and what it said."""

    program: ClinicDesk
    clinic: Clinic
    hand: QuickHand
    said: list[str] = field(default_factory=list)

    @property
    def page(self) -> RecordPage:
        """The record's page."""
        page = self.program.window.stack.page("records")
        assert isinstance(page, RecordPage)
        return page

    @property
    def form(self) -> Any:
        """The form of the draft in sight."""
        return self.page.draft.form

    @property
    def now(self) -> str:
        """The page in sight."""
        return self.program.window.stack.now

    # ---- what the clinic has

    def put(self, row: Any) -> int:
        """A row straight into the database."""
        with self.clinic.database.write(audited=False) as session:
            session.add(row)
            session.flush()
            return int(row.id)

    def client(self, given: str = "Nadia", family: str = "Clarke", **more: Any) -> int:
        """A client of 41 with a consultation in July."""
        usual: dict[str, Any] = {
            "born_on": date(1985, 4, 3),
            "phones": (PhoneDetails("07700 900316"),),
            "consult_on": CONSULTED,
            "questionnaire_on": date(2026, 11, 1),
        }
        return self.clinic.clients.add(ClientDetails(given, family, **(usual | more)), by=RUTH).id

    def allergic(self, **more: Any) -> int:
        """A client with an allergy to lidocaine on file."""
        return self.client("Sarah", "Whitfield",
                           alerts=(AlertDetails("allergy", "lidocaine"),), **more)  # fmt: skip

    def batch(self, product: str = "Bocouture", number: str = "B81204", **more: Any) -> int:
        """A batch that is in date, unless told otherwise."""
        kind = more.pop("kind", "toxin")
        more.setdefault("expires_on", date(2027, 3, 31))
        more.setdefault("received_on", date(2026, 1, 5))
        strength = 50 if kind == "toxin" else None
        return self.put(
            Batch(kind=kind, product=product, number=number, pieces=10, strength=strength, **more)
        )

    def vial(self, batch_id: int, opened_at: datetime | None = None) -> int:
        """A vial opened and mixed an hour ago, unless told otherwise."""
        opened = opened_at or NOW - timedelta(hours=1)
        return self.put(
            OpenedVial(
                batch_id=batch_id, opened_at=opened, opened_by=RUTH, mixed_at=opened,
                diluent_ul=1250,
            )
        )  # fmt: skip

    def visit(
        self,
        client_id: int,
        treatment: str = "BTX",
        status: str = "completed",
        *,
        person: int = RUTH,
        starts_at: datetime = NOW - timedelta(minutes=30),
        **columns: Any,
    ) -> int:
        """A visit that was had, of half an hour."""
        return add_appointment(
            self.clinic.database, client_id, person, starts_at,
            starts_at + timedelta(minutes=30), treatment=treatment, status=status, occupies=False,
            **columns,
        )  # fmt: skip

    def consent(self, client_id: int, scope: str) -> None:
        """What the client signed for a treatment."""
        give = self.clinic.consents.give_on_screen
        give(client_id, scope, "Nadia Clarke", STROKES, RUTH, CONSULTED)

    def had_toxin(self, client_id: int, product: str = "Bocouture") -> Record:
        """A signed record of four months ago, with four points."""
        visit = self.visit(client_id, starts_at=EARLIER)
        vial = self.vial(self.batch(product, f"OLD-{product}"), EARLIER)
        points = tuple(
            Point("face_front", x, y, 400, area, None)
            for x, y, area in ((0.42, 0.24, "forehead"), (0.58, 0.24, "forehead"),
                               (0.46, 0.36, "glabella"), (0.54, 0.36, "glabella"))
        )  # fmt: skip
        content = ToxinContent(
            vials=(Vial(vial),), points=points, prescriber_id=RUTH,
            consulted_on=CONSULTED, line_type="dynamic", chaperone="declined",
            off_label_explained=True,
        )  # fmt: skip
        return self.sign(visit, content)

    def sign(self, visit: int, content: Any, by: int = RUTH) -> Record:
        """A record written and signed behind the window's back."""
        records = self.clinic.records
        draft = records.begin(visit, by).record
        saved = records.save_draft(draft.id, draft.version, content, by).record
        return records.sign(saved.id, saved.version, by).record

    def records_of(self, visit: int) -> tuple[Record, ...]:
        """What the file holds of a visit, the newest first."""
        return self.clinic.records.of_visit(visit, RUTH)

    def set_status(self, visit: int, status: str) -> None:
        """Another status of a visit, behind the window's back."""
        with self.clinic.database.write(audited=False) as session:
            session.get_one(Appointment, visit).status = status

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the file holds."""
        with self.clinic.database.read() as session:
            return [tuple(row) for row in session.execute(text(sql))]

    def tamper(self, record: int) -> None:
        """Another number in a signed record, past the triggers that guard it."""
        with self.clinic.database.write(audited=False) as session:
            names = session.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            ).all()
            for name, _sql in names:
                session.execute(text(f'DROP TRIGGER "{name}"'))
            session.execute(
                text("UPDATE treatment_record SET content = replace(content, '400', '500')")
            )
            for _name, sql in names:
                session.execute(text(sql))

    # ---- what a person does

    def open(self, visit: int, **more: Any) -> None:
        """The record of a visit, as its page is asked for from elsewhere."""
        self.program.window.show_page("records", {"visit_id": visit, **more})
        self.hand.settle()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """The left button, on a spot or in the middle."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        self.hand.settle()

    def click_chart(self, x: float, y: float) -> None:
        """A click at a fraction of the chart in sight."""
        chart = self.form.map.chart
        spot = chart.sheet().at(x, y)
        self.click(chart, QPoint(round(spot[0]), round(spot[1])))

    def focused(self) -> str:
        """The spoken name of whatever has the keyboard."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget is not None else ""

    def go_to(self, name: str) -> None:
        """Tab on until a control of that name has the keyboard."""
        for _ in range(60):
            if self.focused().startswith(name):
                return
            self.hand.press("Tab")
        raise LookupError(f"no control called {name} can be reached by Tab")

    def type_in(self, name: str, words: str) -> None:
        """Tab on to a field, and type into it."""
        self.go_to(name)
        self.hand.type(words)

    def lacks(self) -> list[str]:
        """What the page says is missing."""
        return [each.sentence for each in self.page.draft.lacks.missing]

    def sit(self, person_id: int) -> None:
        """Put someone else at the desk."""
        assert self.program.work is not None
        self.program.work.seat.sit_down(self.clinic.staff.person(person_id))
        self.hand.settle()
