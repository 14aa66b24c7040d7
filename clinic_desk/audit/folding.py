"""What the same person did again within minutes, told as one line. Pure.

Nothing is folded in the file: there each act is one entry, sealed with what it changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from operator import attrgetter
from typing import TypeAlias

from clinic_desk.audit.records import Looked

WITHIN = timedelta(minutes=10)
FOLDED = frozenset(
    {"client.read", "record.read", "visit.read", "call.log_read", "practice.looks_changed"}
)
"""What was looked at, and how the window looks: every other change stands by itself."""

WRITING = "record.draft_saved"
"""A draft keeps itself while it is typed, so one sitting leaves an entry every few seconds."""
PAUSE = timedelta(minutes=15)
"""A longer pause between two saves ends a sitting."""

_OF_RECORDS = "record."
_Sitting: TypeAlias = tuple[int | None, int | None]
"""The client and the record that is written."""


def folded(entries: Iterable[Looked]) -> tuple[Looked, ...]:
    """Entries, newest first, with those that belong together told as the newest of them.

    What was looked at: only what follows each other, and only within ten minutes from the
    first to the last, so that a whole day's looking is never one line. A draft that was written:
    by the same person in the same record without a pause of more than a quarter of an hour,
    whatever was done elsewhere meanwhile; until somebody else writes in it, or it is signed.
    """
    shown: list[Looked] = []
    sittings: dict[_Sitting, int] = {}
    for entry in entries:
        at = _told_by(shown, sittings, entry)
        if at is not None:
            shown[at] = _together(shown[at], entry)
            continue
        if entry.act.startswith(_OF_RECORDS):
            sittings[_about(entry)] = len(shown)
        shown.append(entry)
    return tuple(shown)


def _told_by(shown: list[Looked], sittings: dict[_Sitting, int], entry: Looked) -> int | None:
    """Which line an entry is told by; None for a line of its own."""
    at = sittings.get(_about(entry))
    if at is not None and _is_one_sitting(shown[at], entry):
        return at
    return len(shown) - 1 if shown and _is_same(shown[-1], entry) else None


def _together(newer: Looked, older: Looked) -> Looked:
    times = newer.times + older.times
    if newer.act != WRITING:
        return replace(newer, times=times)
    return replace(
        newer,
        times=times,
        since=older.since or older.at,
        fields=tuple(dict.fromkeys((*newer.fields, *older.fields))),
        has_before=newer.has_before or older.has_before,
        earlier=(*newer.earlier, *((older.id,) if older.has_before else ()), *older.earlier),
    )


def _about(entry: Looked) -> _Sitting:
    return entry.client_id, entry.subject_id


def _is_one_sitting(newer: Looked, older: Looked) -> bool:
    began = newer.since or newer.at
    same = newer.act == older.act == WRITING and newer.person_id == older.person_id
    return same and abs(began - older.at) <= PAUSE


def _is_same(newer: Looked, older: Looked) -> bool:
    told = attrgetter("act", "person_id", "client_id", "subject_id", "fields")
    # Both ways: a clock that was set back between them must not fold a day away.
    return (
        bool(told(newer) == told(older))
        and newer.act in FOLDED
        and abs(newer.at - older.at) <= WITHIN
    )
