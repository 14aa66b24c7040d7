"""The table of consents."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


class Consent(Model):
    """That a client agreed to something, in the words of one version of its form."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("how IN ('screen','scan')", "how"),
        CheckConstraint(
            "(how = 'screen') = (strokes IS NOT NULL) AND (how = 'scan') = (scan IS NOT NULL)",
            "signature",
        ),
        CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL)"
            " AND (withdrawn_on IS NULL) = (withdrawn_at IS NULL)",
            "withdrawn",
        ),
        Index("ix_consent_client", "client_id", "scope", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    scope: Mapped[str]
    """What it is for: the family of a treatment, or `photographs`."""
    version: Mapped[str]
    """The version of the form that was signed."""
    digest: Mapped[str]
    """SHA-256 of the form's words, in hexadecimal."""
    given_on: Mapped[date]
    how: Mapped[str]
    signed_as: Mapped[str]
    """The name under the signature, as the client gave it."""
    strokes: Mapped[str | None]
    """JSON: the signature's strokes, each a list of points in fractions of the field."""
    scan: Mapped[str | None] = mapped_column(ForeignKey("kept_file.name"))
    taken_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_words: Mapped[str] = mapped_column(default="")
