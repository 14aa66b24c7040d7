"""The acts on consents, with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.kit.commands import Command, Commands, KeyNote

if TYPE_CHECKING:
    from ui.clients.consent.tab import ConsentTab

SCOPE, GROUP = "clients.consent", "Consent"


def add_commands(tab: ConsentTab, commands: Commands) -> None:
    """Make them known; they work while the tab is shown."""
    for command in (
        Command("consent.sign", "Read and sign on screen", "Ctrl+Return", GROUP, tab.main_act,
                tab.may_write, SCOPE, also=("Ctrl+Enter",)),
        Command("consent.paper", "Signed on paper", "Alt+A", GROUP, tab.begin_paper,
                tab.may_write, SCOPE),
        Command("consent.picture", "Choose the picture of the signed form", "Ctrl+O", GROUP,
                tab.choose_picture, tab.may_write, SCOPE),
        Command("consent.withdraw", "Taken back", "Alt+T", GROUP, tab.begin_withdrawing,
                tab.can_withdraw, SCOPE),
        Command("consent.print", "Print the form", "Alt+P", GROUP, tab.print_form,
                tab.has_scope, SCOPE),
    ):  # fmt: skip
        commands.add(command, tab)
    commands.note(KeyNote(GROUP, "↑ ↓", "What the consent is for"))
