"""How a page is made known to the frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from clinic_desk.staff.permissions import May
from ui.kit.workplace import Workplace


@dataclass(frozen=True)
class PageEntry:
    """One page: its name for `show_page`, its place in the rail, and how it is made.

    `factory` is called once, when the page is first needed or when the window is
    idle; it may import what is heavy. `key` shows the page from anywhere.
    """

    name: str
    icon: str
    text: str
    key: str
    factory: Callable[[Workplace], QWidget]
    under: str = ""
    """The page that it is reached from, whose item of the rail is marked meanwhile: it has no
    item and no key of its own then."""
    needs: May = May.DESK
    """Who may not do this never sees the page, nor that there is one."""


@runtime_checkable
class Receives(Protocol):
    """A page that can be asked to show something."""

    def receive(self, **what: Any) -> None:
        """Show it; called with nothing when the page is merely opened."""


@runtime_checkable
class Arrives(Protocol):
    """A page that wants to know each time it comes into sight."""

    def arrive(self) -> None:
        """It is shown now."""


@runtime_checkable
class Leaves(Protocol):
    """A page that wants to know each time another takes its place."""

    def leave(self) -> None:
        """It is about to be hidden."""


@runtime_checkable
class Completes(Protocol):
    """A page that leaves a part of itself for when it has been seen."""

    def complete(self) -> None:
        """Make that part now, where it is not made."""
