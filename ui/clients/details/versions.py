"""Both versions side by side, when someone else has saved the same client in the meantime."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desk.clients.records import ClientDetails, PhoneDetails, SpokespersonDetails
from ui.clients.details.typed import Typed, typed_from
from ui.kit.buttons import LinkButton
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, Surface, clear, reveal
from ui.kit.theme import theme

LABELS = {
    "title": "Title",
    "given": "Given names",
    "family": "Family name",
    "known_as": "Known as",
    "born_on": "Date of birth",
    "phones": "Phones",
    "spokespeople": "Who may speak",
    "email": "E-mail",
    "address": "Address",
    "postcode": "Postcode",
    "large_print": "Large print",
    "interpreter": "Interpreter",
    "desk_note": "Desk note",
    "alerts": "For the nurse",
    "id_seen_on": "ID seen",
    "consult_on": "Consultation",
    "questionnaire_on": "Health answers",
}
WHAT = (
    "Someone else has changed this client in the meantime. What you typed is still in the form; "
    "what you had not touched now stands as they saved it. Save again when it is right."
)
LONGEST = 160
"""Letters of one version of a field that are shown; the whole is in the form."""


class VersionsBox(Surface):
    """A line for each field that someone else changed, or that differs from the form."""

    theirs_wanted = Signal(str)
    """The field whose saved version is to go into the form."""
    closed = Signal()

    def __init__(self) -> None:
        """Hidden until there is something to compare."""
        super().__init__("note")
        body = Column(self, gap=1, margins=1.5)
        body.addWidget(PlainLabel(WHAT, tone="warn", weight="medium", wrap=True))
        self._lines = Column(gap=0)
        body.addLayout(self._lines)
        body.addWidget(
            LinkButton("Put this away", on_click=self.hide), 0, Qt.AlignmentFlag.AlignLeft
        )
        reveal(self, False)

    def compare(self, typed: Typed, now: ClientDetails, shown: tuple[str, ...], *,
                for_clinician: bool) -> None:  # fmt: skip
        """Show the named fields as they were saved and as they stand in the form."""
        clear(self._lines)
        saved = typed_from(now)
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().grid(2))
        grid.setVerticalSpacing(theme().grid(0.75))
        for column, words in enumerate(("", "On file now", "In the form")):
            grid.addWidget(FieldLabel(words), 0, column)
            grid.setColumnStretch(column, 1 if column == 0 else 3)
        for at, name in enumerate((name for name in LABELS if name in shown), start=1):
            hidden = name == "alerts" and not for_clinician
            theirs, mine = getattr(saved, name), getattr(typed, name)
            grid.addWidget(FieldLabel(LABELS[name]), at, 0)
            for column, value in ((1, theirs), (2, mine)):
                words = "Not shown at the desk" if hidden else in_words(value)
                grid.addWidget(PlainLabel(words, wrap=True), at, column)
            if theirs != mine and not hidden:
                use = LinkButton("Use what is on file")
                use.clicked.connect(partial(self._use, name))
                use.setAccessibleName(f"Use what is on file: {LABELS[name]}")
                grid.addWidget(use, at, 3)
        self._lines.addWidget(table)
        reveal(self, True)

    def _use(self, name: str, _checked: bool = False) -> None:
        self.theirs_wanted.emit(name)


def in_words(value: object) -> str:
    """One version of a field as one line."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return _cut(", ".join(map(_line, value)) or "Nothing")
    return _cut(" ".join(str(value).split()) or "Nothing")


def _line(value: object) -> str:
    if isinstance(value, PhoneDetails):
        marks = ["voicemail"] * value.voicemail + ["discreet"] * value.discreet
        return f"{value.number} ({', '.join(marks)})" if marks else value.number
    if isinstance(value, SpokespersonDetails):
        return " ".join(part for part in (value.name, value.relation, value.phone) if part)
    return str(getattr(value, "text", value))


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
