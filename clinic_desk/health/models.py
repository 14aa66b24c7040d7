"""Tables of the health questions: every answer that was ever given, and what a caller told.

The answers as they stand, which a booking is judged by, are `clients.models.HealthAnswer`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


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


class HealthChange(Model):
    """That a client told of a change in health, for the nurse to ask about."""

    __tablename__ = "health_change"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", "settled"),
        # Only those that wait are in it.
        Index("ix_health_change_open", "client_id", sqlite_where=text("settled_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    told_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who took the call."""
    told_at: Mapped[datetime]
    ring_back: Mapped[bool] = mapped_column(default=False)
    """Whether the client wants to be rung before the next visit."""
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")
