"""The people of the clinic: role, registration, what they give, how they sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.base.words import count, short_day
from clinic_desk.calendar.hours_records import PlaceRecord
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.founding import as_manager, draft_of, make_first_manager
from clinic_desk.staff.people import PersonDraft, PersonRecord
from clinic_desk.staff.pin import check_new_pin
from clinic_desk.staff.roles import ROLE_WORDS
from clinic_desk.staff.sign_in import Standing
from clinic_desk.treatments.catalogue import Treatment
from ui.kit.fields import Field
from ui.kit.workplace import Workplace
from ui.settings.many import Batch, ManySection
from ui.settings.person_form import PersonEdit, PersonForm
from ui.settings.side_list import SideEntry

LOOK_AHEAD = timedelta(days=366)
"""How far ahead somebody's visits are looked for before they are removed."""
LONE_MANAGER = (
    "The only manager who can sign in. Make somebody else a manager, with a password, first."
)
ONESELF = "Another manager takes you off the list."
NOT_YOURS = (
    "Only a manager changes people. Your own password and PIN are changed at the top right, "
    "where your name stands."
)
FRONT_DESK = "Front desk"
"""Who a clinic begins with at the desk: a seat that anyone at reception may take."""


@dataclass(frozen=True)
class Found:
    """What the section shows, as it was read."""

    people: tuple[PersonRecord, ...]
    treatments: tuple[Treatment, ...]
    rooms: tuple[PlaceRecord, ...]
    contact: str
    standing: Mapping[int, Standing]
    is_founded: bool


