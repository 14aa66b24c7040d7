"""The choices at the right: for whom, in which letters, how many, on which printer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from clinic_desk.base.words import count
from ui.kit.buttons import command_button
from ui.kit.choices import Switch
from ui.kit.fields import ComboField
from ui.kit.icon_label import IconLabel
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Divider, Row, Surface, reveal
from ui.kit.printing import (
    NO_PRINTER,
    Printer,
    left_out_words,
    prefer_printer,
    usual_printer,
)
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.workplace import Workplace
from ui.leaflets.given_before import GivenBefore
from ui.leaflets.reading import ForWhom, size_words
from ui.leaflets.whom import WhomBox

MOST_COPIES = 10


class Choices(Surface):
    """What is chosen is read from here; what is pressed goes to the page's commands."""

    large_changed = Signal(bool)
    """The person at the desk switched large print."""

    def __init__(self, workplace: Workplace) -> None:
        """The page's commands `leaflets.print` and `leaflets.save` are known already."""
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
        self.printer, self.copies = ComboField("Printer"), ComboField("", name="Copies")
        self.no_printer = PlainLabel(size="small", tone="quiet", wrap=True)
        self.busy = PlainLabel(size="small", tone="quiet", wrap=True)
        self.trouble = TroubleLine()
        self.given = GivenBefore()
        body.addWidget(SectionTitle("Print for", "panel"))
        body.addWidget(self.whom)
        body.addWidget(self.missing)
        body.addLayout(self._letter_size())
        body.addLayout(self._paper())
        body.addLayout(self._acts(workplace))
        body.addWidget(Divider())
        body.addWidget(self.given)
        body.addStretch(1)
        self.copies.set_choices(
            [(number, count(number, "copy", "copies")) for number in range(1, MOST_COPIES + 1)]
        )
        self.copies.set_value(1)
        self.printer.edited.connect(self._prefer)
        self.say("")
        self.show_printers(None)

    def show_client(self, whom: ForWhom | None, private: bool) -> None:
        """Whom it is for and what was given before."""
        self.whom.show_client(whom, private)
        self.given.show_given(whom, private)

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

    def _paper(self) -> Column:
        part = Column(gap=1)
        for field in (self.printer, self.copies, self.no_printer):
            part.addWidget(field)
        return part

    def _acts(self, workplace: Workplace) -> Column:
        part, commands = Column(gap=1.25), workplace.commands
        self.print_button = command_button(commands, "leaflets.print", primary=True)
        self.save_button = command_button(commands, "leaflets.save")
        for shown in (self.trouble, self.print_button, self.save_button, self.busy):
            part.addWidget(shown)
        for control in (self.large, self.print_button, self.save_button):
            # As narrow as the panel is with large letters; the words are elided then.
            control.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return part

    def _prefer(self) -> None:
        prefer_printer(self.printer.value())


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
