"""Whether a prescriber has ever signed the clinic's protocol, asked without reading one."""

from __future__ import annotations

from clinic_desk.db.database import Database
from clinic_desk.db.plain import all_rows

TABLE = "signed_protocol"
_ANY = f"SELECT 1 FROM {TABLE} LIMIT 1"


def is_signed(database: Database) -> bool:
    """Whether any text was signed, be it changed since; what is in force otherwise is a draft."""
    with database.reading() as moment:
        return bool(all_rows(moment, _ANY, ()))
