"""Who is at the desk: picked at the top right, proven by a PIN."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from clinic_desk.base.errors import ClinicError
from ui.frame.own_secrets import OwnSecrets
from ui.kit.buttons import LinkButton, PlainButton, PrimaryButton, QuietButton
from ui.kit.labels import FieldLabel, PlainLabel, text_width
from ui.kit.layout import Row, clear
from ui.kit.paint import box, focus_ring
from ui.kit.popover import Popover
from ui.kit.rows import ChoiceRow
from ui.kit.secrets import SecretField
from ui.kit.surfaces import Scroll
from ui.kit.theme import theme
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desk.staff.people import PersonRecord

NOBODY = "Who is at the desk?"
AT_DESK = "At the desk"


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
    """The list of people, then the PIN of whoever takes the desk over.

    The pages stay, and what is typed on them: it is the same desk. Whoever has no PIN types the
    password instead.
    """

    leaving = Signal()
    """Whoever is at the desk signs out."""

    def __init__(self, window: QWidget, workplace: Workplace, anchor: SeatButton) -> None:
        """Opens below `anchor`."""
        super().__init__(window, NOBODY)
        self._work = workplace
        self._below = anchor
        self.people: tuple[PersonRecord, ...] = ()
        self.pin = SecretField("")
        self.sign_in = PrimaryButton("")
        self._trouble = PlainLabel()
        self._busy = False
        self.own = OwnSecrets(window, workplace)
        anchor.clicked.connect(self.open_list)
        self.closed.connect(self._forget)

    def open_list(self) -> None:
        """Ask who is at the desk."""
        clear(self.body)
        self.body.addWidget(FieldLabel(NOBODY))
        here = self._work.person
        if self.people:
            self.body.addWidget(self._rows())
        else:
            self.body.addWidget(PlainLabel("Nobody is entered yet. Settings, People.", wrap=True))
        if here is not None:
            self.body.addWidget(LinkButton("Your password and PIN", on_click=self._change_own))
            self.body.addWidget(LinkButton("Sign out", on_click=self._leave))
        self.dismiss()
        self.open_below(self._below)

    def _rows(self) -> Scroll:
        """Everybody; they scroll where the window is too low for all."""
        rows = Scroll(gap=1, margins=0, snug=True)
        here = self._work.person
        for person in self.people:
            tag = AT_DESK if here is not None and person.id == here.id else ""
            choose = partial(self.pick, person)
            row = ChoiceRow(person.name, person.shown_role, tag=tag, on_choose=choose)
            rows.body.addWidget(row)
        return rows

    def pick(self, person: PersonRecord) -> None:
        """Ask for the secret of a person; nothing for whoever is at the desk already."""
        here = self._work.person
        if here is not None and person.id == here.id:
            self.dismiss()
        else:
            self._ask_secret(person)

    def _ask_secret(self, person: PersonRecord) -> None:
        clear(self.body)
        self._busy = False
        self.pin = SecretField(f"{'PIN' if person.has_pin else 'Password'} of {person.name}")
        self._trouble = PlainLabel("", size="label", tone="block", wrap=True)
        self._trouble.hide()
        self.body.addWidget(self.pin)
        self.pin.line.returnPressed.connect(lambda: self._enter(person))
        self.body.addWidget(self._trouble)
        self.sign_in = PrimaryButton(
            "Sign out, to choose it on the sign-in page", on_click=self._leave
        )
        self.sign_in.hide()
        self.body.addWidget(self.sign_in)
        acts = Row()
        acts.addWidget(QuietButton("Back", on_click=self.open_list))
        acts.addWidget(PrimaryButton("Sit down", on_click=lambda: self._enter(person)), 1)
        self.body.addLayout(acts)
        self.open_below(self._below, take_focus=False)
        self.pin.line.setFocus()

    def _enter(self, person: PersonRecord) -> None:
        if self._busy:
            return
        self._busy = True
        typed, sign_in, here = self.pin.text(), self._work.clinic.sign_in, self._work.person
        if person.has_pin and here is not None:
            by = here.id
            self._work.desk.write(
                lambda: sign_in.switch(person.id, typed, by), self._sit, self._refused
            )
        else:
            self._work.desk.write(
                lambda: sign_in.sign_in(person.id, typed), self._sit, self._refused
            )

    def _refused(self, error: ClinicError) -> None:
        # Behind it stands the database; the window is to be seen before that.
        from clinic_desk.staff.sign_in import PasswordToChoose

        self._busy = False
        self._trouble.setText(str(error))
        self.pin.line.setAccessibleDescription(str(error))
        self._trouble.show()
        if isinstance(error, PasswordToChoose):
            # The sign-in page has the fields for it; Enter leads there.
            self.sign_in.show()
            self.sign_in.setFocus()
            return
        self.pin.line.selectAll()
        self.pin.line.setFocus()

    def _sit(self, person: PersonRecord) -> None:
        self._busy = False
        self.dismiss()
        self._work.seat.sit_down(person)

    def _forget(self) -> None:
        if isValid(self.pin):
            self.pin.forget()

    def _change_own(self) -> None:
        self.dismiss()
        self.own.open_for(self._below)

    def _leave(self) -> None:
        self.dismiss()
        self.leaving.emit()
