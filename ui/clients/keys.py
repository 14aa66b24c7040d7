"""The acts of the clients page, with their keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.clients.record import TABS
from ui.kit.commands import Command, Commands
from ui.kit.leaflet_key import leaflets_command

if TYPE_CHECKING:
    from ui.clients.page import ClientsPage

SCOPE, GROUP = "clients", "Clients"


def add_commands(page: ClientsPage, commands: Commands) -> None:
    """Make them known; they work while the page is shown."""
    for command in (
        Command("clients.new", "New client", "Ctrl+N", GROUP, page.begin_new, scope=SCOPE),
        Command("clients.book", "Book", "F4", GROUP, page.book, page.has_client, SCOPE),
        Command(
            "clients.leaflets", "Print leaflets", "Ctrl+P", GROUP, page.print_leaflets,
            page.has_client, SCOPE,
        ),
        page.paper_forms.command(GROUP, SCOPE),
        leaflets_command(
            "clients.print_leaflets", GROUP, SCOPE, page.print_called_for, page.has_client
        ),
        page.health_change.command("clients.health_change", GROUP, SCOPE),
        page.standing.command(GROUP, SCOPE, page.has_client),
        Command("clients.save", "Save", "Ctrl+S", GROUP, page.save, page.can_save, SCOPE),
        Command(
            "clients.duplicate", "Look at who may be the same", "Ctrl+D", GROUP,
            page.open_duplicate, page.has_duplicate, SCOPE,
        ),
        Command(
            "clients.part", "To the next part of the page", "F6", GROUP,
            partial(page.step_part, 1), page.has_client, SCOPE,
        ),
        Command(
            "clients.part_before", "To the part before", "Shift+F6", GROUP,
            partial(page.step_part, -1), page.has_client, SCOPE,
        ),
        Command("clients.back", "All clients", "Esc", GROUP, page.go_back, scope=SCOPE),
        *(
            Command(
                f"clients.tab.{id}", words, f"Ctrl+{number}", GROUP,
                partial(page.show_tab, id), partial(page.has_tab, id), SCOPE,
            )
            for number, (id, words) in enumerate(TABS, start=1)
        ),
    ):  # fmt: skip
        commands.add(command, page)
