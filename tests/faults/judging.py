"""What the program says of a clinic that was tampered with or damaged, and what it then shows."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NamedTuple

from clinic_desk.base.errors import ClinicError
from clinic_desk.db.opening import open_database
from clinic_desk.tables import metadata
from tests.factories import KEY, fixed_clock
from tests.faults.clinics import give_a_home
from tests.faults.wholeness import audit_troubles

Rows = dict[str, list[tuple[Any, ...]]]


class Judgement(NamedTuple):
    """What came of opening a clinic and reading all of it."""

    refused: str
    """The sentence with which it was refused; empty if it was not."""
    refusal: str
    """The name of what was raised then."""
    troubles: tuple[str, ...]
    """What the check of the audit found."""
    rows: Rows
    """Every row of every table as it was read; empty where it was refused."""

    @property
    def said_nothing(self) -> bool:
        """Whether the clinic came up as if all were well."""
        return not self.refused and not self.troubles


def judged(path: Path) -> Judgement:
    """Open a clinic as a window does, check its audit, and read every row of it by every index."""
    give_a_home(path)
    try:
        database = open_database(path, KEY, clock=fixed_clock(), models=lambda: metadata)
    except ClinicError as error:
        return Judgement(error.what, type(error).__name__, (), {})
    try:
        with database.read() as session:
            troubles = tuple(audit_troubles(database, session))
            run = session.connection().exec_driver_sql
            if run("PRAGMA integrity_check").fetchall() != [("ok",)]:
                troubles = (*troubles, "the file is not in order")
            names = run("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
            rows = {
                name: sorted(map(tuple, run(f'SELECT * FROM "{name}"')), key=repr) for name in names
            }
        return Judgement("", "", troubles, rows)
    except ClinicError as error:
        return Judgement(error.what, type(error).__name__, (), {})
    finally:
        database.close()


def copied(folder: Path, to: Path) -> Path:
    """A clinic's folder with all that belongs to it, elsewhere; gives its file there.

    What the WAL's index says is left behind: after a crash it is made anew.
    """
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    return to / "clinic.db"
