"""The page before every other: who it is, and the password. Locked, it is the same page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from ui.frame.clinic_mark import ClinicMark
from ui.frame.people_list import PeopleList
from ui.kit.buttons import PrimaryButton
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Row, Surface, reveal
from ui.kit.secrets import NewPassword, SecretField
from ui.kit.surfaces import Scroll
from ui.kit.theme import theme

if TYPE_CHECKING:
    from clinic_desk.staff.people import PersonRecord

WHO = "Who is at the desk?"
LOCKED = "The desk is locked"
NO_PASSWORD = "No password yet"
GIVEN = (
    "The password you were given opens the desk once. Choose one that only you know; it is asked "
    "for from now on."
)
PIN_ONLY = "A PIN only switches people at an unlocked desk; here the password is asked for."
_WIDTH = "door"


class Asked(NamedTuple):
    """What the page asks with: whose clinic, who may sign in, and what a demo gives away."""

    clinic: str
    phone: str
    people: Sequence[PersonRecord]
    without: frozenset[int] = frozenset()
    """The ids of those who have no password."""
    demo_password: str = ""


class SignInPage(Surface):
    """Calm and alone in the window; nothing of a record stands behind it."""

    entered = Signal(int, str, str)
    """The person's id, the password, and one that was chosen in place of a given one."""

    def __init__(self) -> None:
        """Asks nothing yet."""
        super().__init__("canvas")
        self.setAccessibleName("Sign in")
        self._busy = self._locked = False
        self._locked_by: PersonRecord | None = None
        self.mark, self.clinic = ClinicMark(), SectionTitle("", "panel")
        self.phone = PlainLabel("", tone="accent", weight="semibold")
        self.title = SectionTitle(WHO, "page")
        self.about = PlainLabel("", tone="quiet", wrap=True)
        self.people = PeopleList()
        self.password = SecretField("Password", can_show=True)
        self.given = PlainLabel(GIVEN, tone="quiet", wrap=True)
        self.chosen = NewPassword("New password of your own")
        self.trouble = PlainLabel("", tone="block", weight="medium", wrap=True)
        self.act = PrimaryButton("Sign in", "Return", on_click=self.enter)
        self.demo = PlainLabel("", tone="quiet", wrap=True)
        self._lay_out()
        self._listen()
        self._fit()
        theme().changed.connect(self._fit)

    def ask(self, asked: Asked, at: int = 0) -> None:
        """Ask who it is, with the person of an id marked; the keyboard is on the list."""
        self._locked, self._locked_by = False, None
        self._show(asked, at, WHO, "", "Sign in")
        self.password.setFocus() if at else self.people.setFocus()

    def ask_again(self, asked: Asked, by: PersonRecord) -> None:
        """The desk is locked: ask for the password of who locked it, or of somebody else."""
        self._locked, self._locked_by = True, by
        others = [person for person in asked.people if person.id != by.id]
        first = asked._replace(people=(by, *others))
        self._show(first, by.id, LOCKED, "", "Unlock")
        self._say_who()
        self.password.setFocus()

    def enter(self) -> None:
        """Take what was typed, once."""
        person = self.people.person
        if self._busy or person is None:
            return
        if not self.password.text():
            self._tell("The password is missing.")
            self.password.setFocus()
            return
        self._set_busy(True)
        self.entered.emit(person.id, self.password.text(), self.chosen.text())

    def refuse(self, error: ClinicError) -> None:
        """It was not right: say so, and let another be typed."""
        self._set_busy(False)
        if isinstance(error, BadInput) and error.field == "password" and self._is_choosing:
            self.chosen.tell(error)
            return
        self._tell(str(error))
        self.password.line.selectAll()
        self.password.setFocus()
        QTimer.singleShot(0, self, self._bring_into_sight)

    def ask_for_own(self) -> None:
        """The password was right and a given one: ask for one of the person's own."""
        self._set_busy(False)
        self._tell("")
        for part in (self.given, self.chosen):
            reveal(part, True)
        self.chosen.first_control().setFocus()

    def forget(self) -> None:
        """Nothing of what was typed stays."""
        self._set_busy(False)
        self.password.forget()
        self.chosen.forget()
        for part in (self.given, self.chosen):
            reveal(part, False)
        self._tell("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the password, the arrows go through the people."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self.people.step(step)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list is as high as there is room."""
        super().resizeEvent(event)
        self._fit()

    @property
    def _is_choosing(self) -> bool:
        return not self.chosen.isHidden()

    def _show(self, asked: Asked, at: int, title: str, about: str, act: str) -> None:
        self.forget()
        self.mark.show_clinic(asked.clinic)
        self.clinic.setText(asked.clinic)
        self.phone.setText(asked.phone)
        self.title.setText(title)
        self.about.setText(about)
        reveal(self.about, bool(about))
        self.act.set_words(act)
        self.people.show_people(asked.people, _tags(asked), at)
        words = f"Demo: invented people. Everybody's password is “{asked.demo_password}”."
        self.demo.setText(words if asked.demo_password else "")
        reveal(self.demo, bool(asked.demo_password))
        self._fit()

    def _say_who(self) -> None:
        """Whose work waits, and what happens to it when somebody else comes."""
        by, person = self._locked_by, self.people.person
        if by is None or person is None:
            return
        if person.id == by.id:
            about = f"What {by.name} was doing is there after the password. {PIN_ONLY}"
        else:
            about = f"{person.name} gets pages of their own; those of {by.name} wait. {PIN_ONLY}"
        self.about.setText(about)
        reveal(self.about, True)

    def _marked(self) -> None:
        """Another person: what was typed for the one before is nobody else's."""
        self.forget()
        self._say_who()
        self._show_marked()

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.password.control.setAccessibleDescription(sentence)
        reveal(self.trouble, bool(sentence))

    def _bring_into_sight(self) -> None:
        """Where letters are large the page scrolls: to the sentence, once it is laid out."""
        below = self.trouble if not self.trouble.isHidden() else self.act
        self._whole.ensureWidgetVisible(below, 0, theme().grid(8))

    def _set_busy(self, busy: bool) -> None:
        self._busy = self.people.stands = busy
        self.act.setEnabled(not busy)

    def _listen(self) -> None:
        self.people.marked.connect(self._marked)
        self.people.taken.connect(self.password.setFocus)
        self.password.edited.connect(lambda: self._tell(""))
        for each in (self.password.line, self.chosen.new.line):
            each.returnPressed.connect(self.enter)
        self.password.line.installEventFilter(self)

    def _lay_out(self) -> None:
        whole = self._whole = Scroll(gap=0, margins=3)
        Column(self, gap=0).addWidget(whole)
        card = Card(gap=1.5, margins=3)
        self._room = Scroll(gap=0, margins=0)
        self._room.body.addWidget(self.people)
        self._room.body.addStretch(1)
        self._room.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head = Row(gap=1.5)
        head.addWidget(self.mark)
        head.addWidget(self.clinic)
        head.addStretch(1)
        head.addWidget(self.phone)
        for part in (self.title, self.about, self._room):
            card.body.addWidget(part)
        card.body.addWidget(self.password)
        card.body.addWidget(self.given)
        card.body.addWidget(self.chosen)
        card.body.addWidget(self.trouble)
        card.body.addWidget(self.act)
        card.body.addWidget(self.demo)
        self._middle = QWidget()
        middle = Column(self._middle, gap=2)
        middle.addLayout(head)
        middle.addWidget(card)
        line = Row()
        line.addStretch(1)
        line.addWidget(self._middle, 100)
        line.addStretch(1)
        whole.body.addStretch(1)
        whole.body.addLayout(line)
        whole.body.addStretch(2)

    def _fit(self) -> None:
        look = theme()
        self._middle.setMaximumWidth(look.shape(_WIDTH))
        wanted = self.people.wanted_height()
        most = max(look.scaled(100), self.height() - look.scaled(470))
        self._room.setFixedHeight(min(wanted, most))
        QTimer.singleShot(0, self, self._show_marked)

    def _show_marked(self) -> None:
        if (row := self.people.marked_row()) is not None:
            self._room.ensureWidgetVisible(row, 0, theme().grid())


def _tags(asked: Asked) -> dict[int, str]:
    return {person.id: NO_PASSWORD for person in asked.people if person.id in asked.without}
