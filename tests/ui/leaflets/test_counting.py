"""How many pages leaflets have, in the list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ui.kit.workplace import Workplace
from ui.leaflets import drawing

NAME = "botulinum-toxin"


def test_pages_are_counted_once_for_the_same_words_and_anew_for_others(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    monkeypatch.setattr(
        drawing, "drawn", lambda order, draw=drawing.drawn: drawn.append(order) or draw(order)
    )
    monkeypatch.setattr(drawing, "_counted", {})
    press, by = workplace.clinic.press, workplace.by
    small, large = (press.order(NAME, by=by, large_print=large) for large in (False, True))
    counts = [drawing._page_counts([order])[NAME] for order in (small, large, small, large)]
    assert counts[:2] == counts[2:]
    assert counts[0] != counts[1]
    assert drawn == [small, large]
    renamed = replace(small, clinic=replace(small.clinic, name="Another clinic"))
    drawing._page_counts([renamed])
    assert drawn[2:] == [renamed]
