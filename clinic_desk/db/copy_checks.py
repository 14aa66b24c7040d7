"""What a copy must pass: every page, every row, every foreign key, every count, the audit's chain.

The checks run side by side on two threads, as they are most of a copy's time; where the time
goes, and why each is asked as it is, stands in `docs/decisions/copies.md`.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from clinic_desk.db.chain import NO_LINK, Link, last_link
from clinic_desk.db.chain_tail import holds_from
from clinic_desk.db.engine import connect
from clinic_desk.db.found import unaccepted
from clinic_desk.db.giving_way import giving_way
from clinic_desk.db.verifying import verify

LANES = 2
_CACHE_KIB = -256 * 1024
"""Every page is decrypted once where all fit; the room is given back with the connection."""

_CHECK = re.compile(r"\bCHECK\s*\(")
_PART = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[()]")

CHECKS = (
    "its pages, rows and indexes",
    "the seal of each page",
    "its foreign keys",
    "its number of rows",
)
"""What is asked of a file, as the words of a sentence."""


class Passed(NamedTuple):
    """What the checks of a copy found; nothing in `failed` is a copy that may be called one."""

    rows: Mapping[str, int]
    failed: tuple[str, ...]
    """The checks that did not hold, each as a few words for a sentence."""
    last: Link
    """How far the audit in the copy has come; NO_LINK where it has no event yet."""
    chain_whole: bool
    """Whether each event is sealed with the one before. The clinic's own fault, not the copy's."""


@contextmanager
def lanes() -> Iterator[ThreadPoolExecutor]:
    """Two threads for reading copies, each behind the desk's own wherever the system lets it."""
    with ThreadPoolExecutor(LANES, "copy", initializer=_step_back) as pool:
        yield pool


def begin_checks(
    pool: ThreadPoolExecutor,
    file: Path,
    key: bytes,
    chain_key: bytes | None,
    *,
    row_rules: bool = True,
    chain_from: Link | None = None,
) -> Callable[[Mapping[str, int] | None], Passed]:
    """Ask for every check of a file that nothing has open; call what is given for the outcome.

    It is called with the rows that each table must have, or None where nobody knows. Without
    `row_rules` the CHECK constraints are left out: they were asked of the same rows already.
    The audit's chain is walked from the link `chain_from` on, where that was found whole before.
    """
    sound = pool.submit(_is_sound, file, key, row_rules)
    sealed = pool.submit(_is_sealed, file, key)
    kept = pool.submit(_content, file, key, chain_key, chain_from)

    def outcome(rows: Mapping[str, int] | None) -> Passed:
        content = kept.result()
        held = (
            sound.result(),
            sealed.result(),
            not content.orphans,
            rows is None or content.rows == rows,
        )
        failed = tuple(name for name, good in zip(CHECKS, held, strict=True) if not good)
        return Passed(content.rows, failed, content.last, content.chain_whole)

    return outcome


class _Content(NamedTuple):
    rows: Mapping[str, int]
    orphans: bool
    last: Link
    chain_whole: bool


def broken_rules(connection: Any) -> bool:
    """Whether a row breaks a CHECK of its table. One look at each row of those that have any.

    `quick_check` would ask the same, and read the tables' indexes for it: twice as long.
    """
    connection.execute(f"PRAGMA cache_size = {_CACHE_KIB}")
    ruled = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK%'"
    ).fetchall()
    return any(_breaks_a_rule(connection, name, rules_in(sql)) for name, sql in ruled)


def rules_in(statement: str) -> tuple[str, ...]:
    """The conditions of every CHECK in a CREATE TABLE statement."""
    found = []
    for begins in _CHECK.finditer(statement):
        depth, at = 0, begins.end() - 1
        for part in _PART.finditer(statement, at):
            depth += {"(": 1, ")": -1}.get(part[0], 0)
            if depth == 0:
                found.append(statement[at + 1 : part.start()])
                break
    return tuple(found)


