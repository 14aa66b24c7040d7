"""Noting an act: one line in the use case that does it, sealed with the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from clinic_desk.db.chain import Event
from clinic_desk.db.transaction import Transaction, transaction_of

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session


def note(
    where: Transaction | Session | Connection,
    act: str,
    by: int | None,
    *,
    client: int | None = None,
    subject: int | None = None,
    fields: Iterable[str] = (),
    before: Mapping[str, Any] | None = None,
) -> None:
    """Note one act of `by` in the write that is open; nobody is the program or a command line.

    `act` is one of `acts.ACTS`. `fields` are the names of what was touched and never what
    they hold; `before` is what they held, which is kept apart. Raises KeyError for an act
    without words, RuntimeError outside a write.
    """
    noted = transaction_of(where).noted
    if noted is None:
        raise RuntimeError("an act was noted outside a write")
    noted.append(Event(act, by, client, subject, tuple(fields), before or {}))
