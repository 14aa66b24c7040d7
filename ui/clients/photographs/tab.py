"""The tab "Photographs": read beside the desk, shown while consent to them stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import ClinicError
from clinic_desk.clients.records import UNLOGGED
from clinic_desk.photographs.records import Album, PhotographRecord
from clinic_desk.staff.people import PersonRecord
from clinic_desk.staff.permissions import May, may
from ui.clients.photographs.adding import Adding, ChooseFiles, choose_files, files_in
from ui.clients.photographs.consent_line import ConsentLine
from ui.clients.photographs.form import PictureForm, VisitChoice
from ui.clients.photographs.framing_kept import FrameKeeper
from ui.clients.photographs.keys import add_commands
from ui.clients.photographs.printing import print_photographs
from ui.clients.photographs.reading import (
    Opened,
    read_album,
    read_opened,
)
from ui.clients.photographs.removing import Removing
from ui.clients.photographs.sheet import Sheet
from ui.clients.photographs.thumbnails import Thumbnails
from ui.clients.photographs.viewer import Viewer
from ui.kit.buttons import KeyButton, QuietButton, command_button
from ui.kit.labels import SectionTitle
from ui.kit.layout import Card, Column, Row, reveal
from ui.kit.surfaces import Busy, EmptyState, Scroll, TroubleLine
from ui.kit.workplace import Workplace

NOTHING = "No photographs yet. Add one from a file, or paste one that was copied."
TOPIC = "clients.photographs"


class PhotographsTab(Card):
    """The sheet, one or two pictures, or the form of one; whichever is in sight."""

    consent_wanted = Signal()

    def __init__(self, workplace: Workplace, choose: ChooseFiles = choose_files) -> None:
        """Nobody's yet; `choose` asks for files."""
        super().__init__(gap=1, margins=(2, 1.5, 1, 1))
        self._work = workplace
        self._client_id: int | None = None
        self._by = workplace.person.id if workplace.person is not None else 0
        """Who saw what is in sight."""
        self._is_in_sight = False
        """Whether this tab is the one that is shown, be the page in sight or not."""
        self._album: Album | None = None
        self._wants_keyboard = False
        self.frames = FrameKeeper(workplace, self)
        self.removing = Removing(workplace, self)
        self.keep_button = KeyButton("Keep the photograph", "Ctrl+Return", primary=True)
        self.form = PictureForm(workplace.clinic.clock, self.keep_button)
        self.adding = Adding(workplace, self.form, choose, self)
        self.sheet, self.viewer = Sheet(), Viewer()
        self.stack, self.consent_line = QStackedWidget(), ConsentLine()
        add_commands(self, workplace.commands)
        self.thumbnails = Thumbnails(workplace, self.sheet, self.isVisible, self)
        self.rolled = Scroll(gap=0, margins=(0, 0, 1, 0))
        self.rolled.body.addWidget(self.sheet)
        self.rolled.body.addStretch(1)
        self.nothing, self.busy = EmptyState(NOTHING), Busy()
        self.trouble = TroubleLine()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    # ---- whose they are

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to go to."""
        return not self.sheet.tiles

    def show_client(self, client_id: int | None, visits: Sequence[VisitChoice] = ()) -> None:
        """Whose photographs are to be shown; they are read when `read` is called."""
        if client_id != self._client_id:
            self.frames.now()
            self._client_id = client_id
            self._clear()
        self.form.show_visits(visits)

    def read(self) -> None:
        """Read them, when the tab comes into sight or something was done."""
        self._is_in_sight = True
        person, client_id = self._work.person, self._client_id
        if person is None or client_id is None or not may(person, May.CLINICAL):
            return
        room, by, opened = self._work.clinic.photographs, person.id, self._album is None
        self._work.desk.ask(
            TOPIC,
            lambda: (client_id, by, read_album(room, client_id, by, opened=opened)),
            self._take,
        )

    def leave(self) -> None:
        """Another tab is shown."""
        self._is_in_sight = False
        self._wants_keyboard = False
        self.frames.now()

    def take_focus(self) -> bool:
        """Put the keyboard into what is in sight, as soon as it is; whether it went there now."""
        now = self.stack.currentWidget()
        self._wants_keyboard = now is self.busy
        if now is self.form:
            self.form.view.setFocus()
        elif now is self.viewer:
            self.viewer.take_focus()
        elif now is self.rolled:
            self.sheet.take_focus()
        return now in (self.form, self.viewer, self.rolled)

    def _take(self, found: tuple[int, int, Album]) -> None:
        client_id, by, album = found
        person = self._work.person
        if client_id != self._client_id or person is None or by != person.id:
            return
        self._album = album
        if album.unlogged:
            self._work.announce(UNLOGGED)
        self.sheet.show_photographs(album.photographs, local_day(self._work.clinic.clock.now()))
        self._drop_what_is_gone(album)
        self._show_album_unless(self.viewer, self.form)
        self.adding.consented = album.may_add
        self.adding.bring_back({each.id for each in album.photographs})
        self._show_consent(album)
        self._work.commands.refresh()
        self.thumbnails.soon()
        self.adding.go_on()
        if self._wants_keyboard and self.isVisible():
            self.take_focus()

    def _drop_what_is_gone(self, album: Album) -> None:
        there = {each.id for each in album.photographs}
        if any(each.record.id not in there for each in self.viewer.shown):
            self._show(self._album_part())

    def _show_consent(self, album: Album) -> None:
        treats = self._treats()
        self.consent_line.show_album(album, treats=treats)
        self.viewer.open_to(treats)
        self.nothing.say(NOTHING if album.may_add else "There is nothing to show.")
        for button in (self.add_button, self.paste_button):
            reveal(button, treats)

    def _clear(self) -> None:
        """Nobody's: every picture goes."""
        self._work.desk.forget(TOPIC)
        self._album = None
        self.sheet.show_photographs((), local_day(self._work.clinic.clock.now()))
        self.viewer.show_pictures(())
        self.adding.show_client(self._client_id)
        self.trouble.clear()
        self.removing.dismiss()
        self.consent_line.show_album(None, treats=False)
        self._show(self.busy)

    # ---- looking

    def look_at(self, records: Sequence[PhotographRecord]) -> None:
        """Show one photograph, or two to be compared; each is noted as looked at."""
        person = self._work.person
        if not records or person is None:
            return
        self.viewer.wait()
        self._show(self.viewer)
        self.viewer.back.setFocus()
        room, by, client_id = self._work.clinic.photographs, person.id, self._client_id
        self._work.background.run(
            lambda: read_opened(room, records, by),
            partial(self._show_opened, client_id, by),
            self._not_opened,
            owner=self,
        )

    def _show_opened(self, client_id: int | None, by: int, opened: tuple[Opened, ...]) -> None:
        person = self._work.person
        in_sight = self.stack.currentWidget() is self.viewer
        if client_id != self._client_id or person is None or by != person.id or not in_sight:
            return
        self.viewer.show_pictures(opened)
        self._work.commands.refresh()
        self.viewer.take_focus()

    def _not_opened(self, error: ClinicError) -> None:
        self.trouble.tell(error)
        self.back()

    def back(self) -> None:
        """All photographs again; what was in sight is let go."""
        self.frames.now()
        self.viewer.show_pictures(())
        self._show(self._album_part())
        self.take_focus()

    def can_print(self) -> bool:
        """Whether a picture is in sight, in its window."""
        return self.stack.currentWidget() is self.viewer and bool(self.viewer.shown)

    def print_shown(self) -> None:
        """What is in sight, each as it is framed."""
        self.frames.now()
        records = [replace(each.record, frame=each.frame) for each in self.viewer.shown]
        if records:
            print_photographs(self._work, records, self)

    # ---- adding, and what is said of one

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if event.mimeData().hasUrls() and self.adding.may_add():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """As if they had been chosen."""
        self.adding.add_files(files_in(event.mimeData()))

    def change(self, record: PhotographRecord) -> None:
        """Say something else of a photograph that is in sight."""
        self.frames.now()
        shown = next((each for each in self.viewer.shown if each.record.id == record.id), None)
        images = shown.images if shown is not None else ()
        self.adding.change(record, images[-1] if images else QImage())

    def give_up(self) -> None:
        """Keep nothing of what stands in the form."""
        self.adding.give_up()

    def _show_form(self) -> None:
        self._show(self.form)
        self.form.view.setFocus()

    def _kept(self) -> None:
        self.viewer.show_pictures(())
        self._show(self._album_part())
        self.read()
        self.take_focus()

    def _given_up(self) -> None:
        self._show(self.viewer if self.viewer.shown else self._album_part())
        self.take_focus()

    def _removed(self) -> None:
        self.back()
        self.read()

    def _remove_all(self) -> None:
        if self._client_id is not None:
            self.removing.ask_all(self._client_id)

    # ---- what is in sight

    def event(self, event: QEvent) -> bool:
        """Take Escape before a command of the page does, while one picture or a form is shown."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            escapes = event.key() == Qt.Key.Key_Escape
            if escapes and self.stack.currentWidget() in (self.viewer, self.form):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to all of them."""
        shown = self.stack.currentWidget()
        if event.key() == Qt.Key.Key_Escape and shown in (self.viewer, self.form):
            self.back() if shown is self.viewer else self.give_up()
        else:
            super().keyPressEvent(event)

    def _treats(self) -> bool:
        person = self._work.person
        return person is not None and may(person, May.TREAT)

    def _album_part(self) -> QWidget:
        if self._album is None:
            return self.busy
        return self.rolled if self._album.photographs else self.nothing

    def _show_album_unless(self, *others: QWidget) -> None:
        if self.stack.currentWidget() not in others:
            self._show(self._album_part())

    def _show(self, part: QWidget) -> None:
        self.stack.setCurrentWidget(part)
        reveal(self._bar, part not in (self.viewer, self.form))
        self._offer()
        self._work.commands.refresh()

    def _offer(self) -> None:
        two = len(self.sheet.marked) == 2
        self.look_button.set_words("Compare the two" if two else "Look at it")
        reveal(self.look_button, not self.is_empty)

    def _person_changed(self, person: PersonRecord | None) -> None:
        """What one person may see here another may not; who unlocks goes on where it was."""
        if person is None or person.id == self._by:
            return
        was_shown, self._by = self._album is not None, person.id
        self.frames.forget()
        self._clear()
        if was_shown and self._is_in_sight:
            self.read()

    def _connect(self) -> None:
        self.sheet.opened.connect(self.look_at)
        self.sheet.marks_changed.connect(self._offer)
        self.sheet.laid_out.connect(self.thumbnails.soon)
        self.sheet.reached.connect(self.rolled.ensureWidgetVisible)
        self.rolled.verticalScrollBar().valueChanged.connect(lambda _value: self.thumbnails.soon())
        self.viewer.closed.connect(self.back)
        self.viewer.print_wanted.connect(self.print_shown)
        self.viewer.frame_changed.connect(self.frames.set)
        self.frames.refused.connect(self.trouble.tell)
        self.thumbnails.refused.connect(self.trouble.tell)
        self.viewer.change_wanted.connect(self.change)
        self.viewer.remove_wanted.connect(self.removing.ask)
        self.removing.removed.connect(self._removed)
        self.consent_line.consent_wanted.connect(self.consent_wanted)
        self.consent_line.removal_wanted.connect(self._remove_all)
        self.form.given_up.connect(self.give_up)
        self.keep_button.clicked.connect(self.adding.keep)
        self.adding.asked.connect(self.trouble.clear)
        self.adding.reading.connect(lambda: self._show(self.busy))
        self.adding.begun.connect(self._show_form)
        self.adding.kept.connect(self._kept)
        self.adding.ended.connect(self._given_up)
        self.adding.refused.connect(self.trouble.tell)
        self._work.person_changed.connect(self._person_changed)

    def _lay_out(self) -> None:
        commands = self._work.commands
        self._bar = QWidget()
        head = Row(self._bar, gap=1)
        head.addWidget(SectionTitle("Photographs"))
        head.addStretch(1)
        self.look_button = QuietButton(
            "Look at it", "Return", on_click=lambda: self.look_at(self.sheet.wanted)
        )
        self.add_button = command_button(commands, "photographs.add")
        self.paste_button = command_button(commands, "photographs.paste")
        for button in (self.look_button, self.add_button, self.paste_button):
            head.addWidget(button)
        for part in (self.rolled, self.viewer, self.form, self.nothing, self.busy):
            self.stack.addWidget(part)
        self.body.addWidget(self._bar)
        self.body.addWidget(self.consent_line)
        self.body.addWidget(self.trouble)
        whole = Column(gap=0)
        whole.addWidget(self.stack, 1)
        self.body.addLayout(whole, 1)
        self._show(self.busy)
