"""The visits to come that something speaks against, each a line that leads to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, count, short_day
from clinic_desk.calendar.outcomes import BrokenVisit
from ui.kit.buttons import LinkButton
from ui.kit.findings import FindingList
from ui.kit.labels import Chip, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.wash import Wash


class AgainstList(Wash):
    """Hidden while there are none."""

    visit_wanted = Signal(int)

    def __init__(self, title: str, *, leads: bool = True) -> None:
        """None yet; where it `leads`, they wait here for somebody: each line goes to its place on
        the calendar."""
        super().__init__("warn", gap=1, margins=1.5)
        self._title, self._leads = title, leads
        self._shown: object = None
        self.visits: tuple[BrokenVisit, ...] = ()
        self.links: list[LinkButton] = []
        self.title = SectionTitle("")
        self.title.setWordWrap(True)
        self.about = PlainLabel(size="small", tone="quiet", wrap=True)
        self._lines = Column(gap=1.25)
        self.body.addWidget(self.title)
        if leads:
            self.body.addWidget(self.about)
        self.body.addLayout(self._lines)
        reveal(self, False)

    def show_visits(
        self,
        visits: Sequence[BrokenVisit],
        names: Mapping[str, str],
        today: date,
        *,
        for_clinician: bool,
    ) -> None:
        """Show these instead; the same ones again stay, with the keyboard where it was."""
        shown = (tuple(visits), dict(names), today, for_clinician)
        if shown == self._shown:
            return
        self._shown, self.visits = shown, tuple(visits)
        self.links = []
        clear(self._lines)
        for visit in visits:
            self._add(visit, when_and_what(visit, names, today), for_clinician)
        self.title.setText(f"{self._title} {count(len(self.visits), 'booked visit')}")
        self.about.setText(what_to_do(len(self.visits)))
        reveal(self, bool(visits))

    def take_focus(self) -> bool:
        """Put the keyboard on the first; whether there is one."""
        if self.links:
            self.links[0].setFocus()
        return bool(self.links)

    def _add(self, visit: BrokenVisit, told: str, for_clinician: bool) -> None:
        words, kind = ("Refused", "block") if visit.refused else ("Look first", "warn")
        line = Row(gap=1)
        line.addWidget(Chip(words, kind))
        line.addWidget(PlainLabel(told, weight="semibold", wrap=True), 1)
        if self._leads:
            go = partial(self.visit_wanted.emit, visit.appointment_id)
            link = LinkButton("Show on the calendar (Enter)", on_click=go)
            link.set_words(link.words(), f"{words}: {told}. Show on the calendar")
            line.addWidget(link)
            self.links.append(link)
        both = Column(gap=0.75)
        both.addLayout(line)
        findings = FindingList()
        findings.show_findings(visit.findings, for_clinician=for_clinician)
        both.addWidget(findings)
        self._lines.addLayout(both)


def when_and_what(visit: BrokenVisit, names: Mapping[str, str], today: date) -> str:
    """`Tue 8 Dec 10:00 · Botulinum toxin with Ruth Holt`."""
    name = names.get(visit.treatment, visit.treatment)
    when = f"{short_day(local_day(visit.starts_at), today)} {clock_time(visit.starts_at)}"
    return f"{when} · {name} with {visit.person_name}"


def what_to_do(visits: int) -> str:
    """What becomes of so many visits that something speaks against."""
    stay = "It stays here until it is" if visits == 1 else "They stay here until they are"
    return f"{stay} moved, cancelled, or passed with a reason."
