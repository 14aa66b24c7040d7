"""Who is at the desk: picked at the top right, with a PIN for whoever may override."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.base.errors import ClinicError
from clinic_desk.staff.roles import needs_pin
from ui.kit.buttons import PlainButton, PrimaryButton, QuietButton
from ui.kit.fields import LineField
from ui.kit.labels import FieldLabel, PlainLabel, text_width
from ui.kit.layout import Row, clear
from ui.kit.paint import box, focus_ring
from ui.kit.popover import Popover
from ui.kit.rows import ChoiceRow
from ui.kit.theme import theme
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desk.staff.people import PersonRecord

NOBODY = "Who is at the desk?"
SHORTEST_PIN = 4


class SeatButton(PlainButton):
    """Initials, name and role of the person at the desk."""

    def __init__(self) -> None:
        """Nobody."""
        self._initials, self._role, self.compact = "", "", False
        super().__init__(NOBODY)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_person(self, person: PersonRecord | None) -> None:
        """Show who it is."""
        self._initials = person.initials if person else "?"
        self._role = person.shown_role if person else ""
        name = person.name if person else NOBODY
        self.set_words(name, f"At the desk: {name}, {self._role}" if person else NOBODY)

    def fold(self, compact: bool) -> None:
        """Only the initials where there is no room for the name."""
        if compact != self.compact:
            self.compact = compact
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The disc, and beside it the name above the role."""
        look = theme()
        disc = look.shape("avatar") + look.scaled(8)
        if self.compact:
            return QSize(disc, look.scaled(42))
        name = text_width(look.font("body", "semibold"), self._words)
        role = text_width(look.font("rail"), self._role)
        return QSize(disc + look.scaled(11) + max(name, role), look.scaled(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc, the name, the role."""
        look, painter = theme(), QPainter(self)
        place, side = QRectF(self.rect()), look.shape("avatar")
        if self.underMouse():
            box(painter, place, look.shape("radius"), look.colour("sunken"))
        disc = QRectF(look.scaled(4), place.center().y() - side / 2, side, side)
        box(painter, disc, side / 2, look.colour("avatar"))
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font("rail", "bold"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._initials)
        if not self.compact:
            self._paint_words(painter, place.adjusted(disc.right() + look.scaled(10), 0, 0, 0))
        if self.hasFocus():
            focus_ring(painter, look, place, look.shape("radius"), "accent")

    def _paint_words(self, painter: QPainter, place: QRectF) -> None:
        look = theme()
        painter.setFont(look.font("body", "semibold"))
        if not self._role:
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._words)
            return
        upper = place.adjusted(0, look.scaled(4), 0, 0)
        upper.setHeight(look.scaled(18))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.setFont(look.font("rail"))
        painter.setPen(look.colour("quiet_ink"))
        lower = upper.translated(0, look.scaled(17))
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, self._role)


class SeatPicker(Popover):
    """The list of people, then the PIN where the role asks for one."""

    def __init__(self, window: QWidget, workplace: Workplace, anchor: SeatButton) -> None:
        """Opens below `anchor`."""
        super().__init__(window, NOBODY)
        self._work = workplace
        self._below = anchor
        self.people: tuple[PersonRecord, ...] = ()
        self.pin = LineField("")
        self._again: LineField | None = None
        self._trouble = PlainLabel()
        anchor.clicked.connect(self.open_list)

    def open_list(self) -> None:
        """Ask who is at the desk."""
        clear(self.body)
        self.body.addWidget(FieldLabel(NOBODY))
        for person in self.people:
            row = ChoiceRow(person.name, person.shown_role, on_choose=partial(self.pick, person))
            self.body.addWidget(row)
        if not self.people:
            self.body.addWidget(PlainLabel("Nobody is entered yet. Settings, People.", wrap=True))
        self.dismiss()
        self.open_below(self._below)

    def pick(self, person: PersonRecord) -> None:
        """Put a person at the desk, after the PIN where one is due."""
        if needs_pin(person):
            self._ask_pin(person)
        else:
            self._sit(person)

    def _ask_pin(self, person: PersonRecord) -> None:
        clear(self.body)
        self.pin = _pin_field(f"PIN of {person.name}" if person.has_pin else "A PIN of your own")
        self._again = None if person.has_pin else _pin_field("The same again")
        self._trouble = PlainLabel("", size="label", tone="block", wrap=True)
        self._trouble.hide()
        if not person.has_pin:
            words = f"{person.name} may override the protocol, so a PIN is asked for. Choose one."
            self.body.addWidget(PlainLabel(words, tone="quiet", wrap=True))
        for field in filter(None, (self.pin, self._again)):
            self.body.addWidget(field)
            field.line.returnPressed.connect(lambda: self._enter(person))
        self.body.addWidget(self._trouble)
        acts = Row()
        acts.addWidget(QuietButton("Back", on_click=self.open_list))
        acts.addWidget(PrimaryButton("Sit down", on_click=lambda: self._enter(person)), 1)
        self.body.addLayout(acts)
        self.open_below(self._below, take_focus=False)
        self.pin.line.setFocus()

    def _enter(self, person: PersonRecord) -> None:
        typed, staff = self.pin.text(), self._work.clinic.staff
        if self._again is None:
            self._work.desk.write(
                lambda: staff.check_pin(person.id, typed),
                lambda right: self._checked(person, right),
                self._refused,
            )
        elif len(typed) < SHORTEST_PIN:
            self._tell(f"A PIN has at least {SHORTEST_PIN} figures.")
        elif typed != self._again.text():
            self._tell("The two are not the same.")
        else:
            self._work.write(
                lambda: staff.set_pin(person.id, typed, person.id),
                lambda _saved: self._sit(person),
                self._refused,
            )

    def _checked(self, person: PersonRecord, right: bool) -> None:
        if right:
            self._sit(person)
        else:
            self._tell("That is not the PIN.")

    def _refused(self, error: ClinicError) -> None:
        self._tell(str(error))

    def _tell(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.show()
        self.pin.line.selectAll()
        self.pin.line.setFocus()

    def _sit(self, person: PersonRecord) -> None:
        self.dismiss()
        self._work.seat.sit_down(person)


def welcome(people: Sequence[PersonRecord]) -> PersonRecord | None:
    """Who is put at the desk when the window opens: the first who needs no PIN."""
    return next((person for person in people if not needs_pin(person)), None)


def _pin_field(label: str) -> LineField:
    field = LineField(label)
    field.line.setEchoMode(field.line.EchoMode.Password)
    return field
