"""The base of every table, with names for all constraints so that migrations can speak of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from clinic_desk.db.types import Codes, Day, Instant


class Model(DeclarativeBase):
    """Base of the typed models; a room keeps its own in its `models.py`."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant, date: Day, tuple[str, ...]: Codes}  # noqa: RUF012
