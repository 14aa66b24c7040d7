"""The clinic's people and what each may pass."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.db.database import Database
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.models import SignInSecret
from clinic_desk.staff.people import PersonDraft, PersonRecord, Staff
from clinic_desk.staff.roles import may_pass
from tests.factories import add_room, events

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
    saved = staff.save(RUTH._replace(home_room_id=room, job_title="Lead nurse"), BY)
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
    staff.save(RUTH._replace(id=saved.id, treatments=frozenset({"BTX"})), BY)
    assert [person.treatments for person in staff.people()] == [{"BTX"}]


def test_people_stand_in_the_clinics_own_order(staff: Staff) -> None:
    staff.save(MIA._replace(position=2), BY)
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
        (MIA._replace(name=" "), "name"),
        (MIA._replace(role="doctor"), "role"),
        (MIA._replace(prescriber=True, registration="1"), "role"),
        (MIA._replace(treats=True), "role"),
        (RUTH._replace(registration=" "), "registration"),
        (RUTH._replace(treatments=frozenset({"two words"})), "treatments"),
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
        staff.save(MIA._replace(id=7), BY)
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


@pytest.fixture
def grace(staff: Staff, database: Database) -> int:
    """The manager, who can sign in."""
    grace = staff.save(PersonDraft("Grace Lam", "manager", position=2), BY).id
    give_password(database, grace)
    return grace


def give_password(database: Database, person: int) -> None:
    with database.write(audited=False) as session:
        session.add(SignInSecret(person_id=person, password_hash="kept", must_change=False))


def test_once_a_manager_can_sign_in_nobody_sets_up_without_signing_in(
    staff: Staff, grace: int
) -> None:
    with pytest.raises(NotAllowed):
        staff.save(RUTH, FOUNDING)
    staff.save(RUTH, grace)


@pytest.mark.parametrize(
    "change", [{"role": "practitioner"}, {"role": "reception"}, {"active": False}]
)
def test_the_last_manager_who_can_sign_in_stays_one(
    staff: Staff, database: Database, grace: int, change: dict[str, Any]
) -> None:
    """Another manager without a password is no way in."""
    staff.save(PersonDraft("Kim Ode", "manager"), grace)
    before = events(database)
    with pytest.raises(NotAllowed, match="the last one"):
        staff.save(PersonDraft("Grace Lam", id=grace, **({"role": "manager"} | change)), grace)
    with pytest.raises(NotAllowed, match="the last one"):
        staff.remove(grace, grace)
    assert staff.person(grace).active
    assert events(database) == before


def test_a_manager_may_go_once_another_can_sign_in(
    staff: Staff, database: Database, grace: int
) -> None:
    kim = staff.save(PersonDraft("Kim Ode", "manager"), grace).id
    give_password(database, kim)
    staff.remove(grace, grace)
    assert not staff.person(grace).active
    with pytest.raises(NotAllowed, match="not on the list"):
        staff.save(MIA, grace)


def test_nobody_but_a_manager_changes_what_anyone_may_do(staff: Staff, grace: int) -> None:
    ruth, mia = staff.save(RUTH, grace).id, staff.save(MIA, grace).id
    for by in (ruth, mia):
        with pytest.raises(NotAllowed, match="manager"):
            staff.save(MIA._replace(id=by, role="manager"), by)


def test_a_change_of_rights_is_an_event_of_its_own_with_what_it_was(
    staff: Staff, database: Database, grace: int
) -> None:
    ruth = staff.save(RUTH, grace).id
    staff.save(RUTH._replace(id=ruth, name="Ruth Hale", prescriber=False), grace)
    staff.save(RUTH._replace(id=ruth, name="Ruth Hale", prescriber=False), grace)
    staff.remove(ruth, grace)
    rights, other, removed = events(database)[-3:]
    assert (rights.act, rights.person_id, rights.subject_id, rights.before) == (
        "staff.permissions_changed",
        grace,
        ruth,
        {"prescriber": True},
    )
    assert (other.act, other.fields, other.before) == (
        "staff.changed",
        ("name",),
        {"name": "Ruth Holt"},
    )
    assert (removed.act, removed.subject_id) == ("staff.removed", ruth)


def test_a_pin_is_set_by_oneself_or_a_manager_and_never_noted(
    staff: Staff, database: Database, grace: int
) -> None:
    ruth, mia = staff.save(RUTH, grace).id, staff.save(MIA, grace).id
    staff.set_pin(ruth, "4821", ruth)
    staff.set_pin(ruth, "4822", grace)
    with pytest.raises(NotAllowed):
        staff.set_pin(ruth, "4823", mia)
    mine, others = events(database)[-2:]
    assert (mine.act, mine.person_id, others.person_id) == ("staff.pin_set", ruth, grace)
    assert mine.before == others.before == {}
