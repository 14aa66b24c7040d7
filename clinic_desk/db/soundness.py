"""Every page of the open clinic looked at in the background, before anybody needs it.

Each page is checked as it is read, so that nothing damaged is ever shown. But one that nobody
reads this month may be damaged for longer than the copies reach back.
"""

from __future__ import annotations

import time
from contextlib import closing

from clinic_desk.base.errors import ClinicError
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.suspicion import suspect

_LOOKS, _BETWEEN_SECONDS = 3, 0.3


def look_through(database: Database) -> ClinicError | None:
    """What to tell where pages are damaged; None where all are whole.

    For a background lane: 40 MB take three tenths of a second, and no write waits for it. A page
    that is being written while it is looked at seems damaged once, and not three times.
    """
    for _ in range(_LOOKS):
        damaged = _damaged(database)
        if not damaged:
            return None
        time.sleep(_BETWEEN_SECONDS)
    suspect(database.path)
    return ClinicError(
        "Part of the clinic's file is damaged; what cannot be read is not shown.",
        next_step="Close the program and open it again: it then says how much, and offers the "
        "newest copy.",
    )


def _damaged(database: Database) -> int:
    # By the database itself: a file that this process has open may not be read beside it.
    with closing(connect(database.path, database.key)) as connection:
        return len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
