"""A titled part of a record's form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.fields import Field
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Row


class Section(Card):
    """A card with a title, a quiet word beside it where there is one, and fields below."""

    def __init__(self, title: str, aside: str = "") -> None:
        """`aside` stands at the right of the title."""
        super().__init__(gap=1.25, margins=2)
        self.head = Row(gap=1)
        self.head.addWidget(SectionTitle(title))
        self.head.addStretch(1)
        self.aside = PlainLabel(aside, size="small", tone="quiet")
        self.head.addWidget(self.aside)
        self.body.addLayout(self.head)

    def add(self, *parts: QWidget) -> None:
        """Put parts below each other."""
        for part in parts:
            self.body.addWidget(part)

    def add_line(self, *fields: Field) -> None:
        """Put fields beside each other, each as wide as the others."""
        line = Row(gap=1.5)
        for field in fields:
            line.addWidget(field, 1)
        self.body.addLayout(line)
