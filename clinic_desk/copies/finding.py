"""The copies that there are, in both places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from clinic_desk.copies.records import CopyFound, Place
from clinic_desk.db.generations import read_name

ASIDE = re.compile(r"before-restore-\d{4}-\d{2}-\d{2}-\d{6}(?:-\d+)?\.db")
"""What a clinic's file is called once another has taken its place; never removed by rule."""


def find_copies(backups: Path, shelf: Path | None = None) -> tuple[CopyFound, ...]:
    """The copies in a backups folder and in the second place, newest first.

    A copy that is in both is told once, as the one here. What cannot be read is left out.
    """
    here = {found.path.name: found for found in _in(backups, "here")}
    there = [] if shelf is None else list(_in(shelf, "second"))
    found = [*here.values(), *(copy for copy in there if copy.path.name not in here)]
    return tuple(sorted(found, key=lambda copy: (copy.made_at, copy.path.name), reverse=True))


def one_copy(path: Path, place: Place = "chosen") -> CopyFound | None:
    """A file as a copy; None where it cannot be read."""
    made = read_name(path.name)
    try:
        about = path.stat()
    except OSError:
        return None
    made_at = made.at if made else datetime.fromtimestamp(about.st_mtime, UTC)
    return CopyFound(path, place, made_at, about.st_size)


def _in(folder: Path, place: Place) -> Iterator[CopyFound]:
    try:
        names = sorted(each.name for each in folder.iterdir())
    except OSError:
        return
    for name in names:
        aside = ASIDE.fullmatch(name) is not None
        if aside or read_name(name) is not None:
            found = one_copy(folder / name, "aside" if aside else place)
            if found is not None:
                yield found
