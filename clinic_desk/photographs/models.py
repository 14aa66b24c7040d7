"""The table of photographs. The pictures are files of their own: see `db/kept_files.py`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


class Photograph(Model):
    """One picture of a client, of a named view, before or after a treatment."""

    __tablename__ = "photograph"
    __table_args__ = (
        CheckConstraint("view IN ('front','left','right','other')", "view"),
        CheckConstraint("moment IN ('before','after')", "moment"),
        CheckConstraint("width > 0 AND height > 0", "size"),
        CheckConstraint(
            "(removed_at IS NULL) = (removed_by IS NULL)"
            " AND (removed_at IS NULL) = (file IS NOT NULL)",
            "removed",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"), index=True)
    taken_on: Mapped[date]
    view: Mapped[str]
    """The client's own left and right."""
    moment: Mapped[str]
    file: Mapped[str | None] = mapped_column(ForeignKey("kept_file.name"))
    thumbnail: Mapped[str | None] = mapped_column(ForeignKey("kept_file.name"))
    width: Mapped[int]
    """Pixels, upright."""
    height: Mapped[int]
    frame_x: Mapped[float] = mapped_column(default=0.0)
    """Where the framed part begins and how wide it is, in fractions of the upright picture."""
    frame_y: Mapped[float] = mapped_column(default=0.0)
    frame_width: Mapped[float] = mapped_column(default=1.0)
    note: Mapped[str] = mapped_column(default="")
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    removed_at: Mapped[datetime | None]
    removed_why: Mapped[str] = mapped_column(default="")
