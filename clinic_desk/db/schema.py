"""Whether a database has the shape that the models say: tables, columns, checks, keys, triggers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Inspector, MetaData, create_engine, inspect
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.db.guard import apply_guard

_NOT_OURS = "alembic_version"


def differences(connection: Connection, metadata: MetaData) -> tuple[str, ...]:
    """Each way in which a database is not what `metadata` and the guard would make; empty is right.

    Autogenerate sees neither CHECK constraints nor triggers, so this reads both
    from the database and from one freshly made in memory.
    """
    engine = create_engine("sqlite://", module=dbapi2)
    with engine.connect() as fresh:
        metadata.create_all(fresh)
        apply_guard(fresh.exec_driver_sql)
        wanted = dict(_described(fresh))
    engine.dispose()
    found = dict(_described(connection))
    return tuple(
        f"{name}: {found.get(name, 'is missing')}, but the models say "
        f"{wanted.get(name, 'there is none')}"
        for name in sorted(found.keys() | wanted.keys())
        if found.get(name) != wanted.get(name)
    )


def _described(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every part of a schema by its name, in words that can be compared."""
    inspector = inspect(connection)
    rowless = "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?"
    for table in inspector.get_table_names():
        if table != _NOT_OURS:
            without = connection.exec_driver_sql(rowless, (table,)).scalar_one()
            yield f"table {table}", "has no rowid" if without else "has a rowid"
            yield from _described_table(inspector, table)
    others = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
    for kind, name, statement in connection.exec_driver_sql(others):
        yield f"{kind} {name}", _plain(statement)


def _described_table(inspector: Inspector, table: str) -> Iterator[tuple[str, str]]:
    for column in inspector.get_columns(table):
        yield f"{table}.{column['name']}", _column(dict(column))
    key = inspector.get_pk_constraint(table)
    yield f"{table} primary key", f"{key['name']} {key['constrained_columns']}"
    for check in inspector.get_check_constraints(table):
        yield f"{table} check {check['name']}", _plain(check["sqltext"])
    for unique in inspector.get_unique_constraints(table):
        yield f"{table} unique {unique['name']}", str(unique["column_names"])
    for index in inspector.get_indexes(table):
        yield f"{table} index {index['name']}", f"{index['column_names']} {index['unique']}"
    for foreign in inspector.get_foreign_keys(table):
        to = f"{foreign['referred_table']} {foreign['referred_columns']} {foreign['options']}"
        yield f"{table} foreign key {foreign['constrained_columns']}", f"{foreign['name']} {to}"


def _column(column: dict[str, Any]) -> str:
    null = "NULL" if column["nullable"] else "NOT NULL"
    return f"{column['type']} {null} default {column['default']}"


def _plain(statement: str) -> str:
    return " ".join(statement.split())
