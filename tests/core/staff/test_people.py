"""The clinic's people and what each may pass."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.db.database import Database
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import PersonDraft, PersonRecord, Staff
from clinic_desk.staff.roles import may_pass, needs_pin
from tests.factories import add_room

RUTH = PersonDraft(
    name="Ruth Holt",
    role="nurse_prescriber",
    registration="12A3456E",
    prescriber=True,
    treats=True,
    treatments=frozenset({"BTX", "MN", "CONSULT"}),
)
MIA = PersonDraft(name="Mia Lane", role="reception", position=1)
BY = FOUNDING


@pytest.fixture
def staff(database: Database, clock: FixedClock) -> Staff:
    return Staff(database, clock)


def test_a_person_is_kept_whole(staff: Staff, database: Database) -> None:
    room = add_room(database)
    saved = staff.save(replace(RUTH, home_room_id=room, job_title="Lead nurse"), BY)
    ruth = staff.person(saved.id)
    assert saved.changes.setup
    assert (ruth.name, ruth.role, ruth.registration) == (
        "Ruth Holt",
        "nurse_prescriber",
        "12A3456E",
    )
    assert (ruth.prescriber, ruth.treats, ruth.home_room_id) == (True, True, room)
    assert ruth.treatments == {"BTX", "MN", "CONSULT"}
    assert (ruth.shown_role, ruth.initials, ruth.has_pin) == ("Lead nurse", "RH", False)
    assert staff.people() == (ruth,)


def test_a_changed_person_keeps_the_id(staff: Staff) -> None:
    saved = staff.save(RUTH, BY)
    staff.save(replace(RUTH, id=saved.id, treatments=frozenset({"BTX"})), BY)
    assert [person.treatments for person in staff.people()] == [{"BTX"}]


def test_people_stand_in_the_clinics_own_order(staff: Staff) -> None:
    staff.save(replace(MIA, position=2), BY)
    staff.save(RUTH, BY)
    assert [person.name for person in staff.people()] == ["Ruth Holt", "Mia Lane"]


def test_who_is_removed_stays_on_file(staff: Staff) -> None:
    mia = staff.save(MIA, BY).id
    staff.remove(mia, BY)
    assert staff.people() == ()
    assert not staff.person(mia).active
    assert [person.id for person in staff.people(active_only=False)] == [mia]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(MIA, name=" "), "name"),
        (replace(MIA, role="doctor"), "role"),
        (replace(MIA, prescriber=True, registration="1"), "role"),
        (replace(MIA, treats=True), "role"),
        (replace(RUTH, registration=" "), "registration"),
        (replace(RUTH, treatments=frozenset({"two words"})), "treatments"),
    ],
)
def test_what_no_person_can_be_is_refused(staff: Staff, draft: PersonDraft, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        staff.save(draft, BY)
    assert refused.value.field == field
    assert staff.people() == ()


def test_nobody_is_not_found(staff: Staff) -> None:
    with pytest.raises(NotFound):
        staff.person(7)
    with pytest.raises(NotFound):
        staff.save(replace(MIA, id=7), BY)
    with pytest.raises(NotFound):
        staff.remove(7, BY)


@pytest.mark.parametrize(
    ("name", "initials"), [("Ruth Ann Holt", "RH"), ("Cher", "C"), ("a b", "AB")]
)
def test_initials_are_of_the_first_and_last_word(name: str, initials: str) -> None:
    assert PersonRecord(1, name, "manager").initials == initials


RECEPTION = PersonRecord(1, "Mia", "reception")
PRACTITIONER = PersonRecord(2, "Ben", "practitioner", treats=True)
DOCTOR = PersonRecord(3, "Dr Ray", "practitioner", prescriber=True, treats=True)
NURSE = PersonRecord(4, "Ruth", "nurse_prescriber", prescriber=True, treats=True)
MANAGER = PersonRecord(5, "Kim", "manager")
TREATING_MANAGER = PersonRecord(6, "Lee", "manager", treats=True)
MAY = {
    RECEPTION: {"reception"},
    PRACTITIONER: {"reception", "clinician"},
    DOCTOR: {"reception", "clinician", "prescriber"},
    NURSE: {"reception", "clinician", "prescriber"},
    MANAGER: {"reception", "manager"},
    TREATING_MANAGER: {"reception", "clinician", "manager"},
}


@pytest.mark.parametrize(
    ("person", "override"),
    list(product(MAY, ("none", "reception", "clinician", "prescriber", "manager"))),
    ids=lambda value: str(getattr(value, "name", value)),
)
def test_each_role_passes_what_is_its_own(person: PersonRecord, override: str) -> None:
    assert may_pass(person, override) == (override in MAY[person])  # type: ignore[arg-type]


def test_whoever_may_pass_more_than_reception_needs_a_pin() -> None:
    assert [person for person in MAY if not needs_pin(person)] == [RECEPTION]
