"""Signing in: who is at this desk, proven by a password, or by a PIN while the desk is unlocked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.plain import all_rows, change_rows
from clinic_desk.db.transaction import Transaction
from clinic_desk.staff.access import FOUNDING, Access
from clinic_desk.staff.hashing import is_outdated
from clinic_desk.staff.passwords import check_new_password, hash_password, is_password
from clinic_desk.staff.people import PersonRecord, Staff
from clinic_desk.staff.permissions import May, needs
from clinic_desk.staff.pin_proof import prove_pin
from clinic_desk.staff.practice import PracticeSettings
from clinic_desk.staff.tries import PASSWORDS, MustWait

WhyLocked = Literal["key", "idle", "system"]
Standing = Literal["own", "given"]
"""A password that the person chose, or one that a manager gave and that opens the desk once."""

_SETUP = Changes(setup=True)
_STANDING = "SELECT person_id, must_change FROM sign_in WHERE password_hash <> ''"
_KEPT = (
    "SELECT person.active, sign_in.password_hash, sign_in.must_change FROM person "
    "LEFT JOIN sign_in ON sign_in.person_id = person.id WHERE person.id = ?"
)
_MAKE_ROW = (
    "INSERT INTO sign_in (person_id, password_hash, must_change, wrong) "
    "SELECT id, '', 0, 0 FROM person WHERE id = ? ON CONFLICT (person_id) DO NOTHING"
)
_SET_HASH = "UPDATE sign_in SET password_hash = ? WHERE person_id = ?"
_SET_PASSWORD = "UPDATE sign_in SET password_hash = ?, must_change = ? WHERE person_id = ?"


class PasswordToChoose(NotAllowed):
    """The password is right, but a manager gave it: one of the person's own must be chosen."""

    def __init__(self) -> None:
        """The same sentence for everyone."""
        super().__init__(
            "The password you were given opens the desk once.",
            next_step="Choose one that only you know.",
        )


class _Kept(NamedTuple):
    """What is kept of a person's password; empty where there is none."""

    hash: str = ""
    must_change: bool = False
    is_somebody: bool = False
    """Whether there is a person of that number, who may have left."""


