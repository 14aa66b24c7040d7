"""The choices at the right: for whom, in which letters, how many, on which printer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from clinic_desk.base.words import count
from ui.kit.buttons import KeyButton, command_button
from ui.kit.choices import Switch
from ui.kit.commands import Commands, key_words
from ui.kit.fields import ComboField, LineField
from ui.kit.icon_label import IconLabel
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle, set_plain_tip
from ui.kit.layout import Column, Divider, Row, Surface, reveal
from ui.kit.printing import (
    NO_PRINTER,
    Printer,
    left_out_words,
    prefer_printer,
    usual_printer,
)
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.leaflets.given_before import GivenBefore
from ui.leaflets.reading import ForWhom, size_words
from ui.leaflets.whom import WhomBox

MOST_COPIES = 10
BELOW_FROM = 1.2
"""The scale of letters from which two switches no longer fit beside each other."""


class Choices(Surface):
    """What is chosen is read from here; what is pressed goes to the page's commands."""

    large_changed = Signal(bool)
    """The person at the desk switched large print."""
    words_changed = Signal()
    """What stands on page 1 is to be another: a name or none, given or posted."""

    def __init__(self, workplace: Workplace) -> None:
        """The page's commands are known already."""
        super().__init__("surface", "left")
        self.printers: tuple[Printer, ...] | None = None
        whole = Column(self, gap=0)
        scroll = Scroll(gap=2, margins=(2.25, 2, 2.25, 2))
        scroll.setAccessibleName("Print for")
        whole.addWidget(scroll)
        body = scroll.body
        self.whom = WhomBox(workplace)
        self.missing = _MissingLetters()
        self.large = Switch("Large print, 18 point", self.large_changed.emit)
        self.asked = PlainLabel(size="small", tone="quiet", wrap=True)
        self.named = Switch("Name and appointment on page 1", self._words_switched)
        self.posted = Switch("For the post", self._words_switched)
        self.by_carer = Switch("By a carer", self._carer_switched)
        self.carer = LineField("Carer's name")
        self.printer, self.copies = ComboField("Printer"), ComboField("", name="Copies")
        self.to_sign = Switch("One more, with a sheet to sign")
        self.no_printer = PlainLabel(size="small", tone="quiet", wrap=True)
        self.busy = PlainLabel(size="small", tone="quiet", wrap=True)
        self.trouble = TroubleLine()
        self.given = GivenBefore()
        body.addWidget(SectionTitle("Print for", "panel"))
        body.addWidget(self.whom)
        body.addWidget(self.missing)
        body.addLayout(self._letter_size())
        body.addLayout(self._client_words())
        body.addLayout(self._paper())
        body.addLayout(self._acts(workplace))
        body.addWidget(Divider())
        body.addWidget(self.given)
        body.addStretch(1)
        self.copies.set_choices(
            [(number, count(number, "copy", "copies")) for number in range(1, MOST_COPIES + 1)]
        )
        self.copies.set_value(1)
        self.named.setChecked(True)
        self.printer.edited.connect(self._prefer)
        self.say("")
        self.show_printers(None)

    def begin(self) -> None:
        """Another client, or nobody: nothing that was chosen for the one before is carried over."""
        self.named.setChecked(True)
        for switch in (self.posted, self.by_carer, self.to_sign):
            switch.setChecked(False)
        self.carer.set_text("")
        self.copies.set_value(1)
        self._carer_switched(False)

    @property
    def carer_name(self) -> str:
        """Who takes it along; nobody where it is the client."""
        return self.carer.text().strip() if self.by_carer.isChecked() else ""

    def lacks_carer(self) -> bool:
        """Whether a carer takes it whom nobody has named; said below the field."""
        lacks = self.by_carer.isChecked() and not self.carer_name
        if lacks:
            self.carer.show_trouble("Say who takes it along.")
            self.carer.setFocus(Qt.FocusReason.OtherFocusReason)
        return lacks

    def show_client(self, whom: ForWhom | None, private: bool) -> None:
        """Whom it is for and what was given before."""
        self.whom.show_client(whom, private)
        self.given.show_given(whom, private)
        for part in (self.named, self.posted, self.by_carer, self.on_record):
            reveal(part, whom is not None)
        reveal(self.carer, whom is not None and self.by_carer.isChecked())

    def show_size(self, whom: ForWhom | None, large: bool) -> None:
        """The letters, and what the record says of them."""
        self.large.setChecked(large)
        self.asked.setText(size_words(whom, large))
        self.large.setAccessibleDescription(self.asked.text())

    def show_printers(self, printers: tuple[Printer, ...] | None) -> None:
        """Offer these; None while they are still being looked for."""
        self.printers = printers
        found = printers or ()
        self.printer.set_choices([(printer.name, printer.words) for printer in found])
        usual = usual_printer(found)
        self.printer.set_value(usual.name if usual else None)
        waiting = "Looking for printers…" if printers is None else "None"
        self.printer.combo.setPlaceholderText(waiting)
        self.printer.control.setEnabled(bool(found))
        self.copies.control.setEnabled(bool(found))
        none = printers is not None and not found
        self.no_printer.setText(f"{NO_PRINTER} Save PDF works all the same." if none else "")
        reveal(self.no_printer, none)

    def chosen_printer(self) -> Printer | None:
        """The printer to send to; None without any."""
        chosen = self.printer.value()
        return next((each for each in self.printers or () if each.name == chosen), None)

    def say(self, words: str) -> None:
        """A quiet word below the buttons while something is on its way."""
        self.busy.setText(words)
        reveal(self.busy, bool(words))

    def _letter_size(self) -> Column:
        part = Column(gap=0.25)
        part.addWidget(FieldLabel("Letter size"))
        part.addWidget(self.large)
        part.addWidget(self.asked)
        return part

    def _client_words(self) -> Column:
        part, self._beside = Column(gap=0.75), Row(gap=1)
        for switch in (self.posted, self.by_carer):
            self._beside.addWidget(switch, 1)
        part.addWidget(self.named)
        part.addLayout(self._beside)
        theme().changed.connect(self._turn)
        self._turn()
        part.addWidget(self.carer)
        return part

    def _turn(self) -> None:
        """Large letters put two switches below each other."""
        way = QBoxLayout.Direction
        self._beside.setDirection(
            way.TopToBottom if theme().scale >= BELOW_FROM else way.LeftToRight
        )

    def _paper(self) -> Column:
        part = Column(gap=1)
        for field in (self.printer, self.copies, self.to_sign, self.no_printer):
            part.addWidget(field)
        return part

    def _acts(self, workplace: Workplace) -> Column:
        part, commands = Column(gap=1.25), workplace.commands
        self.print_button = command_button(commands, "leaflets.print", primary=True)
        self.save_button = _beside(commands, "leaflets.save")
        self.email_button = _beside(commands, "leaflets.email")
        self.aloud_button = _beside(commands, "leaflets.aloud")
        self.declined_button = _beside(commands, "leaflets.declined")
        self.on_record = QWidget()
        noting = Row(self.on_record, gap=1)
        for button in (self.aloud_button, self.declined_button):
            noting.addWidget(button, 1)
        saving = Row(gap=1)
        for button in (self.save_button, self.email_button):
            saving.addWidget(button, 1)
        part.addWidget(self.trouble)
        part.addWidget(self.print_button)
        part.addLayout(saving)
        part.addWidget(self.on_record)
        part.addWidget(self.busy)
        for control in (
            self.print_button,
            self.save_button,
            self.email_button,
            self.aloud_button,
            self.declined_button,
        ):
            # As narrow as the panel is with large letters; the words are elided then.
            control.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return part

    def _words_switched(self, _on: bool) -> None:
        self.posted.setEnabled(self.named.isChecked())
        self.words_changed.emit()

    def _carer_switched(self, on: bool) -> None:
        reveal(self.carer, on)
        if on:
            self.carer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _prefer(self) -> None:
        prefer_printer(self.printer.value())


def _beside(commands: Commands, command_id: str) -> KeyButton:
    """A command's button for half the width: its key is in the tip, and on the sheet of keys."""
    button = command_button(commands, command_id)
    button.set_key("")
    set_plain_tip(button, f"{commands[command_id].text} {key_words(commands[command_id].key)}")
    return button


class _MissingLetters(Surface):
    """Letters that no bundled font has, named before anything is printed."""

    def __init__(self) -> None:
        super().__init__("warn_wash")
        line = Row(self, gap=1, margins=1)
        self.words = PlainLabel(size="small", tone="warn", wrap=True)
        line.addWidget(IconLabel("warning", "warn"))
        line.addWidget(self.words, 1)
        self.hide()

    def tell(self, letters: tuple[str, ...]) -> None:
        """Name them, or hide where there are none."""
        self.words.setText(left_out_words(letters))
        self.setAccessibleName(self.words.text())
        reveal(self, bool(letters))
