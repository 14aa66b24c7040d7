"""The tab "Health questions": answered on screen or from paper, and what that does to bookings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.staff.permissions import May, may
from ui.clients.against import AgainstList
from ui.clients.health.change import ChangeCard
from ui.clients.health.drafts import HealthDrafts
from ui.clients.health.earlier import Earlier, EarlierCard
from ui.clients.health.head import HealthHead
from ui.clients.health.keys import add_commands
from ui.clients.health.question import QuestionRow
from ui.clients.health.questions import QuestionsCard
from ui.clients.health.reading import HealthFile, Kept, read_health
from ui.clients.health.typed import (
    NO,
    TypedForm,
    drafts_of,
    how_of,
    needs_asking,
    read_day,
)
from ui.clients.health.wording import kept_words, rest_words
from ui.kit.buttons import PlainButton
from ui.kit.layout import Column, reveal
from ui.kit.surfaces import Busy, Scroll, TroubleLine
from ui.kit.tab_order import set_tab_order
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.kit.written_forms import print_health_form

TOPIC = "clients.health"


class HealthTab(QWidget):
    """Read when it is shown. What is typed stays with the client and with who typed it."""

    visit_wanted = Signal(int)
    """A visit to show on the calendar."""

    def __init__(self, workplace: Workplace) -> None:
        """Nobody's yet."""
        super().__init__()
        self._work = workplace
        self._client_id: int | None = None
        self._by = 0
        """Who reads it, and whose the typed answers are."""
        self.file: HealthFile | None = None
        self._saving = False
        self._drafts = HealthDrafts()
        self._earlier = Earlier(workplace, self)
        self.change = ChangeCard(workplace)
        self.broken = AgainstList("The answers speak against")
        self.questions = QuestionsCard()
        add_commands(self, workplace.commands)
        self.head = HealthHead(workplace.commands, self._today)
        self.trouble, self.reading = TroubleLine(), Busy()
        self.rolled = Scroll(gap=1.5, margins=0)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._whole = whole = Column(self, gap=1.5)
        whole.addWidget(self.head)
        whole.addWidget(self.trouble)
        for part in (self.change, self.broken, self.questions, self.reading):
            self.rolled.body.addWidget(part)
        self.rolled.body.addStretch(1)
        whole.addWidget(self.rolled, 1)
        self._show_parts()

    def _connect(self) -> None:
        self.head.edited.connect(self._edited)
        self.questions.edited.connect(self._edited)
        self.questions.earlier_wanted.connect(self._read_earlier)
        self.change.edited.connect(self._edited)
        self.change.settled.connect(self._settled)
        self.broken.visit_wanted.connect(self.visit_wanted)
        self._work.person_changed.connect(self._person_changed)
        self._work.privacy_changed.connect(self._earlier.close)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is short, or the letters are large, the head scrolls with the questions."""
        pinned = self.height() >= 1.1 * theme().shape("history")
        here = self._whole.indexOf(self.head) >= 0
        if pinned and not here:
            self._whole.insertWidget(0, self.head)
        elif here and not pinned:
            self.rolled.body.insertWidget(0, self.head)

    # ---- whose

    def show_client(self, client_id: int | None) -> None:
        """Whose answers are to be shown; they are read when `read` is called."""
        if client_id != self._client_id:
            self._put_by()
            self._client_id = client_id
            self._clear()

    def read(self) -> None:
        """Read the form, when the tab comes into sight or something was done."""
        person, client_id = self._work.person, self._client_id
        if person is None or client_id is None or not may(person, May.CLINICAL):
            return
        clinic, by = self._work.clinic, person.id
        self._work.desk.ask(
            TOPIC, lambda: read_health(clinic, client_id, by), self._take, self._not_read
        )

    def _not_read(self, error: ClinicError) -> None:
        reveal(self.reading, False)
        self.trouble.tell(error)

    def _take(self, file: HealthFile) -> None:
        person = self._work.person
        if file.form.client_id != self._client_id or person is None or person.id != file.by:
            return
        fresh, self._by = self.file is None, file.by
        wanted = fresh and self.isVisible() and self._may_take_keyboard()
        draft = self._drafts.take((file.by, file.form.client_id)) if fresh else None
        self._show(file)
        if draft is not None:
            self._show_typed(draft)
        if wanted:
            self.take_focus()
        self._tell()

    def _person_changed(self, person: object) -> None:
        """What is typed stays with who typed it; another may not even read it."""
        if person is not None and self._by != self._work.by:
            self._put_by()
            was_shown = self.isVisible()
            self._clear()
            if was_shown:
                self.read()

    def _put_by(self) -> None:
        if self.file is not None and self._client_id is not None:
            self._drafts.put_by((self._by, self._client_id), self.typed())

    def _clear(self) -> None:
        self._work.desk.forget(TOPIC)
        self._earlier.close()
        self.file, self._saving, self._by = None, False, 0
        self.trouble.clear()
        self.change.show_change(None, date.max, may_settle=False)
        self.change.outcome.set_text("")
        self.broken.show_visits((), {}, date.max, for_clinician=True)
        self.questions.empty()
        self._show_head(TypedForm())
        self.rolled.verticalScrollBar().setValue(0)
        self._show_parts()
        self._tell()

    # ---- what is shown

    def _show(self, file: HealthFile) -> None:
        self.file = file
        form, writes = file.form, self.may_write()
        self.head.show_form(form, may_write=writes)
        self.change.show_change(form.change, file.today, may_settle=writes)
        self.broken.show_visits(form.broken, file.names, file.today, for_clinician=True)
        self.questions.show_questions(form.questions, file.names, file.today, may_write=writes)
        self._show_parts()
        self._order()

    def _show_parts(self) -> None:
        for part in (self.head, self.questions):
            reveal(part, self.file is not None)
        reveal(self.reading, self.file is None)

    def take_focus(self) -> bool:
        """Put the keyboard into the first question that stands open; whether there is one."""
        return self.questions.take_focus()

    @property
    def rows(self) -> Mapping[str, QuestionRow]:
        """The questions in sight, by their ids."""
        return self.questions.rows

    def stops(self) -> tuple[QWidget, ...]:
        """The parts that F6 goes along."""
        return (self.head, self.change, self.broken, self.questions)

    def _may_take_keyboard(self) -> bool:
        """Whether it is nowhere, or on what leads here: nothing is taken from a field."""
        now = QApplication.focusWidget()
        return now is None or now is self or isinstance(now, PlainButton)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.questions.isAncestorOf(now):
            row = self.questions.row_of(now)
            self.rolled.ensureWidgetVisible(row if row is not None else now)

    def _order(self) -> None:
        """Tab goes on as the form is read: a question's answer, then what it opens."""
        set_tab_order(self)
        self.questions.order()

    # ---- what is typed

    def typed(self) -> TypedForm:
        """The form as it stands, letter for letter."""
        return TypedForm(
            self.questions.typed(),
            self.head.day.text(),
            self.head.how.value(),
            self.change.outcome.text(),
        )

    def _show_typed(self, typed: TypedForm) -> None:
        self.questions.show_typed(typed.answers)
        self._show_head(typed)
        self.change.outcome.set_text(typed.outcome)
        self._order()
        self._tell()

    def _show_head(self, typed: TypedForm) -> None:
        self.head.day.set_text(typed.answered_on)
        self.head.how.set_value(typed.how)

    def _edited(self) -> None:
        self.trouble.clear()
        self._order()
        self._tell()

    def _tell(self) -> None:
        self._work.commands.refresh()

    def has_form(self) -> bool:
        """Whether somebody's form is in sight."""
        return self.file is not None

    def may_write(self) -> bool:
        """Whether the person at the desk may answer for the client."""
        person = self._work.person
        return self.file is not None and person is not None and may(person, May.TREAT)

    def can_save(self) -> bool:
        """Whether an answer waits to be kept."""
        rows = self.rows.values()
        answered = any(row.choice.value() is not None for row in rows)
        return answered and self.may_write() and not self._saving

    # ---- acts

    def answer_the_rest(self) -> None:
        """No to all that stand open, but to those that were so before: those are asked."""
        before = self.typed()
        left = [row for row in self.rows.values() if row.choice.value() is None]
        asked = [row for row in left if needs_asking(row.question)]
        for row in left:
            if row not in asked:
                row.answer(NO)
        self._edited()
        if asked:
            asked[0].choice.setFocus()
        self._work.announce(rest_words(len(left) - len(asked), len(asked)), self._back_to(before))

    def put_back(self) -> None:
        """Clear what is not kept; undone with one key."""
        before = self.typed()
        self._show_typed(TypedForm(how=before.how))
        self._work.announce("What was not kept is gone from the form", self._back_to(before))

    def _back_to(self, typed: TypedForm) -> partial[None]:
        return partial(self._undo, self._client_id, self._by, typed)

    def _undo(self, client_id: int | None, by: int, typed: TypedForm) -> None:
        if (client_id, by) == (self._client_id, self._by):
            self._show_typed(typed)

    def save(self) -> None:
        """Keep the answers; what cannot be kept is told under its field."""
        file, client_id = self.file, self._client_id
        if file is None or client_id is None:
            return
        typed, today = replace(self.typed(), outcome=""), self._today()
        chosen = {id: each for id, each in typed.answers.items() if each.choice is not None}
        try:
            drafts = drafts_of(replace(typed, answers=chosen), file.form.questions, today)
            day = read_day("answered_on", typed.answered_on, today) or today
        except BadInput as error:
            self._refused(client_id, error)
            return
        clinic, by, how = self._work.clinic, self._work.by, how_of(typed.how)
        self._saving = True
        self._tell()

        def work() -> Kept:
            answered = clinic.health.answer(client_id, drafts, day, how, by)
            return Kept(answered, read_health(clinic, client_id, by))

        self._work.write(
            work, partial(self._kept, typed), partial(self._refused, client_id), initiator=self
        )

    def _kept(self, typed: TypedForm, kept: Kept) -> None:
        overtaken = len(kept.answered.not_standing)
        self._work.announce(kept_words(kept.file.form.broken, len(typed.answers), overtaken))
        whose = kept.file.by, kept.file.form.client_id
        if whose != (self._by, self._client_id):
            self._drafts.drop_kept(whose, typed)
            return
        self._saving = False
        same = self.typed().answers == typed.answers
        if same:
            self._show_typed(TypedForm(outcome=self.change.outcome.text()))
        self._show(kept.file)
        self._tell()
        if same and self.isVisible():
            self.rolled.verticalScrollBar().setValue(0)
            if not self.broken.take_focus():
                self.take_focus()

    def _refused(self, client_id: int, error: ClinicError) -> None:
        if client_id != self._client_id:
            self._work.announce(str(error))
            return
        self._saving = False
        self._tell()
        field = error.field if isinstance(error, BadInput) else ""
        id, _, part = field.partition(".")
        if field == "answered_on":
            self.head.day.show_trouble(str(error))
            self.head.day.control.setFocus()
        elif id not in self.rows or not self.rows[id].show_trouble(part, str(error)):
            self.trouble.tell(error)

    def settle(self) -> None:
        """Settle the change that was told."""
        self.change.settle()

    def _settled(self) -> None:
        self.take_focus()

    def can_settle(self) -> bool:
        """Whether there is one."""
        return self.change.can_settle()

    def print_form(self) -> None:
        """The questions on paper, with the client's name."""
        if self._client_id is not None:
            print_health_form(self._work, self._client_id, self)

    # ---- earlier answers

    def show_earlier(self) -> None:
        """Every answer to the question that has the keyboard."""
        row = self.questions.row_of(QApplication.focusWidget())
        if row is not None:
            self._read_earlier(row.question.id)

    @property
    def earlier(self) -> EarlierCard | None:
        """The card of earlier answers, once it was asked for."""
        return self._earlier.card

    def _read_earlier(self, question: str) -> None:
        if self._client_id is not None:
            ask = self.rows[question].question.ask
            self._earlier.read(self._client_id, self._by, question, ask)

    def _today(self) -> date:
        return local_day(self._work.clinic.clock.now())
