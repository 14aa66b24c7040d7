"""The house tests look at the running window too."""

from tests.ui.conftest import _dressed, clinic, desk, theme

__all__ = ["_dressed", "clinic", "desk", "theme"]
