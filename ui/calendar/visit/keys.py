"""The keys of a visit that is shown; they work only while it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from clinic_desk.calendar.statuses import SHOWN
from ui.kit.commands import Command, Commands
from ui.kit.leaflet_key import leaflets_command
from ui.kit.visit_steps import ADVERSE, ADVERSE_KEY, KEYS

if TYPE_CHECKING:
    from ui.calendar.visit.panel import VisitPanel

RECORD_KEY = "Alt+R"
SCOPE, GROUP = "calendar.visit", "Visit"


def add_visit_commands(panel: VisitPanel, commands: Commands) -> None:
    """Make every act on a visit known."""
    change = Command(
        "visit.change", "Move or change", "Alt+M", GROUP, panel.ask_change, scope=SCOPE
    )
    write = Command(
        "visit.record", "Write the record", RECORD_KEY, GROUP, panel.write_record,
        panel.can_write, SCOPE,
    )  # fmt: skip
    adverse = Command(
        "visit.adverse", ADVERSE, ADVERSE_KEY, GROUP, panel.note_adverse, panel.can_write, SCOPE
    )
    health = panel.health_change.command("visit.health", GROUP, SCOPE)
    leaflets = leaflets_command(
        "visit.leaflets", GROUP, SCOPE, panel.print_leaflets, lambda: panel.visit is not None
    )
    for command in (change, write, adverse, health, leaflets):
        commands.add(command, panel)
    for status, key in KEYS.items():
        commands.add(
            Command(
                f"visit.{status}",
                f"Mark as {SHOWN[status].lower()}",
                key,
                GROUP,
                partial(panel.acts.take_by_key, status),
                scope=SCOPE,
            ),
            panel,
        )
