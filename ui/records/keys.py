"""The acts of the record's page, with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.kit.body_chart.keys import MAP_KEYS, map_commands
from ui.kit.commands import Command, Commands

if TYPE_CHECKING:
    from ui.records.page import RecordPage

SCOPE, GROUP = "records", "Record"


def add_commands(page: RecordPage, commands: Commands) -> None:
    """Make them known; they work while the page is shown."""
    for command in (
        Command("records.sign", "Sign the record", "Ctrl+Return", GROUP, page.main_act,
                page.allowed.can_act, SCOPE, also=("Ctrl+Enter",)),
        Command("records.missing", "Go to what is missing", "F7", GROUP, page.go_to_missing,
                page.allowed.is_draft, SCOPE),
        Command("records.copy", "Copy the last map", "F6", GROUP, page.copy_map,
                page.allowed.can_copy, SCOPE),
        Command("records.open_vial", "Open a vial", "Alt+O", GROUP, page.open_vial,
                page.allowed.can_open_vial, SCOPE),
        Command("records.save", "Keep the draft now", "Ctrl+S", GROUP, page.save_now,
                page.allowed.is_draft, SCOPE),
        Command("records.throw", "Throw the draft away", "", GROUP, page.acts.throw_away,
                page.allowed.is_draft, SCOPE),
        Command("records.amend", "Add an amendment", "Alt+A", GROUP, page.begin_amendment,
                page.allowed.can_amend, SCOPE),
        Command("records.error", "Entered in error", "Alt+E", GROUP, page.begin_in_error,
                page.allowed.can_mark, SCOPE),
        Command("records.adverse", "Record an adverse event", "Alt+W", GROUP, page.begin_adverse,
                page.allowed.can_note_adverse, SCOPE),
        Command("records.print", "Print the record", "Ctrl+P", GROUP, page.print_record,
                page.allowed.has_record, SCOPE),
        Command("records.client", "The client's page", "Alt+C", GROUP, page.show_client,
                page.allowed.has_record, SCOPE),
        Command("records.back", "Back", "Esc", GROUP, page.go_back, scope=SCOPE),
        *map_commands(page.map_acts, SCOPE),
    ):  # fmt: skip
        commands.add(command, page)
    commands.note(*MAP_KEYS)
