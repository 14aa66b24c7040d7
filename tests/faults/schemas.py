"""A version of the program that is still to come: one migration more, which recreates tables."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clinic_desk.db.engine import connect
from clinic_desk.db.migrating import MIGRATIONS, REVISIONS
from tests.factories import KEY

LATER = "9001"
_NEW_COLUMN = "colour"
_SCRIPT = f'''"""Give visits and what they occupy a colour."""

import sqlalchemy as sa
from alembic import op

revision = "{LATER}"
down_revision = "{REVISIONS[-1]}"


def upgrade():
    """Recreate the tables that have the most children."""
    for name in ("appointment", "occupancy", "client"):
        with op.batch_alter_table(name, recreate="always") as table:
            table.add_column(sa.Column("{_NEW_COLUMN}", sa.String(), nullable=True))
    op.create_table("colour", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE appointment SET colour = 'green'")
'''
_BESIDE = ("alembic_version", "audit_event", "audit_value", "colour")
"""Tables that an upgrade itself may write."""


def later_migrations(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """The program's migrations and one more, in a folder; gives the folder and the revisions."""
    scripts = folder / "migrations"
    shutil.copytree(MIGRATIONS, scripts)
    (scripts / "versions" / f"{LATER}_colour.py").write_text(_SCRIPT, encoding="utf-8")
    return scripts, (*REVISIONS, LATER)


def columns_of(path: Path) -> Mapping[str, tuple[str, ...]]:
    """The columns of every table but those that an upgrade itself may write, by table."""
    connection = connect(path, KEY)
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: tuple(row[1] for row in connection.execute(f'PRAGMA table_info("{name}")'))
            for (name,) in names
            if name not in _BESIDE and not name.startswith("sqlite_")
        }
    finally:
        connection.close()


def rows_of(
    path: Path, columns: Mapping[str, tuple[str, ...]] | None = None
) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, by table: of the `columns` that it had before a migration, else
    of all that it has but for the later migration's own."""
    wanted = columns_of(path) if columns is None else columns
    connection = connect(path, KEY)
    try:
        return {name: _rows(connection, name, wanted[name]) for name in wanted}
    finally:
        connection.close()


def _rows(connection: Any, table: str, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    wanted = ", ".join(f'"{column}"' for column in columns if column != _NEW_COLUMN)
    return sorted(connection.execute(f'SELECT {wanted} FROM "{table}"').fetchall(), key=repr)


def revision_of(path: Path) -> str:
    """The revision that a file says it is of."""
    connection = connect(path, KEY)
    try:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    finally:
        connection.close()


def schema_of(path: Path) -> list[tuple[Any, ...]]:
    """Every statement of the schema."""
    connection = connect(path, KEY)
    try:
        return list(connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"))
    finally:
        connection.close()
