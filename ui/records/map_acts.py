"""The acts of a map, done to the form that is in sight; nothing where it has no map."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.records.map_part import MapPart


class MapActs:
    """Stands in for the map, which is made with its form and after the commands."""

    def __init__(self, form: Callable[[], QWidget | None]) -> None:
        """`form` gives the form in sight."""
        self._form = form

    def mirror(self) -> int:
        """Put the chosen point, or all, on the other side too; how many that changed."""
        part = self._map()
        return part.mirror() if part is not None else 0

    def can_mirror(self) -> bool:
        """Whether there is something to mirror."""
        part = self._map()
        return part is not None and part.can_mirror()

    def toggle_guides(self) -> None:
        """Show or hide midline and thirds."""
        if (part := self._map()) is not None:
            part.toggle_guides()

    def toggle_ghost(self) -> None:
        """Show or hide the last visit's points."""
        if (part := self._map()) is not None:
            part.toggle_ghost()

    def has_ghost(self) -> bool:
        """Whether there is a last visit to show."""
        part = self._map()
        return part is not None and part.has_ghost()

    def _map(self) -> MapPart | None:
        part = getattr(self._form(), "map", None)
        return part if isinstance(part, MapPart) else None
