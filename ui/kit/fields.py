"""Fields: a label above, the control, and a sentence below when something typed cannot be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.words import short_day
from ui.kit.combo import PlainCombo
from ui.kit.labels import FieldLabel, PlainLabel, restyle
from ui.kit.layout import Column
from ui.kit.line_edit import LineEdit
from ui.kit.theme import theme


class Field(QWidget):
    """A control with its label above and, when needed, a sentence below."""

    edited = Signal()
    """The person at the desk changed it."""

    def __init__(self, label: str, control: QWidget) -> None:
        """The control takes the label for its accessible name."""
        super().__init__()
        self.control = control
        self.label = FieldLabel(label)
        self.label.setBuddy(control)
        self._trouble = PlainLabel(size="label", tone="block", wrap=True)
        self._trouble.hide()
        if not control.accessibleName():
            control.setAccessibleName(label)
        self.setFocusProxy(control)
        body = Column(self, gap=0.5)
        if label:
            body.addWidget(self.label)
        body.addWidget(control)
        body.addWidget(self._trouble)
        # Beside a field with a sentence below it, this one keeps its place at the top.
        body.addStretch(1)

    def show_trouble(self, sentence: str) -> None:
        """Show what is wrong below the control; an empty sentence takes it away."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
        if bool(self.control.property("wrong")) != bool(sentence):
            self.control.setProperty("wrong", bool(sentence))
            restyle(self.control)

    def trouble(self) -> str:
        """The sentence shown, or nothing."""
        return self._trouble.text() if not self._trouble.isHidden() else ""


class LineField(Field):
    """One line of text."""

    def __init__(self, label: str, placeholder: str = "", *, name: str = "") -> None:
        """`name` is spoken where the label alone would not do."""
        self.line = LineEdit(name or label, placeholder)
        super().__init__(label, self.line)
        self.line.textEdited.connect(self._was_edited)

    def text(self) -> str:
        """What was typed, as typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Show a text; `edited` is not emitted."""
        self.line.setText(text)
        self.show_trouble("")

    def _was_edited(self) -> None:
        self.show_trouble("")
        self.edited.emit()


class TextField(Field):
    """Several lines of plain text; Tab goes on to the next field."""

    def __init__(self, label: str, placeholder: str = "") -> None:
        """An empty field."""
        self.box = QPlainTextEdit()
        self.box.setPlaceholderText(placeholder)
        self.box.setTabChangesFocus(True)
        super().__init__(label, self.box)
        self._filling = False
        self.box.textChanged.connect(self._was_edited)
        self._measure()
        theme().changed.connect(self._measure)

    def text(self) -> str:
        """What was typed."""
        return self.box.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text; `edited` is not emitted."""
        self._filling = True
        self.box.setPlainText(text)
        self._filling = False

    def _was_edited(self) -> None:
        if not self._filling:
            self.show_trouble("")
            self.edited.emit()

    def _measure(self) -> None:
        self.box.setFixedHeight(theme().shape("text_block"))


class ComboField(Field):
    """One of several choices; each has a value behind its words."""

    def __init__(self, label: str, *, name: str = "") -> None:
        """No choices yet."""
        self.combo = PlainCombo(name or label)
        super().__init__(label, self.combo)
        self.combo.activated.connect(lambda _index: self._was_edited())

    def set_choices(
        self, choices: Iterable[tuple[Any, str]], colours: Sequence[str] | None = None
    ) -> None:
        """Offer (value, words) pairs; what was chosen stays chosen where it is still offered.

        `colours` names a family of the theme for each, shown as a small square.
        """
        self.combo.set_choices(choices, colours)

    def value(self) -> Any:
        """The chosen value; None where nothing is chosen."""
        return self.combo.currentData()

    def set_value(self, value: Any) -> None:
        """Choose a value; `edited` is not emitted. A value not offered chooses nothing."""
        self.combo.set_value(value)
        self.show_trouble("")

    def _was_edited(self) -> None:
        self.show_trouble("")
        self.edited.emit()


class DateField(LineField):
    """A date in any spelling that its reader knows, read back in words when it is left."""

    def __init__(
        self,
        label: str,
        read: Callable[[str], date],
        *,
        show: Callable[[date], str] = short_day,
        placeholder: str = "",
    ) -> None:
        """`read` gives the date or raises BadInput; `show` puts a date that was read into words."""
        super().__init__(label, placeholder)
        self._read = read
        self._show = show
        self.line.editingFinished.connect(self._read_back)

    def value(self) -> date | None:
        """The date typed; None for an empty line. BadInput, also shown below, if it is none."""
        if not self.text().strip():
            return None
        try:
            return self._read(self.text())
        except BadInput as trouble:
            self.show_trouble(str(trouble))
            raise

    def set_value(self, day: date | None) -> None:
        """Show a date; `edited` is not emitted."""
        self.set_text("" if day is None else self._show(day))

    def _read_back(self) -> None:
        try:
            day = self.value()
        except BadInput:
            return
        if day is not None:
            self.set_value(day)


def show_troubles(fields: dict[str, Field], error: ClinicError) -> bool:
    """Show a BadInput below the field it names and put the cursor there; False if it names none.

    `fields` are the form's fields by the attribute names of its draft.
    """
    field = fields.get(error.field) if isinstance(error, BadInput) else None
    if field is None:
        return False
    field.show_trouble(str(error))
    field.control.setFocus(Qt.FocusReason.OtherFocusReason)
    return True
