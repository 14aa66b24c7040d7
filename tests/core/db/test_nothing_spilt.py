"""Nothing of the clinic's file is put down outside it while the database works."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from clinic_desk.db.engine import connect
from tests.factories import KEY

MARK = "Zyxomark"
ROWS = 20_000
"""Of some hundred letters each: more than a statement may keep before it is put down."""


def plain_files() -> set[str]:
    """What this process has open, files without a name included."""
    found = set()
    for number in Path("/proc/self/fd").iterdir():
        try:
            found.add(str(number.readlink()).removesuffix(" (deleted)"))
        except OSError:
            continue
    return {name for name in found if name.startswith("/") and not name.startswith("/proc")}


def test_what_is_temporary_stays_in_memory(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "clinic.db", KEY, create=True)) as driver:
        assert driver.execute("PRAGMA temp_store").fetchone() == (2,)
        built = {row[0] for row in driver.execute("PRAGMA compile_options")}
        assert {"TEMP_STORE=2", "TEMP_STORE=3"} & built


@pytest.mark.skipif(sys.platform != "linux", reason="/proc shows what a process has open there")
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT words FROM line ORDER BY random(), words",
        "SELECT words, count(*) FROM line GROUP BY words || number ORDER BY 2",
        "CREATE TEMP TABLE aside AS SELECT * FROM line",
        # Two constraints that may fail late: the database keeps what the statement has undone.
        "UPDATE OR ABORT line SET number = number + 100000, words = words || 'x'",
        "INSERT INTO line SELECT number + 100000, words || 'y' FROM line",
    ],
)
def test_no_sorting_and_no_undoing_opens_another_file(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "clinic.db"
    with closing(connect(path, KEY, create=True)) as driver:
        driver.execute("PRAGMA journal_mode = WAL")
        driver.execute("CREATE TABLE line (number INTEGER PRIMARY KEY, words TEXT UNIQUE)")
        driver.execute("BEGIN IMMEDIATE")
        words = ((number, f"{MARK} {number} " * 8) for number in range(ROWS))
        driver.executemany("INSERT INTO line VALUES (?, ?)", words)
        before, during = plain_files(), set[str]()
        driver.set_progress_handler(_looking(during), 20_000)
        for _ in driver.execute(statement):
            pass
        driver.set_progress_handler(None, 0)
        driver.execute("COMMIT")
    assert {Path(name).name for name in during - before} <= {"clinic.db-wal", "clinic.db-shm"}
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert MARK.encode() not in held


def _looking(during: set[str]) -> Callable[[], int]:
    def look() -> int:
        during.update(plain_files())
        return 0

    return look
