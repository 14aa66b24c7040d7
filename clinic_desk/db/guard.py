"""The overlap guard: the last door against a double booking, kept by the database itself.

It is a pair of triggers and not a constraint because a deliberate double booking
with a written reason must pass, and because SQLite has no exclusion constraints.
Whatever recreates the table `occupancy` drops its triggers without a word, so
every migration ends by applying them again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from clinic_desk.base.errors import ClinicError
from clinic_desk.db.audit_guard import AUDIT_TRIGGERS
from clinic_desk.db.leaflet_guard import LEAFLET_TRIGGERS
from clinic_desk.db.signed_guard import SIGNED_TRIGGERS

LONGEST_SPAN = 480 * 60
"""Seconds. No row of `occupancy` is longer (a CHECK says so), so the search looks no further back
and stays as quick after twenty years as on the first day."""

GUARDED = ("practitioner", "room", "device", "client")

_TAKEN = f"""
    SELECT RAISE(ABORT, 'occupied:' || NEW.kind || ':' || NEW.resource_id)
    WHERE EXISTS (
        SELECT 1 FROM occupancy
        WHERE kind = NEW.kind AND resource_id = NEW.resource_id
          AND starts_at < NEW.ends_at
          AND starts_at > NEW.starts_at - {LONGEST_SPAN}
          AND ends_at > NEW.starts_at
          AND appointment_id <> NEW.appointment_id{{and_not_itself}}
    );"""

_ASKED = "NEW.kind <> 'buffer' AND (NEW.override_reason IS NULL OR NEW.kind = 'client')"

TRIGGERS = {
    "occupancy_guard_insert": f"""CREATE TRIGGER occupancy_guard_insert
BEFORE INSERT ON occupancy WHEN {_ASKED}
BEGIN{_TAKEN.format(and_not_itself="")}
END""",
    # An update that hands a row to another visit still finds the row as it was.
    "occupancy_guard_update": f"""CREATE TRIGGER occupancy_guard_update
BEFORE UPDATE ON occupancy WHEN {_ASKED}
BEGIN{_TAKEN.format(and_not_itself=" AND id <> OLD.id")}
END""",
}
"""The statements that make the guard, by the trigger's name."""

EVERY_TRIGGER = TRIGGERS | AUDIT_TRIGGERS | SIGNED_TRIGGERS | LEAFLET_TRIGGERS
"""With what makes the audit, signed records and the leaflets that were given refuse changes."""

_MESSAGE = re.compile(r"occupied:(practitioner|room|device|client):(\d+)")


class Occupied(ClinicError):
    """The guard refused: someone or something is already taken in that span.

    `kind` is practitioner, room, device or client; `resource_id` its id.
    """

    def __init__(self, kind: str, resource_id: int) -> None:
        """Say what was taken."""
        super().__init__(
            f"That time has just been taken for the {kind}.",
            kept="Nothing was saved; what you typed is still here.",
            next_step="Choose another time.",
        )
        self.kind = kind
        self.resource_id = resource_id


def apply_guard(
    execute: Callable[[str], Any],
    triggers: Mapping[str, str] = EVERY_TRIGGER,
) -> None:
    """Put the guard in place as this program knows it, whatever was there before.

    So too what makes the audit, signed records and given leaflets refuse changes, unless only
    some `triggers` are asked for. A table that an older database does not have yet, or has in an
    older shape, is passed over. `execute` is a driver connection's `execute` or SQLAlchemy's
    `exec_driver_sql`.
    """
    tables = {name for (name,) in execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "leaflet_text" not in tables:
        # What was given had fewer columns before texts were kept.
        tables.discard("leaflet_given")
    for name, statement in triggers.items():
        if any(f" ON {table} " in " ".join(statement.split()) for table in tables):
            execute(f"DROP TRIGGER IF EXISTS {name}")
            execute(statement)


def occupied(error: BaseException | None) -> Occupied | None:
    """What the guard refused, read from the driver's error; None if it was something else.

    SQLCipher's driver gives no extended result code for a trigger, only this message.
    """
    found = _MESSAGE.search(str(error)) if error is not None else None
    return Occupied(found[1], int(found[2])) if found else None
