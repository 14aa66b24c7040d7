"""Whether the audit is whole: every event, every old value, and how far it must have come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import Any, NamedTuple

from clinic_desk.db.anchor import Anchor, AnchorRead
from clinic_desk.db.audit_guard import AUDIT_TRIGGERS
from clinic_desk.db.chain import NO_LINK, ROWS, Link, Row, next_mac, values_digest
from clinic_desk.db.lenient import lenient

_LINK_AT = "SELECT id, CAST(mac AS BLOB) FROM audit_event WHERE id = ?"
_TIME_AT = "SELECT at FROM audit_event WHERE id <= ? ORDER BY id DESC LIMIT 1"
_VALUES = "SELECT event_id, salt, before FROM audit_value ORDER BY event_id"
TRIGGERS_ON_THE_AUDIT = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%audit%'"
)
"""Those that refuse changes, and any that somebody added to have events passed over."""
UNREADABLE = (TypeError, ValueError, AttributeError)
"""What comes of a value of another kind than the program writes."""
_ANONYMISED = (
    "SELECT client_id, max(id) FROM audit_event WHERE act = 'client.anonymised' GROUP BY 1"
)


class Trouble(NamedTuple):
    """One thing that is not as it was left."""

    kind: str
    """altered, missing, added, value_altered, value_missing, lost, other_file, anchor_missing,
    anchor_altered or unguarded."""
    number: int
    """The event it was seen at; 0 where it concerns them all."""
    at: datetime | None = None
    """The time, in UTC, of the last event before it that stands."""


class Verdict(NamedTuple):
    """What was found: how many events, where the chain ends, and every trouble."""

    events: int
    last: Link
    troubles: tuple[Trouble, ...]

    @property
    def is_whole(self) -> bool:
        """Nothing is wrong."""
        return not self.troubles


def verify(driver: Any, key: bytes, anchors: Iterable[Anchor] = ()) -> Verdict:
    """Check the whole chain in a file through a driver's connection, and hold it against anchors.

    Takes as long as reading every event: some seconds for a million. Changes nothing, and
    what is written meanwhile is no part of it: the anchors are read first, and all else at
    one moment after that.
    """
    remembered = [anchor.read() for anchor in anchors]
    with _at_one_moment(driver), lenient(driver):
        walk = _Walk(driver, key)
        troubles = [*walk.troubles(), *_values(driver, key, walk.digests), *_unguarded(driver)]
        troubles += _against(driver, remembered)
        return Verdict(walk.events, walk.last, tuple(troubles))


def held_against(driver: Any, anchors: Iterable[Anchor]) -> tuple[Trouble, ...]:
    """What an anchor remembers and the file does not bear out; a few reads however long the chain.

    An anchor that is not there is a trouble only where all are gone.
    """
    with lenient(driver):
        return _against(driver, [anchor.read() for anchor in anchors])


def _against(driver: Any, read: Sequence[AnchorRead]) -> tuple[Trouble, ...]:
    found = [trouble for said in read if said.link for trouble in _anchored(driver, said.link)]
    found += [Trouble("anchor_altered", 0) for said in read if said.altered]
    # Also without events: a clinic begins with one, so whoever took all of them took these too.
    if read and not any(said.there for said in read):
        found.append(Trouble("anchor_missing", 0))
    return tuple(dict.fromkeys(found))


def _anchored(driver: Any, link: Link) -> Iterator[Trouble]:
    if link == NO_LINK:
        return
    row = driver.execute(_LINK_AT, (link.number,)).fetchone()
    if row is None:
        last = driver.execute(_TIME_AT, (link.number,)).fetchone()
        yield Trouble("lost", link.number, instant(last[0]) if last else None)
    elif row[1] != link.mac:
        yield Trouble("other_file", link.number)


@contextmanager
def _at_one_moment(driver: Any) -> Iterator[None]:
    """A transaction that only reads, unless one is open."""
    if driver.in_transaction:
        yield
        return
    driver.execute("BEGIN")
    try:
        yield
    finally:
        driver.execute("ROLLBACK")


class _Walk:
    """From the first event to the last, once."""

    def __init__(self, driver: Any, key: bytes) -> None:
        self._driver, self._key = driver, key
        self.events, self.last = 0, NO_LINK
        self.digests: dict[int, tuple[bytes, int | None]] = {}
        """The digest and the client of every event that had old values."""

    def troubles(self) -> Iterator[Trouble]:
        at: datetime | None = None
        for found in self._driver.execute(ROWS, (-(2**62),)):
            row = Row(*found)
            if row.id != self.last.number + 1:
                yield Trouble("missing" if row.id > 0 else "added", row.id, at)
            elif not self._follows(row):
                yield Trouble("altered", row.id, at)
            self.events, self.last, at = self.events + 1, Link(row.id, row.mac), instant(row.at)
            if row.digest is not None:
                self.digests[row.id] = (row.digest, row.client_id)

    def _follows(self, row: Row) -> bool:
        try:
            return row.mac == next_mac(self._key, self.last.mac, row)
        except UNREADABLE:
            return False


def _values(
    driver: Any, key: bytes, digests: dict[int, tuple[bytes, int | None]]
) -> Iterator[Trouble]:
    left = dict(digests)
    for number, salt, before in driver.execute(_VALUES):
        digest, _ = left.pop(number, (b"", None))
        if not _is_value(key, number, salt, before, digest):
            yield Trouble("value_altered", number)
    anonymised = dict(driver.execute(_ANONYMISED))
    for number, (_, client) in left.items():
        if client is None or number > anonymised.get(client, 0):
            yield Trouble("value_missing", number)


def _is_value(key: bytes, number: int, salt: Any, before: Any, digest: bytes) -> bool:
    try:
        return digest == values_digest(key, number, salt, before)
    except UNREADABLE:
        return False


def _unguarded(driver: Any) -> Iterator[Trouble]:
    if dict(driver.execute(TRIGGERS_ON_THE_AUDIT)) != AUDIT_TRIGGERS:
        yield Trouble("unguarded", 0)


def instant(seconds: Any) -> datetime | None:
    """The moment that a row names; None for what is none, as somebody may have written it.

    None also for the calendar's first and last year, which not every zone can show.
    """
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (OSError, OverflowError, *UNREADABLE):
        return None
    return found if MINYEAR < found.year < MAXYEAR else None
