"""What a call teaches about the caller, kept at once: identity, birth date, treatments had."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject

from clinic_desk.base.changes import Saved
from clinic_desk.base.errors import BadInput
from clinic_desk.clients.records import ClientRecord
from clinic_desk.safety.stretches import comes_of_age
from ui.calendar.booking.asking import Asking
from ui.calendar.booking.call import NewCaller
from ui.calendar.booking.current import CurrentCall
from ui.calendar.booking.parts import Parts
from ui.calendar.booking.saying import Saying
from ui.calendar.booking.verdict import refused_by_age
from ui.kit.workplace import Workplace

ASK_BIRTH_DATE_FIRST = "Ask the date of birth first: what was had is kept with a record."

BOOK_FIRST = "Under age today: nothing is kept before a visit is booked. Ask it at the visit."


class Learning(QObject):
    """Writes that belong to the client and not to the visit."""

    def __init__(
        self,
        workplace: Workplace,
        current: CurrentCall,
        parts: Parts,
        asking: Asking,
        saying: Saying,
    ) -> None:
        """Connects the parts that ask for them."""
        super().__init__(current)
        self._workplace, self._current, self._parts = workplace, current, parts
        self._asking, self._saying = asking, saying
        parts.who.identity_wanted.connect(self.identity)
        parts.who.born_told.connect(self._birth_date)
        parts.answer.nothing_elsewhere.connect(self.nothing_elsewhere)
        parts.answer.had_elsewhere.connect(self._had_elsewhere)
        parts.elsewhere.kept.connect(asking.now)

    def identity(self) -> None:
        """The caller has said a date of birth or a postcode that matches; that is logged."""
        client = self._current.call.client
        if client is None or self._current.call.checked:
            return
        calls, by = self._workplace.clinic.calls, self._workplace.by
        self._workplace.write(
            lambda: calls.identity_checked(client.id, by),
            lambda _done: self._checked(client.id),
            self._asking.tell,
            initiator=self,
        )

    def _checked(self, client_id: int) -> None:
        """The words that waited for it are read now."""
        self._saying.show_checked(client_id, True)
        if self._current.is_about(client_id):
            self._parts.bring_words_into_sight()

    def nothing_elsewhere(self) -> None:
        """Neither treatment in three months anywhere; kept and dated with a client on file.

        Only where it is being asked: of a client with a history it would say too much.
        """
        if not self._current.asks_history:
            return
        client = self._current.call.client
        if client is None:
            self._current.meet(neither=True)
            self._current.answer(self._current.preview)
            return
        clients, by = self._workplace.clinic.clients, self._workplace.by
        self._workplace.write(
            lambda: clients.note_nothing_on_file(client.id, by),
            lambda _done: self._asking.now(),
            self._asking.tell,
            initiator=self,
        )

    def _had_elsewhere(self) -> None:
        call, setup = self._current.call, self._current.setup
        if call.client is not None and setup is not None:
            self._parts.elsewhere.begin(call.client.id, setup.protocol)
        elif call.new is not None:
            self._keep_newcomer(call.new)

    def _keep_newcomer(self, caller: NewCaller) -> None:
        """What was had before is kept with a record, so a new caller is put on file first.

        Not before the birth date is known: nothing may be kept of a child.
        """
        if caller.born_on is None:
            self._parts.who.show_trouble(BadInput("born_on", ASK_BIRTH_DATE_FIRST))
            return
        preview = self._current.preview
        if preview is None or refused_by_age(preview.assessment.findings):
            return
        if self._is_under_age(caller.born_on, preview.assessment.draft.treatment):
            self._parts.who.show_trouble(BadInput("born_on", BOOK_FIRST))
            return
        clients, by = self._workplace.clinic.clients, self._workplace.by
        self._workplace.write(
            lambda: clients.add(caller.details(), by),
            lambda added: self.adopt(added.id, had_elsewhere=True),
            self._asking.tell,
            initiator=self,
            once=(self, "new"),
        )

    def _is_under_age(self, born_on: date, treatment: str) -> bool:
        """Whether the caller is too young today, though the day asked for may be late enough."""
        setup = self._current.setup
        if setup is None:
            return True
        least = setup.protocol.catalogue.treatment(treatment).min_age
        return self._current.today < comes_of_age(setup.protocol, born_on, least)

    def adopt(self, client_id: int, *, had_elsewhere: bool = False) -> None:
        """A new caller has been put on file; the call goes on with the record."""
        clients, by = self._workplace.clinic.clients, self._workplace.by

        def read(record: ClientRecord) -> None:
            self._parts.who.show_client(record, checked=False)
            self._current.say(client=record, new=None)
            if had_elsewhere:
                self._had_elsewhere()

        self._workplace.desk.ask(
            "panel.client", lambda: clients.get(client_id, by), read, owner=self
        )

    def _birth_date(self, born_on: date) -> None:
        """The birth date of a client on file; kept at once, as the rules cannot do without."""
        client = self._current.call.client
        if client is None:
            return
        clients, by = self._workplace.clinic.clients, self._workplace.by
        details, seen = replace(client.details, born_on=born_on), not client.ask_the_nurse

        def kept(record: ClientRecord) -> None:
            if self._current.is_about(record.id):
                self._parts.who.show_client(record, self._current.call.checked)
                self._current.say(client=record)

        def changed(_saved: Saved) -> None:
            self._workplace.desk.ask(
                "panel.client", lambda: clients.get(client.id, by), kept, owner=self
            )

        self._workplace.write(
            lambda: clients.change(client.id, details, client.version, by, alerts_seen=seen),
            changed,
            self._asking.tell,
            initiator=self,
        )
