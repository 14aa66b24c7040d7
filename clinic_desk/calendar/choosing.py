"""Who, where and with what a visit could be, in the order in which to try them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from clinic_desk.base.errors import BadInput
from clinic_desk.calendar.hours_records import PlaceRecord
from clinic_desk.calendar.plan import Plan
from clinic_desk.calendar.records import Draft
from clinic_desk.staff.people import PersonRecord
from clinic_desk.treatments.catalogue import Treatment


def people_for(
    draft: Draft, treatment: Treatment, people: Sequence[PersonRecord], stands: Plan | None
) -> tuple[PersonRecord, ...]:
    """The person asked for, else the visit's own, else all who give the treatment, in order.

    Someone who does not give it cannot be chosen, with a reason or without: BadInput.
    The person of a visit that stands is not questioned while the treatment stays.
    """
    givers = tuple(p for p in people if p.active and p.treats and treatment.code in p.treatments)
    asked = draft.person_id or (stands.person_id if stands else None)
    if asked is None:
        if not givers:
            raise BadInput("treatment", f"Nobody here gives {_named(treatment)}.")
        return givers
    person = next((p for p in people if p.id == asked), None)
    if person is not None and (person in givers or _unchanged(stands, treatment, person.id)):
        return (person,)
    if draft.person_id is None and givers:
        return givers
    who = person.name if person else "This person"
    raise BadInput("person_id", f"{who} does not give {_named(treatment)}.")


def _unchanged(stands: Plan | None, treatment: Treatment, person_id: int) -> bool:
    return (
        stands is not None and stands.treatment == treatment.code and stands.person_id == person_id
    )


def rooms_for(
    draft: Draft,
    treatment: Treatment,
    person: PersonRecord,
    rooms: Sequence[PlaceRecord],
    stands: Plan | None,
) -> tuple[PlaceRecord | None, ...]:
    """The room asked for, else the visit's own, else the person's home room, then the others.

    Only rooms that suit the treatment: BadInput for another, or where none does. A
    treatment that needs no room has one only if it is asked for.
    """
    suited = _suiting(rooms, treatment)
    suited.sort(key=lambda room: room.id != person.home_room_id)
    stays = stands if stands is not None and stands.person_id == person.id else None
    own = stays.room_id if stays else None
    if draft.room_id is not None:
        return (_asked("room_id", draft.room_id, suited, rooms, treatment, stands),)
    return _open_choice("room", own, suited, treatment, treatment.needs_room)


def devices_for(
    draft: Draft, treatment: Treatment, devices: Sequence[PlaceRecord], stands: Plan | None
) -> tuple[PlaceRecord | None, ...]:
    """The device asked for, else the visit's own, else all that suit; as for rooms."""
    suited = _suiting(devices, treatment)
    own = stands.device_id if stands else None
    if draft.device_id is not None:
        return (_asked("device_id", draft.device_id, suited, devices, treatment, stands),)
    return _open_choice("device", own, suited, treatment, treatment.needs_device)


def _suiting(places: Sequence[PlaceRecord], treatment: Treatment) -> list[PlaceRecord]:
    return [place for place in places if place.active and treatment.code in place.treatments]


def _asked(
    field: str,
    asked: int,
    suited: Sequence[PlaceRecord],
    known: Sequence[PlaceRecord],
    treatment: Treatment,
    stands: Plan | None,
) -> PlaceRecord:
    place = next((place for place in known if place.id == asked), None)
    stays = stands is not None and stands.treatment == treatment.code
    held = stays and getattr(stands, field) == asked
    if place is not None and (place in suited or held):
        return place
    name = place.name if place else "This place"
    raise BadInput(field, f"{name} does not suit {_named(treatment)}.")


def _open_choice(
    what: str, own: int | None, suited: Sequence[PlaceRecord], treatment: Treatment, needed: bool
) -> tuple[PlaceRecord | None, ...]:
    if not needed:
        return (None,)
    if not suited:
        raise BadInput(
            "treatment",
            f"No {what} here suits {_named(treatment)}.",
            next_step="Settings says what each one suits.",
        )
    kept = tuple(place for place in suited if place.id == own)
    return kept or tuple(suited)


def _named(treatment: Treatment) -> str:
    name = treatment.short_name
    return name[:1].lower() + name[1:]
