"""What is added beside a signed record: the words, and whether they say that it was an error."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import TextField, show_troubles
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Row, reveal
from ui.kit.surfaces import TroubleLine

AMEND = ("Add an amendment", "What is added stands beside the record; the record itself stays as "
         "it was signed.", "Add it")  # fmt: skip
IN_ERROR = (
    "Entered in error",
    "The record stays to be read, marked as an error, and counts for nothing: its dates bind no "
    "booking any more. Say what happened, such as that it was the wrong client.",
    "Mark it as entered in error",
)


class AddingBox(Card):
    """Words to be added; they stay until they are added or given up."""

    wanted = Signal(bool, str)
    """Whether it marks an error, and the words."""
    closed = Signal()

    def __init__(self) -> None:
        """Hidden until it is begun."""
        super().__init__(gap=1.25, margins=2)
        self.in_error = False
        self.title, self.what = SectionTitle(""), PlainLabel(tone="quiet", wrap=True)
        self.words = TextField("Words")
        self.trouble = TroubleLine()
        self.add_act = PrimaryButton(AMEND[2], "Ctrl+Return", on_click=self.add)
        self.leave = QuietButton("Leave it", on_click=self.give_up)
        for part in (self.title, self.what, self.words, self.trouble):
            self.body.addWidget(part)
        acts = Row(gap=1)
        acts.addWidget(self.add_act)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        self.body.addLayout(acts)
        self.words.edited.connect(self.trouble.clear)
        reveal(self, False)

    @property
    def is_open(self) -> bool:
        """Whether words are being added."""
        return not self.isHidden()

    def begin(self, *, in_error: bool, words: str | None = None) -> None:
        """Ask for the words; those typed before stay."""
        self.in_error = in_error
        title, what, act = IN_ERROR if in_error else AMEND
        self.title.setText(title)
        self.what.setText(what)
        self.add_act.set_words(act)
        if words is not None:
            self.words.set_text(words)
        reveal(self, True)

    def take_focus(self) -> None:
        """Put the cursor into the words."""
        self.words.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """Ask for the words to be kept."""
        self.wanted.emit(self.in_error, self.words.text())

    def tell(self, error: ClinicError) -> None:
        """Say why they were not kept."""
        if not show_troubles({"words": self.words}, error):
            self.trouble.tell(error)

    def close_empty(self) -> None:
        """They were kept."""
        self.words.set_text("")
        self.trouble.clear()
        reveal(self, False)

    def give_up(self) -> None:
        """Put it away; what was typed is still there when it is begun again."""
        reveal(self, False)
        self.closed.emit()
