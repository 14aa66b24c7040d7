"""The ground of the cards about one client: a title, what to say, what went wrong."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import ClinicError
from ui.clients.reading import ClientFile
from ui.kit.fields import Field, show_troubles
from ui.kit.labels import SectionTitle
from ui.kit.layout import Column
from ui.kit.popover import Popover
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.workplace import Workplace

LONGEST_NAME = 40


class StandingCard(Popover):
    """In the middle of the window; it goes where names are hidden or somebody else sits down."""

    def __init__(self, workplace: Workplace, window: QWidget, name: str) -> None:
        """Closed. `middle` scrolls where it is short, `foot` does not."""
        super().__init__(window, name, "door", gap=1.25, margins=2)
        self._work = workplace
        self._file: ClientFile | None = None
        self._is_writing = False
        self._fields: dict[str, Field] = {}
        """By the names that a BadInput gives."""
        self.title = SectionTitle("")
        self.title.setWordWrap(True)
        self.trouble = TroubleLine()
        scroll = Scroll(gap=1.25, margins=0, snug=True)
        self.middle = scroll.body
        self.foot = Column(gap=0.75)
        self.body.addWidget(self.title)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self.trouble)
        self.body.addLayout(self.foot)
        workplace.privacy_changed.connect(self._put_away)
        workplace.person_changed.connect(self._put_away)

    def take(self, file: ClientFile, title: str) -> None:
        """Begin anew with a client."""
        self._file, self._is_writing = file, False
        self.title.setText(title)
        self.trouble.clear()

    def _put_away(self, _what: object) -> None:
        self.dismiss()

    def _today(self) -> date:
        return local_day(self._work.clinic.clock.now())

    def _refused(self, error: ClinicError) -> None:
        self._is_writing = False
        if not show_troubles(self._fields, error):
            self.trouble.tell(error)


def name_of(file: ClientFile) -> str:
    """The client's name, as much of it as a line of words can hold."""
    name = " ".join(file.record.shown_name.split())
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
