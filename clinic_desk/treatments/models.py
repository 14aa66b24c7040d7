"""Tables of what was done to a client. Visits here live in the calendar; this is the rest."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


class TreatmentElsewhere(Model):
    """A treatment that the client says was had somewhere else."""

    __tablename__ = "treatment_elsewhere"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    """One of the protocol's external codes."""
    had_on: Mapped[date]
    zones: Mapped[tuple[str, ...]] = mapped_column(default=())
    note: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
