"""The migrations that are shipped: up from nothing and from every revision, to what models say."""

from __future__ import annotations

import ast
import re
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from clinic_desk.db.engine import connect
from clinic_desk.db.guard import EVERY_TRIGGER
from clinic_desk.db.mapped import make_engine
from clinic_desk.db.migrating import MIGRATIONS, REVISIONS, count_rows, upgrade
from clinic_desk.db.opening import create_database
from clinic_desk.db.schema import differences
from clinic_desk.tables import metadata
from tests.factories import KEY
from tests.migrations.filling import fill


def new_file(folder: Path) -> Path:
    """A file with no table in it yet."""
    path = folder / "clinic.db"
    with closing(connect(path, KEY, create=True)) as made:
        # One without a byte in it would be a clinic's that was emptied, and is not opened.
        made.execute("PRAGMA user_version = 1")
    return path


@pytest.mark.parametrize("revision", REVISIONS)
def test_up_from_every_revision_with_data(tmp_path: Path, revision: str) -> None:
    path = new_file(tmp_path)
    upgrade(path, KEY, to=revision)
    before = fill(path)
    upgrade(path, KEY, metadata=metadata)
    engine = make_engine(path, KEY)
    with engine.connect() as connection:
        assert differences(connection, metadata) == ()
        rows = count_rows(connection)
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
    engine.dispose()
    assert {table: rows[table] for table in before} == before


def test_a_new_clinic_has_the_models_tables_and_the_guard(tmp_path: Path) -> None:
    database = create_database(tmp_path / "clinic.db", KEY)
    with database.read() as session:
        connection = session.connection()
        assert differences(connection, metadata) == ()
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger'")
        assert set(found.scalars()) == set(EVERY_TRIGGER)
    database.close()


def test_every_table_can_be_filled_so_that_a_migration_has_something_to_lose(
    tmp_path: Path,
) -> None:
    path = new_file(tmp_path)
    upgrade(path, KEY)
    assert set(fill(path)) == set(metadata.tables)


def test_the_revisions_are_one_line_and_the_program_knows_them_all() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    walked = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(script.revision for script in walked)[::-1] == REVISIONS


@pytest.mark.parametrize("path", sorted(MIGRATIONS.glob("versions/*.py")), ids=lambda p: p.stem)
def test_a_migration_never_changes_with_the_program(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bclinic_desk\b", text)
    assert ast.get_docstring(ast.parse(text))
