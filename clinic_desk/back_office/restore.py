"""`main.py restore FILE`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from clinic_desk.back_office.keys import Typed, ask, keys_of
from clinic_desk.base.clock import Clock, SystemClock
from clinic_desk.base.errors import CannotOpen, ClinicError
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.copies.comparing import Preview, compare
from clinic_desk.copies.finding import one_copy
from clinic_desk.copies.restoring import Restored, finish, put_in_place
from clinic_desk.copies.staging import Staged, stage, sweep
from clinic_desk.copies.words import (
    OF_ANOTHER,
    booked_words,
    difference_words,
    staged_pictures_words,
    when,
)
from clinic_desk.db.key import Keys
from clinic_desk.db.key_file import KeyNeeded
from clinic_desk.db.lock import FolderLock
from clinic_desk.db.opening import DATABASE_NAME
from clinic_desk.db.place import check_kinds
from clinic_desk.db.relocking import read_secret
from clinic_desk.tables import metadata

NOT_DONE = 1


def restore_copy(folder: Path, file: Path, yes: bool) -> int:
    """Show what a copy would change, ask, and put it in the clinic's place.

    1 where the answer was not yes; the clinic is as it was then.
    """
    clock = SystemClock()
    found = one_copy(file)
    if found is None:
        raise CannotOpen(f"There is no copy {file}.", next_step="Name a file that is there.")
    check_kinds(folder)
    finish(folder)
    # A window that is open is told of now and not after a minute's checking.
    FolderLock(folder).release()
    present, typed = _present(folder)
    staged = _staged(folder, file, present, typed)
    preview = compare(folder / DATABASE_NAME, present, staged)
    print_lines(_told(staged, preview, found.made_at, clock), sys.stdout)
    if not (yes or _said_yes()):
        sweep(folder)
        print_lines(["Nothing was changed."], sys.stdout)
        return NOT_DONE
    done = put_in_place(folder, staged, None, clock, made_at=found.made_at, present=present)
    print_lines(_outcome(done), sys.stdout)
    return 0


def _present(folder: Path) -> tuple[Keys | None, Typed]:
    """The keys of the clinic that goes; none where it has lost its lock."""
    try:
        return keys_of(folder)
    except KeyNeeded:
        raise
    except ClinicError as trouble:
        print_lines(
            [f"The clinic that is there does not open: {one_line(trouble.what)}"], sys.stdout
        )
        return None, Typed()


def _staged(folder: Path, file: Path, present: Keys | None, typed: Typed) -> Staged:
    try:
        return _try(folder, file, present, typed)
    except KeyNeeded:
        again = ask(again=True)
        if not again.secret:
            raise
        return _try(folder, file, present, again)


def _try(folder: Path, file: Path, present: Keys | None, typed: Typed) -> Staged:
    secret = read_secret(typed.secret)
    return stage(
        folder,
        file,
        present=present,
        passphrase=secret.passphrase,
        recovery_key=secret.recovery_key,
        metadata=metadata,
    )


def _told(staged: Staged, preview: Preview, made_at: datetime, clock: Clock) -> Iterator[str]:
    now = clock.now()
    older = ", brought up to this version" if staged.was_older else ""
    yield f"The copy of {when(made_at, now)} passed its checks{older}."
    if staged.is_of_another:
        yield OF_ANOTHER
    if not staged.chain_whole:
        yield "Its audit does not hold together."
    if staged.pictures_lost:
        yield staged_pictures_words(staged.pictures, staged.pictures_lost)
    yield "Restoring it:"
    for each in preview.differences:
        if each.now is None:
            yield f"  {each.what}: {each.then:,} in the copy"
        else:
            yield f"  {each.what}: {each.now:,} now, {each.then:,} then; {difference_words(each)}"
    yield f"  Visit booked last, then: {booked_words(preview.booked_then, now, names=False)}"
    if preview.booked_now is not None:
        yield f"  Visit booked last, now: {booked_words(preview.booked_now, now, names=False)}"
    if staged.brings_key:
        yield "  The clinic will open by the passphrase and recovery key of the copy's day."


def _said_yes() -> bool:
    if not sys.stdin.isatty():
        return False
    print("Type yes to restore it: ", end="", flush=True)
    return sys.stdin.readline().strip().casefold() == "yes"


def _outcome(done: Restored) -> Iterator[str]:
    yield "Restored."
    if done.aside is not None:
        yield f"The clinic as it was is kept in {one_line(str(done.aside))}."
    yield "No older copy is removed until a manager has looked in Settings."
