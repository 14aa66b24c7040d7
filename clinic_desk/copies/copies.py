"""Copies of an open clinic: one an hour while something is written, one at closing.

Everything here but the settings runs beside the desk, on connections of its own.
"""

from __future__ import annotations

import threading
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.copies import second_place
from clinic_desk.copies.comparing import Preview, compare
from clinic_desk.copies.continuing import goes_on_from, is_written_since
from clinic_desk.copies.deadline import Deadline
from clinic_desk.copies.finding import find_copies
from clinic_desk.copies.memory import Facts, Memory, Pictures, recall, remember
from clinic_desk.copies.picturing import export_pictures, shelve, tidy_pictures
from clinic_desk.copies.records import CopyFound, Standing
from clinic_desk.copies.restoring import Restored, put_in_place
from clinic_desk.copies.shelf import lost_words
from clinic_desk.copies.staging import Staged, stage
from clinic_desk.copies.suspicion import suspicion
from clinic_desk.db.audit import note
from clinic_desk.db.backup import BackupFailed, BackupReport, BadCopy, backup
from clinic_desk.db.chain import Link
from clinic_desk.db.database import Database
from clinic_desk.db.faults import StorageFault
from clinic_desk.db.generations import free_name, is_due, keep_generations, make_folder
from clinic_desk.db.kept_files import KeptFiles
from clinic_desk.db.key import Keys
from clinic_desk.db.model import Model
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs
from clinic_desk.staff.practice import PracticeSettings

BACKUPS_NAME = "backups"
CLOSING_SECONDS = 4.0
"""How long a program that is closing waits for the second place; the next run brings the rest."""
SLICE_SECONDS = 5.0
"""How long pictures are brought at a time, as what else runs beside the desk waits meanwhile."""
_AHEAD = timedelta(days=1)
"""By more than this what was remembered was said by a clock that stood wrong."""
AGAIN_AFTER = timedelta(minutes=15)
"""When a copy that could not be made is tried again."""


