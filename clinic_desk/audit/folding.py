"""The same act by the same person within minutes, told as one line. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from operator import attrgetter

from clinic_desk.audit.records import Looked

WITHIN = timedelta(minutes=10)
FOLDED = frozenset({"client.read", "visit.read", "call.log_read", "practice.looks_changed"})
"""What was looked at, and how the window looks: every other change stands by itself."""


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
    told = attrgetter("act", "person_id", "client_id", "subject_id", "fields")
    # Both ways: a clock that was set back between them must not fold a day away.
    return (
        bool(told(newer) == told(older))
        and newer.act in FOLDED
        and abs(newer.at - older.at) <= WITHIN
    )
