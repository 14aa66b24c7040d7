"""The acts of the leaflet page, with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.kit.commands import Command, Commands

if TYPE_CHECKING:
    from ui.leaflets.page import LeafletsPage

SCOPE, GROUP = "leaflets", "Leaflets"


def add_commands(page: LeafletsPage, commands: Commands) -> None:
    """Make them known; they work while the page is shown."""
    for act, words, key, run, when in (
        ("print", "Print leaflet", "Ctrl+P", lambda: page.handing.print(), page.can_print),
        ("save", "Save PDF…", "Ctrl+S", lambda: page.handing.save(), page.can_save),
        ("email", "Save for e-mail…", "Ctrl+E", lambda: page.handing.email(), page.can_save),
        ("aloud", "Was read aloud", "Alt+A", lambda: page.handing.read_aloud(), page.can_note),
        ("declined", "Was not wanted", "Alt+N", lambda: page.handing.decline(), page.can_note),
        ("large", "Large print", "Alt+L", lambda: page.set_large(not page.large), page.can_save),
        ("find", "Find in the leaflet", "Ctrl+F", page.look_for_words, page.can_find),
        ("text", "Read as text, or show the pages", "Alt+T", page.turn_text, page.can_save),
        (
            "batch",
            "All leaflets of the next day",
            "Ctrl+Shift+P",
            page.print_all,
            page.can_batch,
        ),
    ):
        command = Command(f"leaflets.{act}", words, key, GROUP, run, when=when, scope=SCOPE)
        commands.add(command, on=page)
