"""What each role may do. Pure questions of a person; `needs` says it beside each use case."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from clinic_desk.staff.roles import HasRole, is_clinician

if TYPE_CHECKING:
    from clinic_desk.staff.access import HasAccess


class May(StrEnum):
    """One thing that a person may do or not."""

    DESK = "desk"
    """Find clients, see names, contact and visits, book, answer calls, print."""
    CLINICAL = "clinical"
    """Read what is clinical: allergies, flags, health answers, what findings rest on."""
    TREAT = "treat"
    """Write what is clinical."""
    PRESCRIBE = "prescribe"
    """Sign the protocol."""
    MANAGE = "manage"
    """People and passwords, settings, hours of work, the key, restoring, the audit."""


REFUSALS: Mapping[May, str] = {
    May.DESK: "Only someone who works here may do this.",
    May.CLINICAL: "This is for those who treat.",
    May.TREAT: "Only someone who treats may do this.",
    May.PRESCRIBE: "Only a prescriber may do this.",
    May.MANAGE: "Only a manager may do this.",
}
"""What is said to whoever may not."""


def may(person: HasRole, permission: May) -> bool:
    """Whether a person of this role may do this.

    A manager reads what is clinical, as complaints and requests for a record come to them;
    each reading is logged. Writing it takes someone who treats.
    """
    return {
        May.DESK: True,
        May.CLINICAL: is_clinician(person) or person.role == "manager" or person.prescriber,
        May.TREAT: is_clinician(person),
        May.PRESCRIBE: person.prescriber,
        May.MANAGE: person.role == "manager",
    }[permission]


Room = TypeVar("Room", bound="HasAccess")
Given = ParamSpec("Given")
Result = TypeVar("Result")
UseCase = Callable[Concatenate[Room, Given], Result]


def needs(
    permission: May, *, own: str = ""
) -> Callable[[UseCase[Room, Given, Result]], UseCase[Room, Given, Result]]:
    """Let a use case be done only by whoever may; `by` among its arguments says who it is.

    `own` names the argument with the id of the person it is done to: to oneself anyone
    who works here may do it.

    The room holds an `Access` as `_access`. NotAllowed is raised before anything is read.
    The function carries what it needs as `needs`, for the test that asks every use case
    for every role.
    """

    def dress(act: UseCase[Room, Given, Result]) -> UseCase[Room, Given, Result]:
        names = list(inspect.signature(act).parameters)
        place = names.index("by") - 1
        whose = names.index(own) - 1 if own else place

        @functools.wraps(act)
        def checked(room: Room, *given: Given.args, **named: Given.kwargs) -> Result:
            if "by" not in named and len(given) <= place:
                raise TypeError(f"nobody is named as who asks for {act.__name__}")
            by: Any = named["by"] if "by" in named else given[place]
            to: Any = named[own] if own in named else given[whose] if own else None
            room._access.check(by, May.DESK if to == by else permission)
            return act(room, *given, **named)

        checked.needs = permission  # type: ignore[attr-defined]
        return cast("UseCase[Room, Given, Result]", checked)

    return dress
