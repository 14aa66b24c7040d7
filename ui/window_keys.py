"""The keys that work everywhere, and the one of each page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ui.kit.commands import Command
from ui.kit.pages import PageEntry
from ui.kit.theme import theme

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SEARCH_KEY, LOCK_KEY = "Ctrl+K", "Ctrl+L"
GROUP = "Everywhere"


def add_commands(window: MainWindow) -> None:
    """Make known what works on every page, and at the door what whoever stands there needs."""
    look = theme()
    for command in (
        Command("frame.search", "Find a client", SEARCH_KEY, GROUP, window.find_client),
        Command("frame.undo", "Undo", "Ctrl+Z", GROUP, window.status.undo),
        Command("frame.keys", "Show every key", "F1", GROUP, window.toggle_keys),
        Command("frame.privacy", "Hide or show names", "F9", GROUP, window.toggle_privacy),
        Command("frame.person", "Who is at the desk", "F2", GROUP, window.choose_person),
        Command("frame.lock", "Lock the desk", LOCK_KEY, GROUP, window.ask_to_lock),
    ):
        window.commands.add(command, window.face)
    for command in (
        Command("frame.larger", "Larger letters", "Ctrl++", GROUP, look.larger, also=("Ctrl+=",)),
        Command("frame.smaller", "Smaller letters", "Ctrl+-", GROUP, look.smaller),
    ):
        # At the door too: whoever cannot read it cannot sign in.
        window.commands.add(command, window)


def add_page_commands(window: MainWindow, pages: Sequence[PageEntry]) -> None:
    """A key for each page of the rail, for whoever may see it."""
    for entry in pages:
        if entry.under:
            continue
        command = Command(
            f"page.{entry.name}",
            entry.text,
            entry.key,
            "Pages",
            partial(window.show_page, entry.name, {}),
            when=partial(window.may_see, entry.name),
            known=partial(window.may_see, entry.name),
        )
        window.commands.add(command, window.face)
