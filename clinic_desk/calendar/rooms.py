"""Rooms and devices: what there is and what it suits.

People, rooms and devices follow one rule: each gives or suits the treatments that
its rows name and no others. A treatment that is switched on later is ticked where
it can be given; nothing takes to it by itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.base.texts import check_text
from clinic_desk.calendar.hours_records import PlaceDraft, PlaceKind, PlaceRecord
from clinic_desk.db.plain import Where, add_row, add_rows, all_rows, change_rows

PLACE_FIELDS = ("name", "active", "position", "treatments")
"""What is kept of a room or a device."""


class _Statements(NamedTuple):
    """Of rooms, or of devices; the tables of both are alike."""

    read: str
    add: str
    change: str
    retire: str
    suits: str
    suits_nothing: str


def _statements(kind: PlaceKind) -> _Statements:
    return _Statements(
        read=f"SELECT p.id, p.name, p.active, p.position, s.treatment FROM {kind} AS p "
        f"LEFT JOIN {kind}_treatment AS s ON s.{kind}_id = p.id ORDER BY p.position, p.id",
        add=f"INSERT INTO {kind} (name, active, position) VALUES (:name, :active, :position)",
        change=f"UPDATE {kind} SET name = :name, active = :active, position = :position "
        "WHERE id = :id",
        retire=f"UPDATE {kind} SET active = 0 WHERE id = ?",
        suits=f"INSERT INTO {kind}_treatment ({kind}_id, treatment) VALUES (?, ?)",
        suits_nothing=f"DELETE FROM {kind}_treatment WHERE {kind}_id = ?",
    )


_OF: dict[PlaceKind, _Statements] = {"room": _statements("room"), "device": _statements("device")}


def read_places(moment: Where, kind: PlaceKind) -> tuple[PlaceRecord, ...]:
    """All rooms or all devices, inactive ones too, by position; one statement."""
    suits: defaultdict[tuple[int, str, bool, int], set[str]] = defaultdict(set)
    for id_, name, active, position, treatment in all_rows(moment, _OF[kind].read, ()):
        suits[id_, name, bool(active), position].update([treatment] if treatment else [])
    return tuple(
        PlaceRecord(kind, *place, treatments=frozenset(codes)) for place, codes in suits.items()
    )


def place_by_id(moment: Where, kind: PlaceKind, place_id: int | None) -> PlaceRecord | None:
    """One room or device as it stands; None where there is none."""
    return next((place for place in read_places(moment, kind) if place.id == place_id), None)


def place_changes(was: PlaceRecord, draft: PlaceDraft) -> dict[str, Any]:
    """The fields that a draft changes, with what they held."""
    return {
        name: getattr(was, name)
        for name in PLACE_FIELDS
        if getattr(was, name) != getattr(draft, name)
    }


def save_place(act: Where, kind: PlaceKind, draft: PlaceDraft) -> int:
    """Write a room or device with all that it suits; its id.

    BadInput for one without a name, with another's name, or in use and suiting
    nothing; NotFound for one that is not there.
    """
    _check(act, kind, draft)
    of = _OF[kind]
    values = {"name": draft.name.strip(), "active": draft.active, "position": draft.position}
    if draft.id is None:
        place_id = add_row(act, of.add, values)
    else:
        place_id = draft.id
        _there(kind, change_rows(act, of.change, values | {"id": place_id}))
    change_rows(act, of.suits_nothing, (place_id,))
    add_rows(act, of.suits, [(place_id, code) for code in sorted(draft.treatments)])
    return place_id


def _there(kind: PlaceKind, found: int) -> None:
    if not found:
        raise NotFound(f"This {kind} is not there any more.")


def _check(moment: Where, kind: PlaceKind, draft: PlaceDraft) -> None:
    check_text("name", draft.name)
    name = draft.name.strip()
    if not name:
        raise BadInput("name", f"Give the {kind} a name.")
    if draft.active and not draft.treatments:
        raise BadInput("treatments", f"Say what the {kind} suits: it names no treatment yet.")
    others = (place for place in read_places(moment, kind) if place.id != draft.id)
    if any(place.active and place.name.casefold() == name.casefold() for place in others):
        raise BadInput("name", f"Another {kind} has this name already.")


def retire_place(act: Where, kind: PlaceKind, place_id: int) -> None:
    """Take a room or device out of use; its visits keep it. NotFound if it is not there."""
    _there(kind, change_rows(act, _OF[kind].retire, (place_id,)))
