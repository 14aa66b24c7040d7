"""The calendar's clinic with the health room on top of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinic_desk.health.health import Health
from clinic_desk.health.records import AnswerDraft, Answered, AskedQuestion, How
from tests.core.calendar.desk import TODAY, Desk


@dataclass(frozen=True)
class Ward:
    """A desk, and who answers its questions."""

    desk: Desk
    health: Health

    def said(
        self, client: int, *answers: AnswerDraft, on: date = TODAY, how: How = "screen"
    ) -> Answered:
        """Keep answers as Ruth."""
        return self.health.answer(client, answers, on, how, self.desk.ruth)

    def yes(self, client: int, question: str, on: date = TODAY) -> Answered:
        """Keep a plain yes."""
        return self.said(client, AnswerDraft(question, True), on=on)

    def no(self, client: int, question: str, on: date = TODAY, words: str = "") -> Answered:
        """Keep a plain no."""
        return self.said(client, AnswerDraft(question, False, words=words), on=on)

    def all_no(self, client: int, on: date = TODAY) -> Answered:
        """Every question answered with no on one day."""
        questions = self.desk.protocol.current().questions
        return self.said(client, *(AnswerDraft(each.id, False) for each in questions), on=on)

    def asked(self, client: int, question: str) -> AskedQuestion:
        """One question of the client's form, as Ruth sees it."""
        form = self.health.form(client, self.desk.ruth)
        return next(each for each in form.questions if each.id == question)
