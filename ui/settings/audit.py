"""The audit for a manager: whether it is whole, and a search of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from clinic_desk.audit.records import Looked, OldValue, Page, TrailQuery
from clinic_desk.audit.wholeness import Standing
from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.staff.people import PersonRecord
from clinic_desk.staff.permissions import May, may
from ui.kit.buttons import LinkButton, QuietButton
from ui.kit.entry_list import EntryList
from ui.kit.fields import Field
from ui.kit.layout import Row, reveal
from ui.kit.surfaces import EmptyState
from ui.kit.theme import theme
from ui.kit.trail import BeforeCard, search_line, told_once
from ui.kit.workplace import Workplace
from ui.settings.audit_filters import AuditFilters
from ui.settings.audit_standing import StandingPart
from ui.settings.section import Section

NOTHING = "No entry is like that."
HIDDEN = "Names are hidden. F9 shows them again; then search anew."
LIST_STEPS = 30
"""The list is never lower; where there is room it takes it."""


@dataclass(frozen=True)
class Found:
    """What the section shows before anything is looked for."""

    standing: Standing
    people: tuple[PersonRecord, ...]


class AuditSection(Section):
    """Filters at the top, entries below, newest first; Enter opens the client."""

    name = "audit"
    title = "Audit"
    about = "Who did what, and when. Each search of it is an entry itself."
    saves = False
    fills = True
    needs = May.MANAGE

    def __init__(self, workplace: Workplace) -> None:
        """Nothing until it is read."""
        super().__init__(workplace)
        self._serial = 0
        self._query = TrailQuery()
        self._entries: tuple[Looked, ...] = ()
        self._older: int | None = None
        self._up_to = 0
        self.standing = StandingPart(self.check, self._show_copies, self.accept)
        self.filters = AuditFilters(workplace)
        self.list = EntryList("Entries of the audit")
        self.nothing = EmptyState(NOTHING)
        self.older_button = QuietButton("Show older entries", on_click=self._read_older)
        self.client_link = LinkButton("Open the client (Enter)", on_click=self._open_client)
        self.before_link = LinkButton("What was there before", on_click=self._read_before)
        self._before: BeforeCard | None = None
        self._lay_out()
        self.filters.wanted.connect(self.search)
        self.list.opened.connect(lambda _id: self._open_client())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        workplace.person_changed.connect(self._person_changed)
        workplace.privacy_changed.connect(self._forget)

    # ---- how it stands

    def read(self) -> Found:
        """How the audit stands, and everyone who works or worked here."""
        clinic = self.clinic
        return Found(clinic.wholeness.standing(), clinic.staff.people(active_only=False))

    def fill(self, found: Found) -> None:
        """Show it; the newest entries are looked for when the section is first shown."""
        self._show_standing(found.standing)
        self.filters.show_people(found.people)
        if not self.is_filled:
            self.search()

    def check(self) -> None:
        """Have every entry checked, beside the desk."""
        wholeness, by = self.clinic.wholeness, self.by
        self.standing.show_checking()
        self.work.background.run(lambda: wholeness.verify(by), self._checked, self._not_checked)

    def accept(self) -> None:
        """Go on with what was found."""
        wholeness, by, up_to = self.clinic.wholeness, self.by, self._up_to
        self.work.write(
            lambda: wholeness.accept(by, up_to), self._accepted, self.tell, initiator=self
        )

    def _checked(self, standing: Standing) -> None:
        self._show_standing(standing)
        self.work.announce(
            "The audit is whole." if standing.is_whole else "Something was found in the audit."
        )

    def _not_checked(self, error: ClinicError) -> None:
        self.tell(error)
        self.load()

    def _accepted(self, _changes: Changes) -> None:
        self.work.announce("Accepted: the audit goes on from here.")

    def _show_standing(self, standing: Standing) -> None:
        self._up_to = standing.up_to
        self.standing.show_standing(standing)

    def _show_copies(self) -> None:
        self.work.show_page("settings", section="copies")

    # ---- searching

    def search(self) -> None:
        """Look for what the filters say."""
        self.clear_troubles()
        try:
            self._query = self.filters.query()
        except BadInput:
            return
        self._ask(None)

    def _ask(self, older_than: int | None) -> None:
        person = self.work.person
        if person is None or self.work.private:
            return
        self._serial += 1
        trail, query, serial, by = self.clinic.audit, self._query, self._serial, person.id

        def look() -> tuple[int, int | None, Page]:
            with trail.aside() as aside:
                return serial, older_than, aside.search(query, by, older_than)

        self.work.background.run(look, self._take_page, self.tell)

    def _take_page(self, found: tuple[int, int | None, Page]) -> None:
        serial, older_than, page = found
        if serial != self._serial:
            return
        before = self._entries if older_than is not None else ()
        self._entries, self._older = (*before, *page.entries), page.older
        self._show(NOTHING)

    def _read_older(self) -> None:
        if self._older is not None:
            self._ask(self._older)

    def _show(self, nothing: str) -> None:
        today = self._today()
        entries = told_once(self._entries)
        self.list.show_entries(tuple(search_line(entry, today) for entry in entries))
        self.nothing.say(nothing)
        reveal(self.list, bool(entries))
        reveal(self.nothing, not entries)
        reveal(self.older_button, self._older is not None)
        self._offer()

    def _person_changed(self, person: PersonRecord | None) -> None:
        self._forget()
        if person is not None and may(person, self.needs) and self.isVisible():
            self.load()

    def _forget(self, *_: object) -> None:
        """Another person, or names hidden: nothing that was found stays."""
        self._serial += 1
        self._entries, self._older = (), None
        self.filters.hide_names()
        if self._before is not None:
            self._before.dismiss()
        self._show(HIDDEN if self.work.private else "")
        self.is_filled = False

    # ---- what is marked

    @property
    def marked(self) -> Looked | None:
        """The entry that Enter is about."""
        at = self.list.marked()
        return next((entry for entry in told_once(self._entries) if entry.id == at), None)

    @property
    def before(self) -> BeforeCard | None:
        """The card with old values, once it was asked for."""
        return self._before

    def _offer(self) -> None:
        marked = self.marked
        reveal(self.client_link, marked is not None and marked.client_id is not None)
        reveal(self.before_link, marked is not None and marked.has_before)

    def _open_client(self) -> None:
        marked = self.marked
        if marked is not None and marked.client_id is not None:
            self.work.show_page("clients", client_id=marked.client_id, tab="looked")
        elif marked is not None and marked.has_before:
            self._read_before()

    def _read_before(self) -> None:
        marked = self.marked
        if marked is None:
            return
        trail, by, entry = self.clinic.audit, self.by, marked
        self.work.desk.ask(
            "audit.before",
            lambda: (entry, trail.before(entry.id, by, entry.earlier)),
            self._show_before,
            self.tell,
        )

    def _show_before(self, found: tuple[Looked, tuple[OldValue, ...]]) -> None:
        if self.work.private:
            return
        if self._before is None:
            self._before = BeforeCard(self.window())
        self._before.show_values(*found, self._today())

    # ---- the form

    def fields(self) -> dict[str, Field]:
        """The filters that a search may refuse."""
        return self.filters.fields()

    def first_control(self) -> QWidget:
        """Who did it."""
        return self.filters.person.control

    def _changed(self, changes: Changes, _initiator: object) -> None:
        # No search is repeated because something was saved: each would be an entry.
        if changes.setup and self.is_filled:
            self.work.desk.ask(f"settings.{self.name}", self.read, self._take_standing)

    def _take_standing(self, found: Found) -> None:
        self._show_standing(found.standing)
        self.filters.show_people(found.people)

    def _today(self) -> date:
        return local_day(self.clinic.clock.now())

    def _lay_out(self) -> None:
        self.body.addWidget(self.standing)
        self.body.addWidget(self.filters)
        line = Row(gap=2)
        line.addWidget(self.older_button)
        line.addStretch(1)
        line.addWidget(self.before_link)
        line.addWidget(self.client_link)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.nothing, 1)
        self.body.addLayout(line)
        self._measure()
        theme().changed.connect(self._measure)
        for part in (self.nothing, self.older_button, self.before_link, self.client_link):
            reveal(part, False)

    def _measure(self) -> None:
        self.list.setMinimumHeight(theme().grid(LIST_STEPS))
