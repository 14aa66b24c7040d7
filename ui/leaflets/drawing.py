"""Draws a leaflet and its pages' pictures beside the desk; only the newest wish is told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from clinic_desk.base.errors import ClinicError
from clinic_desk.leaflets.found_words import Hit, found_words
from clinic_desk.leaflets.orders import Order, PrintedLeaflet, drawn
from clinic_desk.leaflets.pages import each_page
from clinic_desk.leaflets.plain_text import text_of
from ui.kit.printing import picture_of
from ui.kit.tasks import Failed
from ui.kit.workplace import Workplace

MOST_COUNTED = 100
"""Of so many texts the number of pages is remembered: of all, in both sizes of letters."""


@dataclass(frozen=True)
class Wanted:
    """Which leaflet, for whom, in which letters; or one that was given, word for word."""

    name: str
    client_id: int | None
    large_print: bool
    named: bool = True
    """Whether page 1 names the client."""
    posted: bool = False
    """Prepared for the client, not given at a consultation."""
    again_of: int | None = None
    """The line of what was given that is to be printed again."""


@dataclass(frozen=True)
class Drawn:
    """A leaflet with all that the page shows of it."""

    order: Order
    printed: PrintedLeaflet
    text: str
    """The whole leaflet in plain words."""
    first: tuple[QImage, ...]
    """The first page's picture; the others follow."""


class Drawing(QObject):
    """One leaflet at a time: read on the desk's worker, drawn on the background lane."""

    drawn = Signal(object)
    """What was wished for, Drawn."""
    pictured = Signal(object)
    """The pictures of all its pages."""
    failed = Signal(object)
    """A ClinicError: it could not be drawn."""
    counted = Signal(object)
    """How many pages leaflets have, in words, by name."""
    found = Signal(object)
    """Where the words that are looked for stand: a tuple of Hit."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        """Nothing is drawn yet."""
        super().__init__(parent)
        self._work = workplace
        self.result: Drawn | None = None
        """The leaflet last wished for; None until it is drawn."""
        self.dots = 0.0
        """Dots an inch at which the pages are shown."""
        self._wish = self._size = self._count = self._search = 0

    @property
    def printed(self) -> PrintedLeaflet | None:
        """The leaflet last wished for; None until it is drawn."""
        return self.result.printed if self.result is not None else None

    def forget(self) -> None:
        """Let what is being drawn come to nothing."""
        self.result = None
        self._wish += 1
        self._size += 1

    def wish(self, wanted: Wanted) -> None:
        """Draw this next, in place of whatever was wished for before."""
        self.forget()
        if self._work.person is None:
            return
        serial, press, by = self._wish, self._work.clinic.press, self._work.by

        def read() -> Order:
            if wanted.again_of is not None:
                return press.order_again(wanted.again_of, by)
            return press.order(
                wanted.name,
                wanted.client_id,
                by=by,
                large_print=wanted.large_print,
                named=wanted.named,
                posted=wanted.posted,
            )

        def ordered(order: Order) -> None:
            if serial == self._wish:
                self._draw(order, serial)

        self._work.desk.ask("leaflets.order", read, ordered, self._fail(serial), owner=self)

    def show_at(self, dots: float) -> None:
        """Show the pages at another size."""
        if self.printed is not None and not self.printed.pdf:
            # The desk is locked: the paper is taken away, and is there when its size is next asked.
            return
        self.dots = dots
        if self.printed is None:
            return
        self._size += 1
        serial, pdf = self._size, self.printed.pdf

        def pictures() -> tuple[QImage, ...] | None:
            return _pictures(pdf, dots) if serial == self._size else None

        def pictured(made: tuple[QImage, ...] | None) -> None:
            if made is not None and serial == self._size:
                self.pictured.emit(made)

        self._work.background.run(pictures, pictured, owner=self)

    def look_for(self, words: str) -> None:
        """Find words in the leaflet; no words are nowhere."""
        self._search += 1
        serial, printed = self._search, self.printed
        if printed is None or not words:
            self.found.emit(())
            return
        pdf = printed.pdf

        def found(hits: tuple[Hit, ...]) -> None:
            if serial == self._search and self.printed is printed:
                self.found.emit(hits)

        self._work.background.run(lambda: found_words(pdf, words), found, owner=self)

    def count_pages(self, names: Iterable[str], large: bool) -> None:
        """Find out how many pages leaflets have, made out for nobody; one after the other, so
        that a leaflet that somebody waits for comes in between."""
        if self._work.person is None:
            return
        self._count += 1
        serial, press, by = self._count, self._work.clinic.press, self._work.by

        def read() -> tuple[Order, ...]:
            return tuple(press.order(name, by=by, large_print=large) for name in names)

        def ordered(orders: tuple[Order, ...]) -> None:
            self._count_next(orders, serial)

        self._work.desk.ask("leaflets.count", read, ordered, self.failed.emit, owner=self)

    def _count_next(self, orders: tuple[Order, ...], serial: int) -> None:
        if not orders or serial != self._count:
            return

        def counted(pages: Mapping[str, str]) -> None:
            if serial == self._count:
                self.counted.emit(pages)
                self._count_next(orders[1:], serial)

        self._work.background.run(lambda: _page_counts(orders[:1]), counted, owner=self)

    def _draw(self, order: Order, serial: int) -> None:
        """The first page as soon as it is there; the others are made while it is looked at."""
        dots = self.dots

        def work() -> Drawn | None:
            if serial != self._wish:
                return None
            printed = drawn(order)
            first = picture_of(next(each_page(printed.pdf, dots_per_inch=dots)))
            return Drawn(order, printed, text_of(order), (first,))

        def done(result: Drawn | None) -> None:
            if result is None or serial != self._wish:
                return
            self.result = result
            self.drawn.emit(result)
            if result.printed.pages > 1 or dots != self.dots:
                self.show_at(self.dots)

        self._work.background.run(work, done, self._fail(serial), owner=self)

    def _fail(self, serial: int) -> Failed:
        def failed(error: ClinicError) -> None:
            if serial == self._wish:
                self.failed.emit(error)

        return failed


def _pictures(pdf: bytes, dots: float) -> tuple[QImage, ...]:
    return tuple(map(picture_of, each_page(pdf, dots_per_inch=dots)))


def _page_counts(orders: Iterable[Order]) -> Mapping[str, str]:
    return {order.leaflet.head.name: _pages_of(order) for order in orders}


_counted: dict[tuple[str, str, bool], str] = {}
"""By text, what fills it and whether it is large print; these orders name no client."""


def _pages_of(order: Order) -> str:
    """`3 pages`; drawn only where these words, filled so, were not counted before."""
    asked = (order.leaflet.source, order.filled, order.large_print)
    if asked not in _counted:
        pages = drawn(order).pages_in_words
        if len(_counted) >= MOST_COUNTED:
            _counted.clear()
        _counted[asked] = pages
    return _counted[asked]
