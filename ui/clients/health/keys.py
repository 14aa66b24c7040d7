"""The acts on the health questions, with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.kit.commands import Command, Commands, KeyNote

if TYPE_CHECKING:
    from ui.clients.health.tab import HealthTab

SCOPE, GROUP = "clients.health", "Health questions"


def add_commands(tab: HealthTab, commands: Commands) -> None:
    """Make them known; they work while the tab is shown."""
    for command in (
        Command("health.save", "Keep the answers", "Ctrl+Return", GROUP, tab.save,
                tab.can_save, SCOPE, also=("Ctrl+Enter",)),
        Command("health.rest", "No to all that are left", "Alt+N", GROUP, tab.answer_the_rest,
                tab.may_write, SCOPE),
        Command("health.earlier", "Earlier answers to the question", "Alt+H", GROUP,
                tab.show_earlier, tab.has_form, SCOPE),
        Command("health.print", "Print the form", "Alt+P", GROUP, tab.print_form,
                tab.has_form, SCOPE),
        Command("health.settle", "Settle the change that was told", "Ctrl+Shift+Return", GROUP,
                tab.settle, tab.can_settle, SCOPE),
        Command("health.put_back", "Clear what is not kept", "Alt+Z", GROUP, tab.put_back,
                tab.can_save, SCOPE),
    ):  # fmt: skip
        commands.add(command, tab)
    commands.note(
        KeyNote(GROUP, "← → Space", "Answer a question"),
        KeyNote(GROUP, "Backspace", "Take the answer away"),
    )
