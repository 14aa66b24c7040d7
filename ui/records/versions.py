"""Both versions of a draft, where somebody else wrote in it in the meantime."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desk.base.words import count, plain_date
from clinic_desk.records.contents import (
    Content,
    Cream,
    Lot,
    NeedledArea,
    Passed,
    Point,
    ToxinContent,
    Vial,
)
from clinic_desk.records.summary import CHAPERONE, DECISIONS, LINE_TYPES, SEVERITIES, Names
from ui.kit.buttons import LinkButton, QuietButton
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.theme import theme
from ui.kit.wash import Wash
from ui.records.telling import area_words, cream_words, given_words, lot_words, passed_words
from ui.records.vials import vial_words

WHAT = (
    "Someone else has written in this draft in the meantime. What you typed is still in the form; "
    "what you had not touched now stands as they wrote it. Nothing is kept until you say so."
)
LABELS = {
    "vials": "Vial",
    "points": "Map",
    "off_label_explained": "Off-label explained",
    "prescriber_id": "Prescribed by",
    "consulted_on": "Consultation",
    "line_type": "Lines",
    "chaperone": "Chaperone",
    "reaction": "Straight after",
    "note": "Note",
    "passed": "Passed with a reason",
    "areas": "Areas",
    "device": "Device",
    "cartridge": "Cartridge",
    "new_cartridge": "New cartridge",
    "cream": "Numbing cream",
    "end_point": "End point",
    "session": "Session",
    "sessions": "Of sessions",
    "face_to_face": "Face to face",
    "seen_by": "With",
    "discussed": "Discussed",
    "leaflets": "Leaflets",
    "decision": "Decision",
    "think_until": "To think until",
    "found": "Found",
    "advised": "Advised",
    "next_step": "Next",
    "reason": "Reason",
    "noticed_on": "Noticed",
    "what": "What happened",
    "severity": "How bad",
    "lots": "After",
    "reported_on": "Yellow Card sent",
    "reported_as": "Yellow Card number",
    "outcome": "How it ended",
}
PEOPLE = ("prescriber_id", "seen_by")
WORDS = LINE_TYPES | CHAPERONE | DECISIONS | SEVERITIES
LONGEST = 160
"""Letters of one version that are shown; the whole is in the form or in the record."""


def differing(one: Content, other: Content) -> tuple[str, ...]:
    """The parts in which two contents of a kind differ."""
    return tuple(
        each.name for each in fields(one) if getattr(one, each.name) != getattr(other, each.name)
    )


def rebased(typed: Any, before: Any, now: Any) -> Any:
    """What is typed, over what somebody else wrote: only what was touched here stays typed."""
    mine = {name: getattr(typed, name) for name in differing(typed, before)}
    return replace(now, **mine)


class VersionsBox(Wash):
    """A line for each part that differs, and what may be done about it."""

    theirs_wanted = Signal(str)
    """The part whose other version is to go into the form."""
    go_on_wanted = Signal()
    """What stands in the form is to be kept."""

    def __init__(self) -> None:
        """Hidden until there is something to compare."""
        super().__init__("warn", gap=1, margins=1.5)
        self.body.addWidget(PlainLabel(WHAT, tone="warn", weight="medium", wrap=True))
        self._lines = Column(gap=0)
        self.body.addLayout(self._lines)
        acts = Row(gap=1)
        self.go_on = QuietButton("Keep what is in the form", on_click=self.go_on_wanted.emit)
        acts.addWidget(self.go_on)
        acts.addStretch(1)
        self.body.addLayout(acts)
        reveal(self, False)

    def compare(self, typed: Content, now: Content, parts: tuple[str, ...], names: Names) -> None:
        """Show these parts as they are kept now and as they stand in the form."""
        clear(self._lines)
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().grid(2))
        grid.setVerticalSpacing(theme().grid(0.75))
        for column, words in enumerate(("", "As it was written", "In the form")):
            grid.addWidget(FieldLabel(words), 0, column)
            grid.setColumnStretch(column, 1 if column == 0 else 3)
        for at, name in enumerate(parts, start=1):
            theirs, mine = getattr(now, name), getattr(typed, name)
            grid.addWidget(FieldLabel(LABELS.get(name, name)), at, 0)
            for column, content in ((1, now), (2, typed)):
                words = in_words(content, name, names)
                grid.addWidget(PlainLabel(words, wrap=True), at, column)
            if theirs != mine:
                use = LinkButton("Use what was written")
                use.clicked.connect(partial(self._use, name))
                use.setAccessibleName(f"Use what was written: {LABELS.get(name, name)}")
                grid.addWidget(use, at, 3)
        self._lines.addWidget(table)
        reveal(self, True)

    def _use(self, name: str, _checked: bool = False) -> None:
        self.theirs_wanted.emit(name)


def in_words(content: Any, name: str, names: Names) -> str:
    """One version of one part as one line."""
    value = getattr(content, name)
    if name == "points" and isinstance(content, ToxinContent):
        amounts = ", ".join(given_words(content)) or "no units"
        return f"{count(len(content.points), 'point')}, {amounts}" if value else "No point"
    if name in PEOPLE:
        return names.person(value) or "Nobody"
    return _cut(_worded(value, names) or "Nothing")


def _worded(value: object, names: Names) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return "; ".join(_worded(each, names) for each in value)
    if isinstance(value, Vial):
        return vial_words(value)
    if isinstance(value, Lot):
        return lot_words(value)
    if isinstance(value, Cream):
        return cream_words(value)
    if isinstance(value, NeedledArea):
        return area_words(value, names)
    if isinstance(value, Passed):
        return f"{passed_words(value.code)}: {value.reason}"
    if isinstance(value, date) and not isinstance(value, datetime):
        return plain_date(value)
    if value is None or isinstance(value, Point):
        return ""
    return " ".join(WORDS.get(str(value), str(value)).split())


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
