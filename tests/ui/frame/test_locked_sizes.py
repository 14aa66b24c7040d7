"""Larger letters at the door of a locked desk, with a leaflet open behind it."""

from __future__ import annotations

from tests.ui.frame.marked import AtDoor
from ui.leaflets.page import LeafletsPage


def test_larger_letters_at_a_locked_door_draw_no_leaflet_that_was_taken_away(
    at_door: AtDoor,
) -> None:
    at_door.hand.press("F11")
    page = at_door.program.window.stack.currentWidget()
    assert isinstance(page, LeafletsPage)
    drawing = page.drawing
    at_door.hand.until(lambda: drawing.printed is not None)
    at_door.lock()
    for _ in range(8):
        at_door.hand.press("Ctrl++")
    assert at_door.program.notice is None
    at_door.unlock()
    assert drawing.printed is not None
    assert drawing.printed.pdf.startswith(b"%PDF")
    assert at_door.program.notice is None
