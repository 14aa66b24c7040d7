"""Tables of the people who work at the clinic."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.db.model import Model


class Person(Model):
    """Someone who works at the clinic."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(
            "role IN ('reception','practitioner','nurse_prescriber','manager')", "role"
        ),
        CheckConstraint("length(trim(name)) > 0", "named"),
        CheckConstraint("NOT prescriber OR role <> 'reception'", "prescriber"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    job_title: Mapped[str] = mapped_column(default="")
    """As shown under the name: "Nurse prescriber", "Doctor"; empty means the role's own word."""
    registration: Mapped[str] = mapped_column(default="")
    prescriber: Mapped[bool] = mapped_column(default=False)
    treats: Mapped[bool] = mapped_column(default=False)
    """Whether this person has a column in the calendar."""
    home_room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    pin_hash: Mapped[str] = mapped_column(default="")
    pin_wrong: Mapped[int] = mapped_column(default=0)
    """Wrong PINs in a row since the last right one or the last wait."""
    pin_wait_until: Mapped[datetime | None]
    """No PIN is looked at before this."""
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class PersonTreatment(Model):
    """That a person gives a treatment of the protocol."""

    __tablename__ = "person_treatment"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    treatment: Mapped[str] = mapped_column(primary_key=True)


class SignInSecret(Model):
    """A person's password, apart from the person so that no list of people carries it."""

    __tablename__ = "sign_in"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    password_hash: Mapped[str] = mapped_column(default="")
    """argon2id; empty for someone who has no password yet."""
    must_change: Mapped[bool] = mapped_column(default=False)
    """Whether a manager gave it, so that it is changed by whoever signs in with it."""
    wrong: Mapped[int] = mapped_column(default=0)
    """Wrong passwords in a row since the last right one or the last wait."""
    wait_until: Mapped[datetime | None]
    """No password is looked at before this."""
