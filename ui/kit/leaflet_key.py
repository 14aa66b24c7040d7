"""The key for the leaflets that are called for, without what prints them.

Apart from the printing because the pages know their keys before the first day is in sight, and
the press is read after it.
"""

from __future__ import annotations

from collections.abc import Callable

from ui.kit.commands import Command, always

KEY = "Shift+F11"
WORDS = "Print the leaflets called for"


def leaflets_command(
    id: str,
    group: str,
    scope: str,
    run: Callable[[], None],
    when: Callable[[], bool] = always,
) -> Command:
    """The act with its key, for a page's own scope."""
    return Command(id, WORDS, KEY, group, run, when=when, scope=scope)
