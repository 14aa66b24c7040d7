"""What a manager looks for in the audit: who, what, whose record, when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from clinic_desk.audit.groups import GROUPS
from clinic_desk.audit.records import TrailQuery
from clinic_desk.base.clock import local_day
from clinic_desk.base.moments import read_past_day
from clinic_desk.staff.people import PersonRecord
from ui.kit.buttons import LinkButton, PrimaryButton
from ui.kit.client_finder import ClientFinder
from ui.kit.fields import ComboField, DateField, Field, LineField
from ui.kit.labels import ElidedLabel, FieldLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.theme import theme
from ui.kit.workplace import Workplace

ROOM_STEPS = 90
"""With less room than this the filters stand below each other in pairs."""


class AuditFilters(QWidget):
    """Six filters and the act; Enter in a line searches too."""

    wanted = Signal()
    """A search is asked for."""

    def __init__(self, workplace: Workplace) -> None:
        """Nothing narrows the search."""
        super().__init__()
        self._work = workplace
        self._client_id: int | None = None
        self.person = ComboField("Who")
        self.group = ComboField("What")
        self.group.set_choices([("", "Anything"), *GROUPS.items()])
        self.group.set_value("")
        self.text = LineField("Words of the act", "printed, moved, PIN")
        self.from_day = DateField("From", self._read_day, placeholder="1 nov")
        self.to_day = DateField("Until", self._read_day, placeholder="today")
        self.finder = ClientFinder(workplace, "audit.client", "Whose record")
        self.client_words = ElidedLabel("", weight="semibold")
        self.any_client = LinkButton("Anybody's", on_click=self._forget_client)
        self._chosen = QWidget()
        self.search_button = PrimaryButton("Search", "Return", on_click=self.wanted.emit)
        self._lay_out()
        self.show_people(())
        for line in (self.text, self.from_day, self.to_day):
            line.line.returnPressed.connect(self.wanted)
        for combo in (self.person, self.group):
            combo.edited.connect(self.wanted)
        self.finder.chosen.connect(self._choose_client)
        self._arrange()
        theme().changed.connect(self._arrange)

    def query(self) -> TrailQuery:
        """What is asked for. BadInput, also shown below its field, for a day that is none."""
        return TrailQuery(
            self.person.value(),
            self.group.value() or "",
            self._client_id,
            self.from_day.value(),
            self.to_day.value(),
            self.text.text(),
        )

    def fields(self) -> dict[str, Field]:
        """By their names in the query."""
        return {"from_day": self.from_day, "to_day": self.to_day}

    def show_people(self, people: Iterable[PersonRecord]) -> None:
        """Offer everyone who works or worked here."""
        named = [(person.id, person.name) for person in people]
        self.person.set_choices([(None, "Everybody"), *named])
        if self.person.combo.currentIndex() < 0:
            self.person.set_value(None)

    def hide_names(self) -> None:
        """Forget whose record was asked for."""
        self._client_id = None
        self.client_words.setText("")
        self._show_client()

    def resizeEvent(self, event: object) -> None:
        """Below each other where there is little room."""
        self._arrange()

    def _choose_client(self, client_id: int) -> None:
        clients, by = self._work.clinic.clients, self._work.by
        self.finder.empty()
        self._client_id = client_id
        self._show_client()
        self._work.desk.ask(
            "audit.client_name", lambda: clients.get(client_id, by).shown_name, self._name_client
        )
        self.wanted.emit()

    def _name_client(self, name: str) -> None:
        if self._client_id is not None and not self._work.private:
            self.client_words.setText(name)

    def _forget_client(self) -> None:
        self.hide_names()
        self.finder.setFocus()
        self.wanted.emit()

    def _show_client(self) -> None:
        reveal(self._chosen, self._client_id is not None)
        reveal(self.finder, self._client_id is None)

    def _read_day(self, text: str) -> date:
        return read_past_day(text, local_day(self._work.clinic.clock.now()))

    def _lay_out(self) -> None:
        chosen = Column(self._chosen, gap=0.5)
        chosen.addWidget(FieldLabel("Whose record"))
        line = Row(gap=1)
        line.addWidget(self.client_words, 1)
        line.addWidget(self.any_client)
        chosen.addLayout(line)
        chosen.addStretch(1)
        whose = QWidget()
        both = Column(whose, gap=0)
        both.addWidget(self.finder)
        both.addWidget(self._chosen)
        both.addStretch(1)
        act = QWidget()
        below = Column(act, gap=0.5)
        below.addWidget(FieldLabel(" "))
        below.addWidget(self.search_button)
        below.addStretch(1)
        self._rows = (Row(gap=1.5), Row(gap=1.5))
        for row, parts in zip(
            self._rows,
            ((self.person, self.group, self.text), (whose, self.from_day, self.to_day, act)),
            strict=True,
        ):
            for part in parts:
                row.addWidget(part, 0 if part is act else 1)
        whole = Column(self, gap=1.25)
        for row in self._rows:
            whole.addLayout(row)
        self._show_client()

    def _arrange(self) -> None:
        narrow = self.width() < theme().grid(ROOM_STEPS) // 2
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for row in self._rows:
            row.setDirection(down if narrow else across)
