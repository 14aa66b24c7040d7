"""What stands in the window, in words, so that a tour stops where the expected is not there."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from ui.tour.hand import Hand


def expect_words(hand: Hand, *words: str) -> None:
    """Each of these stands somewhere in the window; LookupError for the first that does not."""
    shown = "\n".join(_shown(hand.window))
    for each in words:
        if each not in shown:
            raise LookupError(f"“{each}” is not in the window")


def expect_page(hand: Hand, name: str) -> None:
    """The page of that name is in sight; LookupError where another is."""
    now = hand.program.window.stack.now
    if now != name:
        raise LookupError(f"the page {now} is in sight, not {name}")


def focused(hand: Hand) -> QWidget:
    """What has the keyboard; the window where nothing has."""
    return QApplication.focusWidget() or hand.window


def _shown(window: QWidget) -> Iterator[str]:
    """What is read or spoken of every part that is in sight."""
    for part in window.findChildren(QWidget):
        if not part.isVisible():
            continue
        yield part.accessibleName()
        yield part.accessibleDescription()
        text = getattr(part, "text", None)
        if callable(text):
            yield str(text())
        if isinstance(part, QAbstractItemView):
            yield from _lines(part)


def _lines(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount() if model is not None else 0):
        yield str(model.index(row, 0).data() or "")
