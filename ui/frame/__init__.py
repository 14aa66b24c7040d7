"""The parts of the window that stand round every page."""
