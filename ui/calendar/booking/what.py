"""What is asked for: treatment, where on the body, with whom, when. The order of a real call."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import at, local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.moments import Moment, read_moment
from ui.calendar.setup import Setup
from ui.calendar.words import places_words, when_words
from ui.kit.fields import ComboField, LineField
from ui.kit.layout import Column, Row

ANYONE = "Anyone"
AS_IT_WAS = ""
"""The place of a visit that names finer places than are asked for on the telephone."""


class WhatBox(QWidget):
    """Four fields in two lines; each tells the panel when the person at the desk changes it."""

    treatment_chosen = Signal(str)
    place_chosen = Signal(str)
    person_chosen = Signal(object)
    """A person's id, or None for anyone."""
    moment_chosen = Signal(object)
    """A UTC instant, or None for the soonest that fits."""
    day_chosen = Signal(object)
    """Only a day was typed: times from that day on are wanted."""

    def __init__(self) -> None:
        """Nothing chosen."""
        super().__init__()
        self._today = date.min
        self._setup: Setup | None = None
        self._shown: datetime | None = None
        self.treatment = ComboField("Treatment")
        self.place = ComboField("Where", name="Where on the body")
        self.person = ComboField("With")
        self.when = LineField("When", "Soonest that fits")
        body = Column(self, gap=1.25)
        first, second = Row(gap=1.25), Row(gap=1.25)
        first.addWidget(self.treatment, 3)
        first.addWidget(self.place, 2)
        second.addWidget(self.person, 2)
        second.addWidget(self.when, 3)
        body.addLayout(first)
        body.addLayout(second)
        self.treatment.edited.connect(lambda: self.treatment_chosen.emit(self.treatment.value()))
        self.place.edited.connect(self._tell_place)
        self.person.edited.connect(lambda: self.person_chosen.emit(self.person.value()))
        self.when.line.editingFinished.connect(self._read_when)

    def use(self, setup: Setup, today: date) -> None:
        """Offer the treatments that are switched on."""
        self._setup, self._today = setup, today
        bookable = setup.protocol.catalogue.bookable
        self.treatment.set_choices(
            [(each.code, each.name) for each in bookable], [each.colour for each in bookable]
        )
        self.treatment.combo.setPlaceholderText("Choose")

    def show_treatment(
        self,
        code: str | None,
        place: str | None,
        person_id: int | None,
        zones: tuple[str, ...] = (),
    ) -> None:
        """Show a treatment, and with it the places and people that go with it.

        `zones` are named as they are where no coarse `place` stands for them.
        """
        self.treatment.set_value(code)
        self.treatment.show_trouble("")
        self._offer_places(code, place, zones)
        self._offer_people(code, person_id)

    def show_start(self, starts_at: datetime | None) -> None:
        """Show a time, unless one is being typed."""
        if not self.when.line.hasFocus() or starts_at != self._shown:
            self._shown = starts_at
            self.when.set_text(when_words(starts_at, self._today) if starts_at else "")

    def ask_treatment(self) -> None:
        """Put the keyboard where the next question is."""
        self.treatment.combo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_places(self, code: str | None, place: str | None, zones: tuple[str, ...]) -> None:
        if self._setup is None or code is None:
            self.place.hide()
            return
        catalogue = self._setup.protocol.catalogue
        offered = catalogue.treatment(code).offered_places
        choices = [catalogue.places.choice(id) for id in offered]
        self.place.setVisible(bool(choices))
        finer = bool(zones) and place is None
        as_it_was = [(AS_IT_WAS, places_words(catalogue.places, zones))] if finer else []
        self.place.set_choices(as_it_was + [(choice.id, choice.label) for choice in choices])
        self.place.set_value(AS_IT_WAS if finer else place)
        self.place.combo.setPlaceholderText("Ask where")

    def _offer_people(self, code: str | None, person_id: int | None) -> None:
        people = self._setup.givers(code) if self._setup and code else ()
        choices = [(person.id, person.name) for person in people]
        self.person.set_choices([(None, ANYONE), *choices])
        self.person.set_value(person_id)

    def _tell_place(self) -> None:
        if (place := self.place.value()) != AS_IT_WAS:
            self.place_chosen.emit(place)

    def read_typed(self) -> bool:
        """Take a time that is being typed as if the field had been left.

        False where it cannot be read: its sentence has the cursor, and no other time is meant.
        """
        if self.when.line.hasFocus():
            self._read_when()
        if self._moment() is None:
            self.when.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return True

    def _read_when(self) -> None:
        if self._shown and self.when.text() == when_words(self._shown, self._today):
            return
        moment = self._moment()
        if moment is None:
            return
        if moment.day is None and moment.time is None:
            self._tell(None)
        elif moment.time is None:
            self.day_chosen.emit(moment.day)
        else:
            self._tell(at(moment.day or self._day_shown(), moment.time))

    def _moment(self) -> Moment | None:
        """What is typed as a time; None where it cannot be read, which is said below it."""
        try:
            return read_moment(self.when.text(), self._today)
        except BadInput as trouble:
            self.when.show_trouble(str(trouble))
            return None

    def _day_shown(self) -> date:
        return local_day(self._shown) if self._shown else self._today

    def _tell(self, starts_at: datetime | None) -> None:
        if starts_at != self._shown:
            self.moment_chosen.emit(starts_at)
