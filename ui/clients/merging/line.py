"""One field in which the two records differ: both values, and what the joined record will have."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.clients.joining import Difference
from clinic_desk.clients.records import ClientDetails, ClientRecord
from ui.clients.merging.wording import LABELS, taken_words, value_words, who_words
from ui.kit.labels import ElidedLabel, FieldLabel, PlainLabel, set_plain_tip
from ui.kit.layout import Column, Row
from ui.kit.rows import ChoiceRow

SHARES = (3, 4, 4, 5)
"""Of the width: what it is, the one, the other, the joined."""
KEPT = "Kept"


class FieldLine(QWidget):
    """Where either may be chosen the two are rows to press; else they are words."""

    def __init__(self, difference: Difference, choose: Callable[[str, bool], None]) -> None:
        """`choose` is told the field, and whether the other's is to be taken."""
        super().__init__()
        self.difference = difference
        self.choices: tuple[ChoiceRow, ...] = ()
        self.joined = PlainLabel(wrap=True, weight="medium")
        self.why = PlainLabel(size="small", tone="quiet", wrap=True)
        self._label = LABELS.get(difference.field, difference.field)
        values = value_words(difference.keep), value_words(difference.other)
        if difference.may_choose:
            self.choices = tuple(
                self._choice(value, partial(choose, difference.field, at == 1))
                for at, value in enumerate(values)
            )
        sides: tuple[QWidget, ...] = self.choices or tuple(
            PlainLabel(value, wrap=True) for value in values
        )
        name = FieldLabel(self._label)
        name.setWordWrap(True)
        together = QWidget()
        column = Column(together, gap=0)
        column.addStretch(1)
        column.addWidget(self.joined)
        column.addWidget(self.why)
        column.addStretch(1)
        in_columns(self, name, *sides, together)

    def show_joined(self, details: ClientDetails, takes_other: bool) -> None:
        """What the joined record will have, as things are chosen."""
        self.joined.setText(value_words(getattr(details, self.difference.field)))
        self.why.setText("" if self.choices else taken_words(self.difference))
        self.why.setVisible(not self.choices)
        for row, taken in zip(self.choices, (not takes_other, takes_other), strict=False):
            row.mark(taken)
            row.retag(KEPT if taken else "", "accent")

    def _choice(self, value: str, act: Callable[[], None]) -> ChoiceRow:
        words = " ".join(value.split())
        row = ChoiceRow(words, on_choose=act)
        set_plain_tip(row, value)
        return row


def in_columns(holder: QWidget, *parts: QWidget) -> None:
    """Lay parts side by side in the columns of the page, whatever they hold."""
    line = Row(holder, gap=1.5)
    for part, share in zip(parts, SHARES, strict=True):
        policy = part.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        part.setSizePolicy(policy)
        line.addWidget(part, share)
        line.setAlignment(part, Qt.AlignmentFlag(0))


def heads(keep: ClientRecord, other: ClientRecord) -> QWidget:
    """Above the columns: which record stays, which goes into it, and whose each is."""
    holder = QWidget()
    sides = [_head("Stays", keep), _head("Goes into it", other)]
    whole = FieldLabel("The joined record")
    whole.setAlignment(Qt.AlignmentFlag.AlignTop)
    in_columns(holder, QWidget(), *sides, whole)
    return holder


def _head(words: str, record: ClientRecord) -> QWidget:
    head = QWidget()
    body = Column(head, gap=0.25)
    body.addWidget(FieldLabel(words))
    body.addWidget(ElidedLabel(" ".join(record.shown_name.split())[:200], weight="semibold"))
    body.addWidget(PlainLabel(who_words(record), size="small", tone="quiet", wrap=True))
    return head
