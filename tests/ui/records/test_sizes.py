"""Small screens and large letters: it scrolls, and signing stays in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from tests.ui.records.at_work import AtWork
from ui.kit.theme import Theme


def in_sight(part: QWidget, window: QWidget) -> bool:
    corner = part.mapTo(window, QPoint(part.width() - 1, part.height() - 1))
    start = part.mapTo(window, QPoint(0, 0))
    return part.isVisible() and window.rect().contains(start) and window.rect().contains(corner)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_signing_and_what_is_missing_stay_in_sight(
    at_work: AtWork, nadia: int, theme: Theme, percent: int, size: tuple[int, int]
) -> None:
    at_work.vial(at_work.batch())
    at_work.open(at_work.visit(nadia))
    theme.set_percent(percent)
    window, view = at_work.program.window, at_work.page.draft
    window.resize(*size)
    at_work.hand.settle()
    button = view.sign if view.sign.isVisible() else view.sign_below
    said = view.lacks.rows[0] if view.sign.isVisible() else view.first_lack
    assert in_sight(button, window)
    assert in_sight(said, window)
    assert window.rect().contains(view.mapTo(window, view.rect().bottomRight()))


def test_each_field_comes_into_sight_as_tab_reaches_it(
    at_work: AtWork, nadia: int, theme: Theme
) -> None:
    at_work.vial(at_work.batch())
    at_work.open(at_work.visit(nadia))
    theme.set_percent(200)
    at_work.program.window.resize(1366, 768)
    at_work.hand.settle()
    at_work.type_in("Note", "Level")
    middle = at_work.form.middle
    spot = at_work.form.note.control.mapTo(middle.viewport(), QPoint(0, 0))
    assert middle.viewport().rect().contains(spot)


def test_the_list_of_what_is_missing_is_reached_by_a_key_on_a_small_screen(
    at_work: AtWork, nadia: int, theme: Theme
) -> None:
    at_work.open(at_work.visit(nadia, "BTX_REVIEW"))
    theme.set_percent(200)
    at_work.program.window.resize(1366, 768)
    at_work.hand.settle()
    at_work.hand.press("F7")
    assert at_work.focused() == "Say what was found."
    at_work.hand.press("Return")
    assert at_work.focused() == "What was found"
