"""The table of signed protocols."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


class SignedProtocol(Model):
    """A protocol as a prescriber signed it, in full; the newest one is in force."""

    __tablename__ = "signed_protocol"
    __table_args__ = (
        CheckConstraint("length(trim(signed_by)) > 0", "signed_by"),
        CheckConstraint("length(trim(registration)) > 0", "registration"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    signed_by: Mapped[str]
    registration: Mapped[str]
    signed_at: Mapped[datetime]
    digest: Mapped[str]
    text: Mapped[str]
