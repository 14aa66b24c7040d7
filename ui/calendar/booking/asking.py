"""How the call stands: asked of the worker after every edit, and shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.calendar.records import Preview
from ui.calendar.booking.current import CurrentCall
from ui.calendar.booking.parts import Parts
from ui.calendar.booking.verdict import is_under_age
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace

THROTTLE_MS = 150
CALLER_FIELDS = ("given", "family", "phones", "born_on")
TIME_FIELDS = ("starts_at", "minutes", "when")


class Asking(QObject):
    """Asks soon after something was said, and shows the answer or the trouble with it."""

    def __init__(self, workplace: Workplace, current: CurrentCall, parts: Parts) -> None:
        """Nothing has been asked."""
        super().__init__(current)
        self._workplace, self._current, self._parts = workplace, current, parts
        self._soon = Throttle(THROTTLE_MS, self.now, self)
        current.said.connect(self.soon)
        current.met.connect(self.show_foot)
        current.judged.connect(self._show)

    def soon(self) -> None:
        """Ask when the person at the desk pauses; what was ticked or wrong is out of date."""
        self._parts.answer.seen.setChecked(False)
        self._parts.trouble.clear()
        self._soon()

    def cancel(self) -> None:
        """Ask nothing more, and listen to no answer."""
        self._soon.cancel()
        for topic in ("panel.preview", "panel.settled"):
            self._workplace.desk.forget(topic)

    def now(self) -> None:
        """Ask the worker how the call stands, in place of a question that waits."""
        self._soon.cancel()
        self._parts.trouble.clear()
        draft = self._current.call.draft()
        if draft is None:
            self._workplace.desk.forget("panel.preview")
            self._current.answer(None)
            return
        booking, wish, by = (
            self._workplace.clinic.booking,
            self._current.call.wish,
            self._workplace.by,
        )
        self._workplace.desk.ask(
            "panel.preview",
            lambda: booking.preview(draft, wish, by),
            self._current.answer,
            self._not_answered,
        )

    def settled(self, then: Callable[[], None]) -> None:
        """Call `then` once what was said last has been judged."""
        if self._soon.waiting:
            self.now()
        # The lane answers in order, so this comes back after the judgement.
        self._workplace.desk.ask("panel.settled", lambda: None, lambda _none: then(), owner=self)

    def _not_answered(self, error: ClinicError) -> None:
        self._current.answer(None)
        self.tell(error)

    def tell(self, error: ClinicError) -> None:
        """Put a sentence below the field it is about, else above the findings."""
        field = error.field if isinstance(error, BadInput) else ""
        if field in CALLER_FIELDS:
            self._parts.who.show_trouble(error)
        elif field in TIME_FIELDS:
            self._parts.what.when.show_trouble(str(error))
        else:
            self._parts.trouble.tell(error)

    # ---- showing

    def _show(self) -> None:
        self.show_foot()
        preview = self._current.preview
        if preview is None:
            self._parts.answer.clear()
            self._parts.offers.hide()
        else:
            self._show_preview(preview)

    def show_foot(self) -> None:
        """The verdict in a word, and what it asks for."""
        foot = self._current.foot()
        if foot is not None:
            self._parts.foot.show_foot(foot)
            if self._current.preview is not None:
                self._parts.answer.show_foot(foot)

    def _show_preview(self, preview: Preview) -> None:
        current, parts = self._current, self._parts
        assessment, foot = preview.assessment, current.foot()
        if foot is None:
            return
        parts.answer.show_assessment(
            assessment,
            foot,
            for_clinician=current.for_clinician,
            may_name=current.call.checked or current.call.client is None,
            asks_history=current.asks_history,
        )
        parts.what.show_start(assessment.span.starts_at if assessment.span else None)
        givers = current.setup.givers(assessment.draft.treatment) if current.setup else ()
        if is_under_age(assessment.findings):
            parts.offers.hide()
            parts.bring_words_into_sight()
        else:
            parts.offers.show_offers(preview.offers, len(givers) > 1)
