"""PINs: kept hashed, five wrong ones cost five minutes."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.db.database import Database
from clinic_desk.staff.people import Staff
from clinic_desk.staff.pin import check_pin_shape
from tests.factories import KEY, add_person

NOT_A_PIN = "wrong"
"""Counts as a wrong PIN and, not having the shape of one, costs the tests no hash."""


@pytest.fixture
def staff(database: Database, clock: FixedClock) -> Staff:
    return Staff(database, clock)


@pytest.fixture
def ruth(database: Database) -> int:
    return add_person(database)


def wrong_times(staff: Staff, person: int, times: int) -> None:
    for _ in range(times):
        assert not staff.check_pin(person, NOT_A_PIN)


def test_a_pin_is_right_or_wrong_and_kept_hashed(
    staff: Staff, database: Database, ruth: int
) -> None:
    assert staff.set_pin(ruth, "4821", ruth).setup
    assert staff.person(ruth).has_pin
    assert staff.check_pin(ruth, "4821")
    assert not staff.check_pin(ruth, "4822")
    with database.read() as session:
        kept = session.execute(text("SELECT pin_hash FROM person")).scalar_one()
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_nobody_without_a_pin_gets_in(staff: Staff, ruth: int) -> None:
    assert not staff.check_pin(ruth, "")
    assert not staff.check_pin(ruth, "0000")


@pytest.mark.parametrize("pin", ["1234", "12345678", "0000"])
def test_four_to_eight_digits_are_a_pin(pin: str) -> None:
    check_pin_shape(pin)


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12 34", "abcd", "12345\n", "١٢٣٤"])
def test_anything_else_is_refused(staff: Staff, ruth: int, pin: str) -> None:
    with pytest.raises(BadInput, match="four to eight digits") as refused:
        staff.set_pin(ruth, pin, ruth)
    assert refused.value.field == "pin"


def test_five_wrong_ones_cost_five_minutes_that_outlast_a_restart(
    staff: Staff, database: Database, clock: FixedClock, ruth: int
) -> None:
    staff.set_pin(ruth, "4821", ruth)
    wrong_times(staff, ruth, 4)
    with pytest.raises(NotAllowed, match="after 09:05"):
        staff.check_pin(ruth, NOT_A_PIN)
    database.close()
    restarted = Staff(Database(database.path, KEY), clock)
    clock.advance(minutes=4, seconds=59)
    with pytest.raises(NotAllowed):
        restarted.check_pin(ruth, "4821")
    clock.advance(seconds=1)
    assert restarted.check_pin(ruth, "4821")
    wrong_times(restarted, ruth, 4)
    restarted._database.close()


def test_a_right_one_starts_the_count_again(staff: Staff, ruth: int) -> None:
    staff.set_pin(ruth, "4821", ruth)
    wrong_times(staff, ruth, 4)
    assert staff.check_pin(ruth, "4821")
    wrong_times(staff, ruth, 4)


def test_one_persons_wait_is_not_anothers(staff: Staff, database: Database, ruth: int) -> None:
    other = add_person(database, "Dr Ray")
    wrong_times(staff, ruth, 4)
    with pytest.raises(NotAllowed):
        staff.check_pin(ruth, NOT_A_PIN)
    wrong_times(staff, other, 4)


def test_a_set_pin_is_changed_only_by_who_knows_it_or_by_a_manager(
    staff: Staff, database: Database, ruth: int
) -> None:
    manager = add_person(database, "Kim Ode", "manager", treats=False)
    mia = add_person(database, "Mia Lane", "reception", treats=False)
    staff.set_pin(ruth, "4821", ruth)
    for by, why in ((mia, "Only a manager"), (ruth, "not the PIN")):
        with pytest.raises(NotAllowed, match=why):
            staff.set_pin(ruth, "1111", by)
    staff.set_pin(ruth, "2222", ruth, current="4821")
    staff.set_pin(ruth, "3333", manager)
    assert staff.check_pin(ruth, "3333")
