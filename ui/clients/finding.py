"""The page without a client: a field to find one, whoever was added last, a way to add."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.base.words import plain_date
from clinic_desk.clients.records import ClientHit
from ui.kit.buttons import command_button
from ui.kit.client_standing import Tag, hit_tag
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel, initials_of
from ui.kit.layout import Card, Column, clear, reveal
from ui.kit.rows import ChoiceRow
from ui.kit.surfaces import EmptyState, PageHead, Scroll
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace

MOST = 20
LAST = "Added last"
EMPTY = "Nobody is on file yet. A name and a phone are enough to begin with."
NOT_SAVED = "Not saved yet"


class FindingView(QWidget):
    """Type, arrows, Enter; the field keeps the keyboard while the rows are walked."""

    chosen = Signal(int)
    """The client to open."""
    draft_chosen = Signal(int)
    """The key of a draft to go on with."""

    def __init__(self, workplace: Workplace) -> None:
        """Reads nothing until it is shown."""
        super().__init__()
        self._workplace = workplace
        self.rows: list[ChoiceRow] = []
        self._hits: tuple[ClientHit, ...] = ()
        self._drafts: tuple[tuple[int, str], ...] = ()
        whole = Column(self, gap=2)
        head = PageHead("Clients")
        head.acts.addWidget(command_button(workplace.commands, "clients.paper_forms"))
        head.acts.addWidget(command_button(workplace.commands, "clients.new", primary=True))
        self.field = LineField("Find a client", "Name, phone or date of birth")
        self.title = PlainLabel(LAST, size="label", weight="semibold", tone="quiet")
        self._scroll = Scroll(gap=0.5, margins=(1.5, 1.5, 1.5, 1.5))
        card = Card(margins=0)
        card.body.addWidget(self._scroll)
        self.empty = EmptyState(EMPTY)
        whole.addWidget(head)
        whole.addWidget(self.field)
        whole.addWidget(self.title)
        whole.addWidget(card, 1)
        self._card = card
        whole.addWidget(self.empty, 1)
        self.empty.hide()
        self._soon = Throttle(90, self.read, self)
        self.field.edited.connect(self._soon)
        self.field.line.installEventFilter(self)

    def begin(self, drafts: tuple[tuple[int, str], ...]) -> None:
        """Show the field, empty; `drafts` are the keys and names of
        clients about whom something is typed and not saved."""
        self._drafts = drafts
        self.field.set_text("")
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.read()

    def show_drafts(self, drafts: tuple[tuple[int, str], ...]) -> None:
        """Show other drafts; what is typed in the field stays."""
        self._drafts = drafts
        self.show_again()

    def typed(self) -> str:
        """What stands in the field."""
        return self.field.text().strip()

    def read(self) -> None:
        """Look for what is typed; with nothing typed, whoever was added last."""
        person, clients = self._workplace.person, self._workplace.clinic.clients
        if person is None:
            return
        by, typed = person.id, self.typed()
        self._workplace.desk.ask(
            "clients.find",
            lambda: (
                clients.search(typed, by, limit=MOST) if typed else clients.recent(by, limit=MOST)
            ),
            self._show,
        )

    def show_again(self) -> None:
        """Draw the same rows anew, as names are to be hidden or shown."""
        self._show(self._hits)

    def _show(self, hits: tuple[ClientHit, ...]) -> None:
        typed = self.typed()
        self._hits = hits
        clear(self._scroll.body)
        self.rows = []
        if not typed:
            for key, name in self._drafts:
                self._add(self._draft_row(key, name))
        for hit in hits:
            self._add(self._row(hit))
        if typed and not hits:
            words = f"Nobody is found for “{typed[: MOST * 3]}”."
            self._scroll.body.addWidget(PlainLabel(words, tone="quiet", wrap=True))
        self._scroll.body.addStretch(1)
        self._show_ground(bool(self.rows or typed), typed, len(hits))
        if self.rows:
            self._mark(0)

    def _show_ground(self, filled: bool, typed: str, found: int) -> None:
        reveal(self._card, filled)
        reveal(self.title, filled)
        reveal(self.empty, not filled)
        self.title.setText(f"Found: {found}{' or more' * (found == MOST)}" if typed else LAST)

    def _add(self, row: ChoiceRow) -> None:
        self.rows.append(row)
        self._scroll.body.addWidget(row)

    def _row(self, hit: ClientHit) -> ChoiceRow:
        hidden = self._workplace.private
        known_as = f" ({hit.known_as})" if hit.known_as else ""
        born = plain_date(hit.born_on) if hit.born_on else ""
        detail = " · ".join(part for part in (born, hit.phone) if part)
        name = initials_of(hit.shown_name) if hidden else f"{hit.shown_name}{known_as}"
        why = "similar name" if hit.matched == "similar name" else ""
        tag, tone = Tag("") if hidden else hit_tag(hit, why)
        return ChoiceRow(
            _short(name) or "?",
            "" if hidden else detail or "No phone, no date of birth",
            tag=tag,
            tone=tone,
            on_choose=partial(self.chosen.emit, hit.id),
        )

    def _draft_row(self, key: int, name: str) -> ChoiceRow:
        shown = initials_of(name) if self._workplace.private else name
        return ChoiceRow(
            _short(shown) or "New client",
            tag=NOT_SAVED,
            on_choose=partial(self.draft_chosen.emit, key),
        )

    # ---- the keyboard

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the rows from the field; Enter takes the marked one."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and self.rows:
            self._mark((self._at() + step) % len(self.rows))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._take()
            return True
        return False

    def _take(self) -> None:
        """Enter may come before the answer to what was typed last: ask at once then, and wait."""
        if self._soon.waiting:
            self._soon.cancel()
            clients, by, typed = self._workplace.clinic.clients, self._workplace.by, self.typed()
            self._workplace.desk.ask(
                "clients.find", lambda: clients.search(typed, by, limit=MOST), self._show_and_take
            )
        elif self.rows:
            self.rows[self._at()].click()

    def _show_and_take(self, hits: tuple[ClientHit, ...]) -> None:
        self._show(hits)
        if hits:
            self.rows[0].click()

    def _at(self) -> int:
        return next((at for at, row in enumerate(self.rows) if row.marked), 0)

    def _mark(self, at: int) -> None:
        for place, row in enumerate(self.rows):
            row.mark(place == at)
        self._scroll.ensureWidgetVisible(self.rows[at])
        self.field.line.setAccessibleDescription(self.rows[at].accessibleName())


def _short(name: str) -> str:
    """A name of 5,000 letters is one line here; what no row could show is not measured."""
    return " ".join(name.split())[:200]
