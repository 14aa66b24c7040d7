"""`main.py backup FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from clinic_desk.back_office.opening import opened
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.base.words import count
from clinic_desk.copies.picturing import export_pictures
from clinic_desk.db.audit import note
from clinic_desk.db.backup import backup

INCOMPLETE = 1


def write_backup(folder: Path, file: Path) -> int:
    """Write a checked copy of the clinic's database to `file`, and say what was checked.

    Its pictures go into a folder beside it. 1 where it has not all of them.
    """
    with opened(folder) as clinic:
        report = export_pictures(clinic.database, backup(clinic.database, file))
        with clinic.database.write() as session:
            note(session, "copies.taken", None)
    written = f"Checked copy written: {count(report.rows, 'row')} in {one_line(report.path.name)}."
    print_lines([written], sys.stdout)
    if report.pictures_trouble:
        print_lines([report.pictures_trouble], sys.stdout)
        return INCOMPLETE
    return 0
