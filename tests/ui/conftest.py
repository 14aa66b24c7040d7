"""The window in tests: the program's own fonts and theme, light, at 100 %."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.kit.fonts import register_fonts
from ui.kit.theme import Theme, dress


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> Theme:
    assert register_fonts() == ()
    return dress(qapp)


@pytest.fixture(autouse=True)
def theme(_dressed: Theme) -> Iterator[Theme]:
    """The application's theme; a test that changes it leaves it as it was."""
    _dressed.set_percent(100)
    if _dressed.choice != "light":
        _dressed.choose("light")
    yield _dressed
    _dressed.set_percent(100)
    if _dressed.choice != "light":
        _dressed.choose("light")
