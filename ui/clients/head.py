"""The head of a client's page: who it is, how to reach them, what to know, and the two acts."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import count, plain_date
from clinic_desk.clients.records import ClientRecord
from ui.clients.reading import ClientFile
from ui.clients.standing_chips import with_standing
from ui.kit.buttons import IconButton, LinkButton, command_button
from ui.kit.client_chips import ChipLine, chip_words
from ui.kit.commands import Commands
from ui.kit.labels import Avatar, ElidedLabel, PlainLabel, initials_of
from ui.kit.layout import Column, Row, Surface, reveal
from ui.kit.theme import theme

NEW = "New client"


class ClientHead(Surface):
    """Names, birth date, age and phone; chips below; Book and Print leaflets at the right."""

    def __init__(self, commands: Commands) -> None:
        """Nobody yet."""
        super().__init__("canvas")
        self._narrow = self._is_known = False
        self.avatar = Avatar("", "large_avatar")
        self.name = ElidedLabel(size="page", weight="bold")
        self.facts = PlainLabel(tone="quiet")
        self.chips = ChipLine()
        back = commands.action("clients.back")
        self.back = IconButton("list", "All clients (Esc)", on_click=back.trigger)
        more = commands.action("clients.more")
        self.more = IconButton("more", "More about this client (Ctrl M)", on_click=more.trigger)
        self.leaflets = command_button(commands, "clients.leaflets")
        self.book = command_button(commands, "clients.book", primary=True)
        told = commands.action("clients.health_change")
        self.health = LinkButton("Health has changed (Ctrl H)", on_click=told.trigger)
        self._about = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        self._whole = Column(self, gap=1)
        line = Row(gap=1.5)
        self._names = Row(gap=1.5)
        self._names.addWidget(self.name)
        about = Row(self._about, gap=1.5)
        about.addWidget(self.facts)
        about.addWidget(self.health)
        about.addStretch(1)
        self._names.addWidget(self._about)
        self._names.addStretch(1)
        self._words = Column(gap=0.75)
        self._words.addLayout(self._names)
        self._words.addWidget(self.chips)
        line.addWidget(self.avatar)
        line.addLayout(self._words, 1)
        for act in (self.back, self.more, self.leaflets, self.book):
            line.addWidget(act)
        self._whole.addLayout(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the name stands alone beside the acts, and all else below."""
        narrow = self.width() < 3 * theme().shape("panel")
        if self._narrow == narrow:
            return
        self._narrow = narrow
        self._show_avatar()
        for part, place in ((self._about, self._names), (self.chips, self._words)):
            before, after = (place, self._whole) if narrow else (self._whole, place)
            before.removeWidget(part)
            after.insertWidget(1 if part is self._about else after.count(), part)

    def _show_avatar(self) -> None:
        reveal(self.avatar, not self._narrow and self._is_known)

    def show_file(self, file: ClientFile, now: datetime, *, for_clinician: bool) -> None:
        """Show a client; only clinicians read allergies, flags and consents."""
        record, details = file.record, file.record.details
        known_as = f" ({details.known_as})" if details.known_as.strip() else ""
        name = " ".join(f"{details.title} {record.shown_name}{known_as}".split())
        self.avatar.set_initials(initials_of(record.shown_name))
        self.name.setText(name)
        self.facts.setText(facts(record, local_day(now)))
        words = chip_words(record, for_clinician=for_clinician)
        self.chips.show_words(with_standing(words, file, now, for_clinician=for_clinician))
        self._show_acts(True, has_died=record.deceased_on is not None)

    def show_new(self) -> None:
        """Somebody who is not on file yet."""
        self.name.setText(NEW)
        self.facts.setText("A name and a phone are enough.")
        self.chips.show_words(())
        self._show_acts(False)

    def _show_acts(self, shown: bool, *, has_died: bool = False) -> None:
        """Of a client who has died nothing is booked, made out or asked any more."""
        self._is_known = shown
        self._show_avatar()
        self.more.setVisible(shown)
        for act in (self.leaflets, self.health, self.book):
            act.setVisible(shown and not has_died)


def facts(record: ClientRecord, today: date) -> str:
    """`14 March 1984 · 42 years · 07700 900 482`, or what is missing."""
    born_on, age = record.details.born_on, record.age_on(today)
    parts = ["No date of birth on file"]
    if born_on is not None and age is not None:
        parts = [plain_date(born_on), count(age, "year")]
    parts.append(record.phone or "no phone on file")
    return " · ".join(parts)
