"""Who is calling: found while typing, taken down in place, or known already."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.clients.records import UNLOGGED, ClientRecord
from ui.calendar.booking.finding import Finding
from ui.calendar.booking.known import Known
from ui.calendar.booking.newcomer import Newcomer
from ui.kit.layout import Column
from ui.kit.workplace import Workplace


class WhoBox(QObject):
    """One of three is shown: a field to find someone, a new caller's name and phone, a client.

    `asking` holds the first two, `known` the third: they stand in different parts of the panel.
    """

    client_found = Signal(object)
    """A ClientRecord was chosen."""
    newcomer_told = Signal(object)
    """A NewCaller, after every edit."""
    asked_again = Signal()
    """Nobody any more: the field is back."""
    identity_wanted = Signal()
    born_told = Signal(object)
    """The birth date of a client on file who had none."""
    moved_on = Signal()
    """Who is settled; the keyboard may go to the next question."""

    def __init__(self, workplace: Workplace) -> None:
        """Shows the field."""
        super().__init__()
        self._workplace = workplace
        today = local_day(workplace.clinic.clock.now())
        self.finding = Finding(workplace)
        self.new = Newcomer(workplace, today)
        self.known = Known(today)
        self.asking = QWidget()
        body = Column(self.asking, gap=1)
        body.addWidget(self.finding)
        body.addWidget(self.new)
        self.finding.chosen.connect(self.look_up)
        self.finding.is_new.connect(self.begin_new)
        self.new.told.connect(self.newcomer_told)
        self.new.is_known.connect(self.look_up)
        self.new.dropped.connect(self.ask)
        self.known.dropped.connect(self.ask)
        self.known.identity_wanted.connect(self.identity_wanted)
        self.known.born_told.connect(self.born_told)
        self.new.hide()
        self.known.hide()

    def ask(self, typed: str = "") -> None:
        """Show the field, with what was typed already."""
        self._show(self.finding)
        self.finding.begin(typed)
        self.asked_again.emit()

    def look_up(self, client_id: int) -> None:
        """Read a client and show who it is."""
        clients, by = self._workplace.clinic.clients, self._workplace.by
        self._workplace.desk.ask("panel.client", lambda: clients.open(client_id, by), self._found)

    def show_client(self, record: ClientRecord, checked: bool) -> None:
        """Show a client without telling anyone."""
        self._show(self.known)
        self.known.show_record(record, checked)

    def begin_new(self, typed: str) -> None:
        """Take down a new caller; what was typed is the name, or the phone if it is one."""
        self._show(self.new)
        self.new.begin(typed)

    def show_trouble(self, error: ClinicError) -> None:
        """Put a sentence below the field it names."""
        if self.new.isHidden():
            self.known.born.show_trouble(str(error))
        else:
            self.new.show_trouble(error)

    def empty(self) -> None:
        """Forget what was typed; nobody is told."""
        self.finding.clear()
        self.new.clear()

    def ask_birth_date(self) -> None:
        """Put the cursor where a date of birth is typed."""
        field = self.known.born if self.new.isHidden() else self.new.born
        field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def can_be_kept(self) -> bool:
        """Whether a date of birth that was typed can be read; if not, its sentence has the cursor.

        One that cannot is never dropped in silence: age hangs on it.
        """
        try:
            (self.known.born if self.new.isHidden() else self.new.born).value()
        except BadInput:
            self.ask_birth_date()
            return False
        return True

    def put_away_hits(self) -> bool:
        """Fold what was found away; False where nothing is shown."""
        shown = self.finding.hits.isVisible()
        self.finding.hits.show_rows([])
        return shown

    def _found(self, record: ClientRecord) -> None:
        if record.unlogged:
            self._workplace.announce(UNLOGGED)
        self.show_client(record, checked=False)
        self.client_found.emit(record)
        self.moved_on.emit()

    def _show(self, part: QWidget) -> None:
        for other in (self.finding, self.new, self.known):
            other.setVisible(other is part)
        self.asking.setVisible(part is not self.known)
