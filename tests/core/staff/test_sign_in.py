"""Signing in: passwords and PINs, what is counted and noted, and what a wait is worth."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, ClinicError, NotAllowed, NotFound
from clinic_desk.db.database import Database
from clinic_desk.staff import hashing
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.passwords import hash_password, is_password
from clinic_desk.staff.people import Staff
from clinic_desk.staff.pin import hash_pin
from clinic_desk.staff.practice import PracticeSettings
from clinic_desk.staff.sign_in import PasswordToChoose, SignIn
from clinic_desk.staff.tries import MustWait, WrongSecret
from tests.factories import KEY, add_person

GRACES, RUTHS = "violet harbour ladder", "copper meadow teapot"
GIVEN = "seven paper lanterns"
PIN = "4821"


class Desk(NamedTuple):
    """A clinic's sign-in with Grace Lam, its manager, and Ruth Holt, who has a PIN as well."""

    sign_in: SignIn
    database: Database
    clock: FixedClock
    grace: int
    ruth: int

    def events(self) -> list[tuple[str, int | None, int | None, str]]:
        with self.database.read() as session:
            rows = session.execute(
                text("SELECT act, person_id, subject_id, fields FROM audit_event ORDER BY id")
            )
            return [tuple(row) for row in rows]

    def wrong_times(self, times: int, person: int = 0) -> None:
        for _ in range(times):
            with pytest.raises(WrongSecret) as refused:
                self.sign_in.sign_in(person or self.ruth, "not that one")
            assert not isinstance(refused.value, MustWait)


def opened(database: Database, clock: FixedClock) -> SignIn:
    return SignIn(database, clock, Staff(database, clock), PracticeSettings(database))


@pytest.fixture
def desk(database: Database, clock: FixedClock, quick_hashing: None) -> Desk:
    sign_in = opened(database, clock)
    grace = add_person(database, "Grace Lam", "manager", treats=False)
    ruth = add_person(database, pin_hash=hash_pin(PIN))
    sign_in.set_password(grace, GRACES, FOUNDING)
    sign_in.set_password(ruth, GIVEN, grace)
    sign_in.sign_in(ruth, GIVEN, chosen=RUTHS)
    sign_in.signed_out(ruth)
    return Desk(sign_in, database, clock, grace, ruth)


@pytest.fixture
def restarted(desk: Desk) -> Iterator[Callable[[], Desk]]:
    """The same clinic in a program that was started anew."""
    opens: list[Database] = []

    def again() -> Desk:
        database = Database(desk.database.path, KEY, clock=desk.clock)
        opens.append(database)
        return desk._replace(database=database, sign_in=opened(database, desk.clock))

    yield again
    for database in opens:
        database.close()


def test_a_password_is_stretched_as_the_house_says_and_never_kept() -> None:
    kept = hash_password(RUTHS)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert is_password(RUTHS, kept)
    assert hash_password(RUTHS) != kept


def test_the_right_password_sits_down_and_is_noted(desk: Desk) -> None:
    assert desk.sign_in.sign_in(desk.ruth, RUTHS).name == "Ruth Holt"
    assert desk.events()[-1] == ("staff.signed_in", desk.ruth, None, "")


@pytest.mark.parametrize("typed", ["", RUTHS.upper(), RUTHS + " ", GRACES, "x" * 100_000, "\0"])
def test_any_other_is_wrong_and_noted_without_what_was_typed(desk: Desk, typed: str) -> None:
    with pytest.raises(WrongSecret, match="not the password") as refused:
        desk.sign_in.sign_in(desk.ruth, typed)
    assert not typed.strip() or typed not in str(refused.value)
    assert desk.events()[-1] == ("staff.sign_in_failed", None, desk.ruth, "")
    with desk.database.read() as session:
        assert session.execute(text("SELECT count(*) FROM audit_value")).scalar_one() == 0


def test_an_accent_typed_as_two_signs_is_the_same_password(desk: Desk) -> None:
    composed = "café négligé à Menton"
    desk.sign_in.sign_in(desk.ruth, RUTHS)
    desk.sign_in.change_password(unicodedata.normalize("NFD", composed), desk.ruth, RUTHS)
    assert desk.sign_in.sign_in(desk.ruth, composed)


def test_nobody_is_told_who_has_a_password(desk: Desk) -> None:
    mia = add_person(desk.database, "Mia Lane", "reception", treats=False)
    gone = add_person(desk.database, "Dr Ray", active=False)
    told = []
    for person in (desk.ruth, mia, gone):
        with pytest.raises(WrongSecret) as refused:
            desk.sign_in.sign_in(person, "not that one")
        told.append(str(refused.value))
    assert len(set(told)) == 1
    assert not desk.sign_in.has_password(mia)


