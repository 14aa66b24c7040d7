"""The leaflet page: which one, the real pages, and what is to be done with them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.clients.records import UNLOGGED
from clinic_desk.leaflets.given import GivenLeaflet
from clinic_desk.leaflets.head import Head
from ui.kit.layout import Row, Surface
from ui.kit.printing import Printer, installed_printers
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.leaflets.all_of_day import AllOfDay
from ui.leaflets.choices import Choices
from ui.leaflets.drawing import Drawing, Drawn, Wanted
from ui.leaflets.handing import HandingOver
from ui.leaflets.keys import add_commands
from ui.leaflets.notices import notices_of
from ui.leaflets.pane import Pane
from ui.leaflets.reading import ForWhom, OnShelf, read_for, read_shelf
from ui.leaflets.shelf import Shelf

SHELF_PERCENT, CHOICES_PERCENT = 25, 35
"""At most so much of the page's width, beside the pages."""


class LeafletsPage(Surface):
    """A list, the pages as they will be printed, and the choices."""

    def __init__(self, workplace: Workplace) -> None:
        """Nothing is read before the page is shown."""
        super().__init__("canvas")
        self._work = workplace
        self.on_shelf: OnShelf | None = None
        self.name = ""
        self.whom: ForWhom | None = None
        self.large = False
        self.again: GivenLeaflet | None = None
        """The line that is shown as it was given, in place of the leaflet of today."""
        self._client_id: int | None = None
        self._opening = False
        """Whether what is being read of a client is to be noted as opened."""
        self._was_counted = False
        self.drawing = Drawing(workplace, self)
        add_commands(self, workplace.commands)
        self.shelf, self.pane, self.choices = Shelf(), Pane(), Choices(workplace)
        self.handing = HandingOver(workplace, self.drawing, self.choices, self._whom_now, self)
        self.batch = AllOfDay(workplace, self)
        line = Row(self, gap=0)
        line.addWidget(self.shelf)
        line.addWidget(self.pane, 1)
        line.addWidget(self.choices)
        self._listen()

    @property
    def heads(self) -> tuple[Head, ...]:
        """Of every leaflet there is."""
        return self.on_shelf.heads if self.on_shelf is not None else ()

    def receive(self, client_id: int | None = None, name: str = "", **_: Any) -> None:
        """Show a leaflet, for a client where one is named; with nothing, what stood here."""
        if name:
            self.handing.forget()
            self.name, self.again = name, None
        if client_id is not None:
            self._look_up(client_id, choose=not name)
        elif name:
            self._draw()
        if not self.heads:
            self.read_shelf()
        if client_id is None and self._client_id is None:
            self.choices.whom.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrive(self) -> None:
        """Look again which printers there are, and which texts; one may have been edited."""
        self._work.background.run(
            installed_printers, self._show_printers, self._no_printers, owner=self
        )
        if self.heads:
            self.read_shelf()

    def leave(self) -> None:
        """A password that was shown goes with the card."""
        self.handing.sending.dismiss()
        self.batch.dismiss()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pages in the middle, however large the letters are."""
        self._share()

    # ---- what is chosen

    def choose(self, name: str) -> None:
        """Show another leaflet; a key that waits for the one before is not for this one."""
        self.handing.forget()
        self.name, self.again = name, None
        self.shelf.mark(name)
        self.pane.show_first()
        self._draw()

    def set_large(self, large: bool) -> None:
        """Set it in 18 point, or in 14."""
        self.large, self.again = large, None
        self.choices.show_size(self.whom, large)
        self._draw()
        self._was_counted = False

    def show_again(self, given_id: int) -> None:
        """Show one that was given before, word for word, to be printed again."""
        given = self.whom.given if self.whom is not None else ()
        line = next((each for each in given if each.id == given_id), None)
        if line is not None:
            self.handing.forget()
            self.again, self.name = line, line.leaflet
            self.shelf.mark(self.name)
            self.pane.show_first()
            self._draw()

    def show_newest(self) -> None:
        """The leaflet of today again."""
        self.handing.forget()
        self.again = None
        self._draw()

    def drop_client(self) -> None:
        """For nobody in particular."""
        self.handing.forget()
        self._client_id, self.again = None, None
        self._work.desk.forget("leaflets.client")
        self.large = False
        self.choices.begin()
        self._show_whom(None)
        self._draw()

    def look_for_words(self) -> None:
        """Look for words on the pages."""
        self.pane.search.begin()

    def print_all(self) -> None:
        """All leaflets of the next day on which somebody comes."""
        day = self.on_shelf.next_day if self.on_shelf is not None else None
        if day is not None:
            self.batch.begin(day, self.choices.chosen_printer())

    def _whom_now(self) -> ForWhom | None:
        return self.whom

    def _given(self) -> None:
        if self._client_id is not None:
            self._look_up(self._client_id, choose=False)

    # ---- reading

    def read_shelf(self) -> None:
        """Which leaflets there are; an edited text is kept, or refused, by being looked at."""
        if self._work.person is None:
            return
        clinic, by = self._work.clinic, self._work.by
        self._work.desk.ask(
            "leaflets.heads", lambda: read_shelf(clinic, by), self._show_shelf, self._no_leaflets,
            owner=self,
        )  # fmt: skip

    def _show_shelf(self, on_shelf: OnShelf) -> None:
        if on_shelf == self.on_shelf:
            return
        self.on_shelf, self._was_counted = on_shelf, False
        self.choices.given.know(on_shelf.heads)
        if on_shelf.edition(self.name) is None:
            self.name = on_shelf.heads[0].name
        self._show_whom(self.whom)
        if self._client_id is None or self.whom is not None:
            self._draw()

    def _no_leaflets(self, error: ClinicError) -> None:
        self.pane.say(str(error))

    def _look_up(self, client_id: int, *, choose: bool, opened: bool = False) -> None:
        """Read a client; `choose` takes the leaflet that the next visit calls for.

        That another client is opened is noted, and so is what is `opened` by another person.
        """
        if self._work.person is None:
            return
        newcomer = client_id != self._client_id
        # What is asked replaces what was asked before and is not answered yet.
        self._opening = opened = opened or newcomer or self._opening
        self._client_id = client_id
        if newcomer:
            self.handing.forget()
            self.again = None
        self.drawing.forget()
        clinic, by = self._work.clinic, self._work.by
        self._work.desk.ask(
            "leaflets.client",
            lambda: read_for(clinic, client_id, by, opened=opened),
            partial(self._found, choose=choose and newcomer, newcomer=newcomer),
            self._not_found,
            owner=self,
        )

    def _found(self, whom: ForWhom, *, choose: bool, newcomer: bool) -> None:
        self._client_id = whom.record.id
        self._opening = False
        if whom.record.unlogged:
            self._work.announce(UNLOGGED)
        if newcomer:
            self.large, self._was_counted = whom.asks_for_large, False
            self.choices.begin()
        if choose and whom.suggested.names:
            self.name = whom.suggested.names[0]
        self._show_whom(whom)
        self._draw()
        if newcomer:
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        """To the act that is next; to the pages while no printer is known."""
        button = self.choices.print_button
        next_act = button if button.isEnabled() else self.pane.sheets
        next_act.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_found(self, error: ClinicError) -> None:
        self._opening = False
        self.drop_client()
        self.choices.trouble.tell(error)

    def _show_whom(self, whom: ForWhom | None) -> None:
        self.whom = whom
        private = self._work.private
        self.shelf.fill(self.on_shelf, whom, private)
        self.shelf.mark(self.name)
        self.choices.show_client(whom, private)
        self.choices.show_size(whom, self.large)
        self.pane.hide_pages(private and whom is not None)

    # ---- drawing

    def _draw(self) -> None:
        if not self.heads or not self.name:
            return
        self.choices.trouble.clear()
        self.choices.missing.tell(())
        self._tell_notices()
        self.pane.show_wait()
        self.drawing.dots = self.pane.sheets.dots
        self.drawing.wish(self._wanted())
        self._work.commands.refresh()

    def _wanted(self) -> Wanted:
        choices = self.choices
        if self.again is not None:
            return Wanted(
                self.name, self._client_id, self.again.large_print, again_of=self.again.id
            )
        return Wanted(
            self.name,
            self._client_id,
            self.large,
            named=choices.named.isChecked(),
            posted=choices.posted.isChecked(),
        )

    def _tell_notices(self) -> None:
        on_shelf = self.on_shelf
        edition = on_shelf.edition(self.name) if on_shelf is not None else None
        if on_shelf is None or edition is None:
            self.pane.notices.tell(())
            return
        again = self.again
        said = notices_of(edition, on_shelf.shelf, on_shelf.today, again)
        self.pane.notices.tell(said, again=again is not None)

    def _drawn(self, drawn: Drawn) -> None:
        printed = drawn.printed
        self.pane.show_pages(drawn.first, self.drawing.dots, printed.pages)
        self.pane.show_text(drawn.text)
        self.drawing.look_for(self.pane.search.words)
        self.choices.missing.tell(printed.left_out)
        if self.again is None:
            self.shelf.tell_pages({printed.name: printed.pages_in_words})
        self._work.commands.refresh()
        if not self._was_counted:
            self._was_counted = True
            names = (head.name for head in self.heads if head.name != printed.name)
            self.drawing.count_pages(tuple(names), self.large)

    def _pictured(self, pictures: tuple[QImage, ...]) -> None:
        self.pane.show_pages(pictures, self.drawing.dots)

    def _not_drawn(self, error: ClinicError) -> None:
        self.handing.forget()
        self.pane.say(str(error))

    # ---- the frame

    def _show_printers(self, printers: tuple[Printer, ...]) -> None:
        if printers != self.choices.printers:
            self.choices.show_printers(printers)
        self._work.commands.refresh()

    def _no_printers(self, error: ClinicError) -> None:
        self.choices.show_printers(())

    def can_print(self) -> bool:
        """Whether there is something to print, and something to print on."""
        return self.can_save() and self.choices.chosen_printer() is not None

    def can_save(self) -> bool:
        """Whether there is a leaflet, and none on its way."""
        return bool(self.heads and self.name) and not self.handing.under_way

    def can_find(self) -> bool:
        """Whether pages are in sight to look through."""
        return self.drawing.printed is not None and self.pane.sheets.isVisible()

    def turn_text(self) -> None:
        """The words in place of the pages, or the pages again."""
        self.pane.turn_text()

    def can_note(self) -> bool:
        """Whether there is a client of whom something could be noted."""
        return self.can_save() and self._client_id is not None

    def can_batch(self) -> bool:
        """Whether somebody comes in the next days."""
        return self.on_shelf is not None and self.on_shelf.next_day is not None

    def _changed(self, changes: Changes, initiator: object) -> None:
        """Another view, or this one, has written: a name, a visit, or the clinic's own phone."""
        if initiator is self.handing.giving:
            return
        if self._client_id is not None and self._client_id in changes.clients:
            self._look_up(self._client_id, choose=False)
        elif changes.setup and self.heads:
            self._draw()
        if changes.days and self.heads:
            self.read_shelf()

    def _person_changed(self, person: object) -> None:
        """Nothing that was made out for somebody else stays: it may tell what only they may
        read."""
        self.handing.forget()
        self.handing.sending.dismiss()
        self.batch.forget()
        if self._client_id is None:
            return
        self.again = None
        self.drawing.forget()
        self.pane.forget()
        self._show_whom(None)
        if person is not None:
            self._look_up(self._client_id, choose=False, opened=True)

    def _privacy(self, _hidden: bool) -> None:
        self._show_whom(self.whom)

    def _share(self) -> None:
        look, whole = theme(), self.width()
        self.shelf.setFixedWidth(min(look.shape("side_list"), whole * SHELF_PERCENT // 100))
        self.choices.setFixedWidth(min(look.shape("popover"), whole * CHOICES_PERCENT // 100))

    def _listen(self) -> None:
        self.shelf.chosen.connect(self.choose)
        self.choices.whom.chosen.connect(lambda client_id: self._look_up(client_id, choose=True))
        self.choices.whom.dropped.connect(self.drop_client)
        self.choices.large_changed.connect(self.set_large)
        self.choices.words_changed.connect(self._draw)
        self.choices.given.again_wanted.connect(self.show_again)
        self.pane.notices.newest_wanted.connect(self.show_newest)
        self.pane.search.wanted.connect(self.drawing.look_for)
        self.drawing.found.connect(self.pane.search.show_hits)
        self.shelf.batch_wanted.connect(self.print_all)
        self.batch.done.connect(self._given)
        self.pane.resolution_wanted.connect(self.drawing.show_at)
        self.drawing.drawn.connect(self._drawn)
        self.drawing.pictured.connect(self._pictured)
        self.drawing.failed.connect(self._not_drawn)
        self.drawing.counted.connect(self.shelf.tell_pages)
        self.handing.noted.connect(self._given)
        self._work.changed.connect(self._changed)
        self._work.privacy_changed.connect(self._privacy)
        self._work.person_changed.connect(self._person_changed)
        theme().changed.connect(self._share)