class Copies:
    """The copies of one clinic."""

    def __init__(self, database: Database, practice: PracticeSettings, clock: Clock) -> None:
        """Take the open clinic; nothing is read yet."""
        self._database, self._practice, self._clock = database, practice, clock
        self._access = Access(database)
        self._clinic = database.path.parent
        self._one_at_a_time = threading.Lock()
        self._failed_at: datetime | None = None
        self._is_swept = False

    @property
    def folder(self) -> Path:
        """Where they lie; it need not be there yet."""
        return self._clinic / BACKUPS_NAME

    def standing(self) -> Standing:
        """Where the copies stand. Reads a note, two settings and whether a folder is there."""
        memory, practice = recall(self._clinic), self._practice.read()
        shelf = self._shelf(practice.second_place)
        second_at = None if memory.second_at is None else _instant(memory.second_at)
        away = self._clock.now() - second_at if shelf and second_at else timedelta()
        return Standing(
            made_at=memory.made_at or _newest(self.folder),
            stopped=memory.stopped,
            trouble=memory.trouble,
            second_place=practice.second_place,
            second_is_there=shelf is not None and second_place.is_there(shelf),
            second_at=second_at,
            second_trouble=memory.second_trouble if shelf else "",
            pictures_trouble=pictures_words(memory.pictures),
            days_away=max(away.days, 0),
            away_too_long=bool(shelf) and away.days >= practice.second_place_days,
        )

    def find(self) -> tuple[CopyFound, ...]:
        """The copies in both places, newest first."""
        return find_copies(self.folder, self._shelf(self._practice.read().second_place))

    def keep_up(self) -> Standing:
        """Make the copy that is due, if one is, and bring what the second place has not yet.

        To be called every minute or so, beside the desk. Never raises for a copy that could
        not be made: the standing says so, and it is tried again a quarter of an hour later.
        """
        with self._one_at_a_time:
            memory, now = recall(self._clinic), self._clock.now()
            self._sweep(memory)
            if (
                is_due(memory.made_at, now)
                and self._may_try(now)
                and is_written_since(self._database, memory.last)
            ):
                try:
                    self._make(memory)
                except BackupFailed:
                    self._failed_at = now
            elif memory.pictures.left or memory.pictures.trouble:
                self._shelve(Deadline(SLICE_SECONDS))
            self._bring(Deadline(), Deadline(SLICE_SECONDS))
        return self.standing()

    def make(self) -> BackupReport:
        """Make a copy now, whatever was or was not written. Raises BackupFailed."""
        with self._one_at_a_time:
            report = self._make(recall(self._clinic), whole=True)
            self._bring(Deadline())
            trouble = pictures_words(recall(self._clinic).pictures)
        return report._replace(pictures_trouble=trouble)

    def make_at_closing(self) -> None:
        """Copy what was written since the last copy, while the clinic is closing.

        Raises BackupFailed. A slow second place is not waited for long.
        """
        with self._one_at_a_time:
            memory = recall(self._clinic)
            ends = Deadline(CLOSING_SECONDS)
            if is_written_since(self._database, memory.last):
                self._make(memory, pictures_until=ends)
            self._bring(Deadline(CLOSING_SECONDS))

    @needs(May.MANAGE)
    def export(self, target: Path, by: int) -> BackupReport:
        """Write a checked copy to a file that does not exist yet, with its pictures in a folder
        beside it, and note that it was taken.

        Raises BackupFailed; nothing is noted then. A copy that has not all of its pictures
        says so in the report.
        """
        report = export_pictures(self._database, backup(self._database, target))
        with closing(self._database.second()) as second, second.write() as session:
            note(session, "copies.taken", by)
        return report

    @needs(May.MANAGE)
    def choose_second_place(self, place: str, days: int, by: int) -> Changes:
        """Bring each copy to a folder on another disk too, and warn after so many days without.

        An empty place ends it; what lies there stays. Raises BadInput for `second_place` or
        `second_place_days`, and nothing is changed then.
        """
        practice, chosen = self._practice.read(), _absolute(place)
        if chosen and chosen != practice.second_place:
            second_place.choose(Path(chosen), self._clinic, self._database.chain_key)
        changes = self._practice.save(
            replace(practice, second_place=chosen, second_place_days=days), by
        )
        if chosen != practice.second_place:
            now = int(self._clock.now().timestamp())
            shelf = self._shelf(chosen)
            memory = replace(
                recall(self._clinic),
                second_at=now,
                second_shelf="" if shelf is None else str(shelf),
                second_trouble="",
            )
            remember(self._clinic, memory)
        return changes

    @needs(May.MANAGE)
    def go_on(self, by: int) -> Changes:
        """Let the older copies be tidied again: somebody has looked."""
        with self._one_at_a_time:
            with self._database.write() as session:
                note(session, "copies.went_on", by)
            remember(self._clinic, replace(recall(self._clinic), stopped=""))
        return Changes(setup=True)

    @needs(May.MANAGE)
    def stage(
        self, copy: Path, by: int, passphrase: str | None = None, recovery_key: str | None = None
    ) -> Staged:
        """Make a copy ready to take the clinic's place: unlocked, checked, brought up to date.

        Takes as long as making one. Raises what `staging.stage` raises, KeyNeeded among it.
        """
        return stage(
            self._clinic,
            copy,
            present=self._keys,
            passphrase=passphrase,
            recovery_key=recovery_key,
            metadata=Model.metadata,
        )

    @needs(May.MANAGE)
    def preview(self, staged: Staged, by: int) -> Preview:
        """What restoring it would change. Reads both files row by row, beside the desk."""
        return compare(self._database.path, self._keys, staged)

    @needs(May.MANAGE)
    def restore(self, staged: Staged, made_at: datetime, by: int) -> Restored:
        """Close the clinic and put the staged copy in its place.

        Nothing of this clinic may be asked afterwards: it is to be opened again. Raises
        CannotRestore with the old file in place; it is closed all the same.
        """
        keys, clinic = self._keys, self._clinic
        with self._one_at_a_time:
            self._database.close()
            return put_in_place(clinic, staged, by, self._clock, made_at=made_at, present=keys)

    @property
    def _keys(self) -> Keys:
        return Keys(self._database.key, self._database.chain_key)

    def _make(
        self, memory: Memory, *, whole: bool = False, pictures_until: Deadline | None = None
    ) -> BackupReport:
        """A checked copy in the backups folder; what is remembered is brought up to it.

        The first of a day walks the whole audit and reads every picture, as does one that is
        asked to.
        """
        now = self._clock.now()
        goes_on = goes_on_from(self._database, memory.last)
        chain_from = None if whole or not goes_on else _known_so_far(memory.last, now)
        try:
            make_folder(self.folder)
            report = backup(self._database, free_name(self.folder, now), chain_from=chain_from)
        except BackupFailed as error:
            stopped = str(error.what) if isinstance(error, BadCopy) else ""
            kept = replace(memory, trouble=str(error), stopped=memory.stopped or stopped)
            remember(self._clinic, kept)
            raise
        facts = _facts(report, now, memory.last if chain_from else None)
        why = memory.stopped or suspicion(
            memory.last, facts, chain_whole=report.chain_whole, goes_on=goes_on
        )
        remember(self._clinic, replace(memory, last=facts, trouble="", stopped=why))
        self._failed_at = None
        ends = pictures_until or (Deadline() if whole else Deadline(SLICE_SECONDS))
        self._shelve(ends, read_all=chain_from is None)
        if not why:
            # One that cannot be removed is tried again by the next copy.
            with suppress(OSError):
                keep_generations(self.folder, now)
            tidy_pictures(self._database, self.folder, now)
        return report

    def _shelve(self, ends: Deadline, *, read_all: bool = False) -> None:
        """Bring the pictures of the newest copy to its shelf, and remember how far that came."""
        before = recall(self._clinic).pictures
        if read_all:
            before = replace(before, read_after="")
        pictures = shelve(self._database, self.folder, before, self._clock.now(), ends)
        remember(self._clinic, replace(recall(self._clinic), pictures=pictures))

    def _sweep(self, memory: Memory) -> None:
        """Take away what crashes left among the pictures; once, as each removal does it itself.

        Not before somebody has looked where an older file may have been put in the clinic's
        place: pictures added since are named by what was lost, which may come back.
        """
        if not self._is_swept and not memory.stopped and goes_on_from(self._database, memory.last):
            self._is_swept = True
            with suppress(StorageFault), closing(self._database.second()) as second:
                KeptFiles(second).sweep()

    def _may_try(self, now: datetime) -> bool:
        """Whether no copy failed just now; a clock that was set back since is no reason to wait."""
        if self._failed_at is None:
            return True
        return not timedelta() <= now - self._failed_at < AGAIN_AFTER

    def _bring(self, ends: Deadline, pictures_until: Deadline | None = None) -> None:
        """Bring the second place what it has not; remember when it last had the newest."""
        shelf, now = self._shelf(self._practice.read().second_place), self._clock.now()
        if shelf is None:
            return
        self._count_its_days(shelf, now)
        if not second_place.is_there(shelf) or not self.folder.is_dir():
            return
        brought = second_place.bring_all(
            self.folder, shelf, self._database.key, now, ends, pictures_until or ends
        )
        memory = recall(self._clinic)
        if brought.has_newest:
            memory = replace(memory, second_at=int(now.timestamp()), second_trouble="")
            if not memory.stopped:
                second_place.tidy(shelf, self.folder, now, self._database.key)
        else:
            memory = replace(memory, second_trouble=brought.trouble)
        remember(self._clinic, memory)

    def _count_its_days(self, shelf: Path, now: datetime) -> None:
        """From today where nothing is remembered of the place, as on a computer that the clinic
        was brought to, or what is was said by a clock that was ahead: else it would be away
        without a word."""
        memory = recall(self._clinic)
        at = memory.second_at
        if at is not None and _instant(at) <= now + _AHEAD and memory.second_shelf == str(shelf):
            return
        if at is None or _instant(at) > now + _AHEAD:
            at = int(now.timestamp())
        remember(self._clinic, replace(memory, second_at=at, second_shelf=str(shelf)))

    def _shelf(self, place: str) -> Path | None:
        if not place:
            return None
        return second_place.shelf_in(Path(place), self._database.chain_key)


