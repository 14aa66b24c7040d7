"""A draft: the head, the form, and beside it what is missing with the one act, to sign."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from clinic_desk.base.errors import ClinicError
from clinic_desk.records.contents import Content, Passed, Point
from clinic_desk.records.missing import Missing
from clinic_desk.records.record import Record, RecordStale
from ui.kit.buttons import IconButton, LinkButton, command_button
from ui.kit.fields import Field
from ui.kit.layout import Card, Column, Row, Surface, reveal
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.tab_order import set_tab_order
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.records.form import RecordForm
from ui.records.forms import make_form
from ui.records.head import RecordHead
from ui.records.lacking import READY, LackList
from ui.records.reading import RecordFile
from ui.records.toxin_form import ToxinForm
from ui.records.versions import VersionsBox, differing, rebased
from ui.records.waiting import Waiting

ADVERSE = "Record an adverse event (Alt W)"


class DraftView(QWidget):
    """Shows one draft; the forms of the kinds are made as they are needed."""

    edited = Signal()
    lack_wanted = Signal(object)
    copy_wanted = Signal(int, str)
    theirs_wanted = Signal(str)
    go_on_wanted = Signal()

    def __init__(self, workplace: Workplace, back: IconButton) -> None:
        """Nothing yet."""
        super().__init__()
        self._work = workplace
        self._forms: dict[str, RecordForm] = {}
        self.form: RecordForm | None = None
        self.file: RecordFile | None = None
        self._stale: RecordStale | None = None
        self._compared: tuple[str, ...] = ()
        self.head = RecordHead(back)
        self.trouble, self.versions = TroubleLine(), VersionsBox()
        self.lacks = LackList()
        self.stack = QStackedWidget()
        commands = workplace.commands
        self.sign = command_button(commands, "records.sign", primary=True)
        throw = commands.action("records.throw")
        self.sign_below = command_button(commands, "records.sign", primary=True)
        self.first_lack = LinkButton(READY, tone="quiet_ink", on_click=self.lead_to_first)
        self._is_wide, self._is_short = True, False
        self.throw = LinkButton("Throw the draft away", tone="quiet_ink", on_click=throw.trigger)
        adverse = commands.action("records.adverse")
        self.adverse = LinkButton(ADVERSE, tone="quiet_ink", on_click=adverse.trigger)
        self._lay_out()
        self.lacks.wanted.connect(self.lack_wanted)
        self.lacks.passed.connect(self._passed)
        self.versions.theirs_wanted.connect(self._take_theirs)
        self.versions.go_on_wanted.connect(self.go_on_wanted)

    def _lay_out(self) -> None:
        whole = Column(self, gap=1.5)
        whole.addWidget(self.head)
        self._halves = Row(gap=2)
        self._left = left = Column(gap=1.5)
        for part in (self.trouble, self.versions):
            left.addWidget(part)
        left.addWidget(self.stack, 1)
        self._halves.addLayout(left, 1)
        self._halves.addWidget(self._side())
        whole.addLayout(self._halves, 1)
        whole.addWidget(self._foot())

    def _side(self) -> Surface:
        """Where it is wide: the whole list, and signing below it."""
        self.side = Surface("card")
        side = Column(self.side, gap=1.25, margins=2)
        self._listed = Scroll(gap=0, margins=(0, 0, 0.5, 0))
        self._listed.body.addWidget(self.lacks)
        self._listed.body.addStretch(1)
        side.addWidget(self._listed, 1)
        self._side_acts = Column(gap=0.75)
        self._side_acts.addWidget(self.sign)
        for act in (self.throw, self.adverse):
            self._side_acts.addWidget(act)
        side.addLayout(self._side_acts)
        return self.side

    def _foot(self) -> Surface:
        """Where it is narrow: how much is missing, and signing; the list ends the form."""
        self.foot, self._ending = Surface("card"), Card(margins=2)
        foot = Row(self.foot, gap=1, margins=(2, 1, 1, 1))
        self.first_lack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        foot.addWidget(self.first_lack, 1)
        foot.addWidget(self.sign_below)
        return self.foot

    # ---- showing

    def show_file(self, file: RecordFile, content: Content) -> None:
        """Show a draft with this content."""
        self.file, self._stale = file, None
        self.head.show_file(file)
        self.trouble.clear()
        self.versions.hide()
        self._show_form(file, content)
        reveal(self.adverse, file.record.kind != "adverse_event")
        self.lacks.begin(content.passed)
        self.show_missing(file.missing)

    def _show_form(self, file: RecordFile, content: Content) -> None:
        kind = file.record.kind
        if kind not in self._forms:
            made = make_form(kind, self._work)
            made.edited.connect(self._was_edited)
            made.reshaped.connect(self.chain)
            if isinstance(made, ToxinForm):
                made.copy_wanted.connect(self.copy_wanted)
            self._forms[kind] = made
            self.stack.addWidget(made)
        self.form = self._forms[kind]
        self.form.show_file(file, content)
        self.stack.setCurrentWidget(self.form)
        self._place_lacks()

    def chain(self) -> None:
        """Lead Tab through the form as it is read, then to what is missing and to signing."""
        if self.form is not None:
            for field in self.findChildren(Field):
                # Chained more than once, Qt leaves a field behind its control, and takes Tab
                # from there past all that lies between; nothing here gives a field the cursor.
                field.setFocusProxy(None)  # type: ignore[arg-type]

            side = (self.lacks, self.sign, self.throw, self.adverse)
            last = side if self._is_wide else (self._ending, self.foot)
            set_tab_order(self.head, *self.form.parts(), *last)

    def content(self) -> Content | None:
        """What stands in the form."""
        return self.form.content() if self.form is not None else None

    def unread(self) -> tuple[Missing, ...]:
        """What was typed and cannot be read."""
        return self.form.unread() if self.form is not None else ()

    def show_missing(self, missing: tuple[Missing, ...]) -> None:
        """Show what a signature lacks, what cannot be read among it."""
        self.lacks.show_missing((*self.unread(), *missing))
        self._tell_first()
        if self.form is not None:
            self.form.show_missing(missing)
        self.chain()

    def _tell_first(self) -> None:
        """In the foot: how much is missing, and what comes first."""
        lacks = self.lacks
        first = lacks.missing[0].sentence if lacks.missing else ""
        words = f"{lacks.number.text()} before it is signed. {first}" if lacks.left else READY
        self.first_lack.set_words(words.strip())

    def show_around(self, file: RecordFile) -> None:
        """Show what has changed around a draft that is in the form: offers, client, lacks."""
        before, self.file = self.file, file
        self.head.show_file(file)
        if self.form is not None and (before is None or before.offers != file.offers):
            had = self.form.has_focus()
            self.form.offer(file)
            if had:
                self.form.keep_focus()
        self.show_missing(file.missing)

    def take_focus(self) -> None:
        """Put the cursor where writing begins."""
        if self.form is not None:
            self.form.take_focus()

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the form."""
        return self.form is not None and self.form.has_focus()

    def is_typing(self) -> bool:
        """Whether the cursor is in a field of words of the form."""
        here = QApplication.focusWidget()
        return isinstance(here, (QLineEdit, QPlainTextEdit)) and self.isAncestorOf(here)

    # ---- leading

    def lead_to(self, missing: Missing) -> None:
        """Put the cursor where something is missing; on its line, where the form has no place."""
        if self.form is None or not self.form.lead_to(missing):
            self.lacks.take_focus()

    def lead_to_first(self) -> None:
        """After a refused signature: to the first thing that is missing."""
        if self.lacks.missing:
            self.lead_to(self.lacks.missing[0])
        else:
            self.lacks.take_focus()

    def let_go(self) -> bool:
        """Put the question about a vial away, else leave the chosen point of a map that has the
        keyboard; False where there is neither."""
        form = self.form
        if not isinstance(form, ToxinForm):
            return False
        chart, opening = form.map.chart, form.vials.opening
        return opening.put_away() or (chart.hasFocus() and chart.let_go())

    def tell_refused(self, error: ClinicError) -> None:
        """Say what could not be kept, below its field or above the form."""
        if self.form is None or not self.form.show_refused(error):
            self.trouble.tell(error)

    def can_open_vial(self) -> bool:
        """Whether a vial may be opened for this draft."""
        return isinstance(self.form, ToxinForm) and self.form.can_open_vial()

    def open_vial(self) -> None:
        """Open one, or ask which."""
        if isinstance(self.form, ToxinForm):
            self.form.open_vial()

    # ---- the last map

    def can_copy(self) -> bool:
        """Whether there is a last map to copy."""
        return isinstance(self.form, ToxinForm) and self.form.can_copy()

    def copy_last(self) -> None:
        """Ask for it."""
        if isinstance(self.form, ToxinForm):
            self.form.copy_last()

    def take_copied(self, points: tuple[Point, ...]) -> None:
        """Take copied points into the map."""
        if isinstance(self.form, ToxinForm):
            self.form.take_copied(points)

    def tell_not_copied(self, error: ClinicError) -> None:
        """Say at the map why nothing was copied."""
        if isinstance(self.form, ToxinForm):
            self.form.map.tell(str(error))

    # ---- two versions

    def show_stale(self, stale: RecordStale) -> None:
        """Show what somebody else wrote beside what is typed; what was not touched is theirs."""
        before = self.file.record.content if self.file is not None else None
        if self.form is None or self.file is None or before is None or stale.now.content is None:
            return
        mine = self.form.content()
        typed = rebased(mine, before, stale.now.content)
        self._stale = stale
        self._compared = tuple(
            dict.fromkeys((*differing(before, stale.now.content), *differing(mine, before)))
        )
        self.file = replace(self.file, record=stale.now)
        self._refill(typed)

    def put_back(self, waiting: Waiting, file: RecordFile) -> None:
        """Show what waited for this draft's return, over what is kept now."""
        now, before = file.record.content, waiting.record.content if waiting.record else None
        if self.form is None or now is None:
            return
        if waiting.content is not None and before is not None:
            self._refill(rebased(waiting.content, before, now))
        self.form.put_back(waiting.typed)
        self.show_missing(file.missing)

    def _take_theirs(self, name: str) -> None:
        if self._stale is not None and self.form is not None:
            theirs = getattr(self._stale.now.content, name)
            changed: Any = {name: theirs}
            self._refill(replace(self.form.content(), **changed))
            self.theirs_wanted.emit(name)

    def _refill(self, content: Content) -> None:
        if self.form is None or self.file is None:
            return
        typed = self.form.typed()
        self.form.show_file(self.file, content)
        self.form.put_back(typed)
        self._compare()
        self.chain()

    def _compare(self) -> None:
        stale = self._stale
        if stale is not None and stale.now.content is not None and self.form and self.file:
            self.versions.compare(
                self.form.content(), stale.now.content, self._compared, self.file.names
            )

    def go_on(self) -> Record | None:
        """What stands in the form is to be kept: over which version."""
        stale, self._stale = self._stale, None
        self.versions.hide()
        return stale.now if stale is not None else None

    # ---- while it is written

    def _was_edited(self) -> None:
        self.trouble.clear()
        self._compare()
        self.edited.emit()

    def _passed(self, passed: tuple[Passed, ...]) -> None:
        if self.form is not None:
            self.form.set_part(passed=passed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is missing stands at the right, or ends the form where it is narrow."""
        look = theme()
        wide = self.width() >= look.shape("half_sheet") + look.shape("panel")
        self.side.setFixedWidth(look.shape("record_side"))
        short = self.height() < look.shape("record_map")
        if (wide, short) != (self._is_wide, self._is_short):
            self._is_wide, self._is_short = wide, short
            self._place_lacks()

    def _place_lacks(self) -> None:
        """The list is one widget: it moves."""
        if self._is_wide:
            self._listed.body.insertWidget(0, self.lacks)
            for act in (self.throw, self.adverse):
                self._side_acts.addWidget(act)
        else:
            self._ending.body.addWidget(self.lacks)
            for act in (self.throw, self.adverse):
                self._ending.body.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
            if self.form is not None:
                ending = self.form.middle.body
                ending.insertWidget(ending.count() - 1, self._ending)
        if self.form is not None:
            self.head.lend_chips(self.form.middle.body if self._is_short else None)
            above = self.form.middle.body if self._is_short else self._left
            if above.indexOf(self.versions) < 0:
                above.insertWidget(1, self.versions)
        reveal(self._ending, not self._is_wide)
        reveal(self.side, self._is_wide)
        reveal(self.foot, not self._is_wide)
        self.lacks.show()
        self.chain()
