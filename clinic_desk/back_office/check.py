"""`main.py check`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.back_office.keys import keys_of
from clinic_desk.base.clock import SystemClock
from clinic_desk.base.errors import ClinicError
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.base.words import count
from clinic_desk.copies.finding import find_copies
from clinic_desk.copies.memory import recall
from clinic_desk.copies.restoring import finish
from clinic_desk.copies.shelf import Looked, look, looked_words, named_in, shelf_beside
from clinic_desk.copies.words import events_words, size_words, when
from clinic_desk.db.anchor import Anchor, anchors_of
from clinic_desk.db.audit_tables import is_before_the_audit, lacks_audit
from clinic_desk.db.copy_checks import CHECKS, Passed, begin_checks, lanes
from clinic_desk.db.engine import connect
from clinic_desk.db.kept_files import FOLDER_NAME
from clinic_desk.db.key import Keys
from clinic_desk.db.logs import check_logs
from clinic_desk.db.opening import BACKUPS_NAME, DATABASE_NAME, check_place
from clinic_desk.db.place import check_kinds
from clinic_desk.db.troubles import EntriesMissing, OtherHistory
from clinic_desk.db.unreadable import disk_sentences
from clinic_desk.db.verifying import held_against

WRONG = 1


class Line(NamedTuple):
    """One thing that was looked at."""

    well: bool
    words: str

    @property
    def printed(self) -> str:
        """`ok    The file…` or `WRONG The file…`."""
        return f"{'ok   ' if self.well else 'WRONG'} {one_line(self.words)}"


def check_clinic(folder: Path) -> int:
    """Check the clinic's file, its audit and its copies, a line each; 1 if anything is wrong.

    A window may have it open meanwhile. Raises ClinicError where it could not be checked.
    """
    with disk_sentences(folder / DATABASE_NAME):
        check_kinds(folder)
        finish(folder)
        if not (folder / DATABASE_NAME).exists():
            check_place(folder / DATABASE_NAME)
    keys, _ = keys_of(folder)
    lines = []
    for line in (
        *_of_the_file(folder / DATABASE_NAME, keys),
        *_of_the_pictures(folder, keys),
        *_of_the_copies(folder, keys),
    ):
        print_lines([line.printed], sys.stdout)
        lines.append(line)
    return 0 if all(line.well for line in lines) else WRONG


def _of_the_file(file: Path, keys: Keys) -> Iterator[Line]:
    try:
        check_place(file)
        with suppress(EntriesMissing, OtherHistory):
            check_logs(file, keys.data, anchors_of(file, keys.chain))
        passed = _passed(file, keys)
    except (ClinicError, dbapi2.Error) as error:
        said = error.what if isinstance(error, ClinicError) else "it cannot be read as a whole"
        yield Line(False, f"The file {file.name}: {said}")
        return
    yield Line(True, f"The file {file.name} opens by its key, {size_words(file.stat().st_size)}.")
    for name in CHECKS:
        if name != CHECKS[-1]:
            yield Line(name not in passed.failed, f"The file: {name}.")
    rows = sum(passed.rows.values())
    yield Line(
        True,
        f"The file: {count(passed.rows.get('client', 0), 'client')}, "
        f"{count(passed.rows.get('appointment', 0), 'visit')}, {rows:,} rows in all.",
    )
    with closing(connect(file, keys.data)) as connection:
        yield from _of_the_audit(connection, passed, anchors_of(file, keys.chain))


def _of_the_audit(connection: Any, passed: Passed, anchors: Iterable[Anchor]) -> Iterator[Line]:
    if is_before_the_audit(connection):
        yield Line(
            True, "The audit: none, as the file is of an older version; opening brings it to this."
        )
        return
    if lacks_audit(connection):
        yield Line(False, "The audit: it was taken out of the file.")
        return
    yield Line(passed.chain_whole, f"The audit: its chain, {events_words(passed.last.number)}.")
    troubles = held_against(connection, anchors)
    yield Line(not troubles, "The audit: as far as its anchors remember.")


def _of_the_pictures(folder: Path, keys: Keys) -> Iterator[Line]:
    """Each photograph and signed form that the file names; no line where there is none."""
    try:
        named = named_in(folder / DATABASE_NAME, keys.data)
    except dbapi2.Error:
        return
    if named:
        yield _looked("The pictures", look(named, folder / FOLDER_NAME, by_name=True))


def _looked(what: str, looked: Looked) -> Line:
    return Line(looked.is_whole, f"{what}: {looked_words(looked)}.")


def _of_the_copies(folder: Path, keys: Keys) -> Iterator[Line]:
    now, memory = SystemClock().now(), recall(folder)
    copies = [copy for copy in find_copies(folder / BACKUPS_NAME) if copy.place == "here"]
    if copies:
        newest = copies[0]
        told = f"the newest of {when(newest.made_at, now)}, {size_words(newest.size)}"
        number = count(len(copies), "copy", "copies")
        yield Line(_is_whole(newest.path, keys), f"The copies: {number}, {told}.")
        yield from _of_its_pictures(newest.path, keys)
    else:
        yield Line(True, "The copies: none yet.")
    troubles = (memory.trouble, memory.pictures.trouble, memory.stopped, memory.second_trouble)
    for sentence in filter(None, troubles):
        yield Line(False, f"The copies: {sentence}")


def _of_its_pictures(copy: Path, keys: Keys) -> Iterator[Line]:
    try:
        named = named_in(copy, keys.data)
    except dbapi2.Error:
        return
    if named:
        yield _looked("The pictures of the newest copy", look(named, shelf_beside(copy)))


def _is_whole(copy: Path, keys: Keys) -> bool:
    try:
        return not _passed(copy, keys).failed
    except dbapi2.Error:
        return False


def _passed(file: Path, keys: Keys) -> Passed:
    """Every check; once more where a page had no seal, as one may be being written just then."""
    with lanes() as pool:
        passed = begin_checks(pool, file, keys.data, keys.chain)(None)
        if passed.failed:
            passed = begin_checks(pool, file, keys.data, keys.chain)(None)
    return passed
