"""A list at the left, and at the right one section between a title and its acts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.kit.fields import ComboField, Field
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Row, Surface, reveal
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.theme import theme
from ui.settings.side_list import SideEntry, SideList

FORM_STEPS = 116
"""No form is drawn wider: long lines are hard to read."""
ROOM_STEPS = 124
"""With less room than this the list folds into one line above the form."""


class SectionFrame(Surface):
    """Holds one widget at a time; put buttons into `acts`, and what went wrong into `trouble`."""

    def __init__(self, title: str) -> None:
        """`title` stands above the list."""
        super().__init__("canvas")
        self.list = SideList(title)
        self.folded = ComboField("", name=title)
        self.title = SectionTitle("", "page")
        self.about = PlainLabel("", tone="quiet", wrap=True)
        self.trouble = TroubleLine()
        self.acts = Row(gap=1)
        self._stack = QStackedWidget()
        self._inside: dict[QWidget, QWidget] = {}
        self._cards: list[Card] = []
        whole = Row(self, gap=0)
        self._side = Surface("surface", "right")
        side = Column(self._side, gap=1.5, margins=(1.75, 2, 1.75, 2))
        self.heading = SectionTitle(title, "page")
        side.addWidget(self.heading)
        side.addWidget(self.list)
        side.addStretch(1)
        whole.addWidget(self._side)
        right = Column(gap=0)
        head = QWidget()
        words = Column(head, gap=0.5, margins=(3, 2, 3, 1))
        words.addWidget(self.folded)
        words.addWidget(self.title)
        words.addWidget(self.about)
        words.addWidget(self.trouble)
        right.addWidget(head)
        right.addWidget(self._stack, 1)
        self.foot = Surface("sunken", "top")
        Column(self.foot, margins=(3, 1.25, 3, 1.25)).addLayout(self.acts)
        right.addWidget(self.foot)
        whole.addLayout(right, 1)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.folded.edited.connect(lambda: self.list.chosen.emit(self.folded.value()))
        self._measure()
        theme().changed.connect(self._measure)

    def show_entries(self, entries: Sequence[SideEntry], at: int) -> None:
        """What the list says."""
        self.list.show_entries(entries, at)
        self.folded.set_choices(list(enumerate(entry.title for entry in entries)))
        self.folded.set_value(at)

    @property
    def is_folded(self) -> bool:
        """Whether the list is one line above the form."""
        return self._side.isHidden()

    def mark(self, at: int) -> None:
        """Show which entry is in sight."""
        self.list.mark(at)
        self.folded.set_value(at)

    def focus_list(self) -> None:
        """Give the list the keyboard."""
        if self.is_folded:
            self.folded.control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.focus_marked()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the list where there is little room."""
        super().resizeEvent(event)
        self._fold()

    def show_inside(self, widget: QWidget, title: str, about: str, *, fills: bool = False) -> None:
        """Bring a widget into sight, made to scroll where it is higher than the window.

        One that `fills` takes the height and the width that are there.
        """
        if widget not in self._inside:
            scroll = Scroll(gap=0, margins=(3, 1, 3, 3))
            card = Card(gap=0, margins=3)
            card.body.addWidget(widget)
            if fills:
                scroll.body.addWidget(card, 1)
            else:
                line = Row()
                line.addWidget(card, 100)
                line.addStretch(1)
                scroll.body.addLayout(line)
                scroll.body.addStretch(1)
                self._cards.append(card)
            self._inside[widget] = scroll
            self._stack.addWidget(scroll)
            self._measure()
        self._stack.setCurrentWidget(self._inside[widget])
        self.title.setText(title)
        self.about.setText(about)

    def focus_first(self, control: QWidget | None, otherwise: QWidget) -> None:
        """Give the first control of what is in sight the keyboard, or another one."""
        chosen = control if control is not None and control.isEnabled() else otherwise
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _measure(self) -> None:
        look = theme()
        self._side.setFixedWidth(look.shape("side_list"))
        for card in self._cards:
            card.setMaximumWidth(look.grid(FORM_STEPS))
        self._fold()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        scroll = self._stack.currentWidget()
        if now is not None and scroll is not None and scroll.isAncestorOf(now):
            self.bring_into_sight()

    def bring_into_sight(self) -> None:
        """Scroll to the field that has the keyboard, once a sentence below it is laid out too."""
        QTimer.singleShot(0, self, self._scroll_to_focus)

    def _scroll_to_focus(self) -> None:
        scroll, now = self._stack.currentWidget(), QApplication.focusWidget()
        if isinstance(scroll, Scroll) and now is not None and scroll.isAncestorOf(now):
            field = now.parentWidget()
            whole = field if isinstance(field, Field) else now
            scroll.ensureWidgetVisible(whole, 0, theme().grid(2))

    def _fold(self) -> None:
        narrow = self.width() < theme().grid(ROOM_STEPS)
        reveal(self._side, not narrow)
        reveal(self.folded, narrow)
        reveal(self.title, not narrow)