def _breaks_a_rule(connection: Any, table: str, rules: Iterable[str]) -> bool:
    # As in SQLite's own asking, a condition that is NULL holds.
    broken = " OR ".join(f"NOT ({rule})" for rule in rules)
    asked = f'SELECT 1 FROM "{table}" WHERE {broken or 0} LIMIT 1'
    return connection.execute(asked).fetchone() is not None


def count_rows(connection: Any) -> dict[str, int]:
    """How many rows each table has, Alembic's own included."""
    names = connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' "
        "AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in names
    }


def has_orphans(connection: Any, tables: Iterable[str]) -> bool:
    """Whether a row names a parent that is not there.

    Where the parents' numbers have no gap, a child's number that lies between the first and
    the last has its parent, and one look at each child row will do; else SQLite looks each
    of them up, which takes ten times as long.
    """
    return any(_orphaned(connection, table) for table in tables)


def _orphaned(connection: Any, table: str) -> bool:
    found = connection.execute(
        'SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id', (table,)
    ).fetchall()
    outside = []
    for _, columns in groupby(found, key=lambda row: row[0]):
        names = [tuple(row[1:]) for row in columns]
        span = _without_gap(connection, names[0][0], names[0][2]) if len(names) == 1 else None
        if span is None:
            return bool(connection.execute(f'PRAGMA foreign_key_check("{table}")').fetchall())
        child = f'"{names[0][1]}"'
        outside.append(
            f"({child} IS NOT NULL AND "
            f"({child} NOT BETWEEN {span[0]} AND {span[1]} OR typeof({child}) <> 'integer'))"
        )
    if not outside:
        return False
    asked = f'SELECT 1 FROM "{table}" WHERE {" OR ".join(outside)} LIMIT 1'
    return connection.execute(asked).fetchone() is not None


def _without_gap(connection: Any, parent: str, column: str | None) -> tuple[int, int] | None:
    """First and last of a parent's own integer numbers; None where one between is missing."""
    own = connection.execute(
        "SELECT name, type FROM pragma_table_info(?) WHERE pk > 0", (parent,)
    ).fetchall()
    if len(own) != 1 or own[0][1] != "INTEGER" or column not in (None, own[0][0]):
        return None
    name = own[0][0]
    least, most, rows = connection.execute(
        f'SELECT min("{name}"), max("{name}"), count(*) FROM "{parent}"'
    ).fetchone()
    return (least, most) if rows and most - least + 1 == rows else None


def _is_sound(file: Path, key: bytes, row_rules: bool) -> bool:
    with closing(connect(file, key)) as copy:
        copy.execute(f"PRAGMA cache_size = {_CACHE_KIB}")
        copy.execute(f"PRAGMA ignore_check_constraints = {'OFF' if row_rules else 'ON'}")
        return bool(copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def _is_sealed(file: Path, key: bytes) -> bool:
    with closing(connect(file, key)) as copy:
        return not copy.execute("PRAGMA cipher_integrity_check").fetchall()


def _content(file: Path, key: bytes, chain_key: bytes | None, chain_from: Link | None) -> _Content:
    with closing(connect(file, key)) as copy:
        copy.execute(f"PRAGMA cache_size = {_CACHE_KIB}")
        rows = count_rows(copy)
        orphans = has_orphans(copy, rows)
        if "audit_event" not in rows:
            return _Content(rows, orphans, NO_LINK, True)
        last = last_link(copy)
        if chain_key is None:
            return _Content(rows, orphans, last, True)
        with giving_way():
            if chain_from is not None and holds_from(copy, chain_key, chain_from):
                return _Content(rows, orphans, last, True)
            verdict = verify(copy, chain_key)
        # What a manager has looked at and cannot be mended must not stop the copies for ever.
        chain_whole = not unaccepted(copy, chain_key, verdict.troubles)
        return _Content(rows, orphans, last, chain_whole)


def _step_back() -> None:
    """Have the system prefer the desk to this thread; where it cannot, both go on alike."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
