"""The people who work at the clinic: who they are, what they give, and their PINs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.base.texts import check_texts
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.plain import all_rows
from clinic_desk.db.remembered import Remembered
from clinic_desk.staff.access import MANAGERS, Access
from clinic_desk.staff.models import ROLES, Person, PersonTreatment
from clinic_desk.staff.permissions import May, needs
from clinic_desk.staff.pin import check_pin_shape, hash_pin
from clinic_desk.staff.pin_proof import prove_pin
from clinic_desk.staff.roles import ROLE_WORDS

_SETUP = Changes(setup=True)


@dataclass(frozen=True)
class PersonRecord:
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


@dataclass(frozen=True)
class PersonDraft:
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
        self._names = Remembered(database, self._read_names, of=(Person.__tablename__,))

    def names(self) -> Mapping[int, str]:
        """Everyone's name by id, whether still here or not."""
        return self._names()

    def _read_names(self) -> Mapping[int, str]:
        with self._database.reading() as connection:
            return dict(all_rows(connection, "SELECT id, name FROM person", ()))

    def people(self, active_only: bool = True) -> tuple[PersonRecord, ...]:
        """Everyone in the clinic's own order, with two statements."""
        chosen = select(Person).order_by(Person.position, Person.id)
        if active_only:
            chosen = chosen.where(Person.active)
        with self._database.read() as session:
            given: dict[int, set[str]] = {}
            for row in session.execute(
                select(PersonTreatment.person_id, PersonTreatment.treatment)
            ):
                given.setdefault(row.person_id, set()).add(row.treatment)
            return tuple(_record(row, given.get(row.id, ())) for row in session.scalars(chosen))

    def person(self, person_id: int) -> PersonRecord:
        """One person, whether still here or not; NotFound for an id of nobody."""
        chosen = select(PersonTreatment.treatment).where(PersonTreatment.person_id == person_id)
        with self._database.read() as session:
            return _record(_found(session, person_id), session.scalars(chosen))

    @needs(May.MANAGE)
    def save(self, draft: PersonDraft, by: int) -> Saved:
        """Keep a new or a changed person.

        Raises BadInput naming the field that will not do; NotFound for an id of nobody;
        NotAllowed where no manager who can sign in would be left.
        """
        _check(draft)
        with self._database.write() as session:
            if draft.id is None:
                return self._add(session, draft, by)
            person = _found(session, draft.id)
            was = _draft_of(person, _given(session, draft.id))
            changed = tuple(name for name in _KEPT if getattr(was, name) != getattr(draft, name))
            with _a_manager_left(session):
                _write(session, person, draft, changed)
            _note_changed(session, was, changed, by)
            return Saved(draft.id, _SETUP)

    def _add(self, session: Session, draft: PersonDraft, by: int) -> Saved:
        person = Person()
        _write(session, person, draft, _KEPT)
        filled = tuple(name for name in _KEPT if getattr(draft, name))
        note(session, "staff.added", by, subject=person.id, fields=filled)
        return Saved(person.id, _SETUP)

    @needs(May.MANAGE)
    def remove(self, person_id: int, by: int) -> Changes:
        """Take someone out of the calendar and off the desk; what they did stays on file.

        NotAllowed for the last manager who can sign in.
        """
        with self._database.write() as session:
            person = _found(session, person_id)
            if person.active:
                with _a_manager_left(session):
                    person.active = False
                note(session, "staff.removed", by, subject=person_id, fields=("active",))
        return _SETUP

    @needs(May.MANAGE, own="person_id")
    def set_pin(self, person_id: int, pin: str, by: int, current: str = "") -> Changes:
        """Give someone a PIN: oneself, or as a manager anybody.

        Whoever changes their own gives the one that is set as `current`, else WrongSecret,
        and MustWait after five in a row. BadInput for `pin` unless it is four to eight digits.
        """
        check_pin_shape(pin)
        kept = hash_pin(pin)

        def keep(session: Session, person: Person) -> None:
            person.pin_hash, person.pin_wrong, person.pin_wait_until = kept, 0, None
            note(session, "staff.pin_set", by, subject=person_id, fields=("pin",))

        if person_id == by and self.person(person_id).has_pin:
            prove_pin(self._database, self._clock, person_id, current, by, keep)
        else:
            with self._database.write() as session:
                keep(session, _found(session, person_id))
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


@contextmanager
def _a_manager_left(session: Session) -> Iterator[None]:
    """NotAllowed where what is done within takes the last manager who can sign in."""
    there_was = _has_manager(session)
    yield
    session.flush()
    if there_was and not _has_manager(session):
        raise NotAllowed(
            "The clinic needs a manager who can sign in, and this is the last one.",
            kept="Nothing was changed.",
            next_step="Make somebody else a manager first, with a password.",
        )


def _has_manager(session: Session) -> bool:
    return session.execute(MANAGERS.limit(1)).first() is not None


def _write(session: Session, person: Person, draft: PersonDraft, changed: Iterable[str]) -> None:
    """Put the named fields of a draft into a person's row and what hangs on it."""
    changed = set(changed)
    for name in changed - {"treatments"}:
        setattr(person, name, getattr(draft, name))
    session.add(person)
    session.flush()
    if "treatments" in changed:
        session.execute(delete(PersonTreatment).where(PersonTreatment.person_id == person.id))
        session.add_all(
            PersonTreatment(person_id=person.id, treatment=code)
            for code in sorted(draft.treatments)
        )


def _note_changed(session: Session, was: PersonDraft, changed: tuple[str, ...], by: int) -> None:
    """What a person may do is an event of its own, so that it is found among the others."""
    rights = tuple(name for name in changed if name in _RIGHTS)
    rest = tuple(name for name in changed if name not in _RIGHTS)
    for act, names in (("staff.permissions_changed", rights), ("staff.changed", rest)):
        if names:
            before = {name: getattr(was, name) for name in names}
            note(session, act, by, subject=was.id, fields=names, before=before)


def _given(session: Session, person_id: int) -> frozenset[str]:
    chosen = select(PersonTreatment.treatment).where(PersonTreatment.person_id == person_id)
    return frozenset(session.scalars(chosen))


def _draft_of(person: Person, treatments: frozenset[str]) -> PersonDraft:
    columns = {name: getattr(person, name) for name in _COLUMNS}
    return PersonDraft(**columns, id=person.id, treatments=treatments)


def _found(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("This person is not on the list of staff.")
    return person


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


def _record(person: Person, treatments: Iterable[str]) -> PersonRecord:
    return PersonRecord(
        **{name: getattr(person, name) for name in _COLUMNS},
        id=person.id,
        treatments=frozenset(treatments),
        has_pin=bool(person.pin_hash),
    )
