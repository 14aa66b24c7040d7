"""What is said of a picture: which side, before or after, the day, the visit, a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date, short_day
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import GIVEN_UP
from clinic_desk.photographs.records import MOMENTS, VIEWS, PhotographRecord
from ui.clients.entries import Telling
from ui.clients.photographs.tile import fitted
from ui.kit.buttons import KeyButton, QuietButton
from ui.kit.choices import Segments
from ui.kit.fields import ComboField, DateField, LineField, show_troubles
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row
from ui.kit.paint import box
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.theme import theme

NO_VISIT = "No visit"
SIDES = "The sides are the client's own."


@dataclass(frozen=True)
class VisitChoice:
    """A visit that a picture may belong to."""

    id: int
    words: str
    day: date


def visit_choices(visits: Iterable[Visit], telling: Telling) -> tuple[VisitChoice, ...]:
    """The visits that have begun, newest first."""
    begun = (each for each in visits if each.starts_at <= telling.now)
    return tuple(_choice(each, telling) for each in begun if each.status not in GIVEN_UP)


def _choice(visit: Visit, telling: Telling) -> VisitChoice:
    day, known = local_day(visit.starts_at), telling.catalogue.by_code.get(visit.treatment)
    name = known.short_name if known else visit.treatment
    return VisitChoice(visit.id, f"{short_day(day, telling.today)} · {name}", day)


@dataclass(frozen=True)
class Said:
    """What was said of a picture, as it is typed."""

    view: Any
    moment: Any
    taken_on: date
    appointment_id: int | None
    note: str


@dataclass(frozen=True)
class FormTyped:
    """What stands in the form, letter for letter."""

    view: Any
    moment: Any
    visit: int | None
    day: str
    note: str


class PictureForm(QWidget):
    """One picture beside its fields; it knows nothing of how they are kept."""

    given_up = Signal()

    def __init__(self, clock: Clock, keep: KeyButton) -> None:
        """`keep` is the button that keeps what is said."""
        super().__init__()
        self._clock = clock
        self._visits: tuple[VisitChoice, ...] = ()
        self._is_offered = False
        self.title = SectionTitle("")
        self.preview = Preview()
        self.view = Segments("Side", tuple(VIEWS.items()))
        self.moment = Segments("Before or after", tuple(MOMENTS.items()))
        self.visit = ComboField("Visit")
        self.day = DateField(
            "Day it was taken", self._read_day, show=plain_date, placeholder="today, tue or 1 oct"
        )
        self.note = LineField("Note", "Nothing need stand here")
        self.trouble = TroubleLine()
        self.keep = keep
        self.leave = QuietButton("Leave it", "Esc", on_click=self.given_up.emit)
        self.visit.edited.connect(self._visit_chosen)
        self._lay_out()

    def show_visits(self, visits: Sequence[VisitChoice]) -> None:
        """Offer these, newest first, with the next picture."""
        self._visits, self._is_offered = tuple(visits), False

    def _offer_visits(self) -> None:
        """Fill the list, which takes a while where there are hundreds; the chosen one stays."""
        if self._is_offered:
            return
        chosen = self._chosen_visit()
        offered = ((each.id, each.words) for each in self._visits)
        self.visit.set_choices([(None, NO_VISIT), *offered])
        if chosen in {each.id for each in self._visits}:
            self.visit.set_value(chosen)
        self._is_offered = True

    def _chosen_visit(self) -> int | None:
        """None too while the list is empty, which has no choice yet."""
        return self.visit.value() if self.visit.control.count() else None  # type: ignore[attr-defined]

    def begin(self, name: str, image: QImage) -> None:
        """A picture to be added; day, visit and moment stay as they were for the one before."""
        self.trouble.clear()
        self._offer_visits()
        self.title.setText(f"Add {name}")
        self.preview.show_image(image)
        self.note.set_text("")
        if not self.day.text().strip():
            self._propose()
        self.view.setFocus()

    def begin_changing(self, record: PhotographRecord, image: QImage) -> None:
        """A picture on file of which something else is to be said."""
        self.trouble.clear()
        self._offer_visits()
        self.title.setText("Change what is said of this photograph")
        self.preview.show_image(image)
        self.view.set_value(record.view)
        self.moment.set_value(record.moment)
        known = {each.id for each in self._visits}
        self.visit.set_value(record.appointment_id if record.appointment_id in known else None)
        self.day.set_value(record.taken_on)
        self.note.set_text(record.note)
        self.view.setFocus()

    def said(self) -> Said:
        """What stands in it. Raises BadInput, which is shown below its field already."""
        day = self.day.value()
        if day is None:
            trouble = BadInput("taken_on", "Say on which day it was taken.")
            self.refuse(trouble)
            raise trouble
        return Said(
            self.view.value(), self.moment.value(), day, self.visit.value(), self.note.text()
        )

    def typed(self) -> FormTyped:
        """What stands in it, readable or not."""
        return FormTyped(
            self.view.value(),
            self.moment.value(),
            self._chosen_visit(),
            self.day.text(),
            self.note.text(),
        )

    def show_typed(self, typed: FormTyped) -> None:
        """Go on where it was left."""
        self._offer_visits()
        self.view.set_value(typed.view)
        self.moment.set_value(typed.moment)
        known = {each.id for each in self._visits}
        self.visit.set_value(typed.visit if typed.visit in known else None)
        self.day.set_text(typed.day)
        self.note.set_text(typed.note)

    def refuse(self, error: ClinicError) -> None:
        """Tell why it could not be kept, below the field where it names one."""
        fields = {"taken_on": self.day, "appointment_id": self.visit, "note": self.note}
        if not show_troubles(fields, error):
            self.trouble.tell(error)

    def forget(self) -> None:
        """Nobody's any more."""
        self.preview.show_image(QImage())
        self.title.setText("")
        self.day.set_text("")
        self.note.set_text("")
        self.trouble.clear()
        self.show_visits(())
        self._offer_visits()

    def _propose(self) -> None:
        """Today, with the visit of today if there is one."""
        today = local_day(self._clock.now())
        self.day.set_value(today)
        of_today = next((each.id for each in self._visits if each.day == today), None)
        self.visit.set_value(of_today)

    def _visit_chosen(self) -> None:
        chosen = next((each for each in self._visits if each.id == self.visit.value()), None)
        if chosen is not None:
            self.day.set_value(chosen.day)

    def _read_day(self, text: str) -> date:
        return read_past_day(text, local_day(self._clock.now()))

    def _lay_out(self) -> None:
        both = Row(self, gap=3)
        both.addWidget(self.preview, 1)
        scroll = Scroll(gap=1.5, margins=0)
        both.addWidget(scroll, 1)
        body = scroll.body
        body.addWidget(self.title)
        body.addWidget(self.trouble)
        for label, choice in (("Side", self.view), ("Taken", self.moment)):
            pair = Column(gap=0.5)
            pair.addWidget(FieldLabel(label))
            line = Row()
            line.addWidget(choice)
            line.addStretch(1)
            pair.addLayout(line)
            if choice is self.view:
                pair.addWidget(PlainLabel(SIDES, size="small", tone="quiet"))
            body.addLayout(pair)
        body.addWidget(self.visit)
        body.addWidget(self.day)
        body.addWidget(self.note)
        acts = Row(gap=1)
        acts.addWidget(self.keep)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        body.addLayout(acts)
        body.addStretch(1)


class Preview(QWidget):
    """A picture as large as it fits."""

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self._image = QImage()
        self.setAccessibleName("The picture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage) -> None:
        """Another picture."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Of a thumbnail's size."""
        wide = theme().shape("photograph") * 2
        return QSize(wide, wide * 4 // 3)

    def minimumSizeHint(self) -> QSize:
        """Small where there is no room."""
        wide = theme().shape("photograph")
        return QSize(wide, wide)

    def paintEvent(self, event: QPaintEvent) -> None:
        """On a quiet ground."""
        look, painter = theme(), QPainter(self)
        place = QRectF(self.rect())
        box(painter, place, look.shape("radius"), look.colour("sunken"), look.colour("line"))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(fitted(self._image, place), self._image)
