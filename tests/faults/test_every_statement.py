"""Every migration, failed and killed at each of its statements: the file is as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db import migrating
from clinic_desk.db.engine import APPLICATION_ID, connect
from clinic_desk.db.migrating import REVISIONS
from tests.factories import KEY
from tests.faults.conftest import HowOften
from tests.faults.processes import Child
from tests.faults.schemas import (
    LATER,
    columns_of,
    later_migrations,
    revision_of,
    rows_of,
    schema_of,
)
from tests.faults.workers import StruckStatement, open_any, strike_at, upgrade_and_die
from tests.migrations.filling import fill

STEPS = tuple(zip(("", *REVISIONS), (*REVISIONS, LATER), strict=True))
"""From each revision, beginning with none, to the next."""

every_migration = pytest.mark.parametrize("older", STEPS, indirect=True, ids=lambda step: step[1])
of_a_clinic = pytest.mark.parametrize("older", STEPS[1:], indirect=True, ids=lambda step: step[1])


@pytest.fixture
def older(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path, str]:
    """A file one migration behind, with rows in every table; the scripts; and what is due."""
    before, due = request.param
    scripts, revisions = later_migrations(tmp_path)
    monkeypatch.setattr(migrating, "MIGRATIONS", scripts)
    monkeypatch.setattr(migrating, "REVISIONS", revisions[: revisions.index(due) + 1])
    path = tmp_path / "clinic.db"
    new = connect(path, KEY, create=True)
    new.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    new.close()
    if before:
        migrating.upgrade(path, KEY, to=before, scripts=scripts)
        fill(path)
    return path, scripts, due


def statements_of(path: Path, scripts: Path, due: str) -> int:
    """How many statements the upgrade of a copy of this file executes."""
    trial = Path(shutil.copy(path, path.with_name("trial.db")))
    seen = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        migrating.upgrade(trial, KEY, to=due, scripts=scripts)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(seen)


def struck(number: int, work: Callable[[], None]) -> None:
    """Have the statement of a number fail in whatever is done."""
    listener = strike_at(number, StruckStatement())
    event.listen(Engine, "before_cursor_execute", listener)
    try:
        work()
    finally:
        event.remove(Engine, "before_cursor_execute", listener)


@every_migration
def test_failed_at_every_statement(older: tuple[Path, Path, str], how_often: HowOften) -> None:
    path, scripts, due = older
    before, total = (schema_of(path), rows_of(path)), statements_of(path, scripts, due)
    columns = columns_of(path)
    struck_at = range(0, total, how_often(total // 20, 1))
    for number in struck_at:
        with pytest.raises(StruckStatement):
            struck(number, lambda: migrating.upgrade(path, KEY, to=due, scripts=scripts))
        assert (schema_of(path), rows_of(path)) == before
    migrating.upgrade(path, KEY, to=due, scripts=scripts)
    assert revision_of(path) == due
    assert rows_of(path, columns) == before[1]
    print(f"to {due}: failed at {len(struck_at)} of {total} statements")


@every_migration
def test_killed_at_every_statement(older: tuple[Path, Path, str], how_often: HowOften) -> None:
    path, scripts, due = older
    before, total = (schema_of(path), rows_of(path)), statements_of(path, scripts, due)
    struck_at = range(0, total, how_often(total // 6, 1))
    for number in struck_at:
        child = Child(upgrade_and_die, path, scripts, due, number)
        assert child.said() == ["about to die"]
        child.process.join()
        assert (schema_of(path), rows_of(path)) == before
    migrating.upgrade(path, KEY, to=due, scripts=scripts)
    assert revision_of(path) == due
    print(f"to {due}: killed at {len(struck_at)} of {total} statements")


@of_a_clinic
def test_an_opening_whose_migration_fails_says_that_all_is_as_it_was(
    older: tuple[Path, Path, str], how_often: HowOften
) -> None:
    path, scripts, due = older
    before, total = (schema_of(path), rows_of(path)), statements_of(path, scripts, due)
    for number in range(0, total, how_often(total // 4, 1)):
        with pytest.raises(CannotOpen, match="as it was"):
            struck(number, lambda: open_any(path))
        assert (schema_of(path), rows_of(path)) == before
        (copy,) = (path.parent / "backups").iterdir()
        assert rows_of(copy) == before[1]
        copy.unlink()
