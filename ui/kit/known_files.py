"""Which clinic knows of the files that are on their way into a folder that a person chose."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication

from clinic_desk.base.files import Known

_PROPERTY = "clinic_known_files"


def let_files_be_known(known: Known) -> None:
    """Have this asked from now on, so that a killed program leaves none of them there for good."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, known)


def known_files() -> Known | None:
    """What was last told; None before a clinic is open, when nothing is written of anybody."""
    app = QCoreApplication.instance()
    return cast("Known | None", app.property(_PROPERTY)) if app is not None else None
