"""The ground of every record's form: what is typed becomes content, and lacks lead to their fields.

What cannot be read yet, a date half typed, stays in its field and keeps the record from being
signed; the content holds what was read last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.records.contents import Content
from clinic_desk.records.missing import Missing
from clinic_desk.staff.people import PersonRecord
from ui.kit.answers import AnswerField
from ui.kit.fields import ComboField, DateField, Field, LineField, TextField
from ui.kit.layout import Column, Row
from ui.kit.surfaces import Scroll
from ui.kit.theme import theme
from ui.records.reading import RecordFile


class Bound(NamedTuple):
    """A field of the form and the part of the content that it stands for."""

    field: Field
    read: Callable[[], Any]
    """What stands in it; BadInput for what cannot be read."""
    show: Callable[[Any], None]


class RecordForm(QWidget):
    """Fields in cards, which scroll; beside them, where there is room, what stays in sight."""

    edited = Signal()
    """The person changed something of the content."""
    reshaped = Signal()
    """A line has come or gone."""

    def __init__(self) -> None:
        """Without fields; whoever derives binds them and lays them out."""
        super().__init__()
        self._content: Any = None
        self._bound: dict[str, Bound] = {}
        self._unread: dict[str, str] = {}
        self._aside: QWidget | None = None
        self._is_beside = False

    # ---- what stands in it

    def show_file(self, file: RecordFile, content: Content) -> None:
        """Fill the form; `edited` is not emitted."""
        self._content = content
        self._unread = {}
        self.offer(file)
        for name, bound in self._bound.items():
            bound.show(getattr(content, name))
            bound.field.show_trouble("")
        self.fill(content)

    def offer(self, file: RecordFile) -> None:
        """Take in what may be chosen from, before the fields are filled."""

    def fill(self, content: Any) -> None:
        """Show the parts of the content that no single field stands for."""

    def content(self) -> Content:
        """What stands in the form, as far as it can be read."""
        content: Content = self._content
        return content

    def unread(self) -> tuple[Missing, ...]:
        """What was typed and cannot be read, as something that a signature lacks."""
        return tuple(Missing(name, sentence) for name, sentence in self._unread.items())

    def typed(self) -> dict[str, str]:
        """What was typed and cannot be read, letter for letter, to be kept beside the content."""
        fields = {name: self._bound[name].field for name in self._unread if name in self._bound}
        return {
            name: field.text() for name, field in fields.items() if isinstance(field, LineField)
        }

    def put_back(self, typed: dict[str, str]) -> None:
        """Show again what could not be read."""
        for name, words in typed.items():
            field = self._bound[name].field
            if isinstance(field, LineField):
                field.set_text(words)
                self._take(name)

    # ---- binding

    def bind(
        self, name: str, field: Field, read: Callable[[], Any], show: Callable[[Any], None]
    ) -> None:
        """Let a field stand for a part of the content."""
        self._bound[name] = Bound(field, read, show)
        field.edited.connect(lambda: self._was_edited(name))
        if isinstance(field, DateField):
            field.line.editingFinished.connect(lambda: self._tell_unread(name))

    def bind_words(self, **fields: LineField | TextField) -> None:
        """Fields of words, kept as they are typed."""
        for name, field in fields.items():
            self.bind(name, field, field.text, field.set_text)

    def bind_answers(self, **fields: AnswerField) -> None:
        """Questions with a few answers."""
        for name, field in fields.items():
            self.bind(name, field, field.value, field.set_value)

    def bind_choices(self, **fields: ComboField) -> None:
        """Lists to choose from."""
        for name, field in fields.items():
            self.bind(name, field, field.value, field.set_value)

    def bind_days(self, **fields: DateField) -> None:
        """Dates in any spelling."""
        for name, field in fields.items():
            self.bind(name, field, field.value, field.set_value)

    def set_part(self, **parts: Any) -> None:
        """The person changed these parts of the content."""
        before = self._content
        self._content = replace(before, **parts)
        if self._content != before:
            self.edited.emit()

    def set_unread(self, name: str, sentence: str) -> None:
        """Say that a part cannot be read as it is typed; an empty sentence that it can."""
        if sentence:
            self._unread[name] = sentence
        else:
            self._unread.pop(name, None)

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Say in the form itself what a signature lacks, where that is due."""

    def _was_edited(self, name: str) -> None:
        self._take(name)
        self.edited.emit()

    def _take(self, name: str) -> None:
        bound = self._bound[name]
        try:
            value = bound.read()
        except BadInput as error:
            self._unread[name] = str(error)
            # Still being typed: it is told when the field is left.
            bound.field.show_trouble("")
            return
        self._unread.pop(name, None)
        self._content = replace(self._content, **{name: value})

    def _tell_unread(self, name: str) -> None:
        if name in self._unread:
            self._bound[name].field.show_trouble(self._unread[name])

    # ---- where what is missing leads

    def place(self, name: str) -> QWidget | None:
        """Where the cursor goes for a part of the content; None where the form has no place."""
        bound = self._bound.get(name)
        return bound.field.control if bound is not None else None

    def lead_to(self, missing: Missing) -> bool:
        """Put the cursor where something is missing, and say there what; False for nowhere."""
        place, bound = self.place(missing.field), self._bound.get(missing.field)
        if place is None:
            return False
        if bound is not None and missing.stops:
            bound.field.show_trouble(missing.sentence)
        place.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reveal_place(place)
        return True

    def show_refused(self, error: ClinicError) -> bool:
        """Say below its field what could not be kept; False where it names none here."""
        bound = self._bound.get(error.field) if isinstance(error, BadInput) else None
        if bound is None:
            return False
        bound.field.show_trouble(str(error))
        return True

    def clear_troubles(self) -> None:
        """Nothing is known to be wrong but what cannot be read."""
        for name, bound in self._bound.items():
            bound.field.show_trouble(self._unread.get(name, ""))

    def take_focus(self) -> None:
        """Put the cursor where writing begins."""
        for part in self.parts():
            if (first := _first_control(part)) is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def has_focus(self) -> bool:
        """Whether the keyboard is in the form."""
        here = QApplication.focusWidget()
        return here is not None and self.isAncestorOf(here)

    def keep_focus(self) -> None:
        """Take the keyboard back where what had it is gone."""
        if not self.has_focus():
            self.take_focus()

    def parts(self) -> tuple[QWidget, ...]:
        """The parts in the order of the keyboard."""
        return (self,)

    def reveal_place(self, place: QWidget) -> None:
        """Scroll to a control."""
        if self.middle.inside.isAncestorOf(place):
            self.middle.ensureWidgetVisible(place)

    # ---- its shape

    def lay_out(
        self,
        left: Sequence[QWidget],
        right: Sequence[QWidget] = (),
        aside: QWidget | None = None,
    ) -> None:
        """Cards in one or two columns, which scroll; `aside` stands at their left and does not."""
        self._whole = Row(self, gap=2)
        self._held = Column(gap=0)
        self.middle = Scroll(gap=2, margins=(0, 0, 1, 1))
        self._halves = Row(gap=2)
        self._cards_at = [Column(gap=2) for cards in (left, right) if cards]
        for column, cards in zip(self._cards_at, (left, right), strict=False):
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._halves.addLayout(column, 1)
        self._aside = aside
        self.middle.body.addLayout(self._halves)
        self.middle.body.addStretch(1)
        self._whole.addLayout(self._held, 0)
        self._whole.addWidget(self.middle, 1)
        self._whole.setSpacing(0)
        if aside is not None:
            self._cards_at[0].insertWidget(1, aside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns below each other, and what stands aside above them, where it is narrow."""
        look = theme()
        if len(self._cards_at) > 1:
            wide = self.width() >= look.shape("half_sheet")
            way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            if self._halves.direction() != way:
                self._halves.setDirection(way)
        if self._aside is not None:
            wide = self.width() >= look.shape("panel") + look.shape("popover")
            beside = wide and self.height() >= look.shape("record_map")
            if beside != self._is_beside:
                self._move_aside(beside)

    def _move_aside(self, beside: bool) -> None:
        aside = self._aside
        if aside is None:
            return
        self._is_beside = beside
        if beside:
            self._cards_at[0].removeWidget(aside)
            self._held.addWidget(aside)
        else:
            self._held.removeWidget(aside)
            self._cards_at[0].insertWidget(1, aside)
        self._whole.setStretch(0, 4 if beside else 0)
        self._whole.setStretch(1, 5)
        self._whole.setSpacing(theme().grid(2) if beside else 0)
        aside.show()
        self.reshaped.emit()


def _first_control(part: QWidget) -> QWidget | None:
    for each in (part, *part.findChildren(QWidget)):
        focusable = each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if focusable and each.isEnabled() and each.focusProxy() is None and not each.isHidden():
            return each
    return None


def people_choices(people: Sequence[PersonRecord], chosen: int | None) -> list[tuple[int, str]]:
    """Those who are here, and whoever was chosen before leaving."""
    return [(each.id, each.name) for each in people if each.active or each.id == chosen]
