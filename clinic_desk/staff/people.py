"""The people who work at the clinic: who they are, what they give, and their PINs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.base.texts import check_texts
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.plain import add_row, add_rows, all_rows, change_rows
from clinic_desk.db.remembered import Remembered
from clinic_desk.db.transaction import Transaction
from clinic_desk.staff.access import A_MANAGER, Access
from clinic_desk.staff.permissions import May, needs
from clinic_desk.staff.pin import check_new_pin, hash_pin
from clinic_desk.staff.pin_proof import prove_pin
from clinic_desk.staff.roles import ROLE_WORDS, ROLES

_SETUP = Changes(setup=True)


class PersonRecord(NamedTuple):
    """One person, as kept."""

    id: int
    name: str
    role: str
    job_title: str = ""
    registration: str = ""
    prescriber: bool = False
    treats: bool = False
    home_room_id: int | None = None
    active: bool = True
    position: int = 0
    treatments: frozenset[str] = frozenset()
    """Codes of the treatments that this person gives."""
    has_pin: bool = False

    @property
    def shown_role(self) -> str:
        """The job title, else the role in words."""
        return self.job_title or ROLE_WORDS[self.role]

    @property
    def initials(self) -> str:
        """`RH`: of the first and the last word of the name."""
        words = self.name.split()
        return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()


class PersonDraft(NamedTuple):
    """A person to be kept; without an id, a new one."""

    name: str
    role: str
    id: int | None = None
    job_title: str = ""
    registration: str = ""
    prescriber: bool = False
    treats: bool = False
    home_room_id: int | None = None
    active: bool = True
    position: int = 0
    treatments: frozenset[str] = frozenset()


class Staff:
    """The clinic's people. Every `by` is the id of the person at the desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the clinic's database and its clock."""
        self._database = database
        self._clock = clock
        self._access = Access(database)
        self._names = Remembered(database, self._read_names, of=("person",))

    def names(self) -> Mapping[int, str]:
        """Everyone's name by id, whether still here or not."""
        return self._names()

    def _read_names(self) -> Mapping[int, str]:
        with self._database.reading() as moment:
            return dict(all_rows(moment, "SELECT id, name FROM person", ()))

    def people(self, active_only: bool = True) -> tuple[PersonRecord, ...]:
        """Everyone in the clinic's own order, with two statements."""
        with self._database.reading() as moment:
            given: dict[int, set[str]] = {}
            for person_id, treatment in all_rows(moment, _GIVEN, ()):
                given.setdefault(person_id, set()).add(treatment)
            rows = all_rows(moment, _PEOPLE, ())
        everyone = (_record(row, given.get(row[0], ())) for row in rows)
        return tuple(person for person in everyone if person.active or not active_only)

    def person(self, person_id: int) -> PersonRecord:
        """One person, whether still here or not; NotFound for an id of nobody."""
        with self._database.reading() as moment:
            return _found(moment, person_id)

    @needs(May.MANAGE)
    def save(self, draft: PersonDraft, by: int) -> Saved:
        """Keep a new or a changed person.

        Raises BadInput naming the field that will not do; NotFound for an id of nobody;
        NotAllowed where no manager who can sign in would be left.
        """
        _check(draft)
        with self._database.writing() as act:
            if draft.id is None:
                return self._add(act, draft, by)
            was = _found(act, draft.id)
            changed = tuple(name for name in _KEPT if getattr(was, name) != getattr(draft, name))
            if changed:
                with _a_manager_left(act):
                    _write(act, draft.id, draft)
                _note_changed(act, was, changed, by)
            return Saved(draft.id, _SETUP)

    def _add(self, act: Transaction, draft: PersonDraft, by: int) -> Saved:
        person_id = add_row(act, _ADD, _values(draft))
        _give(act, person_id, draft.treatments)
        filled = tuple(name for name in _KEPT if getattr(draft, name))
        note(act, "staff.added", by, subject=person_id, fields=filled)
        return Saved(person_id, _SETUP)

    @needs(May.MANAGE)
    def remove(self, person_id: int, by: int) -> Changes:
        """Take someone out of the calendar and off the desk; what they did stays on file.

        NotAllowed for the last manager who can sign in.
        """
        with self._database.writing() as act:
            if _found(act, person_id).active:
                with _a_manager_left(act):
                    change_rows(act, "UPDATE person SET active = 0 WHERE id = ?", (person_id,))
                note(act, "staff.removed", by, subject=person_id, fields=("active",))
        return _SETUP

    @needs(May.MANAGE, own="person_id")
    def set_pin(self, person_id: int, pin: str, by: int, current: str = "") -> Changes:
        """Give someone a PIN: oneself, or as a manager anybody.

        Whoever changes their own gives the one that is set as `current`, else WrongSecret,
        and MustWait after five in a row. BadInput for `pin` unless it is four to eight digits
        that are not among the first to be tried.
        """
        check_new_pin(pin)
        kept = hash_pin(pin)

        def keep(act: Transaction) -> None:
            change_rows(act, _SET_PIN, (kept, person_id))
            note(act, "staff.pin_set", by, subject=person_id, fields=("pin",))

        if person_id == by and self.person(person_id).has_pin:
            prove_pin(self._database, self._clock, person_id, current, by, keep)
        else:
            with self._database.writing() as act:
                _found(act, person_id)
                keep(act)
        return _SETUP


