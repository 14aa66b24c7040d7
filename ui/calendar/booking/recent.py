"""The last three visits of a client, each booked again with one key."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import short_day
from clinic_desk.calendar.records import Visit
from clinic_desk.treatments.catalogue import Catalogue
from ui.calendar.words import places_words
from ui.kit.labels import FieldLabel
from ui.kit.layout import Column, clear
from ui.kit.rows import ChoiceRow

KEYS = ("Alt+7", "Alt+8", "Alt+9")
HAD = ("completed", "partial")


class RecentVisits(QWidget):
    """Rows of what was had last; choosing one asks for the same again."""

    again = Signal(object)
    """The Visit to repeat."""

    def __init__(self) -> None:
        """Hidden until there is a history."""
        super().__init__()
        self._visits: tuple[Visit, ...] = ()
        body = Column(self, gap=0.75)
        body.addWidget(FieldLabel("The same again"))
        self._rows = Column(gap=0.5)
        body.addLayout(self._rows)
        self.hide()

    def show_visits(self, visits: tuple[Visit, ...], catalogue: Catalogue, today: date) -> None:
        """Show the last three that took place, newest first as they come."""
        had = (v for v in visits if v.status in HAD and v.treatment in catalogue.by_code)
        self._visits = tuple(had)[:3]
        clear(self._rows)
        for key, visit in zip(KEYS, self._visits, strict=False):
            treatment = catalogue.treatment(visit.treatment)
            places = places_words(catalogue.places, visit.zones)
            day = short_day(local_day(visit.starts_at), today)
            detail = " · ".join(part for part in (places, day, visit.person_name) if part)
            self._rows.addWidget(
                ChoiceRow(
                    treatment.short_name,
                    detail,
                    key=key,
                    on_choose=partial(self.again.emit, visit),
                )
            )
        self.setVisible(bool(self._visits))

    def repeat(self, at: int) -> None:
        """Ask for the visit in that place again, counting from 0; nothing where there is none."""
        if at < len(self._visits) and self.isVisible():
            self.again.emit(self._visits[at])
