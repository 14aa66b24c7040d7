"""What is typed about consents and not kept: by who typed it, whose it is, and what it is for."""

from __future__ import annotations

from dataclasses import replace

from ui.clients.consent.chosen import ChosenCard
from ui.clients.consent.paper import PaperTyped, Whose
from ui.clients.consent.withdrawing import WithdrawTyped
from ui.clients.photographs.reading import Chosen

Key = tuple[int, int, str]


class ConsentDrafts:
    """Nothing typed is lost with a change of client, of consent, or of who is at the desk, and
    nothing is laid under another: each form says itself whose it is."""

    def __init__(self, card: ChosenCard) -> None:
        """None yet."""
        self._card = card
        self._kept: dict[Key, PaperTyped | WithdrawTyped] = {}
        card.paper.came_late.connect(self._take_picture)

    def put_by(self, by: int) -> None:
        """Keep what stands in the forms for whoever typed it."""
        for part in (self._card.paper, self._card.withdrawing):
            typed = part.typed()
            if typed is not None:
                self._kept[by, *typed.whose] = typed

    def bring_back(self, by: int, whose: Whose) -> None:
        """Show what was typed, unless something is being filled in already."""
        if self._card.paper.is_open or self._card.withdrawing.is_open:
            return
        typed = self._kept.pop((by, *whose), None)
        if isinstance(typed, PaperTyped):
            self._card.paper.show_typed(typed)
        elif typed is not None:
            self._card.withdrawing.show_typed(typed)

    def forget(self, whose: Whose) -> None:
        """It is kept: nobody need type it again."""
        self._kept = {key: each for key, each in self._kept.items() if key[1:] != whose}

    def _take_picture(self, whose: Whose, chosen: Chosen) -> None:
        for key, typed in self._kept.items():
            if key[1:] == whose and isinstance(typed, PaperTyped):
                self._kept[key] = replace(typed, chosen=chosen)
