"""The leaflet page: which one, the real pages, and what is to be done with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.clients.records import UNLOGGED
from clinic_desk.leaflets.head import Head
from clinic_desk.leaflets.orders import PrintedLeaflet
from ui.kit.commands import Command
from ui.kit.layout import Row, Surface
from ui.kit.printing import Printer, installed_printers
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.leaflets.choices import Choices
from ui.leaflets.drawing import Drawing, Wanted
from ui.leaflets.giving import Giving
from ui.leaflets.pane import Pane
from ui.leaflets.reading import ForWhom, read_for, read_heads
from ui.leaflets.shelf import Shelf

GROUP, SCOPE = "Leaflets", "leaflets"
SHELF_PERCENT, CHOICES_PERCENT = 25, 35
"""At most so much of the page's width, beside the pages."""


class LeafletsPage(Surface):
    """A list, the pages as they will be printed, and the choices."""

    def __init__(self, workplace: Workplace) -> None:
        """Nothing is read before the page is shown."""
        super().__init__("canvas")
        self._work = workplace
        self.heads: tuple[Head, ...] = ()
        self.name = ""
        self.whom: ForWhom | None = None
        self.large = False
        self._client_id: int | None = None
        self._after: Callable[[PrintedLeaflet], None] | None = None
        self._handing = False
        self.drawing, self.giving = Drawing(workplace, self), Giving(workplace, self)
        self._add_commands()
        self.shelf, self.pane, self.choices = Shelf(), Pane(), Choices(workplace)
        line = Row(self, gap=0)
        line.addWidget(self.shelf)
        line.addWidget(self.pane, 1)
        line.addWidget(self.choices)
        self._listen()

    def receive(self, client_id: int | None = None, name: str = "", **_: Any) -> None:
        """Show a leaflet, for a client where one is named; with nothing, what stood here."""
        if name:
            self.name = name
        if client_id is not None:
            self._look_up(client_id, choose=not name)
        elif name:
            self._draw()
        if not self.heads:
            self._read_heads()
        if client_id is None and self._client_id is None:
            self.choices.whom.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrive(self) -> None:
        """Look again which printers there are; one may have been switched on."""
        self._work.background.run(
            installed_printers, self._show_printers, self._no_printers, owner=self
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pages in the middle, however large the letters are."""
        self._share()

    # ---- what is chosen

    def choose(self, name: str) -> None:
        """Show another leaflet."""
        self.name = name
        self.shelf.mark(name)
        self.pane.show_first()
        self._draw()

    def set_large(self, large: bool) -> None:
        """Set it in 18 point, or in 14."""
        self.large = large
        self.choices.show_size(self.whom, large)
        self.drawing.count_pages((head.name for head in self.heads), large)
        self._draw()

    def drop_client(self) -> None:
        """For nobody in particular."""
        self._client_id = None
        self._work.desk.forget("leaflets.client")
        self.large = False
        self._show_whom(None)
        self._draw()

    def print(self) -> None:
        """Print what is shown, or what is about to be."""
        printer = self.choices.chosen_printer()
        if printer is not None:
            self._hand_over(partial(self._print, printer, self.choices.copies.value()))

    def save(self) -> None:
        """Keep what is shown as a file."""
        self._hand_over(self._save)

    # ---- reading

    def _read_heads(self) -> None:
        clinic, by = self._work.clinic, self._work.by
        self._work.desk.ask(
            "leaflets.heads", lambda: read_heads(clinic, by), self._show_heads, self._no_leaflets
        )

    def _show_heads(self, heads: tuple[Head, ...]) -> None:
        self.heads = heads
        self.choices.given.know(heads)
        if not any(head.name == self.name for head in heads):
            self.name = heads[0].name
        self._show_whom(self.whom)
        self.drawing.count_pages((head.name for head in heads), self.large)
        if self._client_id is None or self.whom is not None:
            self._draw()

    def _no_leaflets(self, error: ClinicError) -> None:
        self.pane.say(str(error))

    def _look_up(self, client_id: int, *, choose: bool) -> None:
        """Read a client; `choose` takes the leaflet that the next visit calls for."""
        if self._work.person is None:
            return
        newcomer = client_id != self._client_id
        self._client_id = client_id
        self.drawing.forget()
        clinic, by = self._work.clinic, self._work.by
        self._work.desk.ask(
            "leaflets.client",
            lambda: read_for(clinic, client_id, by, opened=newcomer),
            partial(self._found, choose=choose and newcomer, newcomer=newcomer),
            self._not_found,
            owner=self,
        )

    def _found(self, whom: ForWhom, *, choose: bool, newcomer: bool) -> None:
        if whom.record.unlogged:
            self._work.announce(UNLOGGED)
        if newcomer:
            self.large = whom.asks_for_large
            self.drawing.count_pages((head.name for head in self.heads), self.large)
        if choose and whom.suggested.names:
            self.name = whom.suggested.names[0]
        self._show_whom(whom)
        self._draw()
        if newcomer:
            self.choices.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_found(self, error: ClinicError) -> None:
        self._after = None
        self.drop_client()
        self.choices.trouble.tell(error)

    def _show_whom(self, whom: ForWhom | None) -> None:
        self.whom = whom
        private = self._work.private
        self.shelf.fill(self.heads, whom, private)
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
        self.pane.show_wait()
        self.drawing.dots = self.pane.sheets.dots
        self.drawing.wish(Wanted(self.name, self._client_id, self.large))
        self._work.commands.refresh()

    def _drawn(self, printed: PrintedLeaflet, pictures: tuple[QImage, ...]) -> None:
        self.pane.show_pages(pictures, self.drawing.dots)
        self.choices.missing.tell(printed.left_out)
        self.shelf.tell_pages({printed.name: printed.pages_in_words})
        self._work.commands.refresh()
        if (act := self._after) is not None:
            self._after = None
            act(printed)

    def _pictured(self, pictures: tuple[QImage, ...]) -> None:
        self.pane.show_pages(pictures, self.drawing.dots)

    def _not_drawn(self, error: ClinicError) -> None:
        self._after = None
        self._ready()
        self.pane.say(str(error))

    # ---- handing over

    def _hand_over(self, act: Callable[[PrintedLeaflet], None]) -> None:
        """At once, or as soon as the pages are drawn: the key is not asked for twice."""
        self.choices.trouble.clear()
        if self.drawing.printed is not None:
            act(self.drawing.printed)
        else:
            self._after = act

    def _print(self, printer: Printer, copies: int, printed: PrintedLeaflet) -> None:
        self._handing = True
        self._work.commands.refresh()
        self.choices.say(f"Sending {printed.pages_in_words} to {printer.name}…")
        self.giving.print(printed, self.whom, printer, copies)

    def _save(self, printed: PrintedLeaflet) -> None:
        self.giving.save(printed, self.whom)

    def _given(self) -> None:
        self._ready()
        if self._client_id is not None:
            self._look_up(self._client_id, choose=False)

    def _not_given(self, error: ClinicError) -> None:
        self._ready()
        self.choices.trouble.tell(error)

    def _ready(self) -> None:
        self._handing = False
        self.choices.say("")
        self._work.commands.refresh()

    # ---- the frame

    def _show_printers(self, printers: tuple[Printer, ...]) -> None:
        if printers != self.choices.printers:
            self.choices.show_printers(printers)
        self._work.commands.refresh()

    def _no_printers(self, error: ClinicError) -> None:
        self.choices.show_printers(())

    def _can_print(self) -> bool:
        return self._can_save() and self.choices.chosen_printer() is not None

    def _can_save(self) -> bool:
        return bool(self.heads and self.name) and not self._handing

    def _changed(self, changes: Changes, initiator: object) -> None:
        """Another view, or this one, has written: a name, a visit, or the clinic's own phone."""
        if initiator is self.giving:
            return
        if self._client_id is not None and self._client_id in changes.clients:
            self._look_up(self._client_id, choose=False)
        elif changes.setup and self.heads:
            self._draw()

    def _privacy(self, _hidden: bool) -> None:
        self._show_whom(self.whom)

    def _share(self) -> None:
        look, whole = theme(), self.width()
        self.shelf.setFixedWidth(min(look.shape("side_list"), whole * SHELF_PERCENT // 100))
        self.choices.setFixedWidth(min(look.shape("popover"), whole * CHOICES_PERCENT // 100))

    def _add_commands(self) -> None:
        for command in (
            Command(
                "leaflets.print",
                "Print leaflet",
                "Ctrl+P",
                GROUP,
                self.print,
                when=self._can_print,
                scope=SCOPE,
            ),
            Command(
                "leaflets.save",
                "Save PDF…",
                "Ctrl+S",
                GROUP,
                self.save,
                when=self._can_save,
                scope=SCOPE,
            ),
            Command(
                "leaflets.large",
                "Large print",
                "Alt+L",
                GROUP,
                lambda: self.set_large(not self.large),
                when=self._can_save,
                scope=SCOPE,
            ),
        ):
            self._work.commands.add(command, on=self)

    def _listen(self) -> None:
        self.shelf.chosen.connect(self.choose)
        self.choices.whom.chosen.connect(lambda client_id: self._look_up(client_id, choose=True))
        self.choices.whom.dropped.connect(self.drop_client)
        self.choices.large_changed.connect(self.set_large)
        self.pane.resolution_wanted.connect(self.drawing.show_at)
        self.drawing.drawn.connect(self._drawn)
        self.drawing.pictured.connect(self._pictured)
        self.drawing.failed.connect(self._not_drawn)
        self.drawing.counted.connect(self.shelf.tell_pages)
        self.giving.done.connect(self._given)
        self.giving.failed.connect(self._not_given)
        self._work.changed.connect(self._changed)
        self._work.privacy_changed.connect(self._privacy)
        theme().changed.connect(self._share)
