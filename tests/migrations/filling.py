"""A row in every table, whatever the revision, so that a migration has something to lose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Float, Integer, LargeBinary, MetaData, Table, insert

from clinic_desk.db.mapped import make_engine
from tests.factories import KEY

WORDS = {
    ("person", "role"): "manager",
    ("appointment", "status"): "completed",
    ("occupancy", "kind"): "room",
    ("client_alert", "kind"): "allergy",
    ("call_log", "kind"): "booked",
    ("leaflet_given", "how"): "printed",
    ("leaflet_given", "outcome"): "given",
    ("leaflet_given", "to_whom"): "",
    ("leaflet_text", "digest"): "0" * 64,
    ("consent", "how"): "screen",
    ("batch", "kind"): "cartridge",
    ("health_answer_given", "how"): "screen",
    ("photograph", "view"): "front",
    ("photograph", "moment"): "before",
    ("treatment_record", "kind"): "toxin",
    ("amendment", "kind"): "amendment",
    ("visit_mark", "mark"): "in_error",
    ("kept_file", "media"): "image/png",
}
NUMBERS = {"ends_at": 3600, "to_minute": 60}
ABOVE_NOTHING = ("pieces", "width", "height", "bytes")
NEVER = (
    "pencilled_until",
    "override_reason",
    "done_at",
    "done_by",
    "strength",
    "diluent_ul",
    "mixed_at",
    "finished_at",
    "finished_by",
    "settled_at",
    "settled_by",
    "removed_at",
    "removed_by",
    "withdrawn_on",
    "withdrawn_why",
    "withdrawn_by",
    "withdrawn_at",
    "do_not_book",
    "do_not_book_by",
    "do_not_book_at",
    "merged_into",
    "merged_at",
    "scan",
)
NOT_SIGNED = ("signed_at", "signed_by", "digest")


def fill(path: Path) -> dict[str, int]:
    """Put two rows in every table, parents first; gives the rows of each table."""
    engine = make_engine(path, KEY)
    with engine.begin() as connection:
        metadata = MetaData()
        metadata.reflect(connection)
        tables = [table for table in metadata.sorted_tables if table.name != "alembic_version"]
        for table in tables:
            _put(connection, table, 1)
            _put(connection, table, 2)
    engine.dispose()
    return {table.name: 2 for table in tables}


def _put(connection: Connection, table: Table, number: int) -> None:
    row = {column.name: _value(table, column, number) for column in table.columns}
    connection.execute(insert(table), row)


def _value(table: Table, column: Column[Any], number: int) -> object:
    if column.name in NEVER:
        return None
    if table.name == "treatment_record" and column.name in NOT_SIGNED:
        return None
    if {"kept_file.name"} & {str(key.target_fullname) for key in column.foreign_keys}:
        return f"{number:064}"
    if (table.name, column.name) == ("kept_file", "name"):
        return f"{number:064}"
    if (table.name, column.name) == ("two_people", "other_id"):
        return 3 - number
    if column.foreign_keys:
        return number
    if column.name in ABOVE_NOTHING or (table.name, column.name) == ("leaflet_text", "version"):
        return number
    if isinstance(column.type, Integer):
        # Spans of two rows follow each other, as the guard would refuse them side by side.
        if column.name in ("starts_at", "ends_at"):
            return number * 3600 + NUMBERS.get(column.name, 0)
        return number if column.primary_key else NUMBERS.get(column.name, 0)
    if isinstance(column.type, Float):
        return 0.5
    if isinstance(column.type, LargeBinary):
        return bytes(32)
    if column.type.python_type is bool:
        return False
    if column.name.endswith("_on") or column.name.endswith("_day"):
        return "2026-11-24"
    return WORDS.get((table.name, column.name), f"Anna {number}")
