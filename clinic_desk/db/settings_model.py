"""The table of the clinic's settings: one row a key, its value as JSON."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


class Setting(Model):
    """One setting; the keys and their meaning are listed in `clinic_desk/staff/practice.py`."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
