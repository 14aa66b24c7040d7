"""What the start pages are handed: no clinic is open yet, and nobody is at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desk.base.clock import Clock
from ui.kit.commands import Commands
from ui.kit.tasks import Background, Desk

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic


@dataclass(frozen=True)
class Doorstep:
    """The lanes, the clock, the folder that was meant, and the two ways in."""

    desk: Desk
    background: Background
    commands: Commands
    clock: Clock
    folder: Path
    """The folder named on the command line or opened last; there may be nothing in it."""
    open_folder: Callable[[Path], None]
    """Open the clinic in a folder as the program would at its start."""
    enter: Callable[[Clinic], None]
    """Go in with a clinic that is open already: one just made, or the demo."""
    begun: Clinic | None = None
    """An open clinic that was left before anybody was entered, to be gone on with."""
