"""Who may pass what the protocol refuses. Pure questions of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

Override = Literal["none", "reception", "clinician", "prescriber", "manager"]
Role = Literal["reception", "practitioner", "nurse_prescriber", "manager"]

ROLES = ("reception", "practitioner", "nurse_prescriber", "manager")
ROLE_WORDS: Mapping[str, str] = {
    "reception": "Receptionist",
    "practitioner": "Practitioner",
    "nurse_prescriber": "Nurse prescriber",
    "manager": "Manager",
}


class HasRole(Protocol):
    """What a role question needs to know of a person."""

    @property
    def role(self) -> str:
        """One of the four roles."""

    @property
    def prescriber(self) -> bool:
        """Whether this person prescribes."""

    @property
    def treats(self) -> bool:
        """Whether this person gives treatments."""


def is_clinician(person: HasRole) -> bool:
    """A practitioner or nurse prescriber, or whoever else treats and is not reception."""
    return person.role in ("practitioner", "nurse_prescriber") or (
        person.treats and person.role != "reception"
    )


def may_pass(person: HasRole, override: Override) -> bool:
    """Whether this person may pass a finding whose `override` is this; none passes nobody."""
    return {
        "none": False,
        "reception": True,
        "clinician": is_clinician(person),
        "prescriber": person.prescriber,
        "manager": person.role == "manager",
    }[override]
