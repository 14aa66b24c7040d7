"""The first run: the pages of Settings one after another, over a clinic that is made on the way."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.folders import remember_clinic_folder
from clinic_desk.clinic import Clinic
from clinic_desk.db.relocking import NewSheet
from clinic_desk.db.unfinished import Unfinished
from clinic_desk.staff.people import PersonRecord
from clinic_desk.staff.practice import Practice, check_practice
from ui.kit.buttons import KeyButton, QuietButton
from ui.kit.doorstep import Doorstep
from ui.kit.fields import Field, LineField, show_troubles
from ui.kit.known_files import let_files_be_known
from ui.kit.layout import Column, Surface
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.settings.clinic import ClinicForm, ClinicSection
from ui.settings.frame import SectionFrame
from ui.settings.hours import HoursSection
from ui.settings.keeping import KeepingSection
from ui.settings.lock_form import has_key_store
from ui.settings.people import PeopleSection
from ui.settings.places import PlacesSection
from ui.settings.protocol import ProtocolSection
from ui.settings.recovery_card import RecoveryCard
from ui.settings.recovery_sheet import Sheet
from ui.settings.section import NOBODY_YET, Section
from ui.settings.side_list import SideEntry
from ui.settings.treatments import TreatmentsSection
from ui.start.folders import folder_to_make
from ui.start.making import Made, finish, first_sheet, founder, make, take_sheet
from ui.start.place_form import PlaceForm


class Step(IntEnum):
    """The pages in order."""

    CLINIC = 0
    PLACE = 1
    KEY = 2
    PEOPLE = 3
    PLACES = 4
    HOURS = 5
    TREATMENTS = 6
    PROTOCOL = 7


SECTIONS: dict[Step, type[Section]] = {
    Step.CLINIC: ClinicSection,
    Step.PLACE: KeepingSection,
    Step.PEOPLE: PeopleSection,
    Step.PLACES: PlacesSection,
    Step.HOURS: HoursSection,
    Step.TREATMENTS: TreatmentsSection,
    Step.PROTOCOL: ProtocolSection,
}
"""Once the clinic is made. The first two are forms of their own before that."""
TITLES = {
    **{step: kind.title for step, kind in SECTIONS.items()},
    Step.PLACE: "Where the data lives",
    Step.KEY: "Recovery key",
}
ABOUT_PLACE = "Everything is kept in one folder on this computer, encrypted."
ABOUT_KEY = "The only other way in. Whoever has it and the folder can read everything."
NEXT_WORDS = {
    Step.PLACE: "Make the clinic",
    Step.KEY: "I have written it down",
    Step.PROTOCOL: "To today's calendar",
}


class FirstRun(Surface):
    """A list of steps at the left, the page of one at the right, Back and Next below."""

    def __init__(self, step: Doorstep, leave: Callable[[], object]) -> None:
        """`leave` goes back to the first page while nothing is made yet."""
        super().__init__("canvas")
        self.setAccessibleName("Start a clinic")
        self._doorstep, self._leave = step, leave
        self.at = self._furthest = Step.CLINIC
        self._lacks_sheet = False
        self._new_sheet: NewSheet | None = None
        self.work: Workplace | None = None
        self.sections: dict[Step, Section] = {}
        self.clinic_form = ClinicForm()
        self.place_form = PlaceForm(folder_to_make(step.folder))
        self.card = RecoveryCard(step.background)
        self.frame = SectionFrame("Start a clinic")
        self.back_button = QuietButton("Back", "Esc", on_click=self.back)
        self.next_button = KeyButton("Next", "Ctrl+Return", primary=True, on_click=self.next)
        self._lay_out()
        self._listen()
        step.desk.ask("start.store", has_key_store, self.place_form.lock.set_store)
        self._show(Step.CLINIC)

    def carry_on(self, clinic: Clinic, *, has_sheet: bool) -> None:
        """Go on with a clinic that was made and then left before anybody was entered.

        One whose recovery sheet nobody has was cut off before that, perhaps before it was
        named: it begins with its name, and gets another sheet.
        """
        begins = Step.PEOPLE if has_sheet else Step.CLINIC
        self._furthest, self._lacks_sheet = begins, not has_sheet
        self._move_in(clinic)
        self._show(begins)

    def next(self) -> None:
        """Keep what is typed, and go on."""
        if not self.next_button.isEnabled():
            return
        self.frame.trouble.clear()
        section = self._section(self.at)
        if section is not None:
            if section.is_filled:
                section.save()
        elif self.at == Step.CLINIC:
            self._check_clinic()
        elif self.at == Step.PLACE:
            self._make()
        else:
            self._take_sheet()

    def back(self) -> None:
        """To the page before; from the first one to where a clinic is chosen."""
        if self.at != Step.CLINIC:
            before = Step(self.at - 1)
            self._show(before if self._may_show(before) else Step(before - 1))
        elif self.work is None:
            self._leave()

    def close_clinic(self) -> None:
        """Close a clinic that was made and not gone into, with its checked copy."""
        if self.work is not None:
            clinic, self.work = self.work.clinic, None
            self._doorstep.desk.write(clinic.close)

    def focus_first(self) -> None:
        """Where typing begins on the page in sight."""
        self.frame.focus_first(self._first_control(), self.next_button)

    def _check_clinic(self) -> None:
        try:
            check_practice(Practice(**self.clinic_form.texts()))  # type: ignore[arg-type]
        except BadInput as error:
            show_troubles(self.clinic_form.fields(), error)
            self.frame.bring_into_sight()
            return
        self._show(Step.PLACE)

    def _make(self) -> None:
        try:
            folder, choice = self.place_form.read()
        except BadInput as error:
            self._refused(error)
            return
        texts, clock = self.clinic_form.texts(), self._doorstep.clock
        self._wait(True)
        self._doorstep.desk.write(
            lambda: make(folder, texts, choice, clock), self._made, self._refused, owner=self
        )

    def _made(self, made: Made) -> None:
        self._wait(False)
        self.place_form.lock.forget()
        self.card.show_key(made.sheet)
        # From now on the program finds it again, however far this run comes.
        remember_clinic_folder(made.clinic.folder)
        self._move_in(made.clinic)
        self._show(Step.KEY)

    def _refused(self, error: ClinicError) -> None:
        self._wait(False)
        if not show_troubles(self.place_form.fields(), error):
            self.frame.trouble.tell(error)
        self.frame.bring_into_sight()

    def _move_in(self, clinic: Clinic) -> None:
        step = self._doorstep
        let_files_be_known(Unfinished(clinic.database.chain_key).known)
        self.work = Workplace(clinic, step.desk, step.background, theme(), step.commands)

    def _section(self, at: Step) -> Section | None:
        """The page of Settings for a step; None before the clinic is made, and for its key."""
        if self.work is None or at not in SECTIONS:
            return None
        if at not in self.sections:
            section = self.sections[at] = SECTIONS[at](self.work)
            section.kept.connect(self._kept)
            section.wants_save.connect(self.next)
            section.refused.connect(self.frame.bring_into_sight)
            section.filled.connect(self._filled)
        return self.sections[at]

    def _filled(self) -> None:
        """Propose a beginning where there is none; it is kept by going on."""
        section = self._section(self.at)
        if section is not None and section.is_filled and not section.waits:
            section.propose()
        if self.focusWidget() in (None, self.next_button):
            self.focus_first()

    def _kept(self) -> None:
        if self.sender() is not self._section(self.at) or self.work is None:
            return
        if self.at == Step.PEOPLE:
            clinic = self.work.clinic
            self.work.desk.ask("start.founder", lambda: founder(clinic), self._sit_down)
        elif self.at == Step.PROTOCOL:
            self._finish(self.work)
        elif self.at == Step.PLACE and self._lacks_sheet:
            self._make_sheet(self.work.clinic)
        else:
            self._show(Step(self.at + 1))

    def _make_sheet(self, clinic: Clinic) -> None:
        self._wait(True)
        self._doorstep.desk.write(
            lambda: first_sheet(clinic), self._sheet_made, self._refused, owner=self
        )

    def _sheet_made(self, made: tuple[NewSheet, Sheet]) -> None:
        self._wait(False)
        self._lacks_sheet = False
        self._new_sheet, sheet = made
        self.card.show_key(sheet)
        self._show(Step.KEY)

    def _take_sheet(self) -> None:
        if self.work is None:
            return
        clinic, new = self.work.clinic, self._new_sheet
        by = NOBODY_YET if self.work.person is None else self.work.by
        self._wait(True)
        self._doorstep.desk.write(
            lambda: take_sheet(clinic, new, by),
            lambda _: self._sheet_taken(),
            self._refused,
            owner=self,
        )

    def _sheet_taken(self) -> None:
        self._wait(False)
        self._new_sheet = None
        self._show(Step.PEOPLE)

    def _sit_down(self, person: PersonRecord | None) -> None:
        if person is None:
            self.frame.trouble.tell(_NOBODY)
        elif self.work is not None:
            self.work.seat.sit_down(person)
            self._show(Step.PLACES)

    def _finish(self, work: Workplace) -> None:
        clinic, by = work.clinic, NOBODY_YET if work.person is None else work.by
        self._wait(True)
        work.desk.write(lambda: finish(clinic, by), lambda _: self._enter(), self._refused)

    def _enter(self) -> None:
        if self.work is not None:
            clinic, self.work = self.work.clinic, None
            self._doorstep.enter(clinic)

    def _show(self, at: Step) -> None:
        self.at = at
        self._furthest = max(self._furthest, at)
        section = self._section(at)
        if section is not None:
            self.frame.show_inside(section, TITLES[at], section.about)
            section.load()
        elif at == Step.CLINIC:
            self.frame.show_inside(self.clinic_form, TITLES[at], ClinicSection.about)
        elif at == Step.PLACE:
            self.frame.show_inside(self.place_form, TITLES[at], ABOUT_PLACE)
        else:
            self.frame.show_inside(self.card, TITLES[at], ABOUT_KEY)
        entries = [SideEntry(f"{step + 1}  {TITLES[step]}") for step in Step]
        self.frame.show_entries(entries, at)
        for step, row in zip(Step, self.frame.list.rows, strict=True):
            row.setEnabled(self._may_show(step))
        is_made = at == Step.PLACE and self.work is not None
        self.next_button.set_words("Next" if is_made else NEXT_WORDS.get(at, "Next"))
        self.back_button.setEnabled(at != Step.CLINIC or self.work is None)
        self.frame.trouble.clear()
        self.focus_first()

    def _may_show(self, step: Step) -> bool:
        """Pages that were seen; the key only while it is known."""
        return step <= self._furthest and (step != Step.KEY or bool(self.card.sheet.key))

    def _choose(self, at: int) -> None:
        self._show(Step(at) if self._may_show(Step(at)) else self.at)

    def _first_control(self) -> QWidget | None:
        section = self._section(self.at)
        if section is not None:
            return section.first_control() if section.is_filled else None
        if self.at == Step.CLINIC:
            return self.clinic_form.name.control
        return self.place_form.first_control() if self.at == Step.PLACE else None

    def _wait(self, waits: bool) -> None:
        self.next_button.setEnabled(not waits)
        self.back_button.setEnabled(not waits)

    def _listen(self) -> None:
        self.frame.list.chosen.connect(self._choose)
        self.place_form.lock.entered.connect(self.next)
        lines: list[Field] = [*self.clinic_form.fields().values(), self.place_form.folder.field]
        for field in lines:
            if isinstance(field, LineField):
                field.line.returnPressed.connect(self.next)

    def _lay_out(self) -> None:
        Column(self, gap=0).addWidget(self.frame)
        self.frame.acts.addWidget(self.back_button)
        self.frame.acts.addStretch(1)
        self.frame.acts.addWidget(self.next_button)


_NOBODY = ClinicError("Somebody must be the manager.", next_step="Enter at least one person.")
