"""The Settings page: every page of the first run, to be changed at any time."""

from __future__ import annotations

from typing import Any

from clinic_desk.staff.permissions import May, may
from ui.kit.buttons import command_button
from ui.kit.commands import Command
from ui.kit.labels import ElidedLabel, set_plain_tip
from ui.kit.layout import Column, Surface, reveal
from ui.kit.workplace import Workplace
from ui.settings.frame import SectionFrame
from ui.settings.section import Section
from ui.settings.sections import SECTIONS
from ui.settings.side_list import SideEntry

GROUP = "Settings"
SCOPE = "settings"
NOT_SAVED = "Not saved yet"
ALL_SAVED = "Nothing here waits to be saved"


class SettingsPage(Surface):
    """A list of sections; each is made when it is first looked at, and keeps what is typed."""

    def __init__(self, workplace: Workplace) -> None:
        """The first section comes into sight when the page is first shown."""
        super().__init__("canvas")
        self.setAccessibleName("Settings")
        self._work = workplace
        self._made: dict[int, Section] = {}
        self._at = 0
        self._listed: tuple[int, ...] = ()
        """The places among all sections of those that the person at the desk may see."""
        self.frame = SectionFrame("Settings")
        Column(self, gap=0).addWidget(self.frame)
        commands = workplace.commands
        for command in (
            Command(
                "settings.save",
                "Save",
                "Ctrl+Return",
                GROUP,
                self.save,
                self._can_save,
                scope=SCOPE,
            ),
            Command(
                "settings.put_back", "Put back", "", GROUP, self.put_back, self._waits, scope=SCOPE
            ),
            Command("settings.back", "Back", "Esc", GROUP, self.back, scope=SCOPE),
        ):
            commands.add(command, self)
        self.state = ElidedLabel("", tone="quiet")
        self.put_back_button = command_button(commands, "settings.put_back")
        self.save_button = command_button(commands, "settings.save", primary=True)
        self.frame.acts.addWidget(self.state, 1)
        self.frame.acts.addWidget(self.put_back_button)
        self.frame.acts.addWidget(self.save_button)
        self.frame.list.chosen.connect(lambda row: self._show(self._listed[row]))
        workplace.person_changed.connect(self._person_changed)
        self._list()

    @property
    def section(self) -> Section:
        """The section in sight; made now if it never was."""
        if self._at not in self._made:
            self._made[self._at] = self._make(self._at)
        return self._made[self._at]

    def receive(self, section: str = "", **_what: Any) -> None:
        """Show a section by its name; nothing shows the one looked at last."""
        named = [at for at in self._listed if SECTIONS[at].name == section]
        self._show(named[0] if named else self._at)
        self.frame.focus_list()

    def save(self) -> None:
        """Keep what waits in the section in sight."""
        self.section.save()

    def put_back(self) -> None:
        """Give up what waits in the section in sight."""
        self.section.put_back()

    def back(self) -> None:
        """From the form to the list, from the list to the calendar."""
        here = self.focusWidget()
        if here is not None and here.hasFocus() and self.section.isAncestorOf(here):
            self.frame.focus_list()
        else:
            self._work.show_page("calendar")

    def _show(self, at: int) -> None:
        self._at = at
        section = self.section
        self.frame.show_inside(section, section.title, section.about, fills=section.fills)
        self.frame.mark(self._listed.index(at))
        self._fit_foot()
        self._work.commands.refresh()
        section.load()

    def _make(self, at: int) -> Section:
        section = SECTIONS[at](self._work)
        section.waiting_changed.connect(self._waiting_changed)
        section.wants_save.connect(self.save)
        section.refused.connect(self.frame.bring_into_sight)
        return section

    def _waiting_changed(self, _waits: bool) -> None:
        self._list()
        self._say_why()
        self._work.commands.refresh()

    def _fit_foot(self) -> None:
        """Whoever reads has nothing to save, but may put back what another left typed."""
        section = self.section
        reveal(self.frame.foot, section.saves and (section.may_change or section.waits))
        self._say_why()

    def _say_why(self) -> None:
        """Beside the buttons, and on them: why there is nothing for them to do, where it is so."""
        waits = self._waits()
        self.state.setText(NOT_SAVED if waits else ALL_SAVED)
        self.state.set_tone("warn" if waits else "quiet")
        for button, able in ((self.put_back_button, waits), (self.save_button, self._can_save())):
            why = ALL_SAVED if not waits else self.section.not_yours
            button.setAccessibleDescription("" if able else why)
            set_plain_tip(button, "" if able else why)

    def _can_save(self) -> bool:
        return self._waits() and self.section.may_change

    def _waits(self) -> bool:
        section = self._made.get(self._at)
        return section is not None and section.waits

    def _list(self) -> None:
        person = self._work.person
        self._listed = tuple(
            at
            for at, kind in enumerate(SECTIONS)
            if kind.needs is May.DESK or (person is not None and may(person, kind.needs))
        )
        if self._at not in self._listed:
            self._at = self._listed[0]
        entries = []
        for at in self._listed:
            made = self._made.get(at)
            waits = made is not None and made.waits
            entries.append(SideEntry(SECTIONS[at].title, NOT_SAVED if waits else ""))
        self.frame.show_entries(entries, self._listed.index(self._at))

    def _person_changed(self, person: object) -> None:
        """What stood in sight may not be for whoever sits here now."""
        if person is None:
            return
        before = self._at
        self._list()
        if self._at != before:
            self._show(self._at)
        elif self._at in self._made:
            self._fit_foot()
            self._work.commands.refresh()
