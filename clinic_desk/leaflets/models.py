"""The table of leaflets given."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


class LeafletGiven(Model):
    """That a client was given a version of a leaflet, how and by whom."""

    __tablename__ = "leaflet_given"
    __table_args__ = (CheckConstraint("how IN ('printed','saved')", "how"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    leaflet: Mapped[str]
    version: Mapped[str]
    large_print: Mapped[bool]
    how: Mapped[str]
    digest: Mapped[str]
    """SHA-256 of the PDF's bytes."""
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Nobody where it was written at the command line."""
    given_at: Mapped[datetime]
