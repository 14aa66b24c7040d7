"""The one search box: a client by name, phone or date of birth, from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.base.words import plain_date
from ui.kit.client_standing import Tag, hit_tag
from ui.kit.commands import key_words
from ui.kit.icons import paint_icon
from ui.kit.labels import PlainLabel, initials_of
from ui.kit.layout import clear
from ui.kit.line_edit import LineEdit
from ui.kit.paint import badge_width, paint_badge
from ui.kit.popover import Popover
from ui.kit.rows import ChoiceRow
from ui.kit.theme import theme
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desk.clients.records import ClientHit

LONGEST_TOLD = 60
"""Letters of what was typed that are said again: a pasted page would be laid out whole."""
PLACEHOLDER = "Find a client by name, phone or date of birth"
SHORT_PLACEHOLDER = "Find a client"
MOST_HITS = 8


class SearchLine(LineEdit):
    """The line itself, with a glass at its left and its key at its right."""

    stepped = Signal(int)
    """Up (-1) or down (1) through the hits."""
    left = Signal()
    """Escape."""

    def __init__(self, key: str) -> None:
        """`key` is drawn, not bound."""
        super().__init__(PLACEHOLDER, PLACEHOLDER)
        self._key = key_words(key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._measure()
        theme().changed.connect(self._measure)

    def sizeHint(self) -> QSize:
        """As wide as in the drawings."""
        return QSize(theme().shape("search"), theme().scaled(36))

    def minimumSizeHint(self) -> QSize:
        """Room for a short name."""
        return QSize(theme().shape("search_least"), theme().scaled(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go through the hits; Escape leaves."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, the glass, and the key while nothing is typed."""
        super().paintEvent(event)
        look, painter = theme(), QPainter(self)
        place = QRectF(self.rect()).adjusted(look.scaled(13), 0, -look.scaled(12), 0)
        side = look.shape("small_icon")
        spot = QRectF(place.left(), place.center().y() - side / 2, side, side)
        paint_icon(painter, "search", spot, look.colour("quiet_ink"))
        if not self.text() and self._roomy():
            ground = look.colour("surface")
            paint_badge(painter, look, place, self._key, look.colour("quiet_ink"), ground)

    def resizeEvent(self, event: object) -> None:
        """Shorter words where the long ones would be cut."""
        self.setPlaceholderText(PLACEHOLDER if self._roomy() else SHORT_PLACEHOLDER)

    def _roomy(self) -> bool:
        look = theme()
        words = self.fontMetrics().horizontalAdvance(PLACEHOLDER)
        return self.width() > words + badge_width(look, self._key) + look.scaled(72)

    def _measure(self) -> None:
        look = theme()
        self.setTextMargins(look.scaled(28), 0, look.scaled(12), 0)
        self.setMaximumWidth(look.shape("search"))


class SearchBox(QWidget):
    """The line and the card of hits below it. Enter takes the marked hit, the first by default."""

    def __init__(self, line: SearchLine, window: QWidget) -> None:
        """Silent until it has a workplace to search in."""
        super().__init__(window)
        self.hide()
        self.line = line
        self.hits = Popover(window, "Clients found", gap=0.5, margins=1)
        self._rows: list[ChoiceRow] = []
        self._found: tuple[ClientHit, ...] = ()
        self._marked = 0
        self._waiting = self._take_when_found = False
        self._work: Workplace | None = None
        line.textEdited.connect(self._look_up)
        line.returnPressed.connect(self._take_marked)
        line.stepped.connect(self._step)
        line.left.connect(self.leave)

    def serve(self, workplace: Workplace) -> None:
        """Search this workplace's clients from now on."""
        self._work = workplace
        workplace.privacy_changed.connect(self._privacy_changed)

    def leave(self) -> None:
        """Forget what was typed, and give the keyboard back to the page."""
        self.line.clear()
        self._forget()
        if self.line.hasFocus():
            self.line.focusNextChild()

    def _privacy_changed(self, _hidden: bool) -> None:
        self.leave()

    def _look_up(self, typed: str) -> None:
        self._take_when_found = False
        if self._work is None or self._work.person is None or not typed.strip():
            self._forget()
            return
        self._waiting = True
        clients, by = self._work.clinic.clients, self._work.by
        self._work.desk.ask(
            "frame.search", lambda: clients.search(typed, by, limit=MOST_HITS), self._show
        )

    def _show(self, hits: Sequence[ClientHit]) -> None:
        self._waiting = False
        self._found, self._marked = tuple(hits), 0
        clear(self.hits.body)
        self._rows = [self._row(hit) for hit in hits]
        for row in self._rows:
            self.hits.body.addWidget(row)
        if not hits:
            nothing = f"Nobody is found for “{self.line.text().strip()[:LONGEST_TOLD]}”."
            self.hits.body.addWidget(PlainLabel(nothing, tone="quiet", wrap=True))
        self._mark()
        self.hits.open_below(self.line, take_focus=False)
        if self._take_when_found:
            self._take_marked()

    def _row(self, hit: ClientHit) -> ChoiceRow:
        hidden = self._work is not None and self._work.private
        born = f"born {plain_date(hit.born_on)}" if hit.born_on else ""
        detail = " · ".join(part for part in (hit.phone, born) if part)
        title = initials_of(hit.shown_name) if hidden else hit.shown_name
        tag, tone = Tag("") if hidden else hit_tag(hit)
        row = ChoiceRow(
            title,
            "" if hidden else detail,
            tag=tag,
            tone=tone,
            on_choose=lambda: self._open(hit.id),
        )
        row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return row

    def _step(self, step: int) -> None:
        if self._rows:
            self._marked = (self._marked + step) % len(self._rows)
            self._mark()

    def _mark(self) -> None:
        for at, row in enumerate(self._rows):
            row.mark(at == self._marked)
        spoken = self._rows[self._marked].accessibleName() if self._rows else ""
        self.line.setAccessibleDescription(spoken)

    def _take_marked(self) -> None:
        if self._waiting:
            self._take_when_found = True
        elif self._found:
            self._open(self._found[self._marked].id)

    def _open(self, client_id: int) -> None:
        self.line.clear()
        self._forget()
        if self._work is not None:
            self._work.show_page("clients", client_id=client_id)

    def _forget(self) -> None:
        self._waiting = self._take_when_found = False
        self._found, self._rows = (), []
        if self._work is not None:
            self._work.desk.forget("frame.search")
        self.hits.dismiss()
