"""PINs: kept hashed, five wrong ones cost five minutes."""

from __future__ import annotations

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.staff.people import Staff
from clinic_desk.staff.pin import check_new_pin, hash_pin, is_pin
from clinic_desk.staff.pin_proof import prove_pin
from clinic_desk.staff.tries import MustWait, WrongSecret
from tests.factories import KEY, add_person

RIGHT, WRONG = "4821", "0000"


@pytest.fixture
def staff(database: Database, clock: FixedClock, quick_hashing: None) -> Staff:
    return Staff(database, clock)


@pytest.fixture
def ruth(database: Database) -> int:
    return add_person(database)


def prove(staff: Staff, person: int, pin: str) -> None:
    """At the desk of person 1; for the sake of taking it over."""
    prove_pin(
        staff._database,
        staff._clock,
        person,
        pin,
        1,
        lambda act: note(act, "staff.switched", person),
    )


def wrong_times(staff: Staff, person: int, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongSecret, match="not the PIN"):
            prove(staff, person, WRONG)


def test_a_pin_is_kept_hashed_as_the_house_says() -> None:
    kept = hash_pin(RIGHT)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert is_pin(RIGHT, kept)


def test_a_pin_is_right_or_wrong(staff: Staff, ruth: int) -> None:
    assert staff.set_pin(ruth, RIGHT, ruth).setup
    assert staff.person(ruth).has_pin
    prove(staff, ruth, RIGHT)
    wrong_times(staff, ruth, 1)


def test_nobody_without_a_pin_gets_in(staff: Staff, ruth: int) -> None:
    for pin in ("", WRONG):
        with pytest.raises(NotAllowed, match="has no PIN"):
            prove(staff, ruth, pin)
    with pytest.raises(NotFound):
        prove(staff, 99, WRONG)


@pytest.mark.parametrize("pin", ["4711", "48215937", "0071", "2468", "3119", "20261"])
def test_four_to_eight_digits_are_a_pin(pin: str) -> None:
    check_new_pin(pin)


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12 34", "abcd", "12345\n", "١٢٣٤"])
def test_anything_else_is_refused(staff: Staff, ruth: int, pin: str) -> None:
    with pytest.raises(BadInput, match="four to eight digits") as refused:
        staff.set_pin(ruth, pin, ruth)
    assert refused.value.field == "pin"


@pytest.mark.parametrize(
    "pin", ["1234", "12345678", "0123", "7890", "4321", "0987", "0000", "1212", "123123", "1985",
            "2026", "2580", "0852"]
)  # fmt: skip
def test_what_anybody_would_try_within_five_guesses_is_no_pin(
    staff: Staff, ruth: int, pin: str
) -> None:
    with pytest.raises(BadInput, match="anybody would try") as refused:
        staff.set_pin(ruth, pin, ruth)
    assert refused.value.field == "pin"
    assert not staff.person(ruth).has_pin


def test_five_wrong_ones_cost_five_minutes_that_outlast_a_restart(
    staff: Staff, database: Database, clock: FixedClock, ruth: int
) -> None:
    staff.set_pin(ruth, RIGHT, ruth)
    wrong_times(staff, ruth, 4)
    with pytest.raises(MustWait, match="after 09:05"):
        prove(staff, ruth, WRONG)
    database.close()
    restarted = Staff(Database(database.path, KEY), clock)
    clock.advance(minutes=4, seconds=59)
    with pytest.raises(MustWait):
        prove(restarted, ruth, RIGHT)
    clock.advance(seconds=1)
    prove(restarted, ruth, RIGHT)
    wrong_times(restarted, ruth, 4)
    restarted._database.close()


def test_a_right_one_starts_the_count_again(staff: Staff, ruth: int) -> None:
    staff.set_pin(ruth, RIGHT, ruth)
    wrong_times(staff, ruth, 4)
    prove(staff, ruth, RIGHT)
    wrong_times(staff, ruth, 4)


def test_one_persons_wait_is_not_anothers(staff: Staff, database: Database, ruth: int) -> None:
    other = add_person(database, "Dr Ray", pin_hash=hash_pin(RIGHT))
    staff.set_pin(ruth, RIGHT, ruth)
    wrong_times(staff, ruth, 4)
    with pytest.raises(MustWait):
        prove(staff, ruth, WRONG)
    wrong_times(staff, other, 4)


def test_wrong_guesses_at_ones_own_are_counted_with_the_others(staff: Staff, ruth: int) -> None:
    staff.set_pin(ruth, RIGHT, ruth)
    wrong_times(staff, ruth, 4)
    with pytest.raises(MustWait):
        staff.set_pin(ruth, "7301", ruth, current=WRONG)


def test_a_set_pin_is_changed_only_by_who_knows_it_or_by_a_manager(
    staff: Staff, database: Database, ruth: int
) -> None:
    manager = add_person(database, "Kim Ode", "manager", treats=False)
    mia = add_person(database, "Mia Lane", "reception", treats=False)
    staff.set_pin(ruth, "4821", ruth)
    for by, why in ((mia, "Only a manager"), (ruth, "not the PIN")):
        with pytest.raises(NotAllowed, match=why):
            staff.set_pin(ruth, "7301", by)
    staff.set_pin(ruth, "6204", ruth, current="4821")
    staff.set_pin(ruth, "9517", manager)
    prove(staff, ruth, "9517")
