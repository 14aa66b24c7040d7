"""The quiet strip below the top bar: what this clinic is not yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from ui.kit.labels import ElidedLabel
from ui.kit.layout import Row, Surface
from ui.kit.theme import theme

DEMO = "Demo: invented people"
DRAFT = "Draft protocol, not signed"


class Banner(Surface):
    """One line; it goes when there is nothing to say."""

    def __init__(self) -> None:
        """Hidden."""
        super().__init__("sunken", "bottom")
        self.words = ElidedLabel("", size="label", weight="semibold", tone="warn")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        Row(self).addWidget(self.words, 1)
        self.hide()
        self._measure()
        theme().changed.connect(self._measure)

    def say(self, facts: Sequence[str]) -> None:
        """Show these facts beside each other."""
        self.words.setText("   ·   ".join(facts))
        self.setAccessibleName(", ".join(facts))
        self.setVisible(bool(facts))

    def _measure(self) -> None:
        self.setFixedHeight(theme().shape("banner"))
