"""Whether the audit is whole: checked in the background, when a manager asks, and accepted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import NamedTuple

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.db.audit import note
from clinic_desk.db.chain import Event, last_link
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.faults import StorageFault, storage_fault
from clinic_desk.db.finding import keep_in_mind, unknown
from clinic_desk.db.found import ACCEPTED, Finding, noted
from clinic_desk.db.found_words import Told, told
from clinic_desk.db.giving_way import giving_way
from clinic_desk.db.guard import apply_guard
from clinic_desk.db.plain import all_rows, change_rows
from clinic_desk.db.verifying import TRIGGERS_ON_THE_AUDIT, verify
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs


class Standing(NamedTuple):
    """How the audit stands: what was found and not accepted, in words."""

    findings: tuple[Finding, ...]
    told: tuple[Told, ...]
    """The findings in words, the gravest first."""
    up_to: int
    """What `accept` is to be given, so that nothing is accepted unseen."""
    events: int | None = None
    """How many entries the last check of all of them read; None before the first."""
    checked_at: datetime | None = None
    """When that was, in UTC."""

    @property
    def is_whole(self) -> bool:
        """Nothing waits to be looked at."""
        return not self.findings


class Wholeness:
    """Finds what was done to the audit, keeps it in mind, and lets a manager go on.

    What the anchors show is found when the clinic is opened; see `db.finding`.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the clinic's database and clock; nothing is looked at yet."""
        self._database = database
        self._clock = clock
        self._access = Access(database)
        self._checked: tuple[int, datetime] | None = None
        self._unnoted: tuple[Finding, ...] = ()
        """What was found and the file would not take; it is told all the same."""

    def standing(self) -> Standing:
        """What waits to be looked at now; a few reads."""
        return self._standing(self._database)

    def look_through(self) -> Standing:
        """Check every entry, through a connection of its own; for the background lane.

        Some ten seconds for a million entries. What is found is noted.
        """
        database = self._database
        try:
            with closing(connect(database.path, database.key)) as driver, giving_way():
                verdict = verify(driver, database.chain_key, database.anchors)
                fresh = unknown(driver, database.chain_key, verdict.troubles)
        except dbapi2.Error as error:
            raise storage_fault(error) or error from error
        self._checked = (verdict.events, self._clock.now())
        with self._second() as second:
            self._unnoted = () if keep_in_mind(second, fresh) else fresh
            return self._standing(second)

    @needs(May.MANAGE)
    def verify(self, by: int) -> Standing:
        """Check every entry because a manager asks; an entry itself.

        What was found is given also where the file does not take that entry.
        """
        standing = self.look_through()
        try:
            with self._second() as second, second.writing() as act:
                note(act, "audit.checked", by)
        except StorageFault:
            self._database.note_with_next_write(Event("audit.checked", by))
        return standing

    @needs(May.MANAGE)
    def accept(self, by: int, up_to: int) -> Changes:
        """Go on with what was found, as far as `up_to` of the standing that was looked at.

        The audit's guard is put back and the anchors begin anew at the last entry. What
        cannot be mended is known from now on and told no more. What could not be noted when
        it was found is noted by this, and waits once more.
        """
        with self._database.writing() as act:
            note(act, ACCEPTED, by, subject=up_to)
            for name, _ in all_rows(act, TRIGGERS_ON_THE_AUDIT, ()):
                quoted = name.replace('"', '""')
                change_rows(act, f'DROP TRIGGER "{quoted}"', ())
            apply_guard(lambda statement: all_rows(act, statement, ()))
        self._unnoted = ()
        with self._database.reading() as moment:
            link = last_link(moment.driver)
        for anchor in self._database.anchors:
            anchor.begin(link)
        return Changes(setup=True)

    def _standing(self, database: Database) -> Standing:
        with database.reading() as moment:
            state = noted(moment.driver, database.chain_key)
        noted_now = {each[:3] for each in state.waiting}
        unnoted = tuple(each for each in self._unnoted if each[:3] not in noted_now)
        waiting = state.waiting + unnoted
        words = told(waiting, local_day(self._clock.now()))
        return Standing(waiting, words, state.up_to, *(self._checked or ()))

    @contextmanager
    def _second(self) -> Iterator[Database]:
        second = self._database.second()
        try:
            yield second
        finally:
            second.close()
