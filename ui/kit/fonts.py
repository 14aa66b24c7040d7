"""The letters that ship with the program, made known to Qt."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from clinic_desk.base.folders import RESOURCES

FAMILIES = ("Inter", "Noto Sans Hebrew", "Noto Sans Arabic")
"""In the order in which a letter is looked for."""


def register_fonts() -> tuple[str, ...]:
    """Make every font file of the program known to Qt, and name those it could not read."""
    files = sorted((RESOURCES / "fonts").glob("*.ttf"))
    return tuple(file.name for file in files if QFontDatabase.addApplicationFont(str(file)) == -1)
