"""A consent form as it is read on the screen: title, headings, points, and how often what may
happen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QWidget

from clinic_desk.consent.form_text import Part
from clinic_desk.consent.forms import DRAFT, Form
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Divider, Row, clear
from ui.kit.theme import theme

SIZES = {False: ("body", "card"), True: ("page", "display")}
"""Of the words and of the headings, as a client usually reads and in large print."""


class FormWords(QWidget):
    """The words of one form; longer than the screen, so it stands in something that scrolls."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._body = Column(self, gap=1)
        self._shown: tuple[Form, bool] | None = None

    def minimumSizeHint(self) -> QSize:
        """A line: the height follows from the width, which Qt asks for besides."""
        return QSize(0, theme().scaled(20))

    def show_form(self, form: Form | None, *, large_print: bool = False) -> None:
        """Show a form; none empties it."""
        now = (form, large_print) if form is not None else None
        if now == self._shown:
            return
        self._shown = now
        clear(self._body)
        if form is not None:
            for part in form.parts:
                self._add(part, *SIZES[large_print])
            self._add_foot(form)

    def texts(self) -> str:
        """All that is read, for whoever looks for a word in it."""
        return "\n".join(each.text() for each in self.findChildren(PlainLabel))

    def _add(self, part: Part, size: str, heading: str) -> None:
        if part.kind == "heading":
            label = PlainLabel(part.text, size=heading, weight="semibold", wrap=True)
            self._body.addSpacing(theme().grid(0.5))
            self._body.addWidget(label)
        elif part.kind == "point":
            self._body.addLayout(_point(part.text, size))
        elif part.kind == "paragraph":
            self._body.addWidget(PlainLabel(part.text, size=size, wrap=True))
        else:
            self._add_risk(part, size)

    def _add_risk(self, part: Part, size: str) -> None:
        """A row of the table: how often, and what."""
        is_head = part.kind == "risk_head"
        weight, tone = ("semibold", "quiet") if is_head else ("semibold", "ink")
        line = Row(gap=2)
        often = PlainLabel(part.text, size=size, weight=weight, tone=tone, wrap=True)
        often.setAlignment(Qt.AlignmentFlag.AlignTop)
        what = "semibold" if is_head else "regular"
        line.addWidget(often, 2)
        line.addWidget(PlainLabel(part.beside, size=size, weight=what, tone=tone, wrap=True), 5)
        self._body.addLayout(line)
        self._body.addWidget(Divider())

    def _add_foot(self, form: Form) -> None:
        about = f"Version {form.head.version}."
        if form.head.is_draft:
            about = f"{about} {DRAFT}"
        self._body.addWidget(PlainLabel(about, size="small", tone="quiet", wrap=True))


def _point(text: str, size: str) -> QLayout:
    line = Row(gap=1)
    line.addWidget(PlainLabel("•", size=size, tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(PlainLabel(text, size=size, wrap=True), 1)
    return line