class PeopleSection(ManySection):
    """A list of people and the form of one."""

    name = "people"
    title = "People"
    about = "Everyone who treats has a column in the calendar. Roles decide who may do what."
    remove_words = "No longer works here"
    not_yours = NOT_YOURS
    never_added_words = "Do not add this person"

    def __init__(self, workplace: Workplace) -> None:
        """The list is empty until it is read."""
        self.form = PersonForm()
        self._treatments: tuple[Treatment, ...] = ()
        self._contact = ""
        self._is_founded = True
        self._founder = FOUNDING
        super().__init__(workplace, self.form)
        self.form.edited.connect(self.form_edited)
        for field in self.form.lines():
            field.line.returnPressed.connect(self.wants_save)

    def read(self) -> Found:
        """The people who work here, how they sign in, and what they may be given."""
        clinic = self.clinic
        return Found(
            clinic.staff.people(),
            clinic.protocol.current().catalogue.treatments,
            clinic.hours.rooms(),
            clinic.practice.read().contact,
            clinic.sign_in.standing(),
            clinic.sign_in.is_founded(),
        )

    def fill(self, found: Found) -> None:
        """Show them."""
        self._treatments, self._contact = found.treatments, found.contact
        self._is_founded = found.is_founded
        self.form.offer(found.treatments, found.rooms)
        lone = _lone_manager(found)
        self.show_edits([self._as_found(person, found, lone) for person in found.people])

    def _as_found(self, person: PersonRecord, found: Found, lone: int | None) -> PersonEdit:
        is_self = person.id == self.by
        return PersonEdit(
            draft_of(person),
            has_pin=person.has_pin,
            standing=found.standing.get(person.id, ""),
            is_self=is_self,
            keeps_role=person.id == lone,
            stays=LONE_MANAGER if person.id == lone else ONESELF if is_self else "",
        )

    def propose(self) -> None:
        """The nurse that clients ask for, who gives everything, and a seat for the front desk."""
        if self.edits:
            return
        nurse = PersonDraft(
            self._contact or "Nurse", "nurse_prescriber", treats=True, treatments=self._given()
        )
        desk = PersonDraft(FRONT_DESK, "reception", position=1)
        # A clinic of one nurse has nobody else to manage it; another manager is one role away.
        first = as_manager(nurse) if not self._is_founded else nurse
        self.show_edits([PersonEdit(first, waits=True), PersonEdit(desk, waits=True)])
        self.touch()

    def adds(self) -> tuple[tuple[str, Callable[[], PersonEdit]], ...]:
        """A person."""
        return (("Add a person", self._new),)

    def _new(self) -> PersonEdit:
        """A practitioner without a name."""
        draft = PersonDraft("", "practitioner", position=len(self.edits), treats=True)
        return PersonEdit(draft, waits=True)

    def show_edit(self, edit: PersonEdit) -> None:
        """Fill the form."""
        self.form.show_edit(replace(edit, founds=self._founds()))
        self.remove_button.setEnabled(not edit.stays)
        # Whoever was never kept has not worked here yet.
        self.remove_button.set_words(
            self.remove_words if self.is_kept(edit) else self.never_added_words
        )

    def fit_person(self) -> None:
        """Passwords and PINs of others are given by a manager."""
        super().fit_person()
        self.form.open_to(self.may_change)

    def form_edited(self) -> None:
        """Take over what was typed; the first manager is asked for a password in other words."""
        super().form_edited()
        self.form.set_founds(self._founds())

    def read_edit(self) -> PersonEdit:
        """What the form has now."""
        return self.form.edit()

    def entry(self, edit: PersonEdit) -> SideEntry:
        """Name and role."""
        draft = edit.draft
        return SideEntry(draft.name or "No name yet", draft.job_title or ROLE_WORDS[draft.role])

    def draft(self) -> Batch:
        """All of them; BadInput where a clinic would begin without a manager who can sign in."""
        if self._is_founding:
            first = _first_manager(self.edits)
            if first is None:
                raise BadInput("role", "Somebody must be the manager.", next_step="Choose who.")
            if not self.edits[first].password:
                self.show_at(first)
                raise BadInput("password", "The manager needs a password.")
        return super().draft()

    def keep(self, draft: Batch, by: int) -> Changes:
        """Write those that wait, on the worker; the clinic's first manager before the others."""
        if self._is_founding:
            draft.keeping = _first_manager(draft.edits) or 0
            draft.kept[draft.keeping] = self._found(draft.edits[draft.keeping])
        return super().keep(draft, by or self._founder)

    def keep_one(self, edit: PersonEdit, by: int) -> tuple[PersonEdit, Changes]:
        """Write the person, then what they sign in with."""
        staff, sign_in = self.clinic.staff, self.clinic.sign_in
        if edit.pin:
            check_new_pin(edit.pin)
        if edit.password:
            sign_in.check_new(edit.password, edit.draft.name, edit.current_password)
        saved = staff.save(edit.draft, by)
        if edit.pin:
            with _below("current_pin", edit.is_self):
                staff.set_pin(saved.id, edit.pin, by, edit.current_pin)
        if edit.password and edit.is_self and edit.standing:
            with _below("current_password", edit.is_self):
                sign_in.change_password(edit.password, by, edit.current_password)
        elif edit.password:
            sign_in.set_password(saved.id, edit.password, by)
        return _kept(edit, saved.id), saved.changes

    def _found(self, edit: PersonEdit) -> PersonEdit:
        if edit.pin:
            check_new_pin(edit.pin)
        clinic = self.clinic
        self._founder = make_first_manager(
            clinic.staff, clinic.sign_in, edit.draft, edit.password
        ).id
        if edit.pin:
            clinic.staff.set_pin(self._founder, edit.pin, self._founder)
        return _kept(edit, self._founder)

    def settled(self, now: PersonEdit, kept: PersonEdit) -> PersonEdit:
        """With the id of the person, and what they sign in with."""
        draft = now.draft._replace(id=kept.draft.id)
        return replace(now, draft=draft, has_pin=kept.has_pin, standing=kept.standing)

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
        back, by = edit.draft._replace(active=True), self.by
        self.work.announce(
            f"{edit.draft.name} is no longer on the list of people.",
            lambda: self.work.write(lambda: self.clinic.staff.save(back, by), initiator=self),
        )

    def _given(self) -> frozenset[str]:
        return frozenset(each.code for each in self._treatments if each.enabled)

    @property
    def _is_founding(self) -> bool:
        """Whether the clinic still has no manager who can sign in."""
        return not self._is_founded and self._founder == FOUNDING

    def _founds(self) -> bool:
        """Whether the one in sight is to be the clinic's first manager."""
        return self._is_founding and _first_manager(self.edits) == self.at


def _first_manager(edits: Sequence[PersonEdit]) -> int | None:
    return next((at for at, edit in enumerate(edits) if edit.draft.role == "manager"), None)


def _lone_manager(found: Found) -> int | None:
    """The only one who manages and can sign in."""
    able = [person.id for person in found.people
            if person.role == "manager" and person.id in found.standing]  # fmt: skip
    return able[0] if len(able) == 1 else None


def _kept(edit: PersonEdit, person_id: int) -> PersonEdit:
    """What a person's edit is once it is written."""
    chosen = "own" if edit.is_self or edit.founds else "given"
    return replace(
        edit,
        draft=edit.draft._replace(id=person_id),
        has_pin=edit.has_pin or bool(edit.pin),
        standing=chosen if edit.password else edit.standing,
        password="",
        current_password="",
        pin="",
        current_pin="",
        waits=False,
    )


@contextmanager
def _below(field: str, is_self: bool) -> Iterator[None]:
    """Say that the secret there is was wrong below the field that it was typed into."""
    try:
        yield
    except NotAllowed as error:
        if not is_self:
            raise
        raise BadInput(field, str(error)) from error