def test_as_much_is_stretched_for_someone_without_a_password(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretched = []

    class Counting(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            stretched.append("hash")
            return super().hash(password, salt=salt)

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            stretched.append("verify")
            return bool(super().verify(hash, password))

    monkeypatch.setattr(hashing, "_hasher", lambda: Counting(1, 8, 1))
    mia = add_person(desk.database, "Mia Lane", "reception", treats=False)
    for person, once in ((desk.ruth, "verify"), (mia, "hash"), (99, "hash")):
        stretched.clear()
        with pytest.raises(WrongSecret):
            desk.sign_in.sign_in(person, "not that one")
        assert stretched == [once]


def test_who_was_removed_does_not_sign_in(desk: Desk) -> None:
    with desk.database.write(audited=False) as session:
        session.execute(text("UPDATE person SET active = 0 WHERE id = :id"), {"id": desk.ruth})
    assert [person.id for person in desk.sign_in.names()] == [desk.grace]
    with pytest.raises(WrongSecret):
        desk.sign_in.sign_in(desk.ruth, RUTHS)
    assert desk.events()[-1][0] == "staff.sign_in_failed"


def test_five_wrong_in_a_row_cost_five_minutes_that_outlast_a_restart(
    desk: Desk, restarted: Callable[[], Desk]
) -> None:
    desk.wrong_times(4)
    with pytest.raises(MustWait, match="after 09:05"):
        desk.sign_in.sign_in(desk.ruth, "not that one")
    desk.database.close()
    again = restarted()
    desk.clock.advance(minutes=4, seconds=59)
    with pytest.raises(MustWait):
        again.sign_in.sign_in(desk.ruth, RUTHS)
    assert again.events()[-1] == ("staff.sign_in_failed", None, desk.ruth, "wait")
    desk.clock.advance(seconds=1)
    assert again.sign_in.sign_in(desk.ruth, RUTHS)


def test_after_a_wait_there_are_five_tries_again(desk: Desk) -> None:
    for _ in range(2):
        desk.wrong_times(4)
        with pytest.raises(MustWait):
            desk.sign_in.sign_in(desk.ruth, "not that one")
        desk.clock.advance(minutes=5)


def test_wrong_ones_count_on_in_another_window(desk: Desk, restarted: Callable[[], Desk]) -> None:
    desk.wrong_times(2)
    restarted().wrong_times(2)
    with pytest.raises(MustWait):
        desk.sign_in.sign_in(desk.ruth, "not that one")


def test_wrong_ones_count_on_after_someone_else_signed_in(desk: Desk) -> None:
    desk.wrong_times(4)
    desk.sign_in.sign_in(desk.grace, GRACES)
    desk.wrong_times(4, desk.grace)
    with pytest.raises(MustWait):
        desk.sign_in.sign_in(desk.ruth, "not that one")


def test_a_right_one_starts_the_count_again(desk: Desk) -> None:
    desk.wrong_times(4)
    desk.sign_in.sign_in(desk.ruth, RUTHS)
    desk.wrong_times(4)


def test_a_try_counts_though_the_program_ended_before_it_was_looked_at(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(secret: str, kept: str) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("clinic_desk.staff.sign_in.is_password", pulled)
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                desk.sign_in.sign_in(desk.ruth, RUTHS)
    with pytest.raises(MustWait):
        desk.sign_in.sign_in(desk.ruth, RUTHS)


@pytest.mark.parametrize("moved", [timedelta(hours=-1), timedelta(days=-4000)])
def test_a_clock_set_back_never_makes_the_wait_longer_than_five_minutes(
    desk: Desk, moved: timedelta
) -> None:
    desk.wrong_times(4)
    with pytest.raises(MustWait):
        desk.sign_in.sign_in(desk.ruth, "not that one")
    desk.clock.advance(days=moved.days, seconds=moved.seconds)
    with pytest.raises(MustWait) as refused:
        desk.sign_in.sign_in(desk.ruth, RUTHS)
    assert refused.value.until == desk.clock.now() + timedelta(minutes=5)
    desk.clock.advance(minutes=5)
    assert desk.sign_in.sign_in(desk.ruth, RUTHS)


def test_a_hash_of_other_costs_is_made_anew_at_the_next_sign_in(desk: Desk) -> None:
    cheaper = PasswordHasher(1, 16, 1).hash(RUTHS)
    with desk.database.write(audited=False) as session:
        session.execute(
            text("UPDATE sign_in SET password_hash = :kept WHERE person_id = :id"),
            {"kept": cheaper, "id": desk.ruth},
        )
    desk.sign_in.sign_in(desk.ruth, RUTHS)
    with desk.database.read() as session:
        kept = session.execute(
            text("SELECT password_hash FROM sign_in WHERE person_id = :id"), {"id": desk.ruth}
        ).scalar_one()
    assert "m=8,t=1,p=1" in kept
    assert desk.sign_in.sign_in(desk.ruth, RUTHS)


# Passwords that are given, chosen and changed.


def test_a_given_password_opens_the_desk_only_with_one_of_ones_own(desk: Desk) -> None:
    desk.sign_in.set_password(desk.ruth, GIVEN, desk.grace)
    assert desk.sign_in.standing() == {desk.grace: "own", desk.ruth: "given"}
    before = desk.events()
    with pytest.raises(PasswordToChoose):
        desk.sign_in.sign_in(desk.ruth, GIVEN)
    for chosen in (GIVEN, "short", "Ruth Holt 2026"):
        with pytest.raises(BadInput) as refused:
            desk.sign_in.sign_in(desk.ruth, GIVEN, chosen=chosen)
        assert refused.value.field == "password"
    assert desk.events() == before
    assert desk.sign_in.sign_in(desk.ruth, GIVEN, chosen=RUTHS).id == desk.ruth
    assert [event[0] for event in desk.events()[-2:]] == ["staff.password_set", "staff.signed_in"]
    assert desk.sign_in.standing()[desk.ruth] == "own"
    with pytest.raises(WrongSecret):
        desk.sign_in.sign_in(desk.ruth, GIVEN)


def test_a_wrong_one_is_wrong_whatever_was_chosen_with_it(desk: Desk) -> None:
    desk.sign_in.set_password(desk.ruth, GIVEN, desk.grace)
    with pytest.raises(WrongSecret):
        desk.sign_in.sign_in(desk.ruth, "not that one", chosen=RUTHS)
    assert desk.sign_in.standing()[desk.ruth] == "given"


def test_ones_own_password_is_changed_by_who_knows_it(desk: Desk) -> None:
    new = "walnut ribbon seaside"
    with pytest.raises(WrongSecret):
        desk.sign_in.change_password(new, desk.ruth, "not that one")
    assert desk.events()[-1] == ("staff.sign_in_failed", desk.ruth, desk.ruth, "")
    assert desk.sign_in.change_password(new, desk.ruth, RUTHS).setup
    assert desk.events()[-1] == ("staff.password_set", desk.ruth, desk.ruth, "password")
    assert desk.sign_in.sign_in(desk.ruth, new)


def test_guesses_at_ones_own_password_are_counted_as_well(desk: Desk) -> None:
    desk.wrong_times(4)
    with pytest.raises(MustWait):
        desk.sign_in.change_password("walnut ribbon seaside", desk.ruth, "not that one")


@pytest.mark.parametrize(
    "password", ["", "elevenchars", "password1234", "Ruth Holt 1999", " seven paper lanterns"]
)
def test_a_password_that_is_easily_guessed_is_refused(desk: Desk, password: str) -> None:
    with pytest.raises(BadInput) as refused:
        desk.sign_in.change_password(password, desk.ruth, RUTHS)
    assert refused.value.field == "password"
    with pytest.raises(BadInput) as refused:
        desk.sign_in.set_password(desk.ruth, password, desk.grace)
    assert refused.value.field == "password"
    assert desk.sign_in.sign_in(desk.ruth, RUTHS)


def test_a_manager_gives_a_password_and_ends_a_wait_by_it(desk: Desk) -> None:
    desk.wrong_times(4)
    with pytest.raises(MustWait):
        desk.sign_in.sign_in(desk.ruth, "not that one")
    assert desk.sign_in.set_password(desk.ruth, GIVEN, desk.grace).setup
    assert desk.events()[-1] == ("staff.password_set", desk.grace, desk.ruth, "password")
    assert desk.sign_in.sign_in(desk.ruth, GIVEN, chosen="walnut ribbon seaside")


def test_nobody_else_gives_one(desk: Desk) -> None:
    other = add_person(desk.database, "Dr Ray", "practitioner", active=False)
    refusals: list[tuple[int, int, type[ClinicError]]] = [
        (desk.grace, desk.ruth, NotAllowed),
        (desk.grace, FOUNDING, NotAllowed),
        (desk.grace, desk.grace, NotAllowed),
        (other, desk.grace, NotFound),
        (99, desk.grace, NotFound),
    ]
    before = desk.events()
    for person, by, kind in refusals:
        with pytest.raises(kind):
            desk.sign_in.set_password(person, GIVEN, by)
    assert desk.events() == before


def test_whoever_has_none_is_given_one_and_sets_none(desk: Desk) -> None:
    mia = add_person(desk.database, "Mia Lane", "reception", treats=False)
    with pytest.raises(NotAllowed, match="no password yet"):
        desk.sign_in.change_password(RUTHS, mia, "")


def test_the_founders_password_is_their_own_and_only_a_managers(
    database: Database, clock: FixedClock, quick_hashing: None
) -> None:
    sign_in = opened(database, clock)
    nurse = add_person(database)
    with pytest.raises(NotAllowed, match="manager"):
        sign_in.set_password(nurse, GIVEN, FOUNDING)
    grace = add_person(database, "Grace Lam", "manager")
    sign_in.set_password(grace, GRACES, FOUNDING)
    assert sign_in.standing() == {grace: "own"}
    with pytest.raises(NotAllowed):
        sign_in.set_password(grace, GIVEN, FOUNDING)
    assert sign_in.sign_in(grace, GRACES)


# Locking, and taking the desk over with a PIN.


def test_a_pin_takes_an_unlocked_desk_over(desk: Desk) -> None:
    desk.sign_in.sign_in(desk.grace, GRACES)
    assert desk.sign_in.switch(desk.ruth, PIN, desk.grace).id == desk.ruth
    assert desk.events()[-1] == ("staff.switched", desk.ruth, desk.grace, "")


def test_a_wrong_pin_is_noted_by_whose_desk_it_is(desk: Desk) -> None:
    desk.sign_in.sign_in(desk.grace, GRACES)
    with pytest.raises(WrongSecret, match="not the PIN"):
        desk.sign_in.switch(desk.ruth, "0000", desk.grace)
    assert desk.events()[-1] == ("staff.pin_failed", desk.grace, desk.ruth, "")


def test_five_wrong_pins_cost_five_minutes_and_leave_the_password_be(
    desk: Desk, restarted: Callable[[], Desk]
) -> None:
    desk.sign_in.sign_in(desk.grace, GRACES)
    for _ in range(4):
        with pytest.raises(WrongSecret, match="not the PIN"):
            desk.sign_in.switch(desk.ruth, "0000", desk.grace)
    with pytest.raises(MustWait, match="wrong PINs"):
        desk.sign_in.switch(desk.ruth, "0000", desk.grace)
    again = restarted()
    again.sign_in.sign_in(desk.grace, GRACES)
    desk.clock.advance(minutes=4, seconds=59)
    with pytest.raises(MustWait):
        again.sign_in.switch(desk.ruth, PIN, desk.grace)
    assert again.sign_in.sign_in(desk.ruth, RUTHS)
    again.sign_in.sign_in(desk.grace, GRACES)
    desk.clock.advance(seconds=1)
    assert again.sign_in.switch(desk.ruth, PIN, desk.grace)


def test_no_pin_opens_a_desk_that_nobody_is_signed_in_at(desk: Desk) -> None:
    def refused(from_id: int) -> None:
        with pytest.raises(NotAllowed, match="only while somebody is signed in"):
            desk.sign_in.switch(desk.ruth, PIN, from_id)

    refused(desk.grace)
    desk.sign_in.sign_in(desk.grace, GRACES)
    refused(desk.ruth)
    desk.sign_in.locked(desk.grace, "idle")
    assert desk.events()[-1] == ("staff.locked", desk.grace, None, "idle")
    refused(desk.grace)
    desk.sign_in.unlock(desk.grace, GRACES)
    assert desk.events()[-1] == ("staff.unlocked", desk.grace, None, "")
    assert desk.sign_in.switch(desk.ruth, PIN, desk.grace)
    desk.sign_in.signed_out(desk.ruth)
    assert desk.events()[-1] == ("staff.signed_out", desk.ruth, None, "")
    refused(desk.ruth)


def test_nobody_without_a_pin_takes_the_desk_over(desk: Desk) -> None:
    desk.sign_in.sign_in(desk.ruth, RUTHS)
    with pytest.raises(NotAllowed, match="Grace Lam has no PIN"):
        desk.sign_in.switch(desk.grace, "", desk.ruth)


def test_someone_else_signs_in_at_a_locked_desk(desk: Desk) -> None:
    desk.sign_in.sign_in(desk.grace, GRACES)
    desk.sign_in.locked(desk.grace, "key")
    with pytest.raises(WrongSecret):
        desk.sign_in.unlock(desk.ruth, GRACES)
    assert desk.sign_in.unlock(desk.ruth, RUTHS).id == desk.ruth
    assert desk.events()[-1] == ("staff.signed_in", desk.ruth, None, "")


def test_a_role_that_was_changed_is_the_one_that_signs_in(desk: Desk) -> None:
    staff = Staff(desk.database, desk.clock)
    assert desk.sign_in.sign_in(desk.ruth, RUTHS).role == "nurse_prescriber"
    with desk.database.write(audited=False) as session:
        session.execute(
            text("UPDATE person SET role = 'practitioner', name = 'Ruth Hale' WHERE id = :id"),
            {"id": desk.ruth},
        )
    found = desk.sign_in.sign_in(desk.ruth, RUTHS)
    assert (found.role, found.name) == ("practitioner", "Ruth Hale")
    assert found == staff.person(desk.ruth)._replace()
