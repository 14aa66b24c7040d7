"""The first manager: without one nobody can sign in, so a clinic begins with making one."""

from __future__ import annotations

from clinic_desk.base.changes import Saved
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import PersonDraft, PersonRecord, Staff
from clinic_desk.staff.roles import ROLE_WORDS
from clinic_desk.staff.sign_in import SignIn


def make_first_manager(staff: Staff, sign_in: SignIn, manager: PersonDraft, password: str) -> Saved:
    """Keep the clinic's first manager, with the password they chose.

    Raises BadInput for what will not do, and nothing is written then; NotAllowed where the
    clinic has a manager who can sign in.
    """
    sign_in.check_new(password, manager.name)
    saved = staff.save(manager, FOUNDING)
    sign_in.set_password(saved.id, password, FOUNDING)
    return saved


def as_manager(person: PersonDraft) -> PersonDraft:
    """The same person with the role of a manager, who goes on treating and prescribing."""
    was = "" if person.role in ("reception", "manager") else ROLE_WORDS[person.role]
    return person._replace(role="manager", job_title=person.job_title or was)


def draft_of(person: PersonRecord) -> PersonDraft:
    """A person on file, as a draft to change."""
    return PersonDraft(**{name: getattr(person, name) for name in PersonDraft._fields})
