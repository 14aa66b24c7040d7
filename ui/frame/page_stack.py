"""The pages, each made when it is first needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.kit.pages import Arrives, Completes, Leaves, PageEntry, Receives
from ui.kit.workplace import Workplace


class PageStack(QStackedWidget):
    """Shows one page at a time, and before any page one sentence."""

    page_changed = Signal(str)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._entries: dict[str, PageEntry] = {}
        self._pages: dict[str, QWidget] = {}
        self._work: Workplace | None = None
        self.now = ""
        """The name of the page in sight; empty before the first."""
        self._before = ""

    def serve(self, workplace: Workplace, entries: Sequence[PageEntry]) -> None:
        """Know these pages from now on; none is made yet."""
        self._work = workplace
        self._entries = {entry.name: entry for entry in entries}

    def show_page(self, name: str, what: dict[str, Any]) -> None:
        """Bring a page into sight and let it receive `what`; KeyError for an unknown name."""
        page, before = self.page(name), self._pages.get(self.now)
        if before is not None and before is not page and isinstance(before, Leaves):
            before.leave()
        if name != self.now:
            self._before, self.now = self.now, name
        self.setCurrentWidget(page)
        if isinstance(page, Arrives):
            page.arrive()
        if isinstance(page, Receives):
            page.receive(**what)
        self.page_changed.emit(name)

    def show_back(self) -> None:
        """The page that was in sight before this one, as it was left; else the first there is."""
        name = self._before or next(iter(self._entries), "")
        if name and name != self.now:
            self.show_page(name, {})

    def page(self, name: str) -> QWidget:
        """The page of that name, made now if it never was."""
        if name not in self._pages:
            if self._work is None:
                raise LookupError("there is no clinic yet")
            made = self._entries[name].factory(self._work)
            self._pages[name] = made
            self.addWidget(made)
        return self._pages[name]

    def make_next(self) -> bool:
        """Make one page that was never needed; whether there was one left to make.

        What the pages before it have left for later is made as well.
        """
        for page in self._pages.values():
            if isinstance(page, Completes):
                page.complete()
        for name in self._entries:
            if name not in self._pages:
                self.page(name)
                return True
        return False

    def show_sentence(self, widget: QWidget) -> None:
        """Show something that is no page: the clinic is being opened, or nobody is at the desk."""
        if self.indexOf(widget) == -1:
            self.addWidget(widget)
        self.setCurrentWidget(widget)
