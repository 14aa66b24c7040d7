"""What a client was given before, what it says differently now, and the same once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import MONTHS, count
from clinic_desk.leaflets.given import GivenLeaflet
from clinic_desk.leaflets.head import Head
from ui.kit.buttons import LinkButton
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, Row, clear, reveal
from ui.leaflets.reading import LARGE, ForWhom

MOST = 8
MOST_CHANGES = 3
LONGEST = 24
"""Letters of a first name that fit the heading."""

VEILED = "It tells what was given: those who treat print it again."


class GivenBefore(QWidget):
    """A short list, newest first; nothing without a client."""

    again_wanted = Signal(int)
    """The id of the line that is to be printed again, in the words it had."""

    def __init__(self) -> None:
        """Hidden."""
        super().__init__()
        self._heads: Mapping[str, Head] = {}
        self.again_buttons: list[LinkButton] = []
        whole = Column(self, gap=0.75)
        self.title = FieldLabel("Given before")
        whole.addWidget(self.title)
        self._lines = Column(gap=1)
        whole.addLayout(self._lines)

    def know(self, heads: tuple[Head, ...]) -> None:
        """Learn the titles of the leaflets, and which version each is in now."""
        self._heads = {head.name: head for head in heads}

    def show_given(self, whom: ForWhom | None, private: bool) -> None:
        """List what this client was given; its titles name treatments, so they hide too."""
        had_keyboard = any(each.hasFocus() for each in self.again_buttons)
        clear(self._lines)
        self.again_buttons = []
        self._list(whom, private)
        if had_keyboard and self.again_buttons:
            # What had the keyboard is gone: the newest line, which is the same leaflet, has it now.
            self.again_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, whom: ForWhom | None, private: bool) -> None:
        reveal(self, whom is not None and not private)
        if whom is None or private:
            return
        given_name = whom.record.details.given.strip()
        self.title.setText(
            f"Given to {given_name} before" if 0 < len(given_name) <= LONGEST else "Given before"
        )
        told: set[str] = set()
        for line in whom.given[:MOST]:
            newest = line.was_had and line.leaflet not in told
            told |= {line.leaflet} if newest else set()
            self._add(line, whom.changed.get(line.leaflet, ()) if newest else ())
        if not whom.given:
            self._lines.addWidget(PlainLabel("Nothing yet", size="small", tone="quiet"))
        elif len(whom.given) > MOST:
            more = count(len(whom.given) - MOST, "earlier one", "earlier ones")
            self._lines.addWidget(PlainLabel(f"and {more}", size="small", tone="quiet"))

    def _add(self, line: GivenLeaflet, changed: Sequence[str]) -> None:
        part = Column(gap=0.25)
        part.addWidget(PlainLabel(self._words(line), size="small", wrap=True))
        if changed:
            part.addWidget(
                PlainLabel(
                    self._change_words(line, changed),
                    size="small",
                    weight="medium",
                    tone="warn",
                    wrap=True,
                )
            )
        if line.was_had and line.can_be_repeated:
            part.addLayout(self._again(line))
        elif line.veiled:
            part.addWidget(PlainLabel(VEILED, size="small", tone="quiet", wrap=True))
        self._lines.addLayout(part)

    def _again(self, line: GivenLeaflet) -> Row:
        # By its number: a button that held the line would hold a name behind the lock.
        wanted = partial(self.again_wanted.emit, line.id)
        button = LinkButton("Print again", on_click=wanted)
        button.set_words("Print again", f"Print again: {self._words(line)}")
        self.again_buttons.append(button)
        row = Row(gap=0)
        row.addWidget(button)
        row.addStretch(1)
        return row

    def _words(self, line: GivenLeaflet) -> str:
        """`10 Aug 2026 · Botulinum toxin: what to expect, version 2, large print · saved`."""
        day = local_day(line.given_at)
        when = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        head = self._heads.get(line.leaflet)
        title = head.title if head is not None else line.leaflet
        size = f", {LARGE}" if line.large_print else ""
        return f"{when} · {title}, version {line.version}{size} · {line.how_words}"

    def _change_words(self, line: GivenLeaflet, changed: Sequence[str]) -> str:
        """`Version 3 changed. What happens when: now …`."""
        head = self._heads.get(line.leaflet)
        newer = head is not None and str(head.version) != line.version
        said = f"Version {head.version} changed." if newer and head else "Changed since."
        more = len(changed) - MOST_CHANGES
        rest = [f"And {count(more, 'more change', 'more changes')}."] if more > 0 else []
        return " ".join([said, *changed[:MOST_CHANGES], *rest])
