"""The call that goes on, as everyone in the panel sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.records import Preview
from clinic_desk.staff.roles import may_pass
from clinic_desk.treatments.catalogue import Catalogue
from ui.calendar.booking.call import Call
from ui.calendar.booking.verdict import Foot, foot, refused_by_age
from ui.calendar.setup import Setup
from ui.kit.workplace import Workplace

OPEN_AGAIN = {"room_id": None, "device_id": None, "seen": False}
"""What the program chose, and what was ticked, for a visit that is no longer the same."""


class CurrentCall(QObject):
    """One `Call`, the answer to it, and the set-up it is judged by.

    Whoever in the panel learns something says so here; nobody changes the call otherwise.
    """

    said = Signal()
    """Something about the visit has changed: it must be judged again."""
    met = Signal()
    """How the findings are met has changed: they stand as they are."""
    judged = Signal()
    """There is another answer, or none."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        """Nobody rings."""
        super().__init__(parent)
        self._workplace = workplace
        self.setup: Setup | None = None
        self.call = Call()
        self.preview: Preview | None = None
        self.serial = 0
        """Which call it is, for what comes back when another has begun."""

    def begin(self, call: Call) -> None:
        """Another call; nobody is told."""
        self.call, self.preview = call, None
        self.serial += 1

    def say(self, **what: Any) -> None:
        """Fields of the call that describe the visit: what was seen before no longer counts."""
        self.call = replace(self.call, **(OPEN_AGAIN | what))
        self.said.emit()

    def meet(self, **what: Any) -> None:
        """Fields of the call that answer its findings."""
        self.call = replace(self.call, **what)
        self.met.emit()

    def answer(self, preview: Preview | None) -> None:
        """How it stands now; None while that is not known."""
        self.preview = preview
        self.judged.emit()

    def is_about(self, client_id: int) -> bool:
        """Whether the call is still about this client, as an answer may come late."""
        return self.call.client is not None and self.call.client.id == client_id

    @property
    def catalogue(self) -> Catalogue | None:
        """The treatments; None before the set-up has been read."""
        return self.setup.protocol.catalogue if self.setup else None

    @property
    def today(self) -> date:
        """The clinic's present day."""
        return local_day(self._workplace.clinic.clock.now())

    @property
    def for_clinician(self) -> bool:
        """Whether the person at the desk may read what only a clinician may."""
        person = self._workplace.person
        return person is not None and may_pass(person, "clinician")

    @property
    def asks_history(self) -> bool:
        """Whether to ask what was had before: nothing is on file, and it would matter.

        The birth date comes first: of someone too young there is nothing to be asked.
        """
        if self.preview is None or self.catalogue is None:
            return False
        assessment = self.preview.assessment
        if refused_by_age(assessment.findings):
            return False
        exempt = self.catalogue.spacing_exempt(assessment.draft.treatment)
        return self.call.asks_history(assessment.nothing_on_file, exempt)

    def foot(self) -> Foot | None:
        """How the call stands for the person at the desk; None where there is nobody."""
        person = self._workplace.person
        return foot(self.call, self.preview, person) if person is not None else None
