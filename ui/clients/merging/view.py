"""The page on which two records of one client are held side by side and made one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, ClinicError, Stale
from clinic_desk.calendar.outcomes import BrokenVisit
from clinic_desk.clients.joining import joined
from clinic_desk.clients.merging import CANNOT_BE_UNDONE, MergePreview
from clinic_desk.clinic import Clinic
from ui.clients.against import AgainstList
from ui.clients.merging.line import FieldLine, heads, in_columns
from ui.clients.merging.wording import count_lines, doubt_words
from ui.kit.buttons import QuietButton, command_button
from ui.kit.choices import CheckField
from ui.kit.client_finder import ClientFinder
from ui.kit.commands import Command
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Divider, Row, Surface, clear, reveal
from ui.kit.surfaces import PageHead, Scroll, TroubleLine
from ui.kit.wash import Wash
from ui.kit.workplace import Workplace

TITLE = "Make one record of two"
FIND = "The other record of this client"
ABOUT = "find the other record of the same client. Nothing changes before both have been seen."
SAME = "All else is the same in both, or in neither."
CHECKED = "I have checked: both records are of one person"
NOTED_TWO = "Noted: these are two people. Neither is offered beside the other again."
SCOPE, GROUP = "clients.merging", "Clients"


@dataclass(frozen=True)
class Held:
    """The two as they were read, and what the joined history would speak against."""

    preview: MergePreview
    broken: tuple[BrokenVisit, ...]
    names: Mapping[str, str]


def hold(clinic: Clinic, keep: int, other: int, chosen: tuple[str, ...], by: int) -> Held:
    """Read both, for whoever may; raises as `Merging.preview`."""
    preview = clinic.merging.preview(keep, other, by)
    broken = clinic.booking.broken_if_joined(keep, other, chosen, by)
    catalogue = clinic.protocol.current().catalogue
    names = {code: each.record_name for code, each in catalogue.by_code.items()}
    return Held(preview, broken, names)


class MergeView(QWidget):
    """Find the other, look, choose where they differ, and make them one."""

    left = Signal(int)
    """Nothing more is to be done: the client to go back to."""
    merged = Signal(int)
    """The client that both are now."""

    def __init__(self, workplace: Workplace) -> None:
        """For nobody yet."""
        super().__init__()
        self._work = workplace
        self._keep = self._other = 0
        self._chosen: set[str] = set()
        self._is_writing = False
        self.held: Held | None = None
        self.lines: list[FieldLine] = []
        workplace.commands.add(
            Command(
                "clients.merging.act", "Make them one record", "Ctrl+Return", GROUP,
                self.make_one, self.can_make_one, SCOPE,
            ),
            self,
        )  # fmt: skip
        workplace.commands.add(
            Command(
                "clients.merging.swap", "Keep the other one", "Ctrl+Shift+S", GROUP,
                self.swap, self.has_two, SCOPE,
            ),
            self,
        )  # fmt: skip
        workplace.commands.add(
            Command(
                "clients.merging.two", "They are two people", "Alt+T", GROUP,
                self.say_two, self.can_say_two, SCOPE,
            ),
            self,
        )  # fmt: skip
        self.about = PlainLabel(wrap=True)
        self.finder = ClientFinder(workplace, "clients.merging.find", FIND)
        self.finder.chosen.connect(self._found)
        self.trouble = TroubleLine()
        self.stops = Wash("block", margins=1.5)
        self.warning = Wash("warn", gap=1, margins=1.5)
        self.doubt = PlainLabel(wrap=True, tone="warn", weight="medium")
        self.one_person = CheckField(CHECKED, lambda _on: self._follow())
        self.cautions = PlainLabel(tone="quiet", wrap=True)
        self.against = AgainstList("The joined history would speak against", leads=False)
        self.table, self.counts = Card(gap=1, margins=2), Card(gap=0.75, margins=2)
        self._lay_out()

    def _lay_out(self) -> None:
        whole = Column(self, gap=1.5)
        head = PageHead(TITLE)
        self.back = QuietButton("Back", "Esc", on_click=self.go_back)
        head.acts.addWidget(self.back)
        head.acts.addWidget(command_button(self._work.commands, "clients.merging.swap"))
        whole.addWidget(head)
        whole.addWidget(self.about)
        whole.addWidget(self.finder)
        whole.addWidget(self.trouble)
        self.warning.body.addWidget(self.doubt)
        self.warning.body.addWidget(self.one_person)
        self._middle = Scroll(gap=1.5, margins=(0, 0, 1, 0))
        for part in (self.stops, self.warning, self.table, self.against, self.counts):
            self._middle.body.addWidget(part)
        self._middle.body.addStretch(1)
        whole.addWidget(self._middle, 1)
        self.foot = Surface("canvas")
        foot = Row(self.foot, gap=2)
        foot.addWidget(self.cautions, 1)
        foot.addWidget(command_button(self._work.commands, "clients.merging.two"))
        foot.addWidget(command_button(self._work.commands, "clients.merging.act", primary=True))
        whole.addWidget(self.foot)

    # ---- which two

    def begin(self, keep: int, other: int | None = None, name: str = "") -> None:
        """Two records, or one whose other is to be found: `name` says whose."""
        self._forget()
        self._keep, self._other = keep, other or 0
        self.finder.leave_out = keep
        self.about.setText(f"{name}: {ABOUT}")
        for part in (self.about, self.finder):
            reveal(part, other is None)
        if other is None:
            self.finder.empty()
        else:
            self._read()

    def take_focus(self) -> None:
        """Put the keyboard where the next thing is done."""
        if self.finder.isVisible():
            self.finder.field.line.setFocus()
        elif self.lines and self.lines[0].choices:
            self.lines[0].choices[0].setFocus()
        else:
            self.back.setFocus()

    def has_two(self) -> bool:
        """Whether two records are shown."""
        return self.held is not None

    def swap(self) -> None:
        """The other one stays, and this one goes into it."""
        if self.has_two():
            keep, other = self._other, self._keep
            self.begin(keep, other)

    def go_back(self) -> None:
        """To the client, as nothing was done."""
        keep = self._keep
        self._forget()
        self._keep = self._other = 0
        self.left.emit(keep)

    def show_again(self) -> None:
        """One of the two was changed elsewhere."""
        if self._other:
            self._read()

    def concerns(self, clients: frozenset[int]) -> bool:
        """Whether one of the two is among these."""
        return bool(clients & {self._keep, self._other})

    def _found(self, client_id: int) -> None:
        if client_id == self._keep:
            self.trouble.tell(BadInput("other", "That is the same record. Choose another one."))
        else:
            self.begin(self._keep, client_id)

    def _forget(self) -> None:
        self._work.desk.forget("clients.merging")
        self.held, self._chosen, self._is_writing = None, set(), False
        self.trouble.clear()
        self.one_person.setChecked(False)
        self._show_parts()

    # ---- what they have

    def _read(self) -> None:
        clinic, by, keep, other = self._work.clinic, self._work.by, self._keep, self._other
        chosen = tuple(sorted(self._chosen))
        self._work.desk.ask(
            "clients.merging", lambda: hold(clinic, keep, other, chosen, by), self._show, self._tell
        )

    def _show(self, held: Held) -> None:
        before, self.held = self.held, held
        if before is None or before.preview != held.preview:
            self._fill(held.preview)
        self._show_parts()
        self._follow()
        if before is None:
            self.take_focus()

    def _fill(self, preview: MergePreview) -> None:
        """The table of what differs, and that of what each has."""
        clear(self.table.body)
        self.table.body.addWidget(heads(preview.keep, preview.other))
        self.table.body.addWidget(Divider())
        self.lines = [FieldLine(each, self._choose) for each in preview.differences]
        for line in self.lines:
            self.table.body.addWidget(line)
        self.table.body.addWidget(PlainLabel(SAME, size="small", tone="quiet", wrap=True))
        clear(self.counts.body)
        holder = QWidget()
        titles = map(FieldLabel, ("Stays", "Goes into it", "The joined record"))
        in_columns(holder, SectionTitle("What each has"), *titles)
        self.counts.body.addWidget(holder)
        for counted in count_lines(preview):
            holder = QWidget()
            name, *sides = (PlainLabel(words, wrap=True) for words in counted)
            name.set_tone("quiet")
            in_columns(holder, name, *sides)
            self.counts.body.addWidget(holder)
        clear(self.stops.body)
        for stop in preview.stops:
            self.stops.body.addWidget(PlainLabel(stop, tone="block", weight="medium", wrap=True))
        self.doubt.setText(doubt_words(preview))
        # The first one, where it is of their birth dates, stands in the warning in full.
        self.cautions.setText(" ".join(preview.cautions[1 if preview.born_differently else 0 :]))

    def _show_parts(self) -> None:
        held = self.held
        preview = held.preview if held else None
        for part in (self.table, self.foot):
            reveal(part, preview is not None)
        reveal(self.stops, bool(preview and preview.stops))
        reveal(self.warning, bool(preview and preview.wants_word))
        reveal(self.counts, bool(preview and tuple(count_lines(preview))))
        today = local_day(self._work.clinic.clock.now())
        self.against.show_visits(
            held.broken if held else (),
            held.names if held else {},
            today,
            for_clinician=True,
        )

    def _choose(self, field: str, from_other: bool) -> None:
        """Take the other's, or the one that is kept; what this means for visits is asked anew."""
        before = set(self._chosen)
        self._chosen = self._chosen | {field} if from_other else self._chosen - {field}
        self._follow()
        if field == "born_on" and before != self._chosen:
            self._read()

    def _follow(self) -> None:
        """Show the joined record as it would be now."""
        if self.held is not None:
            preview = self.held.preview
            whole = joined(preview.keep.details, preview.other.details, self._chosen)
            for line in self.lines:
                line.show_joined(whole, line.difference.field in self._chosen)
        self._work.commands.refresh()

    # ---- the act

    def can_make_one(self) -> bool:
        """Whether nothing is in the way, and what had to be checked has been."""
        if self.held is None or self._is_writing or self.held.preview.stops:
            return False
        return not self.held.preview.wants_word or self.one_person.isChecked()

    def make_one(self) -> None:
        """Make them one."""
        held = self.held
        if held is None or not self.can_make_one():
            return
        self._is_writing = True
        self._work.commands.refresh()
        merging, by, keep, other = self._work.clinic.merging, self._work.by, self._keep, self._other
        chosen, checked = frozenset(self._chosen), self.one_person.isChecked()
        self._work.write(
            lambda: merging.merge(
                keep, other, chosen, held.preview.versions, by, one_person=checked
            ),
            partial(self._is_one, keep, other),
            partial(self._refused, keep, other),
            initiator=self,
        )

    def can_say_two(self) -> bool:
        """Whether two are shown of whom nobody has said that they are two people."""
        return (
            self.held is not None and not self._is_writing and self.held.preview.said_apart is None
        )

    def say_two(self) -> None:
        """Keep that they are two people, and go back: neither is offered beside the other again."""
        if not self.can_say_two():
            return
        self._is_writing = True
        self._work.commands.refresh()
        merging, by, keep, other = self._work.clinic.merging, self._work.by, self._keep, self._other
        self._work.write(
            lambda: merging.say_two_people(keep, other, by),
            partial(self._are_two, keep, other),
            partial(self._refused, keep, other),
            initiator=self,
        )

    def _are_two(self, keep: int, other: int, _changes: Changes) -> None:
        self._work.announce(NOTED_TWO, partial(self._take_back, keep, other))
        if self._shows(keep, other):
            self.go_back()

    def _take_back(self, keep: int, other: int) -> None:
        merging, by = self._work.clinic.merging, self._work.by
        self._work.write(lambda: merging.perhaps_one(keep, other, by))

    def _is_one(self, keep: int, other: int, _changes: Changes) -> None:
        self._work.announce(f"The two records are one now. {CANNOT_BE_UNDONE}")
        if self._shows(keep, other):
            self._forget()
            self.merged.emit(keep)

    def _shows(self, keep: int, other: int) -> bool:
        """Whoever did not wait for the answer looks at something else by now."""
        return (self._keep, self._other) == (keep, other)

    def _refused(self, keep: int, other: int, error: ClinicError) -> None:
        if not self._shows(keep, other):
            self._work.announce(str(error))
            return
        self._is_writing = False
        self._tell(error)
        if isinstance(error, Stale):
            self._read()

    def _tell(self, error: ClinicError) -> None:
        self.trouble.tell(error)
        self._work.commands.refresh()
