"""The audit's chain: each event is sealed with the one before, so that none can be altered,
removed, added or put elsewhere without the seal breaking. Pure but for rows read and written
through a driver's connection.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from clinic_desk.db.acts import ACTS
from clinic_desk.db.faults import AuditRefuses

CHAIN_KEY_BYTES = 32
_SALT_BYTES = 16
_BEGINNING = b"clinic desk audit begins".ljust(32, b"\0")


class Link(NamedTuple):
    """How far the chain had come: the number of an event and its seal."""

    number: int
    mac: bytes


NO_LINK = Link(0, _BEGINNING)
"""Before the first event."""


@dataclass(frozen=True)
class Event:
    """One act as it is noted; its number, time and seal come at the end of the write."""

    act: str
    by: int | None
    client: int | None = None
    subject: int | None = None
    fields: tuple[str, ...] = ()
    before: Mapping[str, Any] = field(default_factory=dict, repr=False)
    at: int | None = None
    """Seconds since 1970; nothing where it is written when it is noted."""

    def __post_init__(self) -> None:
        """KeyError for an act that has no words."""
        ACTS[self.act]


class Row(NamedTuple):
    """An event as the file holds it; `at` is seconds since 1970, `fields` words in one text."""

    id: int
    at: int
    person_id: int | None
    act: str
    client_id: int | None
    subject_id: int | None
    fields: str
    digest: bytes | None
    mac: bytes


ROW_COLUMNS = ", ".join(Row._fields)
ROWS = f"SELECT {ROW_COLUMNS} FROM audit_event WHERE id >= ? ORDER BY id"
_LAST = "SELECT id, CAST(mac AS BLOB) FROM audit_event ORDER BY id DESC LIMIT 1"
_AFTER = "SELECT id, CAST(mac AS BLOB) FROM audit_event WHERE id > ? ORDER BY id"
_ADD = (
    "INSERT INTO audit_event (id, at, person_id, act, client_id, subject_id, fields, digest, mac) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_VALUE = "INSERT OR REPLACE INTO audit_value (event_id, salt, before) VALUES (?, ?, ?)"
"""Values left behind by events that somebody cut off must not keep the clinic from saving."""


def chain_key_of(key: bytes) -> bytes:
    """The chain's key of a clinic whose key file holds none: derived from the data's key."""
    return hmac.digest(key, b"clinic desk audit chain", hashlib.sha256)


def last_link(driver: Any) -> Link:
    """How far the chain in a file has come; NO_LINK where there is no event."""
    row = driver.execute(_LAST).fetchone()
    return NO_LINK if row is None else Link(*row)


def seal(driver: Any, key: bytes, at: int, events: Iterable[Event]) -> Link:
    """Write events after the last one, within the transaction that is open; gives the new end.

    Raises AuditRefuses where one of them is not in the file afterwards.
    """
    last = last_link(driver)
    number, mac = last
    links, rows, values = [], [], []
    for event in events:
        number += 1
        digest = None
        if event.before:
            salt, before = secrets.token_bytes(_SALT_BYTES), _as_json(event.before)
            digest = values_digest(key, number, salt, before)
            values.append((number, salt, before))
        row = _row(number, at, event, digest)
        mac = next_mac(key, mac, row)
        rows.append(row._replace(mac=mac))
        links.append(Link(number, mac))
    driver.executemany(_ADD, rows)
    # A trigger that somebody added can swallow an entry without an error.
    if driver.execute(_AFTER, (last.number,)).fetchall() != links:
        raise AuditRefuses
    if values:
        driver.executemany(_ADD_VALUE, values)
    return Link(number, mac)


def _row(number: int, at: int, event: Event, digest: bytes | None) -> Row:
    """An event as it will be held, but for its seal."""
    return Row(
        number,
        at if event.at is None else event.at,
        event.by,
        event.act,
        event.client,
        event.subject,
        " ".join(event.fields),
        digest,
        b"",
    )


def next_mac(key: bytes, before: bytes, row: Row) -> bytes:
    """The seal of an event that follows the one sealed by `before`; its own `mac` is not read."""
    plain = (*row[:7], row.digest.hex() if row.digest else None)
    return hmac.digest(key, before + json.dumps(plain).encode(), hashlib.sha256)


def values_digest(key: bytes, number: int, salt: bytes, before: str) -> bytes:
    """The seal of the old values of one event."""
    return hmac.digest(key, number.to_bytes(8, "big") + salt + before.encode(), hashlib.sha256)


def _as_json(before: Mapping[str, Any]) -> str:
    return json.dumps(dict(before), default=_plain, ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"an old value of type {type(value).__name__} cannot be kept")
