"""Locked, no widget keeps a photograph, in whatever form; unlocked, each is there again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from tests.drawn import jpeg
from tests.factories import NOW
from tests.ui.calendar.at_desk import RUTH
from tests.ui.frame.marked import AtDoor, painted_widgets
from ui.clients.page import ClientsPage
from ui.clients.photographs.tab import PhotographsTab

SIGNED = [[(0.1, 0.1), (0.2, 0.2), (0.3, 0.1), (0.4, 0.2), (0.5, 0.1)]]
LARGE = 64
"""Pixels: icons are smaller than this, and are no pictures of anybody."""


def pictures(value: Any, seen: dict[int, Any]) -> Iterator[Any]:
    """Every picture that something remembers, in records, lists and helpers."""
    if id(value) in seen:
        return
    # Held, as another thing may come to have the number of one that is gone.
    seen[id(value)] = value
    if isinstance(value, QImage | QPixmap):
        if value.width() >= LARGE:
            yield value
    elif isinstance(value, bytes):
        if len(value) > 1000:
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from pictures(each, seen)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from pictures(each, seen)
    elif type(value).__module__.startswith("ui.clients") or hasattr(value, "__dataclass_fields__"):
        yield from pictures(dict(getattr(value, "__dict__", {})), seen)


def _memory(owner: object) -> dict[str, Any]:
    return dict(getattr(owner, "__dict__", {}))


def kept_by_widgets(tab: PhotographsTab) -> int:
    """How many pictures there are in all widgets of the tab."""
    seen: dict[int, Any] = {}
    found = sum(len(list(pictures(_memory(each), seen))) for each in tab.findChildren(QObject))
    return found + len(list(pictures(_memory(tab), seen)))


def settle(bot: QtBot, at_door: AtDoor, tab: PhotographsTab) -> None:
    for _ in range(4):
        at_door.hand.settle()
        bot.waitUntil(lambda: not tab.thumbnails.soon.waiting)
        bot.waitUntil(lambda: not at_door.program.background.pending)


def opened_tab(at_door: AtDoor, bot: QtBot) -> PhotographsTab:
    """The tab in sight, with two photographs."""
    clinic, client = at_door.clinic, at_door.client_id
    clinic.consents.give_on_screen(client, "photographs", "Zqx", SIGNED, RUTH)
    for hue in ("#111", "#222"):
        clinic.photographs.add(client, jpeg(hue=hue), "front", "before", NOW.date(), None, RUTH)
    window = at_door.program.window
    window.show_page("clients", {"client_id": client, "tab": "photographs"})
    page = window.stack.page("clients")
    assert isinstance(page, ClientsPage)
    settle(bot, at_door, page.record.photographs)
    return page.record.photographs


def test_a_locked_window_keeps_no_photograph(at_door: AtDoor, qtbot: QtBot, tmp_path: Path) -> None:
    tab = opened_tab(at_door, qtbot)
    path = tmp_path / "new.jpg"
    path.write_bytes(jpeg(hue="#333"))
    window = at_door.program.window

    def sheet() -> None:
        tab.back()

    def two_compared() -> None:
        tab.look_at([tile.record for tile in tab.sheet.tiles])

    def one_over_the_other() -> None:
        tab.viewer.way._choose(1)

    def one_to_be_added() -> None:
        tab.back()
        tab.adding.add_files([str(path)])

    for sight in (sheet, two_compared, one_over_the_other, one_to_be_added):
        sight()
        settle(qtbot, at_door, tab)
        held, part = kept_by_widgets(tab), tab.stack.currentWidget()
        assert held, sight.__name__
        shown = tab.grab().toImage()
        at_door.lock()
        assert kept_by_widgets(tab) == 0, sight.__name__
        assert painted_widgets(window, window.door) == [], sight.__name__
        at_door.unlock()
        settle(qtbot, at_door, tab)
        assert kept_by_widgets(tab) == held, sight.__name__
        assert tab.stack.currentWidget() is part
        assert tab.grab().toImage() == shown, sight.__name__