_COLUMNS = (
    "name",
    "role",
    "job_title",
    "registration",
    "prescriber",
    "treats",
    "home_room_id",
    "active",
    "position",
)
_KEPT = (*_COLUMNS, "treatments")
_RIGHTS = ("role", "prescriber", "treats", "active")
"""What decides what a person may do."""

_PERSON = f"SELECT id, {', '.join(_COLUMNS)}, pin_hash <> '' FROM person"
_PEOPLE = f"{_PERSON} ORDER BY position, id"
_ONE = f"{_PERSON} WHERE id = ?"
_GIVEN = "SELECT person_id, treatment FROM person_treatment"
_GIVEN_BY = "SELECT treatment FROM person_treatment WHERE person_id = ?"
_ADD = (
    f"INSERT INTO person ({', '.join(_COLUMNS)}, pin_hash, pin_wrong) "
    f"VALUES ({', '.join(f':{name}' for name in _COLUMNS)}, '', 0)"
)
_CHANGE = f"UPDATE person SET {', '.join(f'{name} = :{name}' for name in _COLUMNS)} WHERE id = :id"
_SET_PIN = "UPDATE person SET pin_hash = ?, pin_wrong = 0, pin_wait_until = NULL WHERE id = ?"
_GIVE = "INSERT INTO person_treatment (person_id, treatment) VALUES (?, ?)"
_GIVE_NONE = "DELETE FROM person_treatment WHERE person_id = ?"


@contextmanager
def _a_manager_left(act: Transaction) -> Iterator[None]:
    """NotAllowed where what is done within takes the last manager who can sign in."""
    there_was = _has_manager(act)
    yield
    if there_was and not _has_manager(act):
        raise NotAllowed(
            "The clinic needs a manager who can sign in, and this is the last one.",
            kept="Nothing was changed.",
            next_step="Make somebody else a manager first, with a password.",
        )


def _has_manager(act: Transaction) -> bool:
    return bool(all_rows(act, A_MANAGER, ()))


def _values(draft: PersonDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in _COLUMNS}


def _write(act: Transaction, person_id: int, draft: PersonDraft) -> None:
    """Put a draft into a person's row and what hangs on it."""
    change_rows(act, _CHANGE, _values(draft) | {"id": person_id})
    change_rows(act, _GIVE_NONE, (person_id,))
    _give(act, person_id, draft.treatments)


def _give(act: Transaction, person_id: int, treatments: Iterable[str]) -> None:
    add_rows(act, _GIVE, [(person_id, code) for code in sorted(treatments)])


def _note_changed(act: Transaction, was: PersonRecord, changed: tuple[str, ...], by: int) -> None:
    """What a person may do is an event of its own, so that it is found among the others."""
    rights = tuple(name for name in changed if name in _RIGHTS)
    rest = tuple(name for name in changed if name not in _RIGHTS)
    for what, names in (("staff.permissions_changed", rights), ("staff.changed", rest)):
        if names:
            before = {name: getattr(was, name) for name in names}
            note(act, what, by, subject=was.id, fields=names, before=before)


def _found(moment: Transaction, person_id: int) -> PersonRecord:
    rows = all_rows(moment, _ONE, (person_id,))
    if not rows:
        raise NotFound("This person is not on the list of staff.")
    return _record(rows[0], [code for (code,) in all_rows(moment, _GIVEN_BY, (person_id,))])


def _check(draft: PersonDraft) -> None:
    check_texts(name=draft.name, job_title=draft.job_title, registration=draft.registration)
    if not draft.name.strip():
        raise BadInput("name", "A person needs a name.")
    if draft.role not in ROLES:
        raise BadInput("role", "A person needs one of the four roles.")
    if draft.role == "reception" and (draft.prescriber or draft.treats):
        raise BadInput(
            "role",
            "Someone with the role of reception neither prescribes nor treats.",
            next_step="Choose another role.",
        )
    if draft.prescriber and not draft.registration.strip():
        raise BadInput("registration", "A prescriber needs a registration number.")
    if any(not code or code != "".join(code.split()) for code in draft.treatments):
        raise BadInput("treatments", "A treatment is named by its code.")


def _record(row: Sequence[Any], treatments: Iterable[str]) -> PersonRecord:
    id_, *columns, has_pin = row
    known = dict(zip(_COLUMNS, columns, strict=True))
    for name in ("prescriber", "treats", "active"):
        known[name] = bool(known[name])
    return PersonRecord(**known, id=id_, treatments=frozenset(treatments), has_pin=bool(has_pin))
