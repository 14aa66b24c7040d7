"""What the clinic's rules say to the call: findings, words to say, what they ask of the desk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.calendar.records import Assessment
from clinic_desk.safety.findings import Finding
from ui.calendar.booking.verdict import UNDER_AGE, Foot, is_under_age
from ui.kit.buttons import LinkButton
from ui.kit.choices import CheckField
from ui.kit.fields import LineField
from ui.kit.findings import BeforeVisitLine, FindingList, SayBox
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, Surface

HISTORY_QUESTION = (
    "Nothing is on file. Ask: botulinum toxin or micro-needling in the last three months, "
    "here or anywhere else?"
)


class AnswerBox(QWidget):
    """The findings with everything that answers them."""

    reason_edited = Signal(str)
    seen_changed = Signal(bool)
    nothing_elsewhere = Signal()
    had_elsewhere = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        body = Column(self, gap=1.25)
        self.question = _HistoryQuestion()
        self.findings = FindingList()
        self.seen = CheckField("I have seen this (Alt S)", self.seen_changed.emit)
        self.reason = LineField("Reason, kept with the booking", "Who agreed to it, and why")
        self.before = BeforeVisitLine()
        self.say = SayBox()
        self.identity_first = PlainLabel(
            "Check who is calling before a date or a treatment is named.",
            size="small",
            tone="warn",
            wrap=True,
        )
        for part in (
            self.question,
            self.findings,
            self.before,
            self.identity_first,
            self.say,
            self.seen,
            self.reason,
        ):
            body.addWidget(part)
        self.reason.edited.connect(lambda: self.reason_edited.emit(self.reason.text()))
        self.question.none.clicked.connect(self.nothing_elsewhere)
        self.question.some.clicked.connect(self.had_elsewhere)
        self.clear()

    def start(self) -> None:
        """A call begins: no reason is written, nothing is ticked."""
        self.clear()
        self.reason.set_text("")
        self.seen.setChecked(False)

    def clear(self) -> None:
        """Nothing has been judged."""
        self.findings.show_findings(())
        for part in (self.question, self.seen, self.reason, self.identity_first):
            part.hide()
        self.before.show_findings(())
        self.say.say("")

    def show_assessment(
        self,
        assessment: Assessment,
        foot: Foot,
        *,
        for_clinician: bool,
        may_name: bool,
        asks_history: bool,
    ) -> None:
        """Show a judgement; `may_name` is whether words with a date or a treatment may be read."""
        too_young = is_under_age(assessment.findings)
        quiet = () if too_young else assessment.before_visit
        shown = [
            finding
            for finding in assessment.findings
            if (finding.rule in UNDER_AGE if too_young else finding not in quiet)
        ]
        self.findings.show_findings(shown, for_clinician=for_clinician)
        self.question.setVisible(asks_history)
        self.show_foot(foot)
        self.before.show_findings(quiet)
        words = words_to_say(assessment.findings)
        # The words for someone under age name nobody's visit; they are read before all else.
        readable = may_name or too_young
        self.identity_first.setVisible(bool(words) and not readable)
        self.say.say(words if readable else "")

    def show_foot(self, foot: Foot) -> None:
        """Ask for a tick and a reason where the verdict does."""
        self.seen.setVisible(foot.asks_tick)
        self.reason.setVisible(foot.asks_reason)


class _HistoryQuestion(Surface):
    """Asked of a client of whom nothing is known."""

    def __init__(self) -> None:
        super().__init__("note")
        body = Column(self, gap=0.5, margins=1.5)
        body.addWidget(PlainLabel(HISTORY_QUESTION, wrap=True))
        links = Row(gap=1)
        self.none = LinkButton("Neither (F7)")
        self.some = LinkButton("Yes: write it down")
        links.addWidget(self.none)
        links.addWidget(self.some)
        links.addStretch(1)
        body.addLayout(links)


def words_to_say(findings: tuple[Finding, ...]) -> str:
    """The words of the worst finding that has any; findings come worst first."""
    return next((finding.say for finding in findings if finding.say), "")
