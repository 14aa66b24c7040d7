"""Typing secrets: hidden unless shown on purpose, and the rule said before a new one is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.staff.passwords import RULE as PASSWORD_RULE
from clinic_desk.staff.pin import RULE as PIN_RULE
from ui.kit.buttons import LinkButton
from ui.kit.fields import Field, LineField, show_troubles
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.line_edit import LineEdit

SHOW, HIDE = "Show", "Hide"


class SecretField(LineField):
    """A line whose letters are dots; with `can_show`, a link beside it shows them."""

    def __init__(self, label: str, placeholder: str = "", *, can_show: bool = False) -> None:
        """Empty, and hidden again whenever it goes out of sight."""
        super().__init__(label, placeholder)
        self.line.setEchoMode(LineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.show_button = LinkButton(SHOW, on_click=self._turn)
        self.show_button.set_words(SHOW, f"{SHOW}: {label}")
        body = self.layout()
        if can_show and isinstance(body, QVBoxLayout):
            at = body.indexOf(self.line)
            body.removeWidget(self.line)
            line = Row(gap=0.5)
            line.addWidget(self.line, 1)
            line.addWidget(self.show_button)
            body.insertLayout(at, line)

    def set_shown(self, shown: bool) -> None:
        """Show the letters, or dots."""
        mode = LineEdit.EchoMode.Normal if shown else LineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        words = HIDE if shown else SHOW
        self.show_button.set_words(words, f"{words}: {self.label.text()}")

    def forget(self) -> None:
        """Empty it, and hide what is typed next."""
        self.set_text("")
        self.set_shown(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is left shown for the next one who looks."""
        super().hideEvent(event)
        self.set_shown(False)

    def _turn(self) -> None:
        self.set_shown(self.line.echoMode() == LineEdit.EchoMode.Password)


class NewSecret(QWidget):
    """The secret there is, where it is asked for, then the rule and the new one, to be shown.

    It is not typed twice: whoever wants to be sure looks at it.
    """

    edited = Signal()
    entered = Signal()
    """Enter was pressed in a line."""

    def __init__(self, called: str, field: str, rule: str, *, label: str = "") -> None:
        """`called` is "password" or "PIN"; a BadInput names it by `field`."""
        super().__init__()
        self._field = field
        self._asks_current = False
        self.current = SecretField(f"The {called} you have now")
        self.new = SecretField(label or f"New {called}", can_show=True)
        self.rule = PlainLabel(rule, size="small", tone="quiet", wrap=True)
        body = Column(self, gap=1)
        for part in (self.current, self.rule, self.new):
            body.addWidget(part)
        self.ask_current(False)
        for each in (self.current, self.new):
            each.edited.connect(self.edited)
            each.line.returnPressed.connect(self.entered)

    def ask_current(self, asks: bool) -> None:
        """Whether the one there is must be typed as well."""
        self._asks_current = asks
        reveal(self.current, asks)

    def text(self) -> str:
        """The new one, as typed."""
        return self.new.text()

    def fields(self) -> dict[str, Field]:
        """By the names that a BadInput gives."""
        return {self._field: self.new, "current": self.current}

    def first_control(self) -> QWidget:
        """Where typing begins."""
        return (self.current if self._asks_current else self.new).control

    def tell(self, error: ClinicError) -> None:
        """Say why it was not changed below the field that it is about."""
        if not show_troubles(self.fields(), error):
            name = "current" if self._asks_current else self._field
            show_troubles(self.fields(), BadInput(name, str(error)))

    def forget(self) -> None:
        """Empty both lines."""
        self.current.forget()
        self.new.forget()


class NewPassword(NewSecret):
    """A new password, by the rule that is said above it."""

    def __init__(self, label: str = "New password") -> None:
        """Without asking for the one there is."""
        super().__init__("password", "password", PASSWORD_RULE, label=label)


class NewPin(NewSecret):
    """A new PIN, with what it is for."""

    def __init__(self, label: str = "New PIN") -> None:
        """Without asking for the one there is."""
        super().__init__("PIN", "pin", PIN_RULE, label=label)
