"""`main.py backup FILE`."""

from __future__ import annotations

from pathlib import Path

from clinic_desk.back_office.opening import opened
from clinic_desk.base.words import count
from clinic_desk.db.backup import backup


def write_backup(folder: Path, file: Path) -> int:
    """Write a checked copy of the clinic's database to `file`, and say what was checked."""
    with opened(folder) as clinic:
        report = backup(clinic.database, file)
    print(f"Checked copy written: {count(report.rows, 'row')} in {report.path.name}.")
    return 0
