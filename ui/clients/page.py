"""The clients page: find someone, or look at one client."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.clients.phones import looks_like_phone
from clinic_desk.clients.records import UNLOGGED, PhoneDetails
from ui.clients.details.tab import DetailsTab
from ui.clients.details.typed import Typed
from ui.clients.drafts import Drafts
from ui.clients.finding import FindingView
from ui.clients.keys import add_commands
from ui.clients.merging.view import MergeView
from ui.clients.paper_forms import PaperForms
from ui.clients.reading import ClientFile, read_file, read_rest
from ui.clients.record import RecordView
from ui.clients.standing.acts import StandingActs
from ui.clients.standing.card import name_of
from ui.kit.health_change import HealthChange
from ui.kit.layout import Column, Surface
from ui.kit.leaflet_paper import print_called_for
from ui.kit.surfaces import Busy, EmptyState
from ui.kit.workplace import Workplace

HAS_DIED = "The record says that this client has died. Ctrl M puts that right if it is not so."
HIDDEN = "Names and treatments are hidden. F9 shows them again; what was typed is kept."
InSight = Literal["", "list", "waiting", "record", "merging"]


class ClientsPage(Surface):
    """Shows the list until a client is asked for; what is typed and not saved is kept."""

    def __init__(self, workplace: Workplace) -> None:
        """Reads nothing until it is asked for something."""
        super().__init__("canvas")
        self._workplace = workplace
        self._in_sight: InSight = ""
        self._key = 0
        """The client shown or read, below nothing for a new one, nothing for the list."""
        self._tab = ""
        self._opening = False
        """Whether what is being read is to be noted as opened."""
        self._is_asked_for = False
        """Whether somebody waits for what is being read, rather than a change elsewhere."""
        self._drafts = Drafts()
        self._was_away = True
        self.details = DetailsTab(workplace)
        self.health_change = HealthChange(workplace, self, self._living_in_sight)
        self.standing = StandingActs(workplace, self, self._file_in_sight)
        self.paper_forms = PaperForms(workplace, self, self._file_in_sight)
        add_commands(self, workplace.commands)
        self.details.add_acts()
        self.finding = FindingView(workplace)
        self.record = RecordView(workplace, self.details)
        self.standing.anchor = self.record.head.more
        self.merging = MergeView(workplace)
        self.hidden, self.waiting = EmptyState(HIDDEN), Busy()
        # Placed before it is filled: Qt styles all that is inside anew at each move.
        self.stack = QStackedWidget(self)
        for part in (self.finding, self.record, self.merging, self.hidden, self.waiting):
            self.stack.addWidget(part)
        Column(self, margins=2).addWidget(self.stack)
        self._connect()

    def _connect(self) -> None:
        workplace = self._workplace
        self.finding.chosen.connect(self.open_client)
        self.finding.draft_chosen.connect(self._go_on)
        self.record.visit_wanted.connect(self._show_visit)
        self.record.booking_wanted.connect(self._book_treatment)
        self.record.record_wanted.connect(self._show_record)
        self.record.writing_wanted.connect(self._write_record)
        self.details.saved.connect(self._details_saved)
        self.details.client_wanted.connect(self.open_client)
        self.details.compare_wanted.connect(self.begin_merging)
        self.standing.visit_wanted.connect(self._show_visit)
        self.standing.merging_wanted.connect(self.begin_merging)
        self.merging.left.connect(self.open_client)
        self.merging.merged.connect(self._show_merged)
        self.details.overtaken.connect(lambda _id: self._read())
        workplace.changed.connect(self._changed)
        workplace.privacy_changed.connect(self._privacy_changed)
        workplace.person_changed.connect(self._person_changed)

    # ---- what is asked for

    def receive(
        self, client_id: int | None = None, new: bool = False, tab: str = "", **_more: Any
    ) -> None:
        """Show a client, on a named tab; a new one; or, asked for nothing, what was shown
        before, and the list where the page is in sight already."""
        was_away, self._was_away = self._was_away, False
        if client_id is not None:
            self.open_client(client_id, tab)
        elif new:
            self.begin_new()
        elif not was_away or self._in_sight in ("", "list"):
            self.show_list()

    def leave(self) -> None:
        """Another page is shown; all that is typed stays where it is."""
        self._was_away = True

    def go_back(self) -> None:
        """Esc: put away what was begun on the tab in sight, else show the list."""
        if self._in_sight == "merging":
            self.merging.go_back()
        elif not (self._record_in_sight() and self.record.put_away()):
            self.show_list()

    def show_list(self) -> None:
        """The list; what is typed about a client and not saved waits there."""
        self._put_by()
        self._key = 0
        self._workplace.desk.forget("clients.file")
        self._show("list")
        self.finding.begin(self._drafts.names())

    def open_client(self, client_id: int, tab: str = "") -> None:
        """Read a client and show the file, on a named tab or on the history."""
        self._put_by()
        if self._key != client_id:
            self._show("waiting")
        self._key, self._tab, self._is_asked_for = client_id, tab, True
        self._read(opened=True)

    def begin_new(self) -> None:
        """A new client: with what was typed in the list, else the one begun before."""
        if self._in_sight == "record" and self._key < 0:
            return
        self._put_by()
        known = _beginning(self.finding.typed()) if self._in_sight == "list" else Typed()
        begun = self._drafts.unfinished_new() if known == Typed() else None
        self._show_new(self._drafts.new_key() if begun is None else begun, known)

    def _show_new(self, key: int, known: Typed) -> None:
        draft = self._drafts.take(key)
        self._key = key
        self._workplace.desk.forget("clients.file")
        self.record.show_new(draft.typed if draft else known)
        self._show("record")
        self.record.take_focus()

    def _go_on(self, key: int) -> None:
        if key < 0:
            self._show_new(key, Typed())
        else:
            self.open_client(key, "details")

    # ---- acts

    def has_client(self) -> bool:
        """Whether a client on file is in sight."""
        return self._record_in_sight() and self._key > 0

    def _file_in_sight(self) -> ClientFile | None:
        return self.record.file if self.has_client() else None

    def _living_in_sight(self) -> int | None:
        """The client in sight, but for one who has died, of whom the sentence is said."""
        file = self._file_in_sight()
        if file is not None and file.record.deceased_on is not None:
            self._workplace.announce(HAS_DIED)
            return None
        return file.record.id if file is not None else None

    def has_tab(self, id: str) -> bool:
        """Whether a client is in sight, of whom whoever is at the desk may see this tab."""
        return self.has_client() and self.record.may_show(id)

    def book(self) -> None:
        """Book for the client, on the calendar."""
        client_id = self._living_in_sight()
        if client_id is not None:
            self._workplace.show_page("calendar", book_for=client_id)

    def print_leaflets(self) -> None:
        """The client's leaflets."""
        client_id = self._living_in_sight()
        if client_id is not None:
            self._workplace.show_page("leaflets", client_id=client_id)

    def print_called_for(self) -> None:
        """Print what the client's visits call for, with one key."""
        print_called_for(self._workplace, self._key, self)

    def show_tab(self, id: str) -> None:
        """Show a tab of the client's page."""
        self.record.show_tab(id)
        self.record.take_focus()

    def step_part(self, way: int) -> None:
        """F6: the keyboard into the next part of the client's page, or the one before."""
        self.record.step_part(way)

    def can_save(self) -> bool:
        """Whether something typed waits to be saved."""
        return self._record_in_sight() and self.details.can_save

    def save(self) -> None:
        """Save the details."""
        self.record.show_tab("details")
        self.details.save()

    def has_duplicate(self) -> bool:
        """Whether someone on file may be the one being typed."""
        return self._record_in_sight() and bool(self.details.maybe.found())

    def open_duplicate(self) -> None:
        """Open the likeliest of them."""
        self.details.maybe.open_first()

    def begin_merging(self, other: int | None = None) -> None:
        """Hold the client in sight beside another record of the same person."""
        if self.has_client():
            keep, file = self._key, self.record.file
            self._put_by()
            self.merging.begin(keep, other, name_of(file) if file is not None else "")
            self._show("merging")
            self.merging.take_focus()

    def _show_merged(self, client_id: int) -> None:
        """The client that both are now, where the visits are that may need another look."""
        self.open_client(client_id, "appointments")

    def _record_in_sight(self) -> bool:
        return self._in_sight == "record" and not self._workplace.private

    def _show_visit(self, visit_id: int) -> None:
        self._workplace.show_page("calendar", visit_id=visit_id)

    def _book_treatment(self, treatment: str, day: date) -> None:
        self._workplace.show_page("calendar", book_for=self._key, treatment=treatment, day=day)

    def _show_record(self, record_id: int) -> None:
        self._workplace.show_page("records", record_id=record_id)

    def _write_record(self, visit_id: int) -> None:
        self._workplace.show_page("records", visit_id=visit_id)

    # ---- reading

    def _read(self, *, opened: bool = False) -> None:
        """Read the client's file; opening it is noted, and so is sitting down before it."""
        person, clinic, client_id = self._workplace.person, self._workplace.clinic, self._key
        if person is None:
            return
        # What is asked replaces what was asked before and is not answered yet.
        self._opening = opened = opened or self._opening
        self._workplace.desk.ask(
            "clients.file",
            lambda: read_file(clinic, client_id, person, opened=opened),
            self._show_file,
            self._not_read,
        )

    def _read_rest(self) -> None:
        """What the first page does not need: all visits, and the ribbon."""
        person, clinic, client_id = self._workplace.person, self._workplace.clinic, self._key
        if person is not None and client_id > 0:
            self._workplace.desk.ask(
                "clients.rest", lambda: read_rest(clinic, client_id, person), self.record.show_more
            )

    def _show_file(self, file: ClientFile) -> None:
        self._opening = False
        if file.record.unlogged:
            self._workplace.announce(UNLOGGED)
        # Of two records that were made one, the one that is kept.
        self._key = file.record.id
        fresh = self._in_sight != "record" or self.record.client_id != file.record.id
        self.record.show_file(file, self._drafts.take(file.record.id))
        self._show("record")
        if fresh or self._tab:
            self.record.show_tab(self._tab or "history")
        if fresh or self._is_asked_for:
            # Also where the client was in sight: the keyboard was where they were searched for.
            self.record.take_focus()
        self._tab, self._is_asked_for = "", False
        self._read_rest()

    def _not_read(self, error: ClinicError) -> None:
        self._opening = False
        self._workplace.announce(str(error))
        self.show_list()

    def _details_saved(self, client_id: int, typed: Typed, was_new: bool) -> None:
        """A new client just saved is opened, unless something else is in sight by now."""
        if not was_new:
            self._drafts.was_saved(client_id, typed)
        elif self._in_sight == "record" and self._key < 0:
            self._key, self._tab, self._is_asked_for = client_id, "details", True
            self._read(opened=True)
        elif (key := self._drafts.unfinished_new()) is not None:
            self._drafts.was_saved(key, typed)
        if self._in_sight == "list":
            self.finding.show_drafts(self._drafts.names())

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if self._in_sight == "merging":
            if self.merging.concerns(changes.clients):
                self.merging.show_again()
        elif self._key > 0:
            if self._key in changes.clients or changes.setup:
                self._read()
        elif changes.clients and self._in_sight == "list":
            self.finding.read()

    def _put_by(self) -> None:
        """Keep what is typed and not saved, before the form is filled with someone else."""
        if self._in_sight == "record":
            self._drafts.keep(self._key, self.details.draft())

    # ---- who may see what

    def _show(self, part: InSight) -> None:
        """Bring a part into sight, or the sentence that names are hidden."""
        self._in_sight = part
        hidden = self._workplace.private
        shown: dict[InSight, QWidget] = {
            "list": self.finding,
            "waiting": self.waiting,
            "record": self.hidden if hidden else self.record,
            "merging": self.hidden if hidden else self.merging,
        }
        self.stack.setCurrentWidget(shown[part])
        self._workplace.commands.refresh()

    def _privacy_changed(self, _hidden: bool) -> None:
        if self._in_sight:
            self._show(self._in_sight)
        self.finding.show_again()

    def _person_changed(self, person: object) -> None:
        if person is not None:
            self.record.show_again()
            self.details.show_person()
            if self._in_sight == "merging":
                # Whoever sits here now may not read what is clinical, or begins anew.
                self.merging.go_back()
            elif self._key > 0:
                self._read(opened=True)


def _beginning(typed: str) -> Typed:
    """A new client's form from what was looked for: a number, or names."""
    if looks_like_phone(typed):
        return Typed(phones=(PhoneDetails(typed),))
    given, _, family = typed.rpartition(" ")
    return Typed(given=given, family=family) if given else Typed(given=family)
