"""Whether the audit is in a file at all, as it is in every clinic's since the second schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clinic_desk.db.place import damaged

_BEFORE_THE_AUDIT = "0001"
_AUDIT = frozenset({"audit_event", "audit_value"})
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_REVISION = "SELECT version_num FROM alembic_version"


def is_before_the_audit(driver: Any) -> bool:
    """Whether a clinic's file is of the version that had no audit; opening brings it up to date."""
    if ("alembic_version",) not in driver.execute(_TABLES).fetchall():
        return False
    return bool(driver.execute(_REVISION).fetchone() == (_BEFORE_THE_AUDIT,))


def lacks_audit(driver: Any) -> bool:
    """Whether the audit was taken out of a clinic's file that must have it, in whole or part."""
    there = {name for (name,) in driver.execute(_TABLES)}
    return not there >= _AUDIT and not is_before_the_audit(driver)


def check_tables(driver: Any, path: Path) -> None:
    """Damaged, with the way back to the newest copy, where the audit was taken out of the file."""
    if lacks_audit(driver):
        raise damaged(path, f"The audit was taken out of {path}.")
