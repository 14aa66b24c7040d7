"""F6: from part to part of a page, past all that stands within each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.popover import bring_into_sight, can_be_reached


def walk_parts(parts: Sequence[QWidget], way: int) -> None:
    """Put the keyboard on the first control of the next part that has one, round and round;
    `way` is 1, or -1 for the one before. From outside the first part is next."""
    now = QApplication.focusWidget()
    here = next((at for at, part in enumerate(parts) if _holds(part, now)), -1 if way > 0 else 0)
    for step in range(1, len(parts) + 1):
        control = _first(parts[(here + way * step) % len(parts)])
        if control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)
            bring_into_sight(control)
            return


def _holds(part: QWidget, control: QWidget | None) -> bool:
    return control is not None and (part is control or part.isAncestorOf(control))


def _first(part: QWidget) -> QWidget | None:
    """Where Tab would come in: the focus chain runs through a part as it is read."""
    control: QWidget | None = part
    while control is not None:
        if _holds(part, control) and can_be_reached(control):
            return control
        control = control.nextInFocusChain()
        if control is part:
            break
    return None
