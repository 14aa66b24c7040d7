"""The booking panel: one call, from who is calling to the visit that is saved. Never modal.

The panel holds one `Call` and nothing else. Every edit makes a new one, asks the
worker how it stands, and shows the answer; saving asks the same question again
inside the transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Saved as Added
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.spans import add_months
from clinic_desk.calendar.outcomes import Booked, NeedsAcknowledgement
from clinic_desk.calendar.records import Offer, Preview, Visit
from clinic_desk.clients.records import ClientRecord
from clinic_desk.staff.roles import may_pass
from ui.calendar.booking.answer import AnswerBox, words_to_say
from ui.calendar.booking.call import CONSULTATION, Call, NewCaller
from ui.calendar.booking.elsewhere import ElsewhereForm
from ui.calendar.booking.foot import FootBox
from ui.calendar.booking.offers import OfferList
from ui.calendar.booking.recent import RecentVisits
from ui.calendar.booking.saving import Saved, log_under_age, save_call
from ui.calendar.booking.verdict import Foot, acknowledged, foot
from ui.calendar.booking.what import WhatBox
from ui.calendar.booking.who import WhoBox, new_details
from ui.calendar.setup import Setup
from ui.kit.buttons import KeyBadge
from ui.kit.fields import LineField
from ui.kit.labels import SectionTitle
from ui.kit.layout import Row
from ui.kit.surfaces import PinnedScroll, TroubleLine
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace

THROTTLE_MS = 150


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
        self.pin_width()
        self.setAccessibleName("Booking")
        self._workplace = workplace
        self._setup: Setup | None = None
        self.call = Call()
        self.preview: Preview | None = None
        self.title = SectionTitle("New booking", "panel")
        self.who = WhoBox(workplace)
        self.what = WhatBox()
        self.trouble = TroubleLine()
        self.answer = AnswerBox()
        self.elsewhere = ElsewhereForm(workplace)
        self.recent = RecentVisits()
        self.offers = OfferList()
        self.note = LineField("Note for the desk", "Never anything clinical")
        self.foot_box = FootBox()
        self._lay_out()
        self._connect()
        self._ask = Throttle(THROTTLE_MS, self.ask_now, self)

    def _lay_out(self) -> None:
        head = Row(gap=1)
        head.addWidget(self.title, 1)
        head.addWidget(KeyBadge("Esc"))
        self.head.addLayout(head)
        self.head.addWidget(self.who)
        parts: tuple[QWidget, ...] = (
            self.recent,
            self.what,
            self.trouble,
            self.answer,
            self.elsewhere,
            self.offers,
            self.note,
        )
        for part in parts:
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.foot.addWidget(self.foot_box)

    def _connect(self) -> None:
        self.who.client_found.connect(self._found)
        self.who.newcomer_told.connect(self._told)
        self.who.asked_again.connect(self._nobody)
        self.who.identity_wanted.connect(self.mark_checked)
        self.who.born_told.connect(self._born_told)
        self.who.moved_on.connect(self.what.ask_treatment)
        self.what.treatment_chosen.connect(self._treatment)
        self.what.place_chosen.connect(self._place)
        self.what.person_chosen.connect(lambda id: self._set(person_id=id))
        self.what.moment_chosen.connect(lambda at: self._set(starts_at=at))
        self.what.day_chosen.connect(self._from_day)
        self.note.edited.connect(lambda: self._judge(desk_note=self.note.text()))
        self.answer.reason_edited.connect(lambda text: self._judge(reason=text))
        self.answer.seen_changed.connect(lambda seen: self._judge(seen=seen))
        self.answer.nothing_elsewhere.connect(self.nothing_elsewhere)
        self.answer.had_elsewhere.connect(self._had_elsewhere)
        self.elsewhere.kept.connect(self.ask_now)
        self.recent.again.connect(self._again)
        self.offers.taken.connect(self.take)
        self.offers.wished.connect(lambda wish: self._set(wish=wish))
        self.foot_box.main_wanted.connect(self.main_act)
        self.foot_box.other_wanted.connect(self.other_act)

    # ---- beginning and ending

    def use(self, setup: Setup) -> None:
        """Take the set-up, at first and whenever it changes."""
        self._setup = setup
        self.what.use(setup, self._today())

    def begin(
        self,
        *,
        typed: str = "",
        person_id: int | None = None,
        starts_at: datetime | None = None,
        minutes: int | None = None,
        client_id: int | None = None,
    ) -> None:
        """A new call, with what the calendar knows of it already."""
        self.title.setText("New booking")
        self._start(Call(person_id=person_id, starts_at=starts_at, minutes=minutes))
        if client_id is None:
            self.who.ask(typed)
        else:
            self.who.look_up(client_id)

    def begin_change(self, visit: Visit, record: ClientRecord, **what: Any) -> None:
        """A visit to be moved or changed; `what` are fields of the call, as dropped on the grid."""
        self.title.setText("Move visit" if "starts_at" in what else "Change visit")
        stands = Call(
            client=record,
            visit=visit,
            treatment=visit.treatment,
            zones=visit.zones,
            person_id=visit.person_id,
            starts_at=visit.starts_at,
            minutes=visit.span.minutes,
            desk_note=visit.desk_note,
        )
        self._start(replace(stands, **what))
        self.who.show_client(record, checked=False)
        self._read_checked(record)
        self.what.ask_treatment()

    def ask_for(self, treatment: str) -> None:
        """The treatment is known before anything else, as for a worried client."""
        self._treatment(treatment)

    def close_call(self) -> None:
        """Put the panel away; the draft leaves the calendar."""
        for topic in ("panel.preview", "panel.search", "panel.client", "panel.recent"):
            self._workplace.desk.forget(topic)
        self._ask.cancel()
        self.call, self.preview = Call(), None
        self.closed.emit()

    def _start(self, call: Call) -> None:
        self.call, self.preview = call, None
        self.trouble.clear()
        self.answer.clear()
        self.answer.reason.set_text("")
        self.answer.seen.setChecked(False)
        self.elsewhere.hide()
        self.recent.hide()
        self.offers.hide()
        self.offers.show_wish(call.wish)
        self.note.set_text(call.desk_note)
        self.what.show_treatment(call.treatment, call.place, call.person_id)
        self.what.show_start(call.starts_at)
        self._show_foot()
        self._ask()

    # ---- what is said in the call

    def _found(self, record: ClientRecord) -> None:
        self._set(client=record, new=None)
        self._read_checked(record)
        diary = self._workplace.clinic.diary
        self._workplace.desk.ask(
            "panel.recent", lambda: diary.of_client(record.id), self._show_recent
        )

    def _read_checked(self, record: ClientRecord) -> None:
        calls = self._workplace.clinic.calls
        self._workplace.desk.ask(
            "panel.checked", lambda: calls.checked_today(record.id), self._show_checked
        )

    def _show_checked(self, checked: bool) -> None:
        self.call = replace(self.call, checked=checked)
        self.who.known.show_checked(checked)
        self._show()

    def _show_recent(self, visits: tuple[Visit, ...]) -> None:
        if self._setup is not None and self.call.treatment is None:
            self.recent.show_visits(visits, self._setup.protocol.catalogue, self._today())

    def _told(self, caller: NewCaller) -> None:
        began = self.call.new is None
        self._set(new=caller, client=None)
        if began and self.call.treatment is None:
            self._treatment(CONSULTATION)

    def _nobody(self) -> None:
        self._set(client=None, new=None, checked=False)

    def _treatment(self, code: str) -> None:
        if self._setup is None:
            return
        catalogue = self._setup.protocol.catalogue
        keeps = code == self.call.treatment
        person = self.call.person_id
        givers = {giver.id for giver in self._setup.givers(code)}
        offered = catalogue.treatment(code).offered_places
        place = self.call.place if keeps or self.call.place in offered else None
        zones = catalogue.places.choice(place).zones if place else ()
        person = person if person in givers else None
        self.recent.hide()
        self.what.show_treatment(code, place, person)
        minutes = self.call.minutes if self.call.visit is None and self.call.minutes else None
        self._set(treatment=code, place=place, zones=zones, person_id=person, minutes=minutes)

    def _place(self, place: str) -> None:
        if self._setup is not None:
            zones = self._setup.protocol.catalogue.places.choice(place).zones
            self._set(place=place, zones=zones)

    def _again(self, visit: Visit) -> None:
        """The same as before, looked for from when it is usually due."""
        if self._setup is None:
            return
        treatment = self._setup.protocol.catalogue.treatment(visit.treatment)
        had = local_day(visit.starts_at)
        months = treatment.recommended_repeat_months
        due = add_months(had, months) if months else had
        self.recent.hide()
        wish = replace(self.call.wish, from_day=max(due, self._today()))
        self.what.show_treatment(visit.treatment, None, visit.person_id)
        self._set(
            treatment=visit.treatment,
            zones=visit.zones,
            person_id=visit.person_id,
            starts_at=None,
            wish=wish,
        )

    def _from_day(self, day: date) -> None:
        self._set(starts_at=None, wish=replace(self.call.wish, from_day=day))

    def move_draft(self, person_id: int | None, starts_at: datetime, minutes: int | None) -> None:
        """Take a place chosen on the calendar while the call goes on."""
        givers = (
            self._setup.givers(self.call.treatment) if self._setup and self.call.treatment else ()
        )
        if person_id not in {giver.id for giver in givers} and givers:
            person_id = self.call.person_id
        self.what.person.set_value(person_id)
        self._set(person_id=person_id, starts_at=starts_at, minutes=minutes)

    def take(self, offer: Offer) -> None:
        """Take a time that was offered."""
        self.what.person.set_value(offer.person_id)
        self._set(
            person_id=offer.person_id,
            starts_at=offer.span.starts_at,
            room_id=offer.room_id,
            device_id=offer.device_id,
        )
        self.ask_now()

    def _set(self, **what: Any) -> None:
        """Something about the visit has changed: what was seen before no longer counts."""
        open_again = {"room_id": None, "device_id": None, "seen": False}
        self.call = replace(self.call, **(open_again | what))
        self.answer.seen.setChecked(False)
        self.trouble.clear()
        self._ask()

    def _judge(self, **what: Any) -> None:
        """Something about how the findings are met has changed; they stand as they are."""
        self.call = replace(self.call, **what)
        self._show_foot()

    # ---- how it stands

    def ask_now(self) -> None:
        """Ask the worker how the call stands, in place of a question that waits."""
        self._ask.cancel()
        draft = self.call.draft()
        if draft is None:
            self._workplace.desk.forget("panel.preview")
            self.preview = None
            self._show()
            return
        booking, wish, by = self._workplace.clinic.booking, self.call.wish, self._workplace.by
        self._workplace.desk.ask(
            "panel.preview",
            lambda: booking.preview(draft, wish, by),
            self._previewed,
            self._not_previewed,
        )

    def _previewed(self, preview: Preview) -> None:
        self.preview = preview
        self.trouble.clear()
        self._show()

    def _not_previewed(self, error: ClinicError) -> None:
        self.preview = None
        self._show()
        self._tell(error)

    def _show(self) -> None:
        self._show_foot()
        preview = self.preview
        if preview is None:
            self.answer.clear()
            self.offers.hide()
        else:
            self._show_preview(preview)
        self.draft_changed.emit(self.call, preview)

    def _show_preview(self, preview: Preview) -> None:
        assessment = preview.assessment
        person = self._workplace.person
        self.answer.show_assessment(
            assessment,
            self.foot_now(),
            for_clinician=person is not None and may_pass(person, "clinician"),
            may_name=self.call.checked or self.call.client is None,
            asks_history=self._asks_history(preview),
        )
        self.what.show_start(assessment.span.starts_at if assessment.span else None)
        several = bool(self._setup and len(self._setup.givers(assessment.draft.treatment)) > 1)
        self.offers.show_offers(preview.offers, several)

    def _asks_history(self, preview: Preview) -> bool:
        code = preview.assessment.draft.treatment
        exempt = self._setup is not None and self._setup.protocol.catalogue.spacing_exempt(code)
        return self.call.asks_history(preview.assessment.nothing_on_file, exempt)

    def foot_now(self) -> Foot:
        """How the call stands for the person at the desk."""
        person = self._workplace.person
        assert person is not None
        return foot(self.call, self.preview, person)

    def _show_foot(self) -> None:
        if self._workplace.person is not None:
            now = self.foot_now()
            self.foot_box.show_foot(now)
            if self.preview is not None:
                self.answer.seen.setVisible(now.asks_tick)
                self.answer.reason.setVisible(now.asks_reason)

    # ---- acts

    def mark_checked(self) -> None:
        """The caller has said a date of birth or a postcode that matches; that is logged."""
        client = self.call.client
        if client is None or self.call.checked:
            return
        calls, by = self._workplace.clinic.calls, self._workplace.by
        self._workplace.write(
            lambda: calls.identity_checked(client.id, by),
            lambda _done: self._show_checked(True),
            self._tell,
            initiator=self,
        )

    def nothing_elsewhere(self) -> None:
        """The client has had neither treatment in three months anywhere; kept and dated."""
        client = self.call.client
        if client is None:
            self._judge(neither=True)
            self._show()
            return
        clients, by = self._workplace.clinic.clients, self._workplace.by
        self._workplace.write(
            lambda: clients.note_nothing_on_file(client.id, by),
            lambda _done: self.ask_now(),
            self._tell,
            initiator=self,
        )

    def tick(self) -> None:
        """Mark what asks for it as seen, or take the mark away."""
        if self.answer.seen.isVisible():
            self.answer.seen.setChecked(not self.answer.seen.isChecked())
            self._judge(seen=self.answer.seen.isChecked())

    def _had_elsewhere(self) -> None:
        if self.call.client is not None and self._setup is not None:
            self.elsewhere.begin(self.call.client.id, self._setup.protocol)
        elif self.call.new is not None:
            self._keep_newcomer(self.call.new)

    def _keep_newcomer(self, caller: NewCaller) -> None:
        """What was had before is kept with a record, so a new caller is put on file first."""
        clients, by = self._workplace.clinic.clients, self._workplace.by

        def kept(record: ClientRecord) -> None:
            self.who.show_client(record, checked=False)
            self._set(client=record, new=None)
            self._had_elsewhere()

        def added(saved: Added) -> None:
            self._workplace.desk.ask("panel.client", lambda: clients.get(saved.id), kept)

        self._workplace.write(
            lambda: clients.add(new_details(caller), by), added, self._tell, initiator=self
        )

    def _born_told(self, born_on: date) -> None:
        """The birth date of a client on file; kept at once, as the rules cannot do without."""
        client = self.call.client
        if client is None:
            return
        clients, by = self._workplace.clinic.clients, self._workplace.by
        details = replace(client.details, born_on=born_on)

        def kept(record: ClientRecord) -> None:
            self.who.show_client(record, self.call.checked)
            self._set(client=record)

        def changed(_saved: Added) -> None:
            self._workplace.desk.ask("panel.client", lambda: clients.get(client.id), kept)

        self._workplace.write(
            lambda: clients.change(client.id, details, client.version, by),
            changed,
            self._tell,
            initiator=self,
        )

    def main_act(self) -> None:
        """What the foot's right button says; Ctrl Enter. The fields are read first."""
        if self.what.when.line.hasFocus():
            self.what.when.line.editingFinished.emit()
        if self._ask.waiting:
            self.ask_now()
            self._workplace.desk.ask("panel.act", lambda: None, lambda _none: self._do_main())
        else:
            self._do_main()

    def other_act(self) -> None:
        """What the foot's left button says."""
        other = self.foot_now().other
        if other is not None and other.ready:
            self._do(other.deed)

    def _do_main(self) -> None:
        main = self.foot_now().main
        if main.ready:
            self._do(main.deed)

    def _do(self, deed: str) -> None:
        deeds: dict[str, Callable[[], None]] = {
            "book": lambda: self._save(pencil=False),
            "pencil": lambda: self._save(pencil=True),
            "take": lambda: self.offers.take(0),
            "log": self._log_under_age,
        }
        if deed in deeds:
            deeds[deed]()

    def _save(self, *, pencil: bool) -> None:
        call, preview, by = self.call, self.preview, self._workplace.by
        if preview is None:
            return
        marks = acknowledged(call, preview.assessment)
        clinic = self._workplace.clinic
        draft = replace(preview.assessment.draft, desk_note=call.desk_note)
        self.foot_box.setEnabled(False)
        self._workplace.write(
            lambda: save_call(clinic, call, draft, marks, by, pencil=pencil),
            self._was_saved,
            self._not_saved,
            initiator=self,
        )

    def _was_saved(self, saved: Saved) -> None:
        self.foot_box.setEnabled(True)
        booked: Booked = saved.booked
        clinic, by = self._workplace.clinic, self._workplace.by

        def take_back() -> None:
            self._workplace.write(lambda: clinic.booking.undo(booked.undo, by))

        self._workplace.announce(saved.words, take_back)
        self.saved.emit(booked)
        self.close_call()

    def _not_saved(self, error: ClinicError) -> None:
        self.foot_box.setEnabled(True)
        if isinstance(error, NeedsAcknowledgement):
            offers = self.preview.offers if self.preview else ()
            self.preview = Preview(error.assessment, offers)
            self._show()
        self._tell(error)

    def _log_under_age(self) -> None:
        """One line that shows care was taken; nothing is kept of the child."""
        if self.preview is None:
            return
        findings = self.preview.assessment.findings
        calls, by = self._workplace.clinic.calls, self._workplace.by
        self._workplace.write(
            lambda: log_under_age(calls, findings, words_to_say(findings), by),
            lambda _done: self._was_logged(),
            self._tell,
            initiator=self,
        )

    def _was_logged(self) -> None:
        self._workplace.announce("Logged: refused, under 18. Nothing was kept of the caller.")
        self.close_call()

    def _tell(self, error: ClinicError) -> None:
        if isinstance(error, BadInput) and error.field in ("given", "family", "phones", "born_on"):
            self.who.show_trouble(error)
        elif isinstance(error, BadInput) and error.field in ("starts_at", "minutes", "when"):
            self.what.when.show_trouble(str(error))
        else:
            self.trouble.tell(error)

    def _today(self) -> date:
        return local_day(self._workplace.clinic.clock.now())
