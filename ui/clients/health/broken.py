"""The visits to come that the answers speak against, each a line that leads to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal

from clinic_desk.base.words import count
from clinic_desk.calendar.outcomes import BrokenVisit
from ui.clients.health.wording import visit_words
from ui.kit.buttons import LinkButton
from ui.kit.findings import FindingList
from ui.kit.labels import Chip, PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Row, clear, reveal

GO = "Show on the calendar"


class BrokenCard(Card):
    """Hidden while there are none."""

    visit_wanted = Signal(int)

    def __init__(self) -> None:
        """None yet."""
        super().__init__(gap=1, margins=(2, 1.5, 2, 1.5))
        self.title = SectionTitle("")
        self.about = PlainLabel(
            "They stay here until they are moved, given up, or passed with a reason.",
            size="small",
            tone="quiet",
            wrap=True,
        )
        self._lines = Column(gap=1.5)
        self.visits: tuple[BrokenVisit, ...] = ()
        self.links: tuple[LinkButton, ...] = ()
        self.body.addWidget(self.title)
        self.body.addWidget(self.about)
        self.body.addLayout(self._lines)
        reveal(self, False)

    def show_visits(
        self, visits: Sequence[BrokenVisit], names: Mapping[str, str], today: date
    ) -> None:
        """Show these instead."""
        if tuple(visits) == self.visits:
            return
        self.visits = tuple(visits)
        clear(self._lines)
        self.links = tuple(self._add(visit, names, today) for visit in visits)
        self.title.setText(f"The answers speak against {count(len(self.visits), 'booked visit')}")
        reveal(self, bool(visits))

    def take_focus(self) -> bool:
        """Put the keyboard on the first; whether there is one."""
        if self.links:
            self.links[0].setFocus()
        return bool(self.links)

    def _add(self, visit: BrokenVisit, names: Mapping[str, str], today: date) -> LinkButton:
        words, kind = ("Refused", "block") if visit.refused else ("Look first", "warn")
        told = visit_words(visit, names, today)
        line = Row(gap=1)
        line.addWidget(Chip(words, kind))
        line.addWidget(PlainLabel(told, weight="semibold", wrap=True), 1)
        link = LinkButton(f"{GO} (Enter)", on_click=lambda: self._go(visit))
        link.set_words(link.words(), f"{words}: {told}. {GO}")
        line.addWidget(link)
        both = Column(gap=0.75)
        both.addLayout(line)
        findings = FindingList()
        findings.show_findings(visit.findings, for_clinician=True)
        both.addWidget(findings)
        self._lines.addLayout(both)
        return link

    def _go(self, visit: BrokenVisit) -> None:
        self.visit_wanted.emit(visit.appointment_id)
