"""The tables of leaflets: every text that was ever printable, and what was given to whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


class LeafletText(Model):
    """One version of a leaflet's text, as it stood in its file. The database refuses to change it
    or to take it away."""

    __tablename__ = "leaflet_text"
    __table_args__ = (
        UniqueConstraint("language", "name", "version"),
        CheckConstraint("version > 0", "version"),
        CheckConstraint("length(digest) = 64", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str]
    name: Mapped[str]
    version: Mapped[int]
    """Counts on from the version before, whatever the file's own head says."""
    approver: Mapped[str]
    """The clinician who stands for these words; nobody prints "Draft, not approved"."""
    digest: Mapped[str]
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    text: Mapped[str]
    """The whole file, head and body."""
    kept_at: Mapped[datetime]
    kept_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who was at the desk when the text was first found; nobody at the command line."""


class LeafletGiven(Model):
    """That a client was given a version of a leaflet, how and by whom; or did not want it."""

    __tablename__ = "leaflet_given"
    __table_args__ = (
        CheckConstraint("how IN ('','printed','saved','emailed','read_aloud')", "how"),
        CheckConstraint("outcome IN ('given','declined','carer')", "outcome"),
        CheckConstraint("(outcome = 'declined') = (how = '')", "declined"),
        CheckConstraint("(outcome = 'carer') = (length(to_whom) > 0)", "carer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    leaflet: Mapped[str]
    language: Mapped[str]
    version: Mapped[str]
    text_id: Mapped[int | None] = mapped_column(ForeignKey("leaflet_text.id"))
    """The words; None for what was given before texts were kept."""
    large_print: Mapped[bool]
    how: Mapped[str]
    outcome: Mapped[str]
    to_whom: Mapped[str]
    """The name of the carer who took it; empty where it was the client."""
    filled: Mapped[str]
    """What filled its gaps, as JSON (see `refilling`); empty where nothing was kept."""
    digest: Mapped[str]
    """SHA-256 of the PDF's bytes."""
    sent_digest: Mapped[str]
    """SHA-256 of the encrypted file that went by e-mail; else empty."""
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Nobody where it was written at the command line."""
    given_at: Mapped[datetime]
