"""The letters that ship with the program, made known to Qt."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from clinic_desk.base.folders import RESOURCES

FAMILIES = ("Inter", "Noto Sans Hebrew", "Noto Sans Arabic")
"""In the order in which a letter is looked for."""


FIRST, REST = "Inter-*.ttf", "Noto*.ttf"


def register_fonts(which: str = "*.ttf") -> tuple[str, ...]:
    """Make the program's font files known to Qt, and name those it could not read.

    The frame needs only the `FIRST`; the `REST`, for names in other scripts, can
    come when it stands.
    """
    files = sorted((RESOURCES / "fonts").glob(which))
    return tuple(file.name for file in files if QFontDatabase.addApplicationFont(str(file)) == -1)
