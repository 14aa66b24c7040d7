"""How migrations are run, tried with migrations made to go wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import CannotOpen
from clinic_desk.db import migrating
from clinic_desk.db.engine import connect
from clinic_desk.db.guard import EVERY_TRIGGER
from clinic_desk.db.lock import LOCK_NAME
from clinic_desk.db.migrating import MIGRATIONS, MigrationFault, upgrade
from clinic_desk.db.opening import open_database
from tests.factories import KEY, memory_like_database
from tests.faults.processes import CONTEXT
from tests.migrations.filling import fill

HEAD = '''"""A migration of the tests."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
{declared}

def upgrade():
    """Make the change."""
'''

RECREATES = """
    with op.batch_alter_table("appointment", recreate="always") as table:
        table.add_column(sa.Column("colour", sa.String(), nullable=True))
    with op.batch_alter_table("occupancy", recreate="always") as table:
        table.add_column(sa.Column("colour", sa.String(), nullable=True))
    with op.batch_alter_table("client", recreate="always") as table:
        table.alter_column("title", new_column_name="form_of_address")
"""


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The file of a clinic with rows in every table."""
    database = memory_like_database(tmp_path)
    database.close()
    fill(database.path)
    return database.path


@pytest.fixture
def add_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Adds a migration to a copy of the program's own, which is then the one in use."""
    scripts = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, scripts)
    monkeypatch.setattr(migrating, "MIGRATIONS", scripts)

    def add(body: str, declared: str = "") -> None:
        known = migrating.REVISIONS
        revision = f"9{len(known):03}"
        head = HEAD.format(revision=revision, before=known[-1], declared=declared)
        (scripts / "versions" / f"{revision}_change.py").write_text(head + body)
        monkeypatch.setattr(migrating, "REVISIONS", (*known, revision))

    return add


def contents(path: Path) -> list[tuple[object, ...]]:
    """The whole schema and every row, in an order that does not change."""
    connection = connect(path, KEY)
    found = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
    for table in [name for kind, name, _ in found if kind == "table"]:
        found += sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
    connection.close()
    return list(found)


def test_recreated_tables_keep_their_children_and_their_guard(
    clinic: Path, add_migration: Callable[..., None]
) -> None:
    before = {row[1] for row in contents(clinic) if row[0] == "trigger"}
    add_migration(RECREATES)
    upgrade(clinic, KEY)
    after = contents(clinic)
    assert before == {row[1] for row in after if row[0] == "trigger"} == set(EVERY_TRIGGER)
    connection = connect(clinic, KEY)
    assert connection.execute("SELECT count(colour), count(*) FROM occupancy").fetchone() == (0, 2)
    assert connection.execute("SELECT count(*) FROM client_phone").fetchone() == (2,)
    assert connection.execute("SELECT count(*) FROM acknowledgement").fetchone() == (2,)
    connection.close()


class Interrupted(Exception):
    """What the tests throw in."""


def changes(statement: str) -> bool:
    """Whether a statement may change the file: only between these can it be half migrated."""
    return not statement.lstrip().upper().startswith(("SELECT", "PRAGMA"))


def interrupt(after: int, act: Callable[[], None]) -> Callable[..., None]:
    """A listener that acts before the changing statement of that number."""
    seen = iter(range(10_000))

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if changes(statement) and next(seen) == after:
            act()

    return listen


def throw() -> None:
    """Raise what nobody expects."""
    raise Interrupted


def statements_of(path: Path) -> int:
    """How many changing statements an upgrade of this file executes."""
    trial = path.with_name("trial.db")
    shutil.copy(path, trial)
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        upgrade(trial, KEY)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    trial.unlink()
    return sum(map(changes, seen))


def test_a_failure_at_any_statement_leaves_the_file_as_it_was(
    clinic: Path, add_migration: Callable[..., None]
) -> None:
    add_migration(RECREATES)
    add_migration('    op.execute("UPDATE client SET given = given || given")\n')
    before = contents(clinic)
    for number in range(statements_of(clinic)):
        listener = interrupt(number, throw)
        event.listen(Engine, "before_cursor_execute", listener)
        try:
            with pytest.raises(Interrupted):
                upgrade(clinic, KEY)
        finally:
            event.remove(Engine, "before_cursor_execute", listener)
        assert contents(clinic) == before
    upgrade(clinic, KEY)
    assert contents(clinic) != before


def die_at(path: Path, scripts: Path, number: int) -> None:
    """Upgrade in a process that ends without a word before a statement."""
    event.listen(Engine, "before_cursor_execute", interrupt(number, lambda: os._exit(9)))
    upgrade(path, KEY, scripts=scripts)


def test_a_program_killed_in_the_middle_leaves_the_file_as_it_was(
    clinic: Path, add_migration: Callable[..., None]
) -> None:
    add_migration(RECREATES)
    before, last = contents(clinic), statements_of(clinic) - 1
    for number in (last // 2, last):
        process = CONTEXT.Process(target=die_at, args=(clinic, migrating.MIGRATIONS, number))
        process.start()
        process.join()
        assert process.exitcode == 9
        assert contents(clinic) == before
    upgrade(clinic, KEY)


LOSES = '    op.execute("DELETE FROM client_phone")\n'


def test_a_migration_that_loses_rows_unsaid_is_given_up(
    clinic: Path, add_migration: Callable[..., None]
) -> None:
    add_migration(LOSES)
    before = contents(clinic)
    with pytest.raises(MigrationFault, match="client_phone"):
        upgrade(clinic, KEY)
    assert contents(clinic) == before


def test_a_migration_may_say_that_it_changes_rows(
    clinic: Path, add_migration: Callable[..., None]
) -> None:
    add_migration(LOSES, 'CHANGES_ROWS = ("client_phone",)\n')
    upgrade(clinic, KEY)


def test_a_migration_that_leaves_orphans_is_given_up(
    clinic: Path, add_migration: Callable[..., None]
) -> None:
    add_migration('    op.execute("DELETE FROM client")\n', 'CHANGES_ROWS = ("client",)\n')
    before = contents(clinic)
    with pytest.raises(MigrationFault, match="without their parent"):
        upgrade(clinic, KEY)
    assert contents(clinic) == before


def test_a_migration_that_misses_the_models_is_given_up(
    clinic: Path, add_migration: Callable[..., None]
) -> None:
    from clinic_desk.tables import metadata

    add_migration(RECREATES)
    before = contents(clinic)
    with pytest.raises(MigrationFault, match=r"occupancy\.colour"):
        upgrade(clinic, KEY, metadata=metadata)
    assert contents(clinic) == before


def test_opening_an_older_clinic_copies_it_first_and_brings_it_up(
    clinic: Path, clock: FixedClock, add_migration: Callable[..., None]
) -> None:
    before = contents(clinic)
    add_migration(RECREATES)
    open_database(clinic, KEY, clock=clock).close()
    (copy,) = (clinic.parent / "backups").iterdir()
    assert copy.name == f"clinic-2026-11-24-090000-before-{migrating.REVISIONS[-1]}.db"
    assert contents(copy) == before
    assert contents(clinic) != before


def test_opening_an_older_clinic_that_cannot_be_brought_up_leaves_it_as_it_was(
    clinic: Path, clock: FixedClock, add_migration: Callable[..., None]
) -> None:
    before = contents(clinic)
    add_migration(LOSES)
    with pytest.raises(CannotOpen, match="It is as it was"):
        open_database(clinic, KEY, clock=clock)
    assert contents(clinic) == before
    assert not (clinic.parent / LOCK_NAME).exists()


def test_an_older_clinic_that_cannot_be_copied_is_not_touched(
    clinic: Path, clock: FixedClock, add_migration: Callable[..., None]
) -> None:
    before = contents(clinic)
    (clinic.parent / "backups").touch()
    add_migration(RECREATES)
    with pytest.raises(CannotOpen, match="cannot be made"):
        open_database(clinic, KEY, clock=clock)
    assert contents(clinic) == before


def test_a_command_beside_the_window_migrates_nothing(
    clinic: Path, add_migration: Callable[..., None]
) -> None:
    add_migration(RECREATES)
    with pytest.raises(CannotOpen, match="older version"):
        open_database(clinic, KEY, alone=False)
    assert not (clinic.parent / "backups").exists()
