"""The tab "Who has looked": every act on this client's record, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from clinic_desk.audit.records import Looked, OldValue, Page
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import ClinicError, NotFound
from clinic_desk.staff.permissions import May, may
from ui.kit.buttons import LinkButton, QuietButton
from ui.kit.entry_list import EntryList
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Row, reveal
from ui.kit.surfaces import EmptyState
from ui.kit.trail import BeforeCard, client_line, told_once
from ui.kit.workplace import Workplace

NOTHING = "Nothing has been done with this record yet."
OWN_ONLY = "What you did yourself. Those who treat, and the manager, see what everyone did."
TOPIC, BEFORE_TOPIC = "clients.looked", "clients.looked_before"


@dataclass(frozen=True)
class _Shown:
    """What stands in the list: for whom it was read, of whom."""

    client_id: int
    by: int
    entries: tuple[Looked, ...]
    older: int | None


class LookedCard(Card):
    """Read when its tab is shown, and page by page."""

    def __init__(self, workplace: Workplace) -> None:
        """Nobody's yet."""
        super().__init__(gap=1, margins=(2, 1.5, 1, 1))
        self._work = workplace
        self._client_id: int | None = None
        self._shown: _Shown | None = None
        self.list = EntryList("Who has looked")
        self.nothing = EmptyState(NOTHING)
        self.about = PlainLabel(OWN_ONLY, size="small", tone="quiet", wrap=True)
        self.before_link = LinkButton("What was there before (Enter)", on_click=self._open_marked)
        self.older_button = QuietButton("Show older entries", on_click=self._read_older)
        self._before: BeforeCard | None = None
        self._wants_keyboard = False
        self._lay_out()
        self.list.opened.connect(self._open)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        workplace.person_changed.connect(self._person_changed)
        workplace.privacy_changed.connect(self._close_before)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to go to."""
        return not self.list.entries()

    @property
    def before(self) -> BeforeCard | None:
        """The card with old values, once it was asked for."""
        return self._before

    def show_client(self, client_id: int | None) -> None:
        """Whose entries are to be shown; they are read when `read` is called."""
        if client_id != self._client_id:
            self._client_id = client_id
            self._clear()

    def read(self) -> None:
        """Read the newest entries, when the tab comes into sight or something was done."""
        self._ask(None)

    def take_focus(self) -> bool:
        """Put the keyboard into the list, as soon as there is one; whether it went there now."""
        self._wants_keyboard = self.is_empty
        if not self.is_empty:
            self.list.setFocus()
        return not self.is_empty

    def leave(self) -> None:
        """Another tab is shown."""
        self._wants_keyboard = False

    def _ask(self, older_than: int | None) -> None:
        person, client_id = self._work.person, self._client_id
        if person is None or client_id is None:
            return
        trail, by = self._work.clinic.audit, person.id
        self._work.desk.ask(
            TOPIC,
            lambda: (client_id, by, older_than, trail.of_client(client_id, by, older_than)),
            self._take,
        )

    def _take(self, found: tuple[int, int, int | None, Page]) -> None:
        client_id, by, older_than, page = found
        person = self._work.person
        if client_id != self._client_id or person is None or by != person.id:
            return
        before = self._shown.entries if self._shown is not None and older_than is not None else ()
        self._shown = _Shown(client_id, by, (*before, *page.entries), page.older)
        self._show()
        if self._wants_keyboard and self.isVisible():
            self.take_focus()

    def _show(self) -> None:
        shown, person = self._shown, self._work.person
        clinical = person is not None and may(person, May.CLINICAL)
        entries = told_once(shown.entries) if shown is not None else ()
        today = self._today()
        self.list.show_entries(
            tuple(
                client_line(entry, today, opens=clinical and entry.has_before) for entry in entries
            )
        )
        reveal(self.list, bool(entries))
        reveal(self.nothing, not entries and shown is not None)
        reveal(self.about, shown is not None and not clinical)
        reveal(self.older_button, shown is not None and shown.older is not None)
        self._offer()

    def _read_older(self) -> None:
        if self._shown is not None and self._shown.older is not None:
            self._ask(self._shown.older)

    def _clear(self) -> None:
        self._work.desk.forget(TOPIC)
        self._shown = None
        self._close_before()
        self._show()

    def _person_changed(self, _person: object) -> None:
        """What one person may see here another may not."""
        was_shown = self._shown is not None
        self._clear()
        if was_shown:
            self.read()

    def _offer(self) -> None:
        reveal(self.before_link, any(entry.opens is not None for entry in self.list.entries()))
        self.before_link.setEnabled(self.list.marked() is not None)

    def _open_marked(self) -> None:
        marked = self.list.marked()
        if marked is not None:
            self._open(marked)

    def _open(self, event_id: int) -> None:
        trail, by = self._work.clinic.audit, self._work.by
        entry = self._by_id().get(event_id)
        earlier = entry.earlier if entry is not None else ()
        self._work.desk.ask(
            BEFORE_TOPIC,
            lambda: (event_id, trail.before(event_id, by, earlier)),
            self._show_before,
            self._not_there,
        )

    def _show_before(self, found: tuple[int, tuple[OldValue, ...]]) -> None:
        event_id, values = found
        entry = self._by_id().get(event_id)
        if entry is None or self._work.private:
            return
        if self._before is None:
            self._before = BeforeCard(self.window())
        self._before.show_values(entry, values, self._today())

    def _not_there(self, error: ClinicError) -> None:
        """Gone since it was read where the client has been made anonymous."""
        self._work.announce(str(error))
        if self._shown is not None and isinstance(error, NotFound):
            entries = tuple(replace(entry, has_before=False) for entry in self._shown.entries)
            self._shown = replace(self._shown, entries=entries)
            self._show()

    def _close_before(self, *_: object) -> None:
        self._work.desk.forget(BEFORE_TOPIC)
        if self._before is not None:
            self._before.dismiss()

    def _by_id(self) -> Mapping[int, Looked]:
        shown = told_once(self._shown.entries) if self._shown is not None else ()
        return {entry.id: entry for entry in shown}

    def _today(self) -> date:
        return local_day(self._work.clinic.clock.now())

    def _lay_out(self) -> None:
        head = Row(gap=1)
        head.addWidget(SectionTitle("Who has looked"))
        head.addStretch(1)
        head.addWidget(self.before_link)
        foot = Row()
        foot.addWidget(self.older_button)
        foot.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self.about)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.nothing, 1)
        self.body.addLayout(foot)
        for part in (self.about, self.nothing, self.before_link, self.older_button):
            reveal(part, False)
