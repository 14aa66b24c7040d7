"""`main.py backup FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from clinic_desk.back_office.opening import opened
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.base.words import count
from clinic_desk.db.audit import note
from clinic_desk.db.backup import backup


def write_backup(folder: Path, file: Path) -> int:
    """Write a checked copy of the clinic's database to `file`, and say what was checked."""
    with opened(folder) as clinic:
        report = backup(clinic.database, file)
        with clinic.database.write() as session:
            note(session, "copies.taken", None)
    written = f"Checked copy written: {count(report.rows, 'row')} in {one_line(report.path.name)}."
    print_lines([written], sys.stdout)
    return 0
