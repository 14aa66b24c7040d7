"""The booking panel: one call, from who is calling to the visit that is saved. Never modal.

`current` holds the call; `saying` fills it from the parts, `asking` has it judged and
shows the answer, `learning` keeps what belongs to the client, `acting` saves it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal

from clinic_desk.calendar.records import Visit, Wish
from clinic_desk.clients.records import UNLOGGED, ClientRecord, without_clinical
from ui.calendar.booking.acting import Acting
from ui.calendar.booking.asking import Asking
from ui.calendar.booking.call import Call
from ui.calendar.booking.current import CurrentCall
from ui.calendar.booking.learning import Learning
from ui.calendar.booking.parts import Parts
from ui.calendar.booking.saying import Saying
from ui.calendar.setup import Setup
from ui.calendar.words import place_of
from ui.kit.health_change import HealthChange
from ui.kit.leaflet_paper import CLIENT_FIRST, print_called_for
from ui.kit.surfaces import PinnedScroll
from ui.kit.workplace import Workplace

TOPICS = ("panel.search", "panel.client", "panel.recent", "panel.checked", "panel.duplicates")
"""What a call asks of the worker and nobody wants to hear once it is over."""


class BookingPanel(PinnedScroll):
    """One call. `draft_changed` tells the calendar what to show of it."""

    draft_changed = Signal(object, object)
    """The Call and its Preview (or None)."""
    closed = Signal()
    saved = Signal(object)
    """The Booked."""

    def __init__(self, workplace: Workplace) -> None:
        """Empty until `begin`."""
        super().__init__()
        self.setAccessibleName("Booking")
        self._workplace = workplace
        self.parts = Parts(workplace)
        self.parts.lay_out(self)
        self.health_change = HealthChange(workplace, self, self._living)
        self.health_act = self.health_change.button()
        self.body.insertWidget(self.body.count() - 1, self.health_act)
        self.current = CurrentCall(workplace, self)
        self.saying = Saying(workplace, self.current, self.parts)
        self.asking = Asking(workplace, self.current, self.parts)
        self.learning = Learning(workplace, self.current, self.parts, self.asking, self.saying)
        self.acting = Acting(workplace, self.current, self.parts, self.asking, self.learning)
        self.acting.saved.connect(self.saved)
        self.acting.ended.connect(self.close_call)
        self.current.judged.connect(self._tell_calendar)

    @property
    def call(self) -> Call:
        """The call that goes on."""
        return self.current.call

    def use(self, setup: Setup) -> None:
        """Take the set-up, at first and whenever it changes."""
        self.current.setup = setup
        self.parts.what.use(setup, self.current.today)

    def begin(
        self,
        *,
        typed: str = "",
        client_id: int | None = None,
        treatment: str = "",
        person_id: int | None = None,
        starts_at: datetime | None = None,
        minutes: int | None = None,
        from_day: date | None = None,
    ) -> None:
        """A new call, with what the calendar knows of it already."""
        self.parts.title.setText("New booking")
        wish = Wish(from_day=from_day)
        self._start(Call(person_id=person_id, starts_at=starts_at, minutes=minutes, wish=wish))
        self.parts.who.ask(typed)
        if client_id is not None:
            self.parts.who.look_up(client_id)
        if treatment:
            self.saying.treatment(treatment)

    def begin_change(self, visit: Visit, record: ClientRecord, **what: Any) -> None:
        """A visit to be moved or changed; `what` are fields of the call, as dropped on the grid."""
        self.parts.title.setText("Move visit" if "starts_at" in what else "Change visit")
        self._start(replace(self._standing(visit, record), **what))
        self.parts.who.show_client(record, checked=False)
        self.saying.read_checked(record)
        self.parts.what.ask_treatment()

    def _standing(self, visit: Visit, record: ClientRecord) -> Call:
        catalogue = self.current.catalogue
        return Call(
            client=record,
            visit=visit,
            treatment=visit.treatment,
            place=place_of(catalogue.places, visit.zones) if catalogue else None,
            zones=visit.zones,
            person_id=visit.person_id,
            starts_at=visit.starts_at,
            minutes=visit.span.minutes,
            desk_note=visit.desk_note,
        )

    def _start(self, call: Call) -> None:
        self._forget()
        self.current.begin(call)
        parts = self.parts
        parts.start()
        parts.offers.show_wish(call.wish)
        parts.note.set_text(call.desk_note)
        parts.what.show_treatment(call.treatment, call.place, call.person_id, call.zones)
        parts.what.show_start(call.starts_at)
        self.asking.show_foot()
        self.asking.soon()

    def back(self) -> bool:
        """Esc: fold away what was found, or the form below; False where only the call is left."""
        if self.parts.who.put_away_hits():
            return True
        if self.parts.elsewhere.isVisible():
            self.parts.elsewhere.hide()
            self.parts.what.ask_treatment()
            return True
        return False

    def show_to_another(self) -> None:
        """Someone else has sat down: what is clinical goes at once, and the caller is read anew
        for them, noted as their reading; what they may read of the answer comes with it."""
        record, workplace = self.call.client, self._workplace
        if record is not None:
            clients, client_id, by = workplace.clinic.clients, record.id, workplace.by
            self.current.call = replace(self.call, client=without_clinical(record))
            workplace.desk.ask("panel.client", lambda: clients.open(client_id, by), self._is_read)
        if self.call.draft() is not None:
            self.current.answer(None)
            self.asking.now()

    def _is_read(self, record: ClientRecord) -> None:
        if record.unlogged:
            self._workplace.announce(UNLOGGED)
        if self.current.is_about(record.id):
            self.current.call = replace(self.call, client=record)

    def close_call(self) -> None:
        """Put the panel away; the draft leaves the calendar, and nothing of the call stays."""
        self._forget()
        self.current.begin(Call())
        self.parts.who.empty()
        self.closed.emit()

    def _forget(self) -> None:
        self.asking.cancel()
        for topic in TOPICS:
            self._workplace.desk.forget(topic)

    def _client_id(self) -> int | None:
        return self.call.client.id if self.call.client is not None else None

    def print_leaflets(self) -> None:
        """Print what the caller's visits call for, and the treatment that is being booked."""
        client_id = self._client_id()
        if client_id is None:
            self._workplace.announce(CLIENT_FIRST)
        else:
            print_called_for(self._workplace, client_id, self, self.call.treatment)

    def _living(self) -> int | None:
        """The caller; nothing changes any more for a client who has died."""
        record = self.call.client
        return record.id if record is not None and record.deceased_on is None else None

    def _tell_calendar(self) -> None:
        record = self.call.client
        self.health_act.setVisible(record is None or record.deceased_on is None)
        self.draft_changed.emit(self.current.call, self.current.preview)