class SignIn:
    """Lets people in, one desk a program. Every wrong secret is counted and noted, and nothing
    that was typed is."""

    def __init__(
        self, database: Database, clock: Clock, staff: Staff, practice: PracticeSettings
    ) -> None:
        """Nobody is signed in."""
        self._database = database
        self._clock = clock
        self._staff = staff
        self._practice = practice
        self._access = Access(database)
        self._at_desk: int | None = None
        self._is_locked = False

    @property
    def at_desk(self) -> int | None:
        """The id of whoever proved last who they are, be the desk locked since; None for nobody."""
        return self._at_desk

    def names(self) -> tuple[PersonRecord, ...]:
        """Who may sign in: everyone who works here, in the clinic's own order."""
        return self._staff.people()

    def standing(self) -> Mapping[int, Standing]:
        """Whose password is their own and whose was given; who has none is not among them."""
        with self._database.reading() as moment:
            rows = all_rows(moment, _STANDING, ())
        return {person_id: "given" if must_change else "own" for person_id, must_change in rows}

    def is_founded(self) -> bool:
        """Whether there is a manager who can sign in; without one somebody is made it first."""
        return self._access.is_founded()

    def has_password(self, person_id: int) -> bool:
        """Whether this person has a password, their own or a given one."""
        return person_id in self.standing()

    def check_new(self, password: str, name: str, current: str = "") -> None:
        """BadInput for `password` where somebody of that name may not choose it."""
        if password and password == current:
            raise BadInput(
                "password", "That is the password there is.", next_step="Choose another."
            )
        check_new_password(password, (name, self._practice.read().name))

    def sign_in(self, person_id: int, password: str, chosen: str = "") -> PersonRecord:
        """Sit down at the desk.

        Raises WrongSecret for a wrong password, someone without one or someone who works here
        no more, all alike; MustWait after five in a row. A given password alone raises
        PasswordToChoose: `chosen` is then the person's own, or BadInput says why it will not do.
        """
        return self._enter(person_id, password, chosen, "staff.signed_in")

    def unlock(self, person_id: int, password: str, chosen: str = "") -> PersonRecord:
        """Unlock the desk; raises what `sign_in` raises. Someone else signs in by it."""
        is_theirs = self._is_locked and person_id == self._at_desk
        act = "staff.unlocked" if is_theirs else "staff.signed_in"
        return self._enter(person_id, password, chosen, act)

    def switch(self, person_id: int, pin: str, from_id: int) -> PersonRecord:
        """Take the desk over from whoever is signed in at it, with a PIN.

        Raises NotAllowed at a locked desk, where `from_id` is not who is signed in, and for a
        person without a PIN; WrongSecret and MustWait as `sign_in` does.
        """
        if self._is_locked or self._at_desk is None or from_id != self._at_desk:
            raise NotAllowed(
                "A PIN takes the desk over only while somebody is signed in at it.",
                next_step="Sign in with the password.",
            )

        def taken_over(act: Transaction) -> None:
            note(act, "staff.switched", person_id, subject=from_id)

        prove_pin(self._database, self._clock, person_id, pin, from_id, taken_over)
        return self._seated(person_id)

    def locked(self, person_id: int, why: WhyLocked) -> None:
        """Note that the desk of this person is locked; from now on no PIN takes it over."""
        self._is_locked = True
        with self._database.writing() as act:
            note(act, "staff.locked", person_id, fields=(why,))

    def signed_out(self, person_id: int) -> None:
        """Note that this person left; nobody is at the desk."""
        self._at_desk, self._is_locked = None, False
        with self._database.writing() as act:
            note(act, "staff.signed_out", person_id)

    @needs(May.DESK)
    def change_password(self, password: str, by: int, current: str) -> Changes:
        """Change one's own password.

        Raises WrongSecret or MustWait for a wrong `current`, BadInput for a `password` that is
        easily guessed or the same as before; NotAllowed for whoever has none yet.
        """
        person = self._staff.person(by)
        self.check_new(password, person.name, current)
        if not self.has_password(by):
            raise NotAllowed("You have no password yet.", next_step="A manager gives you one.")
        kept = self._begin_password(by)
        right = is_password(current, kept.hash)
        new = hash_password(password) if right else ""
        with self._database.writing() as act:
            if right and _kept(act, by).hash == kept.hash:
                _keep(act, by, new, by)
                refusal = None
            else:
                refusal = PASSWORDS.end_wrong(act, by, self._clock.now())
                note(act, "staff.sign_in_failed", by, subject=by)
        if refusal is not None:
            raise refusal
        return _SETUP

    @needs(May.MANAGE)
    def set_password(self, person_id: int, password: str, by: int) -> Changes:
        """Give someone else a password, which they change when they first sign in with it.

        While the clinic is being founded it is the manager's own and stays. Raises BadInput
        for a `password` that is easily guessed, NotAllowed for one's own, NotFound for whoever
        does not work here.
        """
        person = self._staff.person(person_id)
        if not person.active:
            raise NotFound(f"{person.name} does not work here any more.")
        if person_id == by:
            raise NotAllowed("Your own password is changed with the one you have now.")
        if by == FOUNDING and person.role != "manager":
            raise NotAllowed("The first who has a password is the manager.")
        self.check_new(password, person.name)
        new = hash_password(password)
        with self._database.writing() as act:
            _make_row(act, person_id)
            _keep(act, person_id, new, by or person_id, must_change=by != FOUNDING)
        return _SETUP

    def _enter(self, person_id: int, password: str, chosen: str, act: str) -> PersonRecord:
        """Prove a password and note how it came out."""
        kept = self._begin_password(person_id)
        right = is_password(password, kept.hash)
        if not right:
            raise self._wrong(person_id)
        if kept.must_change:
            self._check_chosen(person_id, password, chosen)
            new = hash_password(chosen)
        else:
            new = hash_password(password) if is_outdated(kept.hash) else kept.hash
        with self._database.writing() as opened:
            is_still_so = _kept(opened, person_id).hash == kept.hash
            if is_still_so and kept.must_change:
                _keep(opened, person_id, new, person_id)
            elif is_still_so:
                change_rows(opened, _SET_HASH, (new, person_id))
                PASSWORDS.end_right(opened, person_id)
            if is_still_so:
                note(opened, act, person_id)
        if not is_still_so:
            raise self._wrong(person_id)
        return self._seated(person_id)

    def _begin_password(self, person_id: int) -> _Kept:
        """Count a try; what is kept of the password, or MustWait.

        Nothing is kept of those who do not work here, so that their right password is wrong.
        """
        # Not an event yet: what comes of the try is noted with it.
        with self._database.writing(audited=False) as act:
            _make_row(act, person_id)
            kept, until = _kept(act, person_id), None
            if kept.is_somebody:
                until = PASSWORDS.begin(act, person_id, self._clock.now())
            if until is not None:
                note(act, "staff.sign_in_failed", None, subject=person_id, fields=("wait",))
        if until is not None:
            raise MustWait(PASSWORDS.called, until)
        return kept

    def _wrong(self, person_id: int) -> NotAllowed:
        """Note a wrong password; what is said of it."""
        with self._database.writing() as act:
            note(act, "staff.sign_in_failed", None, subject=person_id)
            return PASSWORDS.end_wrong(act, person_id, self._clock.now())

    def _check_chosen(self, person_id: int, given: str, chosen: str) -> None:
        """PasswordToChoose or BadInput unless `chosen` may take the place of the given one."""
        try:
            if not chosen:
                raise PasswordToChoose
            self.check_new(chosen, self._staff.person(person_id).name, given)
        except (PasswordToChoose, BadInput):
            with self._database.writing(audited=False) as act:
                PASSWORDS.end_right(act, person_id)
            raise

    def _seated(self, person_id: int) -> PersonRecord:
        self._at_desk, self._is_locked = person_id, False
        return self._staff.person(person_id)


def _make_row(act: Transaction, person_id: int) -> None:
    """The person's row, where there is a person and no row yet."""
    change_rows(act, _MAKE_ROW, (person_id,))


def _kept(act: Transaction, person_id: int) -> _Kept:
    """What is kept; nothing of those who do not work here."""
    rows = all_rows(act, _KEPT, (person_id,))
    if not rows:
        return _Kept()
    active, password_hash, must_change = rows[0]
    if not active:
        return _Kept(is_somebody=True)
    return _Kept(password_hash or "", bool(must_change), is_somebody=True)


def _keep(
    act: Transaction, person_id: int, password_hash: str, by: int, *, must_change: bool = False
) -> None:
    """Keep a new password and begin to count anew."""
    change_rows(act, _SET_PASSWORD, (password_hash, must_change, person_id))
    PASSWORDS.end_right(act, person_id)
    note(act, "staff.password_set", by, subject=person_id, fields=("password",))
