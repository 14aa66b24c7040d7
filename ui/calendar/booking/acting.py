"""The acts of the foot: book, pencil, take a time, log a refusal. One at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from clinic_desk.base.errors import BadInput, ClinicError, Stale
from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Preview, Visit
from ui.calendar.booking.answer import words_to_say
from ui.calendar.booking.asking import Asking
from ui.calendar.booking.current import CurrentCall
from ui.calendar.booking.learning import Learning
from ui.calendar.booking.missing import missing
from ui.calendar.booking.parts import Parts
from ui.calendar.booking.saving import CallerKept, Saved, log_under_age, save_call
from ui.calendar.booking.verdict import Act, acknowledged
from ui.calendar.words import when_words
from ui.kit.workplace import Workplace

STILL_HERE = "What you typed is still here: look at it and save again."
LOGGED = "Logged: refused, under 18. Nothing was kept of the caller."


class Acting(QObject):
    """Does what the foot offers, and nothing twice."""

    saved = Signal(object)
    """The Booked."""
    ended = Signal()
    """The call has come to its end."""

    def __init__(
        self,
        workplace: Workplace,
        current: CurrentCall,
        parts: Parts,
        asking: Asking,
        learning: Learning,
    ) -> None:
        """Connects the foot."""
        super().__init__(current)
        self._workplace, self._current, self._parts = workplace, current, parts
        self._asking, self._learning = asking, learning
        self._writing: int | None = None
        """The serial of the call that is being written."""
        parts.foot.main_wanted.connect(self.main)
        parts.foot.other_wanted.connect(self.other)
        current.met.connect(parts.trouble.clear)

    def main(self) -> None:
        """What the foot's right button says. What is being typed is judged first."""
        if self._parts.what.read_typed():
            self._asking.settled(lambda: self._do(self._offered()[0]))

    def other(self) -> None:
        """What the foot's left button says."""
        if self._parts.what.read_typed():
            self._asking.settled(lambda: self._do(self._offered()[1]))

    def tick(self) -> None:
        """Mark what asks for it as seen, or take the mark away."""
        seen = self._parts.answer.seen
        if seen.isVisible():
            seen.setChecked(not seen.isChecked())
            self._current.meet(seen=seen.isChecked())

    def _offered(self) -> tuple[Act | None, Act | None]:
        foot = self._current.foot()
        return (foot.main, foot.other) if foot is not None else (None, None)

    def _do(self, act: Act | None) -> None:
        if self._writing is not None or self._lacks(act) or act is None:
            return
        deeds: dict[str, Callable[[], object]] = {
            "book": lambda: self._save(pencil=False),
            "pencil": lambda: self._save(pencil=True),
            "take": lambda: self._parts.offers.take(0),
            "times": self._parts.offers.ask,
            "born": self._parts.who.ask_birth_date,
            "log": self._log_under_age,
            "none": lambda: None,
        }
        deeds[act.deed]()

    def _lacks(self, act: Act | None) -> bool:
        """Say what is missing for an act that is not possible yet, and put the cursor there."""
        call, foot = self._current.call, self._current.foot()
        lacking = missing(call, foot, act) if foot is not None else None
        # Without an answer it has been said already why there is none.
        if lacking is not None and (self._current.preview or call.treatment is None):
            self._parts.ask_for(lacking)
        return lacking is not None

    # ---- saving

    def _save(self, *, pencil: bool) -> None:
        call, preview, by = self._current.call, self._current.preview, self._workplace.by
        if preview is None or not self._parts.who.can_be_kept():
            return
        marks = acknowledged(call, preview.assessment)
        clinic = self._workplace.clinic
        draft = preview.assessment.draft._replace(desk_note=call.desk_note)
        self._begin_writing()
        self._workplace.write(
            lambda: save_call(clinic, call, draft, marks, by, pencil=pencil),
            self._was_saved,
            self._not_saved,
            initiator=self,
        )

    def _was_saved(self, saved: Saved) -> None:
        booking, by = self._workplace.clinic.booking, self._workplace.by

        def take_back() -> None:
            self._workplace.write(lambda: booking.undo(saved.booked.undo, by))

        self._workplace.announce(saved.words, take_back)
        self.saved.emit(saved.booked)
        self._end_writing()

    def _not_saved(self, error: ClinicError) -> None:
        """Nothing typed is lost, and what has come about in the meantime is shown."""
        still_here = self._still_the_same()
        self._stop_writing()
        if not still_here:
            self._workplace.announce(str(error))
            return
        if isinstance(error, CallerKept):
            self._learning.adopt(error.client_id)
            error = error.why
        if isinstance(error, Stale):
            self._look_again(error)
            return
        if isinstance(error, NeedsAcknowledgement):
            offers = self._current.preview.offers if self._current.preview else ()
            self._current.answer(Preview(error.assessment, offers))
        elif not isinstance(error, BadInput):
            self._asking.now()
        self._asking.tell(error)

    def _look_again(self, stale: Stale) -> None:
        """Someone else has changed the visit: say how it stands now, and go on from there."""
        visit = self._current.call.visit
        if visit is None:
            self._asking.tell(stale)
            return
        diary = self._workplace.clinic.diary

        def show(now: Visit) -> None:
            stands = f"It stands at {when_words(now.starts_at)} with {now.person_name}."
            self._current.call = replace(self._current.call, visit=now)
            self._asking.now()
            self._asking.tell(ClinicError(stale.what, kept=stands, next_step=STILL_HERE))

        self._workplace.desk.ask(
            "panel.client", lambda: diary.visit(visit.id), show, self._asking.tell, owner=self
        )

    def _log_under_age(self) -> None:
        """One line that shows care was taken; nothing is kept of the child."""
        preview = self._current.preview
        if preview is None:
            return
        findings = preview.assessment.findings
        calls, by = self._workplace.clinic.calls, self._workplace.by
        self._begin_writing()
        self._workplace.write(
            lambda: log_under_age(calls, findings, words_to_say(findings), by),
            lambda _done: self._was_logged(),
            self._not_saved,
            initiator=self,
        )

    def _was_logged(self) -> None:
        self._workplace.announce(LOGGED)
        self._end_writing()

    # ---- one write at a time

    def _begin_writing(self) -> None:
        self._writing = self._current.serial
        self._parts.foot.setEnabled(False)

    def _stop_writing(self) -> None:
        self._writing = None
        self._parts.foot.setEnabled(True)

    def _end_writing(self) -> None:
        """The call is over, unless another has begun in the meantime."""
        same = self._still_the_same()
        self._stop_writing()
        if same:
            self.ended.emit()

    def _still_the_same(self) -> bool:
        """Whether the panel still holds the call that is being written."""
        return self._writing == self._current.serial
