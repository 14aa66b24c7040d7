"""The acts of the page: what is shown goes to the printer, into a file, or on the record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.base.errors import ClinicError
from ui.kit.printing import Printer
from ui.kit.workplace import Workplace
from ui.leaflets.choices import Choices
from ui.leaflets.drawing import Drawing, Drawn
from ui.leaflets.giving import Giving, Handing
from ui.leaflets.reading import ForWhom
from ui.leaflets.sending import SendingCard


class HandingOver(QObject):
    """Each act takes what is drawn, or waits for it: a key is not asked for twice."""

    noted = Signal()
    """What was handed over is on the record of the client, where there is one."""

    def __init__(
        self,
        workplace: Workplace,
        drawing: Drawing,
        choices: Choices,
        whom: Callable[[], ForWhom | None],
        above: QWidget,
    ) -> None:
        """Take the page's parts; `whom` tells for whom it is now, `above` holds the dialogs."""
        super().__init__(above)
        self._work, self._drawing, self._choices, self._whom = workplace, drawing, choices, whom
        self._after: Callable[[Drawn], None] | None = None
        self.giving, self.sending = Giving(workplace, above), SendingCard(above)
        self.under_way = False
        """Whether pages are on their way to the printer."""
        self._gone_to: QWidget | None = None
        """What got the keyboard from the Print button that went dead."""
        self.giving.done.connect(self._given)
        self.giving.failed.connect(self._not_given)
        self.sending.chosen.connect(self._save_sealed)
        drawing.drawn.connect(self._drawn)

    def print(self) -> None:
        """Print what is shown, or what is about to be."""
        printer = self._choices.chosen_printer()
        if printer is not None:
            self._hand_over(partial(self._print, printer))

    def save(self) -> None:
        """Keep what is shown as a file."""
        self._hand_over(lambda drawn: self.giving.save(self._handing(drawn)))

    def email(self) -> None:
        """Keep it as a file that a password opens; the password is shown first."""
        if not self._choices.lacks_carer():
            self.sending.begin(self._choices.email_button)

    def read_aloud(self) -> None:
        """Note that it was read out to the client."""
        self._hand_over(lambda drawn: self.giving.note_read_aloud(self._handing(drawn)))

    def decline(self) -> None:
        """Note that the client did not want it."""
        self._hand_over(lambda drawn: self.giving.note_declined(self._handing(drawn)))

    def forget(self) -> None:
        """What was waited for does not come, or something else is wanted by now."""
        self._after = None

    def _begin(self) -> None:
        """One is under way: its button goes dead, and Qt gives the keyboard to anything."""
        button = self._choices.print_button
        had_keyboard, self.under_way = button.hasFocus(), True
        self._work.commands.refresh()
        self._gone_to = QApplication.focusWidget() if had_keyboard else None

    def _ready(self) -> None:
        """Nothing is under way any more; the keyboard is on Print again where nobody moved it."""
        self.under_way = False
        self._choices.say("")
        self._work.commands.refresh()
        if self._gone_to is not None and QApplication.focusWidget() is self._gone_to:
            self._choices.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._gone_to = None

    def _hand_over(self, act: Callable[[Drawn], None]) -> None:
        self._choices.trouble.clear()
        if self._choices.lacks_carer():
            return
        if self._drawing.result is not None:
            act(self._drawing.result)
        else:
            self._after = act

    def _drawn(self, drawn: Drawn) -> None:
        if (act := self._after) is not None:
            self._after = None
            act(drawn)

    def _handing(self, drawn: Drawn) -> Handing:
        choices, whom = self._choices, self._whom()
        carer = choices.carer_name if whom is not None else ""
        copies, to_sign = choices.copies.value(), choices.to_sign.isChecked()
        return Handing(drawn, whom, self._work.by, carer, copies, to_sign)

    def _print(self, printer: Printer, drawn: Drawn) -> None:
        self._begin()
        self._choices.say(f"Sending {drawn.printed.pages_in_words} to {printer.name}…")
        self.giving.print(self._handing(drawn), printer)

    def _save_sealed(self, password: str) -> None:
        self._hand_over(lambda drawn: self.giving.save_sealed(self._handing(drawn), password))

    def _given(self) -> None:
        self._ready()
        self.noted.emit()

    def _not_given(self, error: ClinicError) -> None:
        self._ready()
        self._choices.trouble.tell(error)
