"""The table of the health questions: every answer that was ever given.

What a booking is told of stands in `clients.models`: the answers as they stand, `HealthAnswer`,
and that a client told of a change, `HealthChange`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.clients.models import HealthChange
from clinic_desk.db.model import Model

__all__ = ("AnswerGiven", "HealthChange")


class AnswerGiven(Model):
    """One answer to one health question on one day. Never changed; a later one stands instead."""

    __tablename__ = "health_answer_given"
    __table_args__ = (
        CheckConstraint("how IN ('screen','paper','told')", "how"),
        Index("ix_health_answer_given_client", "client_id", "question", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    question: Mapped[str]
    current: Mapped[bool]
    since: Mapped[date | None]
    """Since when it has been so, where the client knows."""
    stopped_on: Mapped[date | None]
    """When it ended, where the rule counts from then."""
    value: Mapped[str | None]
    words: Mapped[str] = mapped_column(default="")
    """What the client added, in the client's words."""
    answered_on: Mapped[date]
    how: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
