"""Tables of the treatment record. A signed one refuses every change: see `db/signed_guard.py`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model

KINDS = ("toxin", "needling", "consultation", "review", "not_treated", "adverse_event")


class TreatmentRecord(Model):
    """What was done or said at one visit; a draft until it is signed, then locked."""

    __tablename__ = "treatment_record"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('toxin','needling','consultation','review','not_treated','adverse_event')",
            "kind",
        ),
        CheckConstraint(
            "(signed_at IS NULL) = (signed_by IS NULL) AND (signed_at IS NULL) = (digest IS NULL)",
            "signed",
        ),
        Index("ix_treatment_record_client", "client_id", "treated_on", "id"),
        # The drafts that wait for a signature, which are few.
        Index("ix_treatment_record_drafts", "written_by", sqlite_where=text("signed_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), index=True)
    """The visit it was written from; of an adverse event, the visit that it is laid to."""
    kind: Mapped[str]
    treatment: Mapped[str]
    """The protocol's code of what was given."""
    treated_on: Mapped[date]
    """Local day of the visit, or of the adverse event."""
    content: Mapped[str]
    """JSON of one of `contents`, as it was typed."""
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]
    digest: Mapped[str | None]
    """SHA-256 of what was signed, in hexadecimal."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class RecordBatch(Model):
    """That a record used a batch, so that everyone who had it can be found."""

    __tablename__ = "record_batch"
    __table_args__ = (CheckConstraint("hundredths >= 0", "units"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(
        ForeignKey("treatment_record.id", ondelete="CASCADE"), index=True
    )
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    vial_id: Mapped[int | None] = mapped_column(ForeignKey("opened_vial.id"), index=True)
    hundredths: Mapped[int] = mapped_column(default=0)
    """Hundredths of the product's own unit; 0 where it has none."""


class Amendment(Model):
    """What was added beside a signed record; never over it."""

    __tablename__ = "amendment"
    __table_args__ = (
        CheckConstraint("kind IN ('amendment','entered_in_error')", "kind"),
        CheckConstraint("length(trim(words)) > 0", "words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("treatment_record.id"), index=True)
    kind: Mapped[str]
    words: Mapped[str]
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
