"""Rooms and devices: what there is and what it suits.

People, rooms and devices follow one rule: each gives or suits the treatments that
its rows name and no others. A treatment that is switched on later is ticked where
it can be given; nothing takes to it by itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, bindparam, delete, insert, select, update

from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.base.texts import check_text
from clinic_desk.calendar.hours_records import PlaceDraft, PlaceKind, PlaceRecord
from clinic_desk.calendar.models import Device, DeviceTreatment, Room, RoomTreatment

PLACE_FIELDS = ("name", "active", "position", "treatments")
"""What is kept of a room or a device."""


class _Tables(NamedTuple):
    places: Table
    suits: Table
    owner: Any
    """The column of `suits` that names the place."""
    read: Select[Any]


def _tables(places: Table, suits: Table, owner: str) -> _Tables:
    column = suits.c[owner]
    read = (
        select(places.c.id, places.c.name, places.c.active, places.c.position, suits.c.treatment)
        .join_from(places, suits, column == places.c.id, isouter=True)
        .order_by(places.c.position, places.c.id)
    )
    return _Tables(places, suits, column, read)


def _table(model: type[object]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


_OF: dict[PlaceKind, _Tables] = {
    "room": _tables(_table(Room), _table(RoomTreatment), "room_id"),
    "device": _tables(_table(Device), _table(DeviceTreatment), "device_id"),
}


def read_places(connection: Connection, kind: PlaceKind) -> tuple[PlaceRecord, ...]:
    """All rooms or all devices, inactive ones too, by position; one statement."""
    suits: defaultdict[tuple[int, str, bool, int], set[str]] = defaultdict(set)
    for id_, name, active, position, treatment in connection.execute(_OF[kind].read):
        suits[id_, name, active, position].update([treatment] if treatment else [])
    return tuple(
        PlaceRecord(kind, *place, treatments=frozenset(codes)) for place, codes in suits.items()
    )


def place_by_id(
    connection: Connection, kind: PlaceKind, place_id: int | None
) -> PlaceRecord | None:
    """One room or device as it stands; None where there is none."""
    return next((place for place in read_places(connection, kind) if place.id == place_id), None)


def place_changes(was: PlaceRecord, draft: PlaceDraft) -> dict[str, Any]:
    """The fields that a draft changes, with what they held."""
    return {
        name: getattr(was, name)
        for name in PLACE_FIELDS
        if getattr(was, name) != getattr(draft, name)
    }


def save_place(connection: Connection, kind: PlaceKind, draft: PlaceDraft) -> int:
    """Write a room or device with all that it suits; its id.

    BadInput for one without a name, with another's name, or in use and suiting
    nothing; NotFound for one that is not there.
    """
    _check(connection, kind, draft)
    tables = _OF[kind]
    values = {"name": draft.name.strip(), "active": draft.active, "position": draft.position}
    if draft.id is None:
        made = connection.execute(insert(tables.places).values(values)).inserted_primary_key
        place_id = int(made[0]) if made else 0
    else:
        place_id = draft.id
        changed = connection.execute(
            update(tables.places).where(tables.places.c.id == place_id).values(values)
        )
        if not changed.rowcount:
            raise NotFound(f"This {kind} is not there any more.")
    connection.execute(delete(tables.suits).where(tables.owner == place_id))
    for code in sorted(draft.treatments):
        connection.execute(insert(tables.suits), {tables.owner.name: place_id, "treatment": code})
    return place_id


def _check(connection: Connection, kind: PlaceKind, draft: PlaceDraft) -> None:
    check_text("name", draft.name)
    name = draft.name.strip()
    if not name:
        raise BadInput("name", f"Give the {kind} a name.")
    if draft.active and not draft.treatments:
        raise BadInput("treatments", f"Say what the {kind} suits: it names no treatment yet.")
    others = (place for place in read_places(connection, kind) if place.id != draft.id)
    if any(place.active and place.name.casefold() == name.casefold() for place in others):
        raise BadInput("name", f"Another {kind} has this name already.")


def retire_place(connection: Connection, kind: PlaceKind, place_id: int) -> None:
    """Take a room or device out of use; its visits keep it. NotFound if it is not there."""
    places = _OF[kind].places
    gone = connection.execute(
        update(places).where(places.c.id == bindparam("place")).values(active=False),
        {"place": place_id},
    )
    if not gone.rowcount:
        raise NotFound(f"This {kind} is not there any more.")
