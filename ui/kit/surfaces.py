"""Grounds with something in them: a panel with a pinned foot, an empty page, a wait."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import QuietButton
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Column, Margins, Row, Surface, reveal
from ui.kit.theme import theme


class Scroll(QScrollArea):
    """Scrolls what is inside up and down, and keeps the focused control in sight."""

    def __init__(self, *, gap: float = 1, margins: Margins = 2, snug: bool = False) -> None:
        """Put things into `body`. A `snug` one is as high as they are, where there is room."""
        super().__init__()
        self._snug = snug
        self._is_behind = False
        """Whether it has not looked yet how large its new letters make what is inside."""
        # Asked for the one that Qt makes, PySide6 reads every kind of widget to name its kind.
        self.setViewport(QWidget())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = _Inside(snug)
        self.inside.setObjectName("scrolled")
        self.body: QVBoxLayout = Column(self.inside, gap=gap, margins=margins)
        self.setWidget(self.inside)
        policy = self.sizePolicy()
        policy.setHeightForWidth(snug)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Snug, as high as what is inside."""
        hint = super().sizeHint()
        return QSize(hint.width(), self.inside.sizeHint().height()) if self._snug else hint

    def hasHeightForWidth(self) -> bool:
        """Snug, wrapped words inside decide the height."""
        return self._snug

    def heightForWidth(self, width: int) -> int:
        """What is inside takes in that width."""
        if not self._snug:
            return -1
        if self.body.hasHeightForWidth():
            return self.body.totalHeightForWidth(width)
        return self.inside.sizeHint().height()

    def minimumSizeHint(self) -> QSize:
        """Snug, room for a line: it is the part of a card that gives way."""
        least = super().minimumSizeHint()
        return QSize(least.width(), theme().shape("row")) if self._snug else least

    def event(self, event: QEvent) -> bool:
        """What is inside has become higher or lower; whoever holds a snug one is told.

        Out of sight it does not measure everything inside again whenever it, or whatever it
        stands in, is put somewhere.
        """
        kind = event.type()
        if kind == QEvent.Type.StyleChange and not self.isVisible():
            self._is_behind = True
            return super(QAbstractScrollArea, self).event(event)
        if self._snug and kind == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What was not measured out of sight is measured now."""
        super().showEvent(event)
        if self._is_behind:
            self._is_behind = False
            super().event(QEvent(QEvent.Type.LayoutRequest))


class _Inside(QWidget):
    """As narrow as it is asked to be: there is no scrolling sideways, so its parts give way."""

    def __init__(self, snug: bool) -> None:
        super().__init__()
        self._snug = snug

    def minimumSizeHint(self) -> QSize:
        """Any width; snug, no higher than the words take in the width they have."""
        layout = self.layout()
        by_width = self._snug and layout is not None and layout.hasHeightForWidth()
        return QSize(0, 0 if by_width else super().minimumSizeHint().height())


class PinnedScroll(Surface):
    """A panel: a fixed head, a middle that scrolls, and a foot that always shows.

    Put things into `head`, `body` and `foot`; head and foot are hidden while empty.
    """

    def __init__(self, surface: str = "surface", rule: str = "left") -> None:
        """`rule` is the side of the panel's own hairline."""
        super().__init__(surface, rule)
        whole = Column(self, gap=0)
        self._head_ground = Surface("surface", "bottom")
        self._foot_ground = Surface("sunken", "top")
        self.head: QVBoxLayout = Column(self._head_ground, gap=1, margins=(2.25, 2, 2.25, 1.5))
        self.foot: QVBoxLayout = Column(self._foot_ground, gap=1, margins=(2.25, 1.5, 2.25, 1.5))
        self.middle = Scroll(gap=1.5, margins=(2.25, 1.75, 2.25, 1.75))
        self.body = self.middle.body
        whole.addWidget(self._head_ground)
        whole.addWidget(self.middle, 1)
        whole.addWidget(self._foot_ground)

    def showEvent(self, event: QShowEvent) -> None:
        """Head and foot show only where something has been put into them."""
        self._head_ground.setVisible(self.head.count() > 0)
        self._foot_ground.setVisible(self.foot.count() > 0)

    def pin_width(self, measure: str = "panel") -> None:
        """Keep the panel as wide as a named measure of the token file."""
        self._measure = measure
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(theme().shape(self._measure))


class EmptyState(QWidget):
    """A sentence where there is nothing to show, and the act that changes that."""

    def __init__(
        self,
        sentence: str,
        act: str = "",
        on_act: Callable[[], object] | None = None,
        key: str = "",
    ) -> None:
        """`act` is a button's words; none without them."""
        super().__init__()
        body = Column(self, gap=2, margins=4)
        body.addStretch(1)
        self.sentence = PlainLabel(sentence, tone="quiet", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.addWidget(self.sentence)
        self.button = QuietButton(act, key, on_click=on_act) if act else None
        if self.button is not None:
            self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addStretch(1)

    def say(self, sentence: str) -> None:
        """Another sentence."""
        self.sentence.setText(sentence)


class TroubleLine(Surface):
    """What went wrong, in a form or on a page: what happened, what is kept, what to do next."""

    def __init__(self) -> None:
        """Hidden until there is something to tell."""
        super().__init__("note")
        self.words = PlainLabel(wrap=True, tone="block", weight="medium")
        Row(self, margins=1.5).addWidget(self.words)
        self.hide()

    def tell(self, error: ClinicError) -> None:
        """Show the error's sentences."""
        self.words.setText(str(error))
        self.setAccessibleName(str(error))
        reveal(self, True)

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self.words.setText("")
        self.hide()


class Busy(PlainLabel):
    """A quiet word that something is being read; it does not move."""

    def __init__(self, words: str = "Reading…") -> None:
        """`words` say what is waited for."""
        super().__init__(tone="quiet")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.say(words)

    def say(self, words: str) -> None:
        """Something else is waited for."""
        self.setText(words)
        self.setAccessibleName(words)


class PageHead(QWidget):
    """The title of a page with its acts at the right; put buttons into `acts`."""

    def __init__(self, title: str) -> None:
        """`title` at 19 px."""
        super().__init__()
        line = Row(self, gap=1)
        self.title = SectionTitle(title, "page")
        line.addWidget(self.title)
        line.addStretch(1)
        self.acts = Row(gap=1)
        line.addLayout(self.acts)


class FollowsSize(QObject):
    """Calls something whenever a widget changes its size or moves."""

    def __init__(self, watched: QWidget, act: Callable[[], None]) -> None:
        """Lives as long as the watched widget."""
        super().__init__(watched)
        self._act = act
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell, and let the event go on."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._act()
        return False
