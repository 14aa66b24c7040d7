"""Locked, no page of a leaflet and no map is kept, in whatever form; unlocked, each is back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.frame.marked import AtDoor, painted_widgets
from ui.leaflets.page import LeafletsPage

LARGE = 64
"""Pixels: icons are smaller than this."""


def large(value: Any, seen: dict[int, Any]) -> int:
    """How many pictures and files something of the window's remembers."""
    if id(value) in seen:
        return 0
    seen[id(value)] = value
    if isinstance(value, QImage | QPixmap):
        return int(value.width() >= LARGE)
    if isinstance(value, bytes):
        return int(len(value) > 1000)
    if isinstance(value, dict):
        return sum(large(each, seen) for each in value.values())
    if isinstance(value, tuple | list | set | frozenset):
        return sum(large(each, seen) for each in value)
    if _is_memory(value):
        return large(dict(vars(value)), seen)
    return 0


def _is_memory(value: Any) -> bool:
    ours = type(value).__module__.startswith("ui.") or hasattr(value, "__dataclass_fields__")
    return ours and hasattr(value, "__dict__") and not isinstance(value, type | QWidget)


def kept_below(widget: QWidget) -> int:
    seen: dict[int, Any] = {}
    owners = (widget, *widget.findChildren(QObject))
    return sum(large(dict(vars(each)), seen) for each in owners if hasattr(each, "__dict__"))


def test_a_locked_window_keeps_no_page_of_a_leaflet(at_door: AtDoor, qtbot: QtBot) -> None:
    window = at_door.program.window
    window.show_page("leaflets", {"client_id": at_door.client_id})
    page = window.stack.page("leaflets")
    assert isinstance(page, LeafletsPage)
    for _ in range(4):
        at_door.hand.settle()
        qtbot.waitUntil(lambda: not at_door.program.background.pending)
    qtbot.waitUntil(lambda: page.drawing.result is not None)
    held, shown = kept_below(page), page.pane.grab().toImage()
    assert held
    at_door.lock()
    assert kept_below(page) == 0
    assert page.pane.text.toPlainText() == ""
    assert painted_widgets(window, window.door) == []
    at_door.unlock()
    for _ in range(4):
        at_door.hand.settle()
        qtbot.waitUntil(lambda: not at_door.program.background.pending)
    assert kept_below(page) == held
    assert page.pane.grab().toImage() == shown
