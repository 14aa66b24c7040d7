"""The acts in groups that somebody would look for. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from clinic_desk.db.acts import ACTS

GROUPS: Mapping[str, str] = {
    "looked": "Looked at records",
    "clients": "Changed records",
    "visits": "Visits and calls",
    "overrides": "Passed a refusal",
    "stock": "Stock",
    "paper": "Printed and saved",
    "sign_in": "Signed in and out",
    "people": "People and what they may do",
    "settings": "Settings, hours and protocol",
    "clinic": "The clinic's file and the audit",
}
"""The groups by name, in the order in which they are offered."""

_ROOMS: Mapping[str, str] = {
    "client": "clients",
    "elsewhere": "clients",
    "consent": "clients",
    "health": "clients",
    "record": "clients",
    "photograph": "clients",
    "stock": "stock",
    "visit": "visits",
    "call": "visits",
    "leaflet": "paper",
    "paper": "paper",
    "staff": "people",
    "practice": "settings",
    "hours": "settings",
    "protocol": "settings",
    "key": "clinic",
    "copies": "clinic",
    "clinic": "clinic",
    "audit": "clinic",
}
_SIGN_IN = ("signed", "sign_in", "switched", "locked", "unlocked", "pin_failed")


def group_of(act: str) -> str:
    """The group of an act; `clinic` for one of a room that nobody has placed."""
    room, _, deed = act.partition(".")
    if deed in ("read", "log_read", "values_read", "traced"):
        return "looked"
    if deed == "overridden":
        return "overrides"
    if deed == "text_kept":
        return "settings"
    if room == "staff" and deed.startswith(_SIGN_IN):
        return "sign_in"
    return _ROOMS.get(room, "clinic")


def acts_in(group: str) -> frozenset[str]:
    """The acts of a group; all of them where it is empty."""
    return frozenset(act for act in ACTS if not group or group_of(act) == group)


def acts_named(text: str) -> frozenset[str]:
    """The acts in whose words every word of a text begins one; all of them for no text."""
    wanted = text.casefold().split()
    return frozenset(
        act
        for act, words in ACTS.items()
        if all(any(each.startswith(one) for each in _words_of(words)) for one in wanted)
    )


def _words_of(words: str) -> list[str]:
    return words.casefold().replace("'", "").split() + words.casefold().split()
