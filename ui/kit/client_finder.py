"""A field that finds a client: type, arrows, Enter; the keyboard stays in the field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.base.words import plain_date
from clinic_desk.clients.records import ClientHit
from ui.kit.client_standing import Tag, hit_tag
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel, initials_of
from ui.kit.layout import Column, clear
from ui.kit.rows import ChoiceRow
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace

MOST = 6
LONGEST_SHOWN = 200


class ClientFinder(QWidget):
    """The field and, below it, the clients found for what is typed."""

    chosen = Signal(int)
    """The id of the client that was taken."""

    def __init__(self, workplace: Workplace, topic: str, label: str = "Client") -> None:
        """`topic` names its questions to the worker, so that two finders do not mix theirs."""
        super().__init__()
        self._workplace, self._topic = workplace, topic
        self._rows: list[ChoiceRow] = []
        self.leave_out = 0
        """A client who is offered only where nobody else is found."""
        whole = Column(self, gap=0.5)
        self.field = LineField(label, "Name, phone or date of birth")
        self._below = Column(gap=0.5)
        whole.addWidget(self.field)
        whole.addLayout(self._below)
        self.setFocusProxy(self.field)
        self._soon = Throttle(90, self._search, self)
        self.field.edited.connect(self._soon)
        self.field.line.installEventFilter(self)
        workplace.privacy_changed.connect(self.empty)

    def empty(self) -> None:
        """Forget what was typed and found."""
        self._soon.cancel()
        self._workplace.desk.forget(self._topic)
        self.field.set_text("")
        self._show(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the rows from the field; Enter takes the marked one."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and self._rows:
            self._mark((self._at() + step) % len(self._rows))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._take()
            return True
        return False

    def _search(self) -> None:
        self._ask(self._show)

    def _take(self) -> None:
        """Enter may come before the answer to what was typed last: ask at once then, and wait."""
        if self._soon.waiting:
            self._soon.cancel()
            self._ask(self._show_and_take)
        elif self._rows:
            self._rows[self._at()].click()

    def _ask(self, then: Callable[[tuple[ClientHit, ...]], None]) -> None:
        typed = self.field.text().strip()
        if not typed or self._workplace.person is None:
            self.empty()
            return
        clients, by = self._workplace.clinic.clients, self._workplace.by
        self._workplace.desk.ask(
            self._topic, lambda: clients.search(typed, by, limit=MOST + 1), then
        )

    def _show_and_take(self, hits: tuple[ClientHit, ...]) -> None:
        self._show(hits)
        if self._rows:
            self._rows[0].click()

    def _show(self, hits: tuple[ClientHit, ...]) -> None:
        clear(self._below)
        others = [hit for hit in hits if hit.id != self.leave_out]
        self._rows = [self._row(hit) for hit in (others or hits)[:MOST]]
        for row in self._rows:
            self._below.addWidget(row)
        if self._rows:
            self._mark(0)
        elif self.field.text().strip():
            self._below.addWidget(
                PlainLabel("Nobody is found for that.", size="small", tone="quiet")
            )

    def _row(self, hit: ClientHit) -> ChoiceRow:
        hidden = self._workplace.private
        known_as = f" ({hit.known_as})" if hit.known_as else ""
        born = plain_date(hit.born_on) if hit.born_on else ""
        detail = " · ".join(part for part in (born, hit.phone) if part)
        name = initials_of(hit.shown_name) if hidden else f"{hit.shown_name}{known_as}"
        tag, tone = Tag("") if hidden else hit_tag(hit)
        return ChoiceRow(
            " ".join(name.split())[:LONGEST_SHOWN] or "?",
            "" if hidden else detail[:LONGEST_SHOWN],
            tag=tag,
            tone=tone,
            on_choose=partial(self.chosen.emit, hit.id),
        )

    def _at(self) -> int:
        return next((at for at, row in enumerate(self._rows) if row.marked), 0)

    def _mark(self, at: int) -> None:
        for place, row in enumerate(self._rows):
            row.mark(place == at)
        self.field.line.setAccessibleDescription(self._rows[at].accessibleName())
