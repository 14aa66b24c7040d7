"""The window: rail, search box, pages, status line, and the door before them all.

It stands before the clinic is open, and before its parts are read: what they are made of is
imported by `furnish` and by what can only come after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.staff.permissions import May, may
from ui.frame.clinic_setup import Setup, read_setup
from ui.kit.layout import Column, Row, Surface
from ui.kit.surfaces import Busy, EmptyState
from ui.kit.theme import theme

if TYPE_CHECKING:
    from clinic_desk.base.errors import ClinicError
    from clinic_desk.staff.people import PersonRecord
    from ui.frame.key_sheet import KeySheet
    from ui.frame.seat_picker import SeatPicker
    from ui.frame.sign_in_page import Asked, SignInPage
    from ui.kit.commands import Commands
    from ui.kit.pages import PageEntry
    from ui.kit.veil import Veil
    from ui.kit.workplace import Workplace

START_SIZE = ("window", "window_height")
OPENING = "Opening the clinic…"


class MainWindow(Surface):
    """The frame round every page, for one person after another or, once locked, for one."""

    entered = Signal(int, str, str)
    """At the door: the person's id, the password, one chosen in place of a given one."""
    lock_wanted = Signal(str)
    """Why: "key" or "idle"."""
    sign_out_wanted = Signal()
    commands: Commands

    def __init__(self) -> None:
        """One sentence, until it is furnished or somebody stands at the door."""
        super().__init__("canvas")
        self.setWindowTitle("Clinic Desk")
        self.setAccessibleName("Clinic Desk")
        self.work: Workplace | None = None
        self.keys: KeySheet | None = None
        self._picker: SeatPicker | None = None
        self._people: tuple[PersonRecord, ...] = ()
        self._door: SignInPage | None = None
        self._veil: Veil | None = None
        self._wanted: tuple[str, dict[str, Any]] = ("", {})
        self._first = self._wanted
        self._needs: dict[str, May] = {}
        self._whole = Column(self, gap=0)
        self._sentence: Busy | None = Busy(OPENING)
        self._whole.addWidget(self._sentence, 1)
        self.resize(*(theme().tokens.shape[side] for side in START_SIZE))

    def furnish(self) -> None:
        """Make what serves a clinic, with its `commands`; nothing where it is there."""
        if self._sentence is None:
            return
        from ui.frame.banner import Banner
        from ui.frame.idle import Idle
        from ui.frame.page_stack import PageStack
        from ui.frame.rail import Rail
        from ui.frame.search_box import SearchBox
        from ui.frame.seat_button import NOBODY
        from ui.frame.status_line import StatusLine
        from ui.frame.top_bar import TopBar
        from ui.kit.tasks import Throttle
        from ui.window_keys import LOCK_KEY, SEARCH_KEY, add_commands

        self.face = Surface("canvas")
        self.top, self.banner, self.rail = TopBar(SEARCH_KEY, LOCK_KEY), Banner(), Rail()
        self.stack, self.status = PageStack(), StatusLine()
        self._lay_out()
        self.search = SearchBox(self.top.search, self)
        self.idle, self.away = Idle(self), Idle(self)
        self._keep_size = Throttle(1000, self._save_text_size, self)
        self._nobody = EmptyState(NOBODY, "Choose", self.choose_person)
        add_commands(self)
        self.status.privacy_button.clicked.connect(self.toggle_privacy)
        self.top.seat.clicked.connect(self.choose_person)
        self.top.lock.clicked.connect(self.ask_to_lock)
        self.away.fell_idle.connect(lambda: self.lock_wanted.emit("idle"))
        self.rail.wanted.connect(lambda name: self.show_page(name, {}))
        self.stack.page_changed.connect(self.rail.mark)
        theme().changed.connect(self._look_changed)
        self.face.setVisible(self._door is None or self._door.isHidden())
        sentence, self._sentence = self._sentence, None
        self.stack.show_sentence(sentence)

    def show_waiting(self, words: str) -> None:
        """A quiet sentence in place of a page."""
        if self._sentence is not None:
            self._sentence.say(words)
        else:
            self.stack.show_sentence(Busy(words))

    def show_instead(self, widget: QWidget) -> None:
        """Something that is no page in place of one: the start pages, a clinic that cannot open.

        What serves a clinic, the search, the seat and the rail, is out of sight then.
        """
        self.furnish()
        self._show_service(False)
        self.stack.show_sentence(widget)

    @property
    def door(self) -> SignInPage:
        """The page that asks who it is; made when it is first needed."""
        if self._door is None:
            from ui.frame.sign_in_page import SignInPage

            self._door = SignInPage()
            self._door.hide()
            self._whole.addWidget(self._door, 1)
            self._door.entered.connect(self.entered)
        return self._door

    @property
    def picker(self) -> SeatPicker | None:
        """Lets another sit down; made when it is first needed, None where no clinic is served."""
        if self._picker is None and self.work is not None:
            from ui.frame.seat_picker import SeatPicker

            self._picker = SeatPicker(self, self.work, self.top.seat)
            self._picker.people = self._people
            self._picker.leaving.connect(self.sign_out_wanted)
        return self._picker

    @property
    def is_locked(self) -> bool:
        """Whether the veil lies over everything but the door."""
        return self._veil is not None and self._veil.is_drawn

    def show_door(self, asked: Asked) -> None:
        """Ask who it is, in place of everything else."""
        door = self.door
        self._before_door.hide()
        door.show()
        door.ask(asked)

    def hide_door(self) -> None:
        """Show what is behind the door."""
        self.door.hide()
        self._before_door.show()

    @property
    def _before_door(self) -> QWidget:
        """What is in sight where nobody is asked who they are."""
        return self._sentence if self._sentence is not None else self.face

    def lock(self, asked: Asked, by: PersonRecord) -> None:
        """Take every text of a record out of the window, and ask for the password."""
        if self._veil is None:
            from ui.kit.veil import Veil

            self._veil = Veil(self, self.door)
        self._veil.draw()
        self.door.show()
        self.door.ask_again(asked, by)
        # What has been painted before is painted over now, not when there is time for it.
        self.repaint()

    def unlock(self) -> None:
        """Bring everything back as it was."""
        self.door.hide()
        if self._veil is not None:
            self._veil.lift()
        for watch in (self.idle, self.away):
            watch.begin_again()

    def prepare(self, workplace: Workplace, pages: Sequence[PageEntry]) -> None:
        """Make the first page behind the door; it reads nothing of a record for nobody."""
        self.furnish()
        self._serve_pages(workplace, pages)

    def _serve_pages(self, workplace: Workplace, pages: Sequence[PageEntry]) -> None:
        """Know the pages and have the first; whoever asked for it hears of a fault in making it."""
        self.stack.serve(workplace, pages)
        if pages:
            self.stack.page(pages[0].name)

    def move_in(
        self,
        workplace: Workplace,
        setup: Setup,
        pages: Sequence[PageEntry],
        person: PersonRecord,
    ) -> None:
        """Serve a clinic: its pages, its people, its clock. The person's first page is shown."""
        from ui.frame.getting_ready import GettingReady
        from ui.window_keys import add_page_commands

        self.furnish()
        self.work = workplace
        # What listens to it goes with the window, and what that holds.
        self.destroyed.connect(workplace.seat.deleteLater)
        self._show_service(True)
        self._serve_pages(workplace, pages)
        self.rail.set_pages(pages)
        self._needs = {entry.name: entry.needs for entry in pages}
        add_page_commands(self, pages)
        self.search.serve(workplace)
        self._listen(workplace)
        self.status.start(workplace.clinic.clock)
        self._wanted = self._first = (pages[0].name, {}) if pages else ("", {})
        self._show_setup(setup)
        workplace.seat.sit_down(person)
        workplace.seat.ready.connect(self._read_copies)
        self.getting_ready = GettingReady(workplace, self.warn, self)

    def _read_copies(self) -> None:
        if self.work is not None:
            standing = self.work.clinic.copies.standing
            self.work.desk.ask("frame.copies", standing, self.status.show_copies)

    def show_page(self, name: str, what: dict[str, Any]) -> None:
        """Show a page, or keep it for when someone sits down."""
        self._wanted = (name, what)
        if name and self.may_see(name):
            self.stack.show_page(name, what)

    def may_see(self, name: str) -> bool:
        """Whether there is a person at the desk, and the page is one that they may see."""
        person = self.work.person if self.work is not None else None
        return person is not None and may(person, self._needs.get(name, May.DESK))

    def warn(self, error: ClinicError) -> None:
        """Tell what went wrong in the status line; nothing to whoever is not there."""
        if not self.is_locked:
            self.status.warn(error)

    def toggle_privacy(self) -> None:
        """Hide or show names and treatments."""
        if self.work is not None:
            self.work.seat.hide_names(not self.work.private)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: whatever was saved is saved."""
        if self._sentence is None:
            self._keep_size.cancel()
        event.accept()

    def _show_service(self, shown: bool) -> None:
        for part in (self.top.search, self.top.seat, self.top.lock, self.rail):
            part.setVisible(shown)

    def _lay_out(self) -> None:
        self._whole.addWidget(self.face, 1)
        whole = Column(self.face, gap=0)
        whole.addWidget(self.top)
        whole.addWidget(self.banner)
        middle = Row(gap=0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)

    def _listen(self, workplace: Workplace) -> None:
        seat, desk = workplace.seat, workplace.desk
        seat.person_changed.connect(self._person_changed)
        seat.privacy_changed.connect(self.status.show_private)
        seat.announced.connect(self.status.announce)
        seat.unsaved_changed.connect(self.status.show_unsaved)
        seat.page_wanted.connect(self.show_page)
        seat.back_wanted.connect(self.stack.show_back)
        seat.changed.connect(self._changed)
        desk.saving.connect(self.status.show_saving)
        desk.unheard.connect(self.warn)
        workplace.background.unheard.connect(self.warn)
        self.idle.fell_idle.connect(lambda: seat.hide_names(True))

    def _person_changed(self, person: PersonRecord | None) -> None:
        self.top.seat.show_person(person)
        if person is not None:
            self.status.sit_down(person.id)
        self.top.fold()
        self.rail.show_to(person)
        self.commands.refresh()
        if person is None:
            self.stack.show_sentence(self._nobody)
            self.choose_person()
        elif not self.stack.now or self.stack.currentWidget() is self._nobody:
            self.show_page(*(self._wanted if self.may_see(self._wanted[0]) else self._first))
        elif not self.may_see(self.stack.now):
            self.show_page(*self._first)

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if changes.setup and self.work is not None:
            clinic = self.work.clinic
            self.work.desk.ask("frame.setup", lambda: read_setup(clinic), self._show_setup)

    def _show_setup(self, setup: Setup) -> None:
        from ui.frame.banner import DEMO, DRAFT

        practice = setup.practice
        look = theme()
        if look.choice != practice.theme:
            look.choose(practice.theme)
        look.set_percent(practice.text_percent)
        self._keep_size.cancel()
        self.top.show_clinic(practice.name, practice.phone)
        facts = [DEMO] if practice.demo else []
        self.banner.say([*facts, *([] if setup.signed else [DRAFT])])
        if self.work is not None and self.work.seat.is_ready:
            self._read_copies()
        self.idle.watch(practice.hide_after_minutes)
        self.away.watch(practice.lock_after_minutes)
        self._people = setup.people
        if self._picker is not None:
            self._picker.people = setup.people
        self._refresh_person(setup.people)

    def _refresh_person(self, people: Sequence[PersonRecord]) -> None:
        """Whoever sits here may have been renamed, or removed."""
        if self.work is not None and (here := self.work.person) is not None:
            known = next((person for person in people if person.id == here.id), None)
            if known is None:
                self.sign_out_wanted.emit()
            elif known != here:
                self.work.seat.sit_down(known)

    def ask_to_lock(self) -> None:
        """The desk is to be locked, by whoever is at it."""
        self.lock_wanted.emit("key")

    def find_client(self) -> None:
        """Put the keyboard into the search box."""
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def toggle_keys(self) -> None:
        """Show the sheet of every key, or put it away."""
        if self.keys is None:
            from ui.frame.key_sheet import KeySheet

            self.keys = KeySheet(self, self.commands)
        if self.keys.isVisible():
            self.keys.dismiss()
            return
        while self.work is not None and self.stack.make_next():
            pass
        self.keys.open_sheet()

    def choose_person(self) -> None:
        """Ask who is at the desk."""
        if self.picker is not None:
            self.picker.open_list()

    def _look_changed(self) -> None:
        self._keep_size()

    def _save_text_size(self) -> None:
        work, percent = self.work, theme().percent
        if work is None or work.person is None or self.is_locked:
            return
        practice, by = work.clinic.practice, work.by

        def save() -> Changes:
            now = practice.read()
            same = now.text_percent == percent
            return Changes() if same else practice.save_looks(by, text_percent=percent)

        work.desk.write(save)
