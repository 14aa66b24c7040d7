"""Entries of the audit as lines of a list, and what was there before in a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desk.audit.folding import folded
from clinic_desk.audit.groups import group_of
from clinic_desk.audit.records import Looked, OldValue
from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, count, listed, short_day
from ui.kit.buttons import PrimaryButton
from ui.kit.entry_list import Entry
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, clear
from ui.kit.popover import Popover
from ui.kit.surfaces import Scroll
from ui.kit.theme import theme

_LOOK_TWICE = frozenset(
    {"staff.sign_in_failed", "staff.pin_failed", "clinic.clock_back", "audit.found"}
)
LONGEST_SHOWN = 2_000
HIGH_STEPS = 34
"""How much of the old values shows before they scroll."""


def client_line(entry: Looked, today: date, *, opens: bool) -> Entry:
    """An entry of one client's trail, whose name stands above; it `opens` what was there before."""
    return _line(entry, today, listed(entry.fields), entry.id if opens else None)


def search_line(entry: Looked, today: date) -> Entry:
    """An entry of the whole trail, with whom it was done to; it opens by its own number."""
    to = entry.client or entry.subject
    return _line(entry, today, _joined(to, listed(entry.fields)), entry.id)


def told_once(entries: Iterable[Looked]) -> tuple[Looked, ...]:
    """What was looked at again within minutes, and each sitting of writing, as one entry."""
    return folded(entries)


def _line(entry: Looked, today: date, second: str, opens: int | None) -> Entry:
    day = local_day(entry.at)
    what = entry.what
    return Entry(
        title=what[:1].upper() + what[1:],
        day=short_day(day, today),
        time=f"{'today ' * (day == today)}{clock_time(entry.at)}",
        family="warn" if _stands_out(entry) else "",
        detail=_joined(entry.who, entry.role),
        second=second[:LONGEST_SHOWN],
        tag=_times(entry),
        opens=opens,
    )


def _times(entry: Looked) -> str:
    """`3 times`; of a sitting of writing `14 times from 10:02`."""
    if entry.times == 1:
        return ""
    began = f" from {clock_time(entry.since)}" if entry.since is not None else ""
    return f"{count(entry.times, 'time')}{began}"


def _stands_out(entry: Looked) -> bool:
    return entry.act in _LOOK_TWICE or group_of(entry.act) == "overrides"


def _joined(*parts: str) -> str:
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())


class BeforeCard(Popover):
    """What the fields of one entry held before it."""

    def __init__(self, window: QWidget) -> None:
        """Closed."""
        super().__init__(window, "What was there before")
        self.title = SectionTitle("What was there before", "panel")
        self.about = PlainLabel("", tone="quiet", wrap=True)
        self._words: tuple[str, ...] = ()
        self._scroll = Scroll(gap=1.25, margins=0)
        self._lines: QVBoxLayout = Column(gap=1.25)
        self._scroll.body.addLayout(self._lines)
        self._scroll.body.addStretch(1)
        self._measure()
        theme().changed.connect(self._measure)
        acts = Row()
        acts.addStretch(1)
        acts.addWidget(PrimaryButton("Close", on_click=self.dismiss))
        for part in (self.title, self.about, self._scroll):
            self.body.addWidget(part)
        self.body.addLayout(acts)
        self.closed.connect(self.forget)

    def show_values(self, entry: Looked, values: Sequence[OldValue], today: date) -> None:
        """Open it on the old values of an entry."""
        self.forget()
        began = entry.since or entry.at
        when = f"{short_day(local_day(began), today)}, {clock_time(began)}"
        self.about.setText(f"Until {entry.who} changed it on {when}.")
        self._words = tuple(word for value in values for word in (value.field, value.value))
        for value in values:
            line = Column(gap=0.25)
            line.addWidget(FieldLabel(value.field[:1].upper() + value.field[1:]))
            line.addWidget(PlainLabel(value.value, wrap=True))
            self._lines.addLayout(line)
        self._measure()
        self.open_centred()

    def _measure(self) -> None:
        """As high as what is said, up to a point."""
        look = theme()
        room = look.shape("popover") - look.grid(3)
        body = self._scroll.body
        high = body.totalHeightForWidth(room) if body.hasHeightForWidth() else 0
        self._scroll.setFixedHeight(min(high, look.grid(HIGH_STEPS)))

    def forget(self) -> None:
        """Hold nothing any more."""
        self._words = ()
        clear(self._lines)
        self.about.setText("")

    def values(self) -> tuple[str, ...]:
        """Fields and what they held, in order, as they are shown."""
        return self._words
