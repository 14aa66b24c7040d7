"""The acts of the photographs' tab, with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.kit.commands import Command, Commands, KeyNote

if TYPE_CHECKING:
    from ui.clients.photographs.tab import PhotographsTab

SCOPE, GROUP = "clients.photographs", "Photographs"
NOTES = (
    ("Arrows", "Go along the photographs; in a picture move it, between two the divider"),
    ("Space", "Mark a photograph to be compared with another"),
    ("Enter", "Look at the photograph, or at the two that are marked"),
    ("+ −", "Make the picture larger and smaller"),
    ("Home", "Show all of the picture"),
)


def add_commands(tab: PhotographsTab, commands: Commands) -> None:
    """Make them known; they work while the tab is shown."""
    for command in (
        Command(
            "photographs.add", "Add from a file", "Ctrl+O", GROUP, tab.adding.ask_file,
            tab.adding.may_add, SCOPE,
        ),
        Command(
            "photographs.paste", "Add from the clipboard", "Ctrl+V", GROUP, tab.adding.paste,
            tab.adding.may_add, SCOPE,
        ),
        Command(
            "photographs.keep", "Keep the photograph", "Ctrl+Return", GROUP, tab.adding.keep,
            tab.adding.may_keep, SCOPE,
        ),
        Command(
            "photographs.print", "Print what is in sight", "Alt+P", GROUP, tab.print_shown,
            tab.can_print, SCOPE,
        ),
    ):  # fmt: skip
        commands.add(command, tab)
    for keys, words in NOTES:
        commands.note(KeyNote(GROUP, keys, words))
