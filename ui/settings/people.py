"""The people of the clinic: role, registration, what they give, where they work, their PINs."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import NotAllowed
from clinic_desk.base.words import count, short_day
from clinic_desk.calendar.hours_records import PlaceRecord
from clinic_desk.staff.people import PersonDraft, PersonRecord
from clinic_desk.staff.pin import check_pin_shape
from clinic_desk.staff.roles import ROLE_WORDS
from clinic_desk.treatments.catalogue import Treatment
from ui.kit.fields import Field
from ui.kit.workplace import Workplace
from ui.settings.many import ManySection
from ui.settings.person_form import PersonEdit, PersonForm
from ui.settings.side_list import SideEntry

LOOK_AHEAD = timedelta(days=366)
"""How far ahead somebody's visits are looked for before they are removed."""
FRONT_DESK = "Front desk"
"""Who a clinic begins with at the desk: a seat that anyone at reception may take."""


@dataclass(frozen=True)
class Found:
    """What the section shows, as it was read."""

    people: tuple[PersonRecord, ...]
    treatments: tuple[Treatment, ...]
    rooms: tuple[PlaceRecord, ...]
    contact: str


class PeopleSection(ManySection):
    """A list of people and the form of one."""

    name = "people"
    title = "People"
    about = "Everyone who treats has a column in the calendar. Roles decide who may override what."
    add_words = ("Add a person",)
    remove_words = "No longer works here"

    def __init__(self, workplace: Workplace) -> None:
        """The list is empty until it is read."""
        self.form = PersonForm()
        self._treatments: tuple[Treatment, ...] = ()
        self._contact = ""
        super().__init__(workplace, self.form)
        self.form.edited.connect(self.form_edited)
        for field in (self.form.name, self.form.job_title, self.form.registration, self.form.pin):
            field.line.returnPressed.connect(self.wants_save)

    def read(self) -> Found:
        """The people who work here, and what they may be given."""
        clinic = self.clinic
        return Found(
            clinic.staff.people(),
            clinic.protocol.current().catalogue.treatments,
            clinic.hours.rooms(),
            clinic.practice.read().contact,
        )

    def fill(self, found: Found) -> None:
        """Show them."""
        self._treatments, self._contact = found.treatments, found.contact
        self.form.offer(found.treatments, found.rooms)
        self.show_edits([PersonEdit(_draft(person), person.has_pin) for person in found.people])

    def propose(self) -> None:
        """The nurse that clients ask for, who gives everything, and a seat for the front desk."""
        if self.edits:
            return
        nurse = PersonDraft(
            self._contact or "Nurse", "nurse_prescriber", treats=True, treatments=self._given()
        )
        desk = PersonDraft(FRONT_DESK, "reception", position=1)
        self.show_edits([PersonEdit(nurse, waits=True), PersonEdit(desk, waits=True)])
        self.touch()

    def new(self, which: int) -> PersonEdit:
        """A practitioner without a name."""
        draft = PersonDraft("", "practitioner", position=len(self.edits), treats=True)
        return PersonEdit(draft, waits=True)

    def show_edit(self, edit: PersonEdit) -> None:
        """Fill the form."""
        self.form.show_edit(edit)

    def read_edit(self) -> PersonEdit:
        """What the form has now."""
        return self.form.edit()

    def entry(self, edit: PersonEdit) -> SideEntry:
        """Name and role."""
        draft = edit.draft
        return SideEntry(draft.name or "No name yet", draft.job_title or ROLE_WORDS[draft.role])

    def keep_one(self, edit: PersonEdit, by: int) -> tuple[PersonEdit, Changes]:
        """Write the person, then the PIN."""
        staff = self.clinic.staff
        if edit.pin:
            check_pin_shape(edit.pin)
        saved = staff.save(edit.draft, by)
        draft = replace(edit.draft, id=saved.id)
        if edit.pin:
            staff.set_pin(saved.id, edit.pin, by, edit.current_pin)
        return PersonEdit(draft, edit.has_pin or bool(edit.pin)), saved.changes

    def settled(self, now: PersonEdit, kept: PersonEdit) -> PersonEdit:
        """With the id of the person."""
        return replace(now, draft=replace(now.draft, id=kept.draft.id), has_pin=kept.has_pin)

    def is_kept(self, edit: PersonEdit) -> bool:
        """Whether this person has an id."""
        return edit.draft.id is not None

    def remove_kept(self, edit: PersonEdit) -> None:
        """Take someone off the desk and out of the calendar, unless visits wait for them."""
        person, by = edit.draft, self.by
        if len([other for other in self.edits if self.is_kept(other)]) < 2:
            self.tell(NotAllowed("The desk needs somebody, so the last person stays."))
            return
        self.work.write(
            lambda: self._remove(person, by),
            lambda _changes: self._removed(edit),
            self.tell,
            initiator=self,
        )

    def first_control(self) -> QWidget:
        """The name."""
        return self.form.name.control

    def fields(self) -> dict[str, Field]:
        """Of the person in sight."""
        return self.form.fields()

    def _remove(self, person: PersonDraft, by: int) -> Changes:
        """On the worker."""
        clinic, today = self.clinic, local_day(self.clinic.clock.now())
        ahead = [
            call.visit
            for call in clinic.diary.list_for_print(today, today + LOOK_AHEAD)
            if call.visit.person_id == person.id and call.visit.ends_at > clinic.clock.now()
        ]
        if ahead:
            last = short_day(local_day(ahead[-1].starts_at), today)
            visits = count(len(ahead), "visit")
            raise NotAllowed(
                f"{person.name} still has {visits} to come, the last on {last}.",
                kept="Nothing was changed.",
                next_step="Move those to somebody else first.",
            )
        return clinic.staff.remove(person.id or 0, by)

    def _removed(self, edit: PersonEdit) -> None:
        self.edits = [other for other in self.edits if other.draft.id != edit.draft.id]
        self.show_edits(self.edits)
        back, by = replace(edit.draft, active=True), self.by
        self.work.announce(
            f"{edit.draft.name} is no longer on the list of people.",
            lambda: self.work.write(lambda: self.clinic.staff.save(back, by), initiator=self),
        )

    def _given(self) -> frozenset[str]:
        return frozenset(each.code for each in self._treatments if each.enabled)


def _draft(person: PersonRecord) -> PersonDraft:
    return PersonDraft(**{item.name: getattr(person, item.name) for item in fields(PersonDraft)})
