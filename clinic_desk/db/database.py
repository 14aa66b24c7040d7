"""The clinic's database as the rooms see it: sessions to read and to write."""

from __future__ import annotations

import itertools
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.clock import Clock, SystemClock
from clinic_desk.db.anchor import Anchor, anchors_of
from clinic_desk.db.chain import Event, Link, chain_key_of, seal
from clinic_desk.db.engine import BEGIN_TO_WRITE, LentConnection, connect
from clinic_desk.db.faults import AuditRefuses, in_words, no_longer_there, storage_fault
from clinic_desk.db.suspicion import suspect_if_damaged
from clinic_desk.db.transaction import LateEngine, Transaction

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

_PATIENCE_SECONDS = 30.0
"""How long a thread waits for the one connection."""


class _Tally:
    """Shared by a database and its seconds, in whichever thread they write."""

    def __init__(self) -> None:
        self.commits = 0
        self.last_of: dict[str, int] = {}
        """The number of the last commit that wrote each table."""
        self.waiting: list[Event] = []
        """Events that could not be written when they were noted, oldest first."""
        self._numbers = itertools.count(1)

    def count(self, written: Iterable[str]) -> None:
        number = next(self._numbers)
        self.last_of.update(dict.fromkeys(written, number))
        self.commits = number


class Database:
    """One encrypted file through one connection.

    A thread has one transaction at a time. `read` inside another one of the same
    thread is that session, so that what reads may be asked from within a write and
    sees what was written; `write` inside any other is a fault of the program, since a
    transaction that read first cannot be made to write after another's commit.
    `reading` and `writing` are the same two for what asks rows and no entities: to
    make a session takes longer than many a read, and the first one longer than a start.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        *,
        clock: Clock | None = None,
        chain_key: bytes | None = None,
        anchors: tuple[Anchor, ...] | None = None,
        on_close: Callable[[], None] | None = None,
        models: Callable[[], object] | None = None,
    ) -> None:
        """Take the file and its key; no connection is made before the first session.

        `clock` dates the audit's events: the computer's unless given. `chain_key` seals them,
        derived from `key` unless given. `anchors` remember outside the file how far they
        came: `anchors_of` unless given. `on_close` is called once the connection is closed.
        `models`, where given, reads those of all tables, and is called before the first entity.
        """
        self.path = path
        self._key = key
        self._file = _file_at(path)
        self.clock = clock or SystemClock()
        self._chain_key = chain_key or chain_key_of(key)
        self._anchors = anchors_of(path, self._chain_key) if anchors is None else anchors
        self._models = models
        self._engine = LateEngine(self._mapped)
        self._driver: Any = None
        self._one_at_a_time = threading.Lock()
        self._mine = threading.local()
        self._on_close = on_close
        self._tally = _Tally()

    @property
    def key(self) -> bytes:
        """The raw key, 32 bytes; for a copy of this file and for nothing else."""
        return self._key

    @property
    def chain_key(self) -> bytes:
        """The key that seals the audit, 32 bytes; it stays when the data's key is changed."""
        return self._chain_key

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """What remembers the audit's end outside the file."""
        return self._anchors

    @property
    def commits(self) -> int:
        """How many writes this database and its seconds have committed since it was opened.

        What was read and kept is still right as long as this number stands.
        """
        return self._tally.commits

    def last_commit_to(self, tables: Iterable[str]) -> int:
        """The number of the last of these commits that wrote one of some tables; 0 for none.

        What was read from them and kept is still right as long as this number stands.
        """
        return max((self._tally.last_of.get(table, 0) for table in tables), default=0)

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine over the connection, for checks and the bench."""
        return self._engine()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one moment of the database; whatever is changed in it is given up."""
        with self._reading() as opened:
            yield opened.session

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """`read` without a session."""
        with self._reading() as opened:
            opened.flush()
            yield opened

    @contextmanager
    def write(self, *, audited: bool = True) -> Iterator[Session]:
        """A session that alone may write, committed at the end, rolled back on any exception.

        What was noted in it (`audit.note`) is sealed in the same transaction. One that
        changed something and noted nothing raises RuntimeError; only what fills a whole
        clinic at once is not `audited`. Raises Occupied where the overlap guard refuses,
        StorageFault where the disk does, AuditRefuses where the audit takes no entry. A
        statement that failed spoils the whole: what was caught inside raises RuntimeError at
        the end rather than commit half a booking.
        """
        with self._writing(audited) as opened:
            yield opened.session

    @contextmanager
    def writing(self, *, audited: bool = True) -> Iterator[Transaction]:
        """`write` without a session."""
        with self._writing(audited) as opened:
            yield opened

    @contextmanager
    def _reading(self) -> Iterator[Transaction]:
        outer = self._opened()
        if outer is not None:
            yield outer
            return
        with self._transaction(writes=False) as opened:
            yield opened

    @contextmanager
    def _writing(self, audited: bool) -> Iterator[Transaction]:
        if self._opened() is not None:
            raise RuntimeError("a write was begun inside another session")
        with self._transaction(writes=True) as opened:
            yield opened
            opened.flush()
            if opened.is_spoiled:
                raise RuntimeError("a statement failed in this transaction and was passed over")
            self._check_its_place()
            written = opened.written
            waiting = self._take_waiting()
            try:
                link = self._sealed(opened, audited, waiting)
                self._commit(opened.driver)
            except BaseException:
                self._tally.waiting[:0] = waiting
                raise
        self._tally.count(written)
        if link is not None:
            for anchor in self._anchors:
                anchor.keep(link)

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Transaction]:
        """One that is given up where nobody commits it."""
        if not self._one_at_a_time.acquire(timeout=_PATIENCE_SECONDS):
            raise TimeoutError("another thread keeps the connection to the clinic's file")
        try:
            driver = self._begun(writes)
            opened = self._mine.opened = Transaction(driver, self.path, self._engine, writes=writes)
            try:
                yield opened
            finally:
                self._mine.opened = None
                self._give_up(driver)
                opened.close()
        finally:
            self._one_at_a_time.release()

    def _connected(self) -> Any:
        """The one connection, made when it is first asked for. Raises as a statement does."""
        if self._driver is None:
            self._driver = connect(self.path, self._key, factory=LentConnection)
        return self._driver

    def _mapped(self) -> Engine:
        """SQLAlchemy over the connection, with the models of all tables."""
        from clinic_desk.db.mapped import engine_over

        if self._models is not None:
            self._models()
        return engine_over(self.path, self._connected)

    def _begun(self, writes: bool) -> Any:
        try:
            driver = self._connected()
            # The driver's own transactions would leave DDL outside and begin reads as writes.
            driver.execute(BEGIN_TO_WRITE if writes else "BEGIN")
        except dbapi2.Error as error:
            raise self._told(error) from error
        return driver

    def _commit(self, driver: Any) -> None:
        try:
            dbapi2.Connection.commit(driver)
        except dbapi2.Error as error:
            raise self._told(error) from error

    def _give_up(self, driver: Any) -> None:
        """Roll back what was not committed; nothing after a commit."""
        try:
            dbapi2.Connection.rollback(driver)
        except dbapi2.Error:
            # Whatever it was in is given up with it; the next act makes another.
            self._disconnect()

    def _disconnect(self) -> None:
        driver, self._driver = self._driver, None
        self._engine.dispose()
        if driver is not None:
            dbapi2.Connection.close(driver)

    def _told(self, error: dbapi2.Error) -> Exception:
        suspect_if_damaged(self.path, error)
        return in_words(error) or error

    def _opened(self) -> Transaction | None:
        opened: Transaction | None = getattr(self._mine, "opened", None)
        return opened

    def note_with_next_write(self, event: Event) -> None:
        """Keep an event that could not be written until a write succeeds; it is dated now."""
        self._tally.waiting.append(replace(event, at=int(self.clock.now().timestamp())))

    def waits(self, event: Event) -> bool:
        """Whether this very event, whenever it was noted, waits for a write to succeed."""
        return any(replace(each, at=event.at) == event for each in self._tally.waiting)

    @property
    def has_waiting_events(self) -> bool:
        """Whether an event still waits for a write to succeed."""
        return bool(self._tally.waiting)

    def _take_waiting(self) -> list[Event]:
        waiting, self._tally.waiting = self._tally.waiting, []
        return waiting

    def _check_its_place(self) -> None:
        # A file that was removed or replaced under the program takes writes as ever: they are
        # committed, and gone with it.
        if self._file is None or not _is_same(self.path, self._file):
            raise no_longer_there()

    def _sealed(self, opened: Transaction, audited: bool, waiting: Iterable[Event]) -> Link | None:
        """Seal what was noted; where that brought the chain, None where nothing was."""
        own, written = opened.noted or (), opened.written
        if written and audited and not own:
            raise RuntimeError(f"nothing was noted of a write to {', '.join(sorted(written))}")
        noted = [*waiting, *own]
        if not noted:
            return None
        written.add("audit_event")
        at = int(self.clock.now().timestamp())
        try:
            link = seal(opened.driver, self._chain_key, at, noted)
        except dbapi2.Error as error:
            raise storage_fault(error) or AuditRefuses() from error
        if link.number == len(noted):
            for anchor in self._anchors:
                anchor.expect()
        return link

    def second(self) -> Database:
        """The same file through a connection of its own, for background jobs; close it after."""
        second = Database(
            self.path,
            self._key,
            clock=self.clock,
            chain_key=self._chain_key,
            anchors=self._anchors,
            models=self._models,
        )
        second._tally = self._tally
        return second

    def close(self) -> None:
        """Close the connection; the last one to close folds the WAL into the file."""
        with self._one_at_a_time:
            self._disconnect()
        done, self._on_close = self._on_close, None
        if done is not None:
            done()


def _file_at(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _is_same(path: Path, file: os.stat_result) -> bool:
    found = _file_at(path)
    # Windows lets no open file be removed, and numbers those of a share as it likes.
    return found is not None and (sys.platform == "win32" or os.path.samestat(found, file))
