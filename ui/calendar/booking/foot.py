"""The foot of the panel: the verdict in a word, and the acts that are possible now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clinic_desk.base.words import count
from ui.calendar.booking.verdict import Act, Foot
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row
from ui.kit.theme import theme

SYMBOLS = {"good": "check", "warn": "warning", "block": "cross", "quiet": "info"}
TONES = {"good": "good", "warn": "warn", "block": "block", "quiet": "quiet"}


class FootBox(QWidget):
    """A line with the verdict, and two buttons below it."""

    main_wanted = Signal()
    other_wanted = Signal()

    def __init__(self) -> None:
        """Nothing can be done yet."""
        super().__init__()
        body = Column(self, gap=1)
        line = Row(gap=0.75)
        self.symbol = IconLabel("info")
        self.verdict = PlainLabel("", weight="semibold")
        self.number = PlainLabel("", tone="quiet")
        line.addWidget(self.symbol)
        line.addWidget(self.verdict, 1)
        line.addWidget(self.number)
        self.other = QuietButton("Other times", on_click=self.other_wanted.emit)
        self.main = PrimaryButton("Book", "Ctrl+Return", on_click=self.main_wanted.emit)
        self._acts = Row(gap=0.75)
        self._acts.addWidget(self.other)
        self._acts.addWidget(self.main, 1)
        self._shown: tuple[Act, ...] = ()
        body.addLayout(line)
        body.addLayout(self._acts)

    def show_foot(self, foot: Foot) -> None:
        """Show how the call stands."""
        self.verdict.setText(foot.words)
        self.verdict.set_tone(TONES[foot.kind])
        self.symbol.show_icon(SYMBOLS[foot.kind], TONES[foot.kind])
        self.number.setText(count(foot.findings, "finding") if foot.findings else "")
        self.setAccessibleName(f"Verdict: {foot.words}")
        self.other.setVisible(foot.other is not None)
        self._shown = (foot.main, foot.other) if foot.other is not None else (foot.main,)
        for button, act in zip((self.main, self.other), self._shown, strict=False):
            button.setEnabled(act.ready)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other words, or one button below the other, where there is no room beside."""
        self._fit()

    def _fit(self) -> None:
        """In full, else in short, else the buttons below each other, so that no key is lost."""
        self._say(lambda act: act.words)
        if not self._fits():
            self._say(lambda act: act.short or act.words)
        beside = self._fits()
        if not beside:
            self._say(lambda act: act.words)
        self._acts.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def _say(self, words: Callable[[Act], str]) -> None:
        for button, act in zip((self.main, self.other), self._shown, strict=False):
            button.set_words(words(act), act.words)

    def _fits(self) -> bool:
        if len(self._shown) == 1:
            return True
        asked = sum(button.sizeHint().width() for button in (self.main, self.other))
        # A button keeps its key with a little less air than it asks for.
        return asked + self._acts.spacing() <= self.width() + theme().grid(1.5)
