"""Draws a leaflet and its pages' pictures beside the desk; only the newest wish is told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from clinic_desk.base.errors import ClinicError
from clinic_desk.leaflets.orders import Order, PrintedLeaflet, drawn
from clinic_desk.leaflets.pages import each_page
from ui.kit.printing import picture_of
from ui.kit.tasks import Failed
from ui.kit.workplace import Workplace


@dataclass(frozen=True)
class Wanted:
    """Which leaflet, for whom, in which letters."""

    name: str
    client_id: int | None
    large_print: bool


@dataclass(frozen=True)
class _Done:
    printed: PrintedLeaflet
    pictures: tuple[QImage, ...]


class Drawing(QObject):
    """One leaflet at a time: read on the desk's worker, drawn on the background lane."""

    drawn = Signal(object, object)
    """The PrintedLeaflet, and the pictures of its pages."""
    pictured = Signal(object)
    """The pictures again, at another size."""
    failed = Signal(object)
    """A ClinicError: it could not be drawn."""
    counted = Signal(object)
    """How many pages leaflets have, in words, by name."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        """Nothing is drawn yet."""
        super().__init__(parent)
        self._work = workplace
        self.printed: PrintedLeaflet | None = None
        """The leaflet last wished for; None until it is drawn."""
        self.dots = 0.0
        """Dots an inch at which the pages are shown."""
        self._wish = self._size = self._count = 0

    def forget(self) -> None:
        """Let what is being drawn come to nothing."""
        self.printed = None
        self._wish += 1

    def wish(self, wanted: Wanted) -> None:
        """Draw this next, in place of whatever was wished for before."""
        self.forget()
        if self._work.person is None:
            return
        self._size += 1
        serial, press, by = self._wish, self._work.clinic.press, self._work.by

        def read() -> Order:
            large = wanted.large_print
            return press.order(wanted.name, wanted.client_id, by=by, large_print=large)

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

        def pictured(pictures: tuple[QImage, ...]) -> None:
            if serial == self._size:
                self.pictured.emit(pictures)

        self._work.background.run(lambda: _pictures(pdf, dots), pictured, owner=self)

    def count_pages(self, names: Iterable[str], large: bool) -> None:
        """Find out how many pages leaflets have, made out for nobody."""
        if self._work.person is None:
            return
        self._count += 1
        serial, press, by = self._count, self._work.clinic.press, self._work.by

        def read() -> tuple[Order, ...]:
            return tuple(press.order(name, by=by, large_print=large) for name in names)

        def ordered(orders: tuple[Order, ...]) -> None:
            self._work.background.run(lambda: _page_counts(orders), counted, owner=self)

        def counted(pages: Mapping[str, str]) -> None:
            if serial == self._count:
                self.counted.emit(pages)

        self._work.desk.ask("leaflets.count", read, ordered, self.failed.emit, owner=self)

    def _draw(self, order: Order, serial: int) -> None:
        dots = self.dots

        def work() -> _Done | None:
            if serial != self._wish:
                return None
            printed = drawn(order)
            return _Done(printed, _pictures(printed.pdf, dots))

        def done(result: _Done | None) -> None:
            if result is None or serial != self._wish:
                return
            self.printed = result.printed
            self.drawn.emit(result.printed, result.pictures)
            if dots != self.dots:
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
    return {order.leaflet.head.name: drawn(order).pages_in_words for order in orders}
