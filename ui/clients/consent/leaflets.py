"""The leaflets that a client was given, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.leaflets.given import GivenLeaflet
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, clear

NOTHING = "None yet. Ctrl P prints what the next visit calls for."


class LeafletsCard(Card):
    """A few short lines; there are never many."""

    def __init__(self) -> None:
        """None yet."""
        super().__init__(gap=1, margins=(2, 1.5, 2, 2))
        self.body.addWidget(SectionTitle("Leaflets given"))
        self._lines = Column(gap=1)
        self.body.addLayout(self._lines)

    def show_leaflets(
        self, given: Sequence[GivenLeaflet], titles: Mapping[str, str], today: date
    ) -> None:
        """Show these instead."""
        clear(self._lines)
        if not given:
            self._lines.addWidget(PlainLabel(NOTHING, tone="quiet", wrap=True))
        for each in given:
            both = Column(gap=0.25)
            title = titles.get(each.leaflet, each.leaflet)
            both.addWidget(PlainLabel(title, weight="semibold", wrap=True))
            words = leaflet_words(each, today)
            both.addWidget(PlainLabel(words, size="small", tone="quiet", wrap=True))
            self._lines.addLayout(both)

    def texts(self) -> tuple[str, ...]:
        """What stands in the card, line by line."""
        return tuple(each.text() for each in self.findChildren(PlainLabel))[1:]


def leaflet_words(given: GivenLeaflet, today: date) -> str:
    """`Tue 24 Nov 09:12 · version 2, large print · printed by Ruth Holt`."""
    when = f"{short_day(local_day(given.given_at), today)} {clock_time(given.given_at)}"
    letters = ", large print" if given.large_print else ""
    plainly = given.outcome == "given" and given.how in ("printed", "saved", "read_aloud")
    by = f"{'' if plainly else ', noted'} by {given.given_by}" if given.given_by else ""
    return f"{when} · version {given.version}{letters} · {given.how_words}{by}"
