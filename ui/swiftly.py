"""Two habits of the interpreter that only slow a start, laid aside before the modules are read."""

from __future__ import annotations

import builtins
import gc


def start_swiftly() -> None:
    """Read modules without looking for garbage and without Qt reading their source as well.

    To be called before the program's own modules are imported; `tidying` looks for garbage
    again once the window has settled.
    """
    # Modules and mappings are made to stay, so each search among them finds nothing.
    gc.disable()
    # PySide6 reads the source of whatever is imported after it, and keeps it all, to learn
    # whether it might ask for `__feature__`; nothing here does.
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
