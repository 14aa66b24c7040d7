"""Who asks: what a command shows of a client, it shows to somebody who signed in for it."""

from __future__ import annotations

import getpass
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.clinic import Clinic
from clinic_desk.staff.people import PersonRecord
from clinic_desk.staff.sign_in import PasswordToChoose


@contextmanager
def signed_in(clinic: Clinic, named: str | None) -> Iterator[PersonRecord]:
    """Whoever `--as` names, by name or number, once their password was typed; out at the end.

    In the demo it is the receptionist, or who is named, without being asked. The password is
    asked for at the keyboard and nowhere else. Raises NotAllowed where nobody is named or there
    is no keyboard, BadInput for a name that nobody has, and what `SignIn.sign_in` raises.
    """
    if clinic.practice.read().demo:
        yield _named(clinic.staff.people(), named) if named else at_the_desk(clinic)
        return
    person = _named(clinic.sign_in.names(), named)
    if not sys.stdin.isatty():
        raise NotAllowed(
            "What belongs to a client is shown only to someone who signs in, and nobody can be "
            "asked for a password here.",
            next_step="Type the command at a terminal.",
        )
    _sign_in(clinic, person)
    try:
        yield person
    finally:
        clinic.sign_in.signed_out(person.id)


def _sign_in(clinic: Clinic, person: PersonRecord) -> None:
    typed = getpass.getpass(f"Password of {person.name}: ")
    try:
        clinic.sign_in.sign_in(person.id, typed)
    except PasswordToChoose as error:
        raise NotAllowed(error.what, next_step="Sign in once in the window first.") from error


def at_the_desk(clinic: Clinic) -> PersonRecord:
    """For what concerns no client: the receptionist, else the first there is.

    NotAllowed while the clinic has nobody.
    """
    people = clinic.staff.people()
    if not people:
        raise NotAllowed(
            "Nobody works at this clinic yet.", next_step="Open it in the window and enter people."
        )
    return next((each for each in people if each.role == "reception"), people[0])


def _named(people: Sequence[PersonRecord], named: str | None) -> PersonRecord:
    if not named:
        raise NotAllowed(
            "What belongs to a client is shown only to someone who signs in.",
            next_step="Say who with --as NAME.",
        )
    asked = _plain(named)
    found = [each for each in people if asked in (_plain(each.name), str(each.id))]
    if len(found) != 1:
        listed = ", ".join(f"{each.id} {each.name}" for each in people)
        what = "Nobody of that name works here." if not found else "Several have that name."
        raise BadInput("as", what, next_step=f"Name one of these: {listed}.")
    return found[0]


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
