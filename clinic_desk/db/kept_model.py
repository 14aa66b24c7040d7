"""The table of the files kept beside the database, photographs and scans, each with its key."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


class KeptFile(Model):
    """One encrypted file. Without its key here it can be read by nobody, in whatever copy."""

    __tablename__ = "kept_file"
    __table_args__ = (
        CheckConstraint("length(name) = 64", "name"),
        CheckConstraint("length(key) = 32", "key"),
        CheckConstraint("length(digest) = 32 AND length(sealed) = 32", "digest"),
        CheckConstraint("media IN ('image/jpeg','image/png')", "media"),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    """Hexadecimal, by content under a key of the clinic's: the same picture has one file."""
    key: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 of the content."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 of the encrypted file, so that a copy can be checked without opening it."""
    bytes: Mapped[int]
    """Of the content."""
    media: Mapped[str]
