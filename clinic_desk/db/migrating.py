"""Bringing an older database up to this program's schema, all of it or none of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_desk.db.guard import apply_guard

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every revision in order; the last is the one that this program reads and writes.

Said here so that a start needs one plain query and not Alembic.
"""


class MigrationFault(RuntimeError):
    """A migration left the database other than it should be; it was rolled back."""


def upgrade(
    path: Path,
    key: bytes,
    *,
    metadata: MetaData | None = None,
    to: str = "head",
    scripts: Path | None = None,
) -> None:
    """Run the migrations that are still due, in one transaction; `scripts` are ours unless given.

    After each, the guard is put back, foreign keys are checked and every table must
    have as many rows as before, unless the migration names it in `CHANGES_ROWS`. With
    `metadata` the outcome must also equal the models. Raises MigrationFault, or what
    a statement raised; the file is then as it was.
    """
    from clinic_desk.db.mapped import make_engine

    engine = make_engine(path, key)
    try:
        with engine.execution_options(begin="BEGIN IMMEDIATE").connect() as connection:
            # Inside a transaction the pragma is ignored, and with foreign keys on a table
            # that is recreated takes its children with it.
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                _run(connection, to, scripts or MIGRATIONS)
                if metadata is not None:
                    _check_shape(connection, metadata)
    finally:
        engine.dispose()


def _run(connection: Connection, to: str, scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["after_each"] = _Checks(connection)
    command.upgrade(config, to)


class _Checks:
    """Called by Alembic after each migration, inside the transaction."""

    def __init__(self, connection: Connection) -> None:
        self._rows = count_rows(connection)

    def __call__(self, *, ctx: Any, step: Any, heads: Any, run_args: Any) -> None:
        connection: Connection = ctx.connection
        apply_guard(connection.exec_driver_sql)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            tables = ", ".join(sorted({row[0] for row in broken}))
            raise MigrationFault(f"{step.up_revision_id} left rows without their parent: {tables}")
        rows = count_rows(connection)
        allowed = set(getattr(step.up_revision.module, "CHANGES_ROWS", ()))
        lost = {
            table
            for table in self._rows.keys() & rows.keys() - allowed
            if self._rows[table] != rows[table]
        }
        if lost:
            raise MigrationFault(f"{step.up_revision_id} changed the rows of {sorted(lost)}")
        self._rows = rows


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has; Alembic's own table and search shadows are left out."""
    names = connection.exec_driver_sql(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' "
        "AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name <> 'alembic_version' ORDER BY name"
    ).scalars()
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
        for name in names
    }


def _check_shape(connection: Connection, metadata: MetaData) -> None:
    from clinic_desk.db.schema import differences

    found = differences(connection, metadata)
    if found:
        raise MigrationFault("the migrated schema is not the models': " + "; ".join(found))
