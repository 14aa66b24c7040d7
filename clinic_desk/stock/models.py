"""Tables of the stock: batches, what was opened of them, and what was counted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model

KINDS = ("toxin", "cartridge", "cream")


class Batch(Model):
    """One batch or lot of a product, as it came in."""

    __tablename__ = "batch"
    __table_args__ = (
        CheckConstraint("kind IN ('toxin','cartridge','cream')", "kind"),
        CheckConstraint("length(trim(product)) > 0 AND length(trim(number)) > 0", "named"),
        CheckConstraint("pieces >= 0", "pieces"),
        CheckConstraint("(kind = 'toxin') = (strength IS NOT NULL)", "strength"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why IS NULL)", "withdrawn"),
        UniqueConstraint("kind", "product", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    product: Mapped[str]
    """A make of the protocol's for toxin; else the name on the box."""
    number: Mapped[str]
    """The batch or lot number as printed."""
    expires_on: Mapped[date]
    """The last day on which it may be used."""
    received_on: Mapped[date]
    pieces: Mapped[int]
    """Vials, cartridges or tubes that came in."""
    strength: Mapped[int | None]
    """Units in one vial of toxin."""
    note: Mapped[str] = mapped_column(default="")
    withdrawn_on: Mapped[date | None]
    """Since when it may not be used at all: recalled, spoiled."""
    withdrawn_why: Mapped[str | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class OpenedVial(Model):
    """One vial or tube that was opened. How long it may be used is the product's to say."""

    __tablename__ = "opened_vial"
    __table_args__ = (
        CheckConstraint("(mixed_at IS NULL) = (diluent_ul IS NULL)", "mixed"),
        CheckConstraint("diluent_ul IS NULL OR diluent_ul > 0", "diluent"),
        CheckConstraint("(finished_at IS NULL) = (finished_by IS NULL)", "finished"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mixed_at: Mapped[datetime | None]
    diluent_ul: Mapped[int | None]
    """Microlitres of saline put in; nothing for one that comes ready mixed."""
    finished_at: Mapped[datetime | None]
    """Since when it is empty or thrown away."""
    finished_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class StockCount(Model):
    """That somebody counted, threw away or found pieces: what is left is put right by so many."""

    __tablename__ = "stock_count"
    __table_args__ = (
        CheckConstraint("pieces <> 0", "pieces"),
        CheckConstraint("length(trim(why)) > 0", "why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    pieces: Mapped[int]
    """Pieces more, or fewer where it is negative."""
    why: Mapped[str]
    counted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    counted_at: Mapped[datetime]
