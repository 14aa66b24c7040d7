"""The same act by the same person within minutes, told as one line. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from clinic_desk.audit.records import Looked

WITHIN = timedelta(minutes=10)
FOLDED = frozenset({"client.read", "visit.read", "call.log_read"})
"""Only what was looked at: each change stands by itself."""


def folded(entries: Iterable[Looked]) -> tuple[Looked, ...]:
    """Entries, newest first, with those that follow each other told as the newest of them.

    Only within ten minutes from the first to the last, so that a whole day's looking is
    never one line.
    """
    shown: list[Looked] = []
    for entry in entries:
        if shown and _is_same(shown[-1], entry):
            shown[-1] = replace(shown[-1], times=shown[-1].times + entry.times)
        else:
            shown.append(entry)
    return tuple(shown)


def _is_same(newer: Looked, older: Looked) -> bool:
    same = (newer.act, newer.person_id, newer.client_id, newer.subject_id) == (
        older.act,
        older.person_id,
        older.client_id,
        older.subject_id,
    )
    # Both ways: a clock that was set back between them must not fold a day away.
    return same and newer.act in FOLDED and abs(newer.at - older.at) <= WITHIN