def pictures_words(pictures: Pictures) -> str:
    """What the newest copy has not of its pictures, as a sentence; or nothing."""
    return pictures.trouble or (lost_words(len(pictures.lost)) if pictures.lost else "")


def _known_so_far(last: Facts | None, now: datetime) -> Link | None:
    """The link from which the chain is to be walked today; None for all of it."""
    if last is None or local_day(_instant(last.walked_at)) != local_day(now):
        return None
    return last.link


def _facts(report: BackupReport, now: datetime, walked_before: Facts | None) -> Facts:
    at = int(now.timestamp())
    return Facts(
        at=at,
        size=report.size,
        clients=report.tables.get("client", 0),
        visits=report.tables.get("appointment", 0),
        events=report.last.number,
        mac=report.last.mac.hex() if report.chain_whole and report.last.number else "",
        walked_at=at if walked_before is None else walked_before.walked_at,
    )


def _absolute(typed: str) -> str:
    """The folder as it is found from anywhere; nothing for an empty line."""
    plain = typed.strip().strip('"')
    try:
        return str(Path(plain).expanduser().absolute()) if plain else ""
    except RuntimeError:
        return plain


def _newest(folder: Path) -> datetime | None:
    """When the newest copy was made, where nothing is remembered of it."""
    found = find_copies(folder)
    return next((copy.made_at for copy in found if copy.place == "here"), None)


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
