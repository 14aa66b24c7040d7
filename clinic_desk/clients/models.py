"""Tables of the clients: who they are, how to reach them, and what the nurse should know."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic_desk.db.model import Model


class Client(Model):
    """A client's record. A name and a phone are enough to begin one."""

    __tablename__ = "client"
    __table_args__ = (
        CheckConstraint("length(trim(given || family)) > 0", "named"),
        CheckConstraint("born_on IS NULL OR length(born_on) = 10", "born_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(default="")
    given: Mapped[str] = mapped_column(default="")
    family: Mapped[str] = mapped_column(default="")
    known_as: Mapped[str] = mapped_column(default="")
    born_on: Mapped[date | None] = mapped_column(index=True)
    email: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    large_print: Mapped[bool] = mapped_column(default=False)
    interpreter: Mapped[str] = mapped_column(default="")
    """The language an interpreter is needed for; empty means none."""
    desk_note: Mapped[str] = mapped_column(default="")
    id_seen_on: Mapped[date | None]
    consult_on: Mapped[date | None]
    """A face-to-face consultation with a prescriber that no visit here records."""
    questionnaire_on: Mapped[date | None]
    history_asked_on: Mapped[date | None]
    """When a client with nothing on file last said that there was nothing elsewhere either."""
    created_at: Mapped[datetime]
    folded: Mapped[str] = mapped_column(default="")
    """The names as finding sees them, a space before each word; kept by `search_keys`."""
    first_number: Mapped[str] = mapped_column(default="")
    """The first of the phones as typed, so that a list of twenty reads twenty rows fewer."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    phones: Mapped[list[Phone]] = relationship(
        cascade="all, delete-orphan", order_by="Phone.id", lazy="selectin"
    )
    spokespeople: Mapped[list[Spokesperson]] = relationship(
        cascade="all, delete-orphan", order_by="Spokesperson.id", lazy="selectin"
    )
    alerts: Mapped[list[Alert]] = relationship(
        cascade="all, delete-orphan", order_by="Alert.id", lazy="selectin"
    )
    standing: Mapped[Standing | None] = relationship(
        foreign_keys="Standing.client_id", lazy="joined", viewonly=True
    )
    """What few clients have; written by `standing` and `merging`, never through here."""


class Phone(Model):
    """A number as it was typed, and its digits for finding it."""

    __tablename__ = "client_phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    number: Mapped[str]
    digits: Mapped[str]
    """National digits with a leading 0 where the number is British: 07700900316."""
    voicemail: Mapped[bool] = mapped_column(default=False)
    """A message may be left."""
    discreet: Mapped[bool] = mapped_column(default=False)
    """Say nothing of the clinic to whoever answers."""


class Spokesperson(Model):
    """Someone who may speak for the client."""

    __tablename__ = "client_spokesperson"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")


class Alert(Model):
    """An allergy or a flag, for the nurse's eyes."""

    __tablename__ = "client_alert"
    __table_args__ = (CheckConstraint("kind IN ('allergy','flag')", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    text: Mapped[str]


class HealthAnswer(Model):
    """One answer to one health question of the protocol, as it stands."""

    __tablename__ = "health_answer"

    client_id: Mapped[int] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(primary_key=True)
    current: Mapped[bool]
    stopped_on: Mapped[date | None]
    value: Mapped[str | None]
    answered_on: Mapped[date]


class HealthChange(Model):
    """That a client told of a change in health, for the nurse to ask about."""

    __tablename__ = "health_change"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", "settled"),
        # Only those that wait are in it.
        Index("ix_health_change_open", "client_id", sqlite_where=text("settled_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    told_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who took the call."""
    told_at: Mapped[datetime]
    ring_back: Mapped[bool] = mapped_column(default=False)
    """Whether the client wants to be rung before the next visit."""
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")


class Standing(Model):
    """What few clients have: that they died, may not book, or are kept under another record."""

    __tablename__ = "client_standing"
    __table_args__ = (
        CheckConstraint(
            "(do_not_book IS NULL) = (do_not_book_by IS NULL)"
            " AND (do_not_book IS NULL) = (do_not_book_at IS NULL)",
            "do_not_book",
        ),
        CheckConstraint("(merged_into IS NULL) = (merged_at IS NULL)", "merged"),
        CheckConstraint("merged_into <> client_id", "another"),
    )

    client_id: Mapped[int] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )
    deceased_on: Mapped[date | None]
    """The day, or the day on which the clinic was told."""
    do_not_book: Mapped[str | None]
    """Why, for those who treat and the manager."""
    do_not_book_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    do_not_book_at: Mapped[datetime | None]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    merged_at: Mapped[datetime | None]
    anonymised_on: Mapped[date | None]


class TwoPeople(Model):
    """That a client is not another one, though the two look like one; a row for each of them."""

    __tablename__ = "two_people"
    __table_args__ = (CheckConstraint("client_id <> other_id", "another"),)

    client_id: Mapped[int] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )
    said_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]


class NameKey(Model):
    """A folded word of a client's names. All of its words stand beside it, so that one
    range of this table answers several fragments at once, in the order of the names.

    The tables of keys have no index by client: deleting a client reads them through,
    which happens at the end of a retention period and not at the desk.
    """

    __tablename__ = "client_name_key"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    word: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(primary_key=True)
    """The client's `folded` line."""
    client_id: Mapped[int] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )


class NameSuffix(Model):
    """The rest of a distinct word from its second letter on, so that an infix is a range."""

    __tablename__ = "client_name_suffix"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    suffix: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)


class NameSlip(Model):
    """What a distinct word has in common with a mistyped one: see `clients/slips.py`."""

    __tablename__ = "client_name_slip"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    trace: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)


class PhoneKey(Model):
    """The rest of a client's number from each of its digits on, three digits at least."""

    __tablename__ = "client_phone_key"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    suffix: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )
