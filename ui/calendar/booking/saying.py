"""What is said in the call: from the fields, the lists and the calendar into the call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QObject

from clinic_desk.base.clock import local_day
from clinic_desk.base.spans import add_months
from clinic_desk.calendar.records import Offer, Visit
from clinic_desk.clients.records import ClientRecord
from ui.calendar.booking.call import CONSULTATION, NewCaller
from ui.calendar.booking.current import CurrentCall
from ui.calendar.booking.parts import Parts
from ui.calendar.words import place_of
from ui.kit.workplace import Workplace


class Saying(QObject):
    """Listens to the parts; each thing that is said makes another call to be judged."""

    def __init__(self, workplace: Workplace, current: CurrentCall, parts: Parts) -> None:
        """Connects the parts."""
        super().__init__(current)
        self._workplace, self._current, self._parts = workplace, current, parts
        who, what = parts.who, parts.what
        who.client_found.connect(self._found)
        who.newcomer_told.connect(self._told)
        who.asked_again.connect(lambda: current.say(client=None, new=None, checked=False))
        who.moved_on.connect(what.ask_treatment)
        what.treatment_chosen.connect(self.treatment)
        what.place_chosen.connect(self._place)
        what.person_chosen.connect(lambda person_id: current.say(person_id=person_id))
        what.moment_chosen.connect(lambda starts_at: current.say(starts_at=starts_at))
        what.day_chosen.connect(self._from_day)
        parts.recent.again.connect(self._again)
        parts.offers.taken.connect(self.take)
        parts.offers.wished.connect(lambda wish: current.say(wish=wish))
        parts.note.edited.connect(lambda: current.meet(desk_note=parts.note.text()))
        parts.answer.reason_edited.connect(lambda text: current.meet(reason=text))
        parts.answer.seen_changed.connect(lambda seen: current.meet(seen=seen))

    # ---- who

    def _found(self, record: ClientRecord) -> None:
        self._current.say(client=record, new=None, checked=False)
        self.read_checked(record)
        diary = self._workplace.clinic.diary
        self._workplace.desk.ask(
            "panel.recent", lambda: diary.of_client(record.id), self._show_recent
        )

    def read_checked(self, record: ClientRecord) -> None:
        """Whether the caller has said today already who they are."""
        calls = self._workplace.clinic.calls
        self._workplace.desk.ask(
            "panel.checked",
            lambda: (record.id, calls.checked_today(record.id)),
            lambda answer: self.show_checked(*answer),
            owner=self,
        )

    def show_checked(self, client_id: int, checked: bool) -> None:
        """Whether this client has been asked; nothing for one who is no longer in the call."""
        if self._current.is_about(client_id):
            self._parts.who.known.show_checked(checked)
            self._current.call = replace(self._current.call, checked=checked)
            self._current.answer(self._current.preview)

    def _show_recent(self, visits: tuple[Visit, ...]) -> None:
        current = self._current
        if current.catalogue is not None and current.call.treatment is None:
            self._parts.recent.show_visits(visits, current.catalogue, current.today)

    def _told(self, caller: NewCaller) -> None:
        began = self._current.call.new is None
        self._current.say(new=caller, client=None, checked=False)
        if began and self._current.call.treatment is None:
            self.treatment(CONSULTATION)

    # ---- what, where and with whom

    def treatment(self, code: str) -> None:
        """A treatment; place and person stay where they go with it."""
        current, call = self._current, self._current.call
        if current.setup is None or current.catalogue is None:
            return
        place, zones = call.place, call.zones
        if code != call.treatment:
            offered = current.catalogue.treatment(code).offered_places
            place = place if place in offered else None
            zones = current.catalogue.places.choice(place).zones if place else ()
        givers = {giver.id for giver in current.setup.givers(code)}
        person_id = call.person_id if call.person_id in givers else None
        minutes = call.minutes if call.visit is None or code == call.visit.treatment else None
        self._parts.recent.hide()
        self._parts.what.show_treatment(code, place, person_id, zones)
        current.say(treatment=code, place=place, zones=zones, person_id=person_id, minutes=minutes)

    def _place(self, place: str) -> None:
        if self._current.catalogue is not None:
            zones = self._current.catalogue.places.choice(place).zones
            self._current.say(place=place, zones=zones)

    def _again(self, visit: Visit) -> None:
        """The same as before, looked for from when it is usually due."""
        current = self._current
        if current.catalogue is None:
            return
        months = current.catalogue.treatment(visit.treatment).recommended_repeat_months
        had = local_day(visit.starts_at)
        due = add_months(had, months) if months else had
        place = place_of(current.catalogue.places, visit.zones)
        self._parts.recent.hide()
        self._parts.what.show_treatment(visit.treatment, place, visit.person_id, visit.zones)
        self._parts.what.ask_treatment()
        current.say(
            treatment=visit.treatment,
            place=place,
            zones=visit.zones,
            person_id=visit.person_id,
            starts_at=None,
            wish=current.call.wish._replace(from_day=max(due, current.today)),
        )

    # ---- when

    def _from_day(self, day: date) -> None:
        self._current.say(starts_at=None, wish=self._current.call.wish._replace(from_day=day))

    def take(self, offer: Offer) -> None:
        """Take a time that was offered, with who and where it offers."""
        self._parts.what.person.set_value(offer.person_id)
        self._current.say(
            person_id=offer.person_id,
            starts_at=offer.span.starts_at,
            room_id=offer.room_id,
            device_id=offer.device_id,
        )

    def move(self, person_id: int | None, starts_at: datetime, minutes: int | None) -> None:
        """Take a place chosen on the calendar; someone who does not give it is not taken."""
        current, call = self._current, self._current.call
        givers = current.setup.givers(call.treatment) if current.setup and call.treatment else ()
        if givers and person_id not in {giver.id for giver in givers}:
            person_id = call.person_id
        self._parts.what.person.set_value(person_id)
        current.say(person_id=person_id, starts_at=starts_at, minutes=minutes)
