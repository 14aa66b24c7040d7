"""What a line can take back: taken out of it with its text, and put back by doing it again.

Qt shows no way to put a line's history aside, and one that is left where it is would give the
text back to whoever asks the hidden line to undo. So the texts are walked through, kept where
the text is kept, and afterwards typed anew from the first to the last.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QLineEdit

MOST = 1000
"""So many steps are walked at most, whatever a line says of itself."""


class Steps(NamedTuple):
    """The texts a line has had since it was filled, and which of them it has now."""

    texts: tuple[str, ...]
    at: int


def steps_of(line: QLineEdit) -> Steps:
    """Walk back and forth through a line's history, whose text is another afterwards.

    A line that hides its letters has none: undoing there only empties it.
    """
    now = line.text()
    if line.echoMode() != QLineEdit.EchoMode.Normal:
        return Steps((now,), 0)
    before: list[str] = []
    while line.isUndoAvailable() and len(before) < MOST:
        line.undo()
        before.append(line.text())
    texts = [line.text()]
    while line.isRedoAvailable() and len(texts) < 2 * MOST:
        line.redo()
        if line.text() != texts[-1]:
            texts.append(line.text())
    places = [at for at, text in enumerate(texts) if text == now]
    if not places:
        return Steps((now,), 0)
    return Steps(tuple(texts), min(places, key=lambda at: abs(at - len(before))))


def take_steps_again(line: QLineEdit, steps: Steps) -> None:
    """Fill an empty line with what it had, so that the same can be undone and redone."""
    now = steps.texts[steps.at]
    line.setText(steps.texts[0])
    for text in steps.texts[1:]:
        _become(line, text)
    for _ in steps.texts[steps.at + 1 :]:
        line.undo()
    if line.text() != now:
        line.setText(now)


def _become(line: QLineEdit, text: str) -> None:
    """Change only what differs, as it was typed, in one step."""
    before = line.text()
    start = _shared(before, text)
    end = _shared(before[start:][::-1], text[start:][::-1])
    taken, typed = before[start : len(before) - end], text[start : len(text) - end]
    # Where the cursor has been elsewhere another step begins.
    line.home(False)
    line.end(False)
    line.setCursorPosition(_units(before[:start]))
    if typed:
        line.setSelection(_units(before[:start]), _units(taken))
        line.insert(typed)
        return
    # Letter by letter: a selection taken out is one step with what is typed in its place.
    for _ in taken:
        if len(line.text()) > len(text):
            line.del_()


def _shared(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _units(text: str) -> int:
    """Its length as Qt counts it, in halves of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
