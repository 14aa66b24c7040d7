"""The copies of the clinic: where they stand, a second place for them, and restoring one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.base.words import count
from clinic_desk.copies.records import CopyFound, Standing
from clinic_desk.copies.second_place import is_same_disk
from clinic_desk.copies.staging import Staged, sweep
from clinic_desk.copies.words import when
from clinic_desk.db.backup import BackupReport
from clinic_desk.db.generations import DAYS, MONTHS, WEEKS
from clinic_desk.db.relocking import read_secret
from ui.kit.buttons import QuietButton
from ui.kit.fields import ComboField, Field, LineField
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, Row, Surface, reveal
from ui.kit.workplace import Workplace
from ui.settings.copy_list import CopyList
from ui.settings.restore_form import RestoreActs, RestoreForm, Step
from ui.settings.section import Section

KEPT = (
    "One is made each hour in which something was written, and one when the program closes. Each "
    "is opened again and checked before it counts. Kept are the last of each hour of today, of "
    f"{DAYS} days, of {WEEKS} weeks and of {MONTHS} months."
)
NO_SECOND = (
    "There is none. A fire, a theft or a broken disk would take the clinic and its copies together."
)
SAME_DISK = "It lies on the same disk as the clinic, so one fault would take both."
DAY_CHOICES = (1, 2, 3, 5, 7, 14, 30)
RESTORING = "Putting the copy in the clinic's place…"


@dataclass(frozen=True)
class Found:
    """What the section shows, as it was read."""

    standing: Standing
    copies: tuple[CopyFound, ...]
    days: int
    same_disk: bool


@dataclass(frozen=True)
class Wanted:
    """What is set here."""

    second_place: str
    second_place_days: int


class CopiesSection(Section):
    """Standing, warnings, the second place, the list, the restore."""

    name = "copies"
    title = "Copies and restore"
    about = "Every copy is encrypted with the clinic's key and opens with it alone."

    def __init__(self, workplace: Workplace) -> None:
        """Nothing until it is read."""
        super().__init__(workplace)
        clock = self.clinic.clock
        self.made, self.second_words = (PlainLabel("", wrap=True) for _ in range(2))
        self.warning = PlainLabel("", tone="warn", weight="medium", wrap=True)
        self.go_on_button = QuietButton("I have looked: go on", icon="check", on_click=self.go_on)
        self._note, self._stopped = Surface("note"), False
        self.make_button = QuietButton("Make a copy now", icon="save", on_click=self.make)
        self.export_button = QuietButton("Copy to a file", icon="folder", on_click=self.ask_file)
        self.place = LineField("A second place: another disk, a share, a stick", "A folder there")
        self.choose = QuietButton("Choose", icon="folder", on_click=self.ask_place)
        self.days = ComboField("Warn when it has been away for")
        self.days.set_choices([(number, count(number, "day")) for number in DAY_CHOICES])
        self.list_label, self.list = FieldLabel(""), CopyList(clock)
        acts = RestoreActs(self._look, self._restore, self._give_up)
        self.form = RestoreForm(acts, workplace.background, clock, names=True)
        self._lay_out()
        self.listen_to(self.place, self.days)
        self.list.chosen.connect(self.begin_restore)
        self.form.ended.connect(self._end_restore)
        workplace.privacy_changed.connect(self._hide_names)
        workplace.person_changed.connect(self._somebody_else)

    def inputs(self) -> tuple[QWidget, ...]:
        """The second place."""
        return (self.place, self.days)

    def only_acts(self) -> tuple[QWidget, ...]:
        """Making copies and choosing where they go."""
        return (self.make_button, self.export_button, self.choose)

    def fit_person(self) -> None:
        """What was found is gone on from, and restored, by a manager."""
        super().fit_person()
        self._offer_to_go_on()
        self.list_label.setText("Restore a copy" if self.may_change else "The copies")
        self.list.open_to(self.may_change)

    def _offer_to_go_on(self) -> None:
        reveal(self.go_on_button, self.may_change and self._stopped)

    def read(self) -> Found:
        """Looked up in the folders."""
        copies, practice = self.clinic.copies, self.clinic.practice.read()
        place = practice.second_place
        return Found(
            copies.standing(),
            copies.find(),
            practice.second_place_days,
            bool(place) and is_same_disk(Path(place), self.clinic.folder),
        )

    def show_around(self, found: Found) -> None:
        """How the copies stand, and the list of them."""
        standing, now = found.standing, self.clinic.clock.now()
        made = standing.made_at
        self.made.setText(f"The last one is of {when(made, now)}." if made else "None yet.")
        self.warning.setText("\n".join(standing.warnings))
        self._stopped = bool(standing.stopped)
        self._offer_to_go_on()
        reveal(self._note, bool(standing.warnings))
        self.second_words.setText(_second(found, now))
        self.list.show_copies(found.copies)

    def fill(self, found: Found) -> None:
        """The second place, as it is set."""
        self.place.set_text(found.standing.second_place)
        if found.days not in DAY_CHOICES:
            offered = sorted({*DAY_CHOICES, found.days})
            self.days.set_choices([(number, count(number, "day")) for number in offered])
        self.days.set_value(found.days)

    def draft(self) -> Wanted:
        """The place and the days."""
        return Wanted(self.place.text().strip(), self.days.value())

    def keep(self, draft: Wanted, by: int) -> Changes:
        """Make the folder for copies there, and note it."""
        return self.clinic.copies.choose_second_place(
            draft.second_place, draft.second_place_days, by
        )

    def fields(self) -> dict[str, Field]:
        """By their names in the practice."""
        return {"second_place": self.place, "second_place_days": self.days}

    def first_control(self) -> QWidget:
        """A copy now."""
        return self.make_button

    def make(self) -> None:
        """Make a copy now, beside the desk."""
        self.clear_troubles()
        self.make_button.setEnabled(False)
        copies = self.clinic.copies
        self.work.background.run(
            lambda: (copies.make(), copies.standing()), self._made, self._not_made, owner=self
        )

    def ask_file(self) -> None:
        """Ask for the name of a file."""
        dialog = QFileDialog(self, "Copy the clinic to", "clinic-copy.db")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self.export)
        dialog.open()

    def export(self, name: str) -> None:
        """Write a checked copy to a file, beside the desk."""
        self.clear_troubles()
        copies, by = self.clinic.copies, self.by
        self.work.background.run(
            lambda: copies.export(Path(name), by), self._exported, self.tell, owner=self
        )

    def ask_place(self) -> None:
        """Show the computer's folders."""
        dialog = QFileDialog(self, self.place.label.text(), self.place.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._place_chosen)
        dialog.open()

    def go_on(self) -> None:
        """Let the older copies be tidied again."""
        copies, by = self.clinic.copies, self.by
        self.clear_troubles()
        self.work.write(lambda: copies.go_on(by), self._went_on, self.tell, initiator=self)

    def begin_restore(self, copy: CopyFound) -> None:
        """Look at a copy, and what it would change."""
        self.clear_troubles()
        reveal(self.list, False)
        reveal(self.form, True)
        self._hide_names(self.work.private)
        self.form.begin(copy)

    def _look(self, copy: Path, typed: str) -> Step:
        copies, by, secret = self.clinic.copies, self.by, read_secret(typed)
        staged = copies.stage(copy, by, secret.passphrase, secret.recovery_key)
        return Step(staged, copies.preview(staged, by))

    def _restore(self, staged: Staged, made_at: datetime) -> None:
        copies, by = self.clinic.copies, self.by
        self.work.while_closed(RESTORING, lambda: copies.restore(staged, made_at, by))

    def _give_up(self) -> None:
        folder = self.clinic.folder
        self.work.background.run(lambda: sweep(folder))

    def _end_restore(self) -> None:
        reveal(self.form, False)
        reveal(self.list, True)
        self.list.focus_first()

    def _made(self, made: tuple[BackupReport, Standing]) -> None:
        report, standing = made
        self.make_button.setEnabled(True)
        missed = ", and the second place does not have it" if _is_behind(standing) else ""
        self.work.announce(f"A checked copy was made: {report.rows:,} rows{missed}.")
        self.load()

    def _not_made(self, error: ClinicError) -> None:
        self.make_button.setEnabled(True)
        self.tell(error)
        self.load()

    def _somebody_else(self, _person: object) -> None:
        # What one person was about to decide is not for the next one to go on with.
        if not self.form.isHidden():
            self.form.end()

    def _hide_names(self, hidden: bool) -> None:
        reveal(self.form.words_ground, not hidden)

    def _exported(self, report: BackupReport) -> None:
        if report.pictures_trouble:
            self.tell(ClinicError(f"A copy was written. {report.pictures_trouble}"))
            return
        self.work.announce(f"A checked copy was written to {report.path.name}.")

    def _went_on(self, _changes: Changes) -> None:
        self.work.announce("Older copies are tidied again.")
        self.load()

    def _place_chosen(self, folder: str) -> None:
        self.place.set_text(folder)
        self.place.edited.emit()

    def _lay_out(self) -> None:
        note = Column(self._note, gap=1, margins=1.5)
        note.addWidget(self.warning)
        note.addLayout(_left(self.go_on_button))
        body = self.body
        body.addWidget(self._note)
        body.addLayout(_labelled("Checked copies", self.made, _quiet(KEPT)))
        body.addLayout(_left(self.make_button, self.export_button))
        pair = Row(gap=2)
        pair.addWidget(self.place, 3)
        pair.addWidget(self.days, 1)
        body.addLayout(pair)
        second = Row(gap=1.5)
        second.addWidget(self.choose)
        second.addWidget(self.second_words, 1)
        body.addLayout(second)
        body.addWidget(self.list_label)
        body.addWidget(self.list)
        body.addWidget(self.form)
        body.addStretch(1)
        reveal(self._note, False)
        reveal(self.form, False)


def _second(found: Found, now: datetime) -> str:
    standing = found.standing
    if not standing.second_place:
        return NO_SECOND
    if not standing.second_is_there:
        at = standing.second_at
        since = f" since {when(at, now)}" if at else ""
        return f"It is away{since}. The copies are brought when it is back."
    had = (
        ""
        if standing.second_at is None
        else f"It had the newest at {when(standing.second_at, now)}."
    )
    return f"{had} {SAME_DISK}" if found.same_disk else had


def _is_behind(standing: Standing) -> bool:
    """Whether the newest copy was to be in the second place and is not."""
    away = bool(standing.second_place) and not standing.second_is_there
    return away or bool(standing.second_trouble)


def _labelled(label: str, *words: QWidget) -> Column:
    part = Column(gap=0.5)
    part.addWidget(FieldLabel(label))
    for each in words:
        part.addWidget(each)
    return part


def _quiet(words: str) -> PlainLabel:
    return PlainLabel(words, size="small", tone="quiet", wrap=True)


def _left(*parts: QWidget) -> Row:
    row = Row(gap=1)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
