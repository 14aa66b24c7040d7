"""The foot of the panel: the verdict in a word, and the acts that are possible now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.words import count
from ui.calendar.booking.verdict import Act, Foot
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row

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
        self.other = QuietButton("", on_click=self.other_wanted.emit)
        self.main = PrimaryButton("Book", "Ctrl+Return", on_click=self.main_wanted.emit)
        acts = Row(gap=0.75)
        acts.addWidget(self.other)
        acts.addWidget(self.main, 1)
        body.addLayout(line)
        body.addLayout(acts)

    def show_foot(self, foot: Foot) -> None:
        """Show how the call stands."""
        self.verdict.setText(foot.words)
        self.verdict.set_tone(TONES[foot.kind])
        self.symbol.show_icon(SYMBOLS[foot.kind], TONES[foot.kind])
        self.number.setText(count(foot.findings, "finding") if foot.findings else "")
        self.setAccessibleName(f"Verdict: {foot.words}")
        self._show_act(self.main, foot.main)
        self.other.setVisible(foot.other is not None)
        if foot.other is not None:
            self._show_act(self.other, foot.other)

    @staticmethod
    def _show_act(button: QuietButton | PrimaryButton, act: Act) -> None:
        button.set_words(act.words, act.words)
        button.setEnabled(act.ready)
