"""The list at the left: what the client's next visit calls for first, then every other leaflet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import short_day
from clinic_desk.leaflets.head import Head
from ui.kit.buttons import QuietButton
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Surface, clear, reveal
from ui.kit.surfaces import Scroll
from ui.kit.theme import theme
from ui.leaflets.reading import ForWhom, OnShelf
from ui.leaflets.row import LeafletRow


class Shelf(Surface):
    """All leaflets, one of them chosen."""

    chosen = Signal(str)
    """The name of the leaflet that the person at the desk chose."""
    batch_wanted = Signal()
    """All leaflets of the next day are to be printed."""

    def __init__(self) -> None:
        """Empty until it is filled."""
        super().__init__("surface", "right")
        self.rows: list[LeafletRow] = []
        self._on_shelf: OnShelf | None = None
        self._pages: Mapping[str, str] = {}
        self._name = ""
        whole = Column(self, gap=1, margins=(0, 2, 0, 0))
        title = Column(gap=0, margins=(1.75, 0, 1.75, 0))
        title.addWidget(SectionTitle("Leaflets", "page"))
        whole.addLayout(title)
        # Qt puts widgets behind one that takes the keyboard, and rows are made after all else.
        self._anchor = QWidget()
        self._anchor.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._anchor.setFixedSize(0, 0)
        title.addWidget(self._anchor)
        self._scroll = Scroll(gap=0.5, margins=(1.5, 0.5, 1.5, 2))
        self._scroll.setAccessibleName("Leaflets")
        whole.addWidget(self._scroll, 1)
        self.batch = QuietButton("All of the next day…", on_click=self.batch_wanted.emit)
        self.batch.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        foot = Column(gap=0, margins=(1.5, 0, 1.5, 1.5))
        foot.addWidget(self.batch)
        whole.addLayout(foot)
        self.batch.hide()

    def fill(self, on_shelf: OnShelf | None, whom: ForWhom | None, private: bool) -> None:
        """Show these leaflets, those that the client's visits call for first."""
        had_keyboard = any(row.hasFocus() for row in self.rows)
        self._on_shelf, heads = on_shelf, on_shelf.heads if on_shelf is not None else ()
        first = whom.suggested.names if whom else ()
        self._offer_batch()
        clear(self._scroll.body)
        self.rows = []
        if whom is not None:
            self._scroll.body.addWidget(_spaced(_heading(whom, private)))
            if not first:
                self._scroll.body.addWidget(_spaced(_nothing(whom)))
            by_name = {head.name: head for head in heads}
            self._add(by_name[name] for name in first if name in by_name)
        rest = [head for head in heads if head.name not in first]
        if rest:
            self._scroll.body.addSpacing(theme().grid(1.5) if whom else 0)
            self._scroll.body.addWidget(_spaced(FieldLabel("All leaflets")))
            self._add(rest)
        self._scroll.body.addStretch(1)
        self._order()
        self.mark(self._name)
        if had_keyboard and (row := self._row(self._name)):
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, name: str) -> None:
        """Show which one is chosen."""
        self._name = name
        for row in self.rows:
            row.setChecked(row.head.name == name)
            row.tell_pages(self._pages.get(row.head.name, ""))

    def tell_pages(self, pages: Mapping[str, str]) -> None:
        """How many pages each has, in words, by name."""
        self._pages = {**self._pages, **pages}
        self.mark(self._name)

    def _add(self, heads: Iterable[Head]) -> None:
        for head in heads:
            row = LeafletRow(head, self._on_shelf.marks(head.name) if self._on_shelf else ())
            row.clicked.connect(lambda _=False, name=head.name: self.chosen.emit(name))
            row.stepped.connect(lambda step, row=row: self._step(row, step))
            self.rows.append(row)
            self._scroll.body.addWidget(row)

    def _offer_batch(self) -> None:
        day = self._on_shelf.next_day if self._on_shelf is not None else None
        reveal(self.batch, day is not None)
        if day is not None:
            self.batch.set_words(
                f"All of {short_day(day)}…", f"Print all leaflets of {short_day(day)}"
            )

    def _step(self, row: LeafletRow, step: int) -> None:
        at = self.rows.index(row) + step
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self.rows[at].click()
            self._scroll.ensureWidgetVisible(self.rows[at])

    def _order(self) -> None:
        """Tab comes to the rows before the pages, however late they were made."""
        before: QWidget = self._anchor
        for row in self.rows:
            QWidget.setTabOrder(before, row)
            before = row

    def _row(self, name: str) -> LeafletRow | None:
        return next((row for row in self.rows if row.head.name == name), None)


def _heading(whom: ForWhom, private: bool) -> PlainLabel:
    who = "the client" if private else " ".join(whom.record.shown_name.split())[:60]
    visit = whom.suggested.visit or whom.suggested.had
    when = f", {short_day(local_day(visit.starts_at))}" if visit is not None else ""
    return PlainLabel(f"For {who}{when}", size="label", weight="semibold", tone="quiet", wrap=True)


def _spaced(heading: PlainLabel) -> QWidget:
    """A heading in line with the words of the rows, and a little above them."""
    room = QWidget()
    Column(room, margins=(0.25, 0, 0, 0.5)).addWidget(heading)
    return room


def _nothing(whom: ForWhom) -> PlainLabel:
    booked = whom.suggested.visit is not None
    words = "This visit calls for no leaflet." if booked else "No visit is booked."
    return PlainLabel(words, size="small", tone="quiet", wrap=True)
