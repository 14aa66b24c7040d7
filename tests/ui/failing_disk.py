"""A disk that takes nothing more, as the database says it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.db.database import Database
from clinic_desk.db.faults import storage_fault

NAMES = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_BUSY", "SQLITE_CORRUPT")


def fail_writes(monkeypatch: pytest.MonkeyPatch, name: str) -> str:
    """Have every write of the clinic fail by an error of this name; gives what is then told."""
    error = dbapi2.OperationalError(name)
    error.sqlite_errorname = name
    fault = storage_fault(error)
    assert fault is not None

    def write(*_: Any, **__: Any) -> Any:
        raise fault

    for way in ("write", "writing"):
        monkeypatch.setattr(Database, way, write)
    return fault.what
