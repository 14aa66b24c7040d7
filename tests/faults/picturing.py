"""Processes that keep pictures while they are killed, or while their disk is full."""

from __future__ import annotations

import shutil
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from clinic_desk.base.clock import SystemClock
from clinic_desk.base.errors import ClinicError
from clinic_desk.copies.copies import Copies
from clinic_desk.copies.shelf import look, named_in
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.kept_files import KeptFiles, drop_unnamed
from clinic_desk.photographs.models import Photograph
from clinic_desk.staff.practice import PracticeSettings
from tests.factories import KEY, NOW
from tests.faults.refusing import Tried
from tests.faults.small_disk import fill_but, mount_small_disk

CONTENT = b"a drawn picture, larger than a page of the disk " * 400


def add(database: Database, kept: KeptFiles, number: int) -> str:
    """Keep one picture of the first client; its name."""
    with (
        kept.ready(b"%d" % number + CONTENT, "image/jpeg") as ready,
        database.write() as session,
    ):
        name = kept.keep(session, ready)
        session.add(
            Photograph(
                client_id=1,
                taken_on=NOW.date(),
                view="front",
                moment="before",
                file=name,
                width=3,
                height=4,
                added_by=1,
                added_at=NOW,
            )
        )
        note(session, "photograph.added", 1, client=1)
    return name


def remove(database: Database, kept: KeptFiles) -> None:
    """Take the oldest picture out for good."""
    with database.write() as session:
        row = session.query(Photograph).filter(Photograph.file.is_not(None)).first()
        if row is None:
            return
        row.file, row.removed_by, row.removed_at = None, 1, NOW
        drop_unnamed(session)
        note(session, "photograph.removed", 1, client=1)
    kept.sweep()


def picture_on(pipe: Connection, path: Path, first: int) -> None:
    """Add, remove and copy pictures until killed, telling each that was kept."""
    database = Database(path, KEY)
    kept = KeptFiles(database)
    copies = Copies(database.second(), PracticeSettings(database), SystemClock())
    kept.sweep()
    pipe.send("ready")
    for number in count(first):
        pipe.send(add(database, kept, number))
        if number % 3 == 2:
            remove(database, kept)
        if number % 5 == 4:
            copies.make()


def pictures_in_trouble(path: Path) -> list[str]:
    """What is wrong with the pictures of a clinic and its newest copy, opened after a kill."""
    database = Database(path, KEY)
    kept = KeptFiles(database)
    kept.sweep()
    named, found = named_in(path, KEY), []
    if not look(named, kept.folder, by_name=True).is_whole:
        found.append("a row names a picture that is not there")
    if kept.folder.is_dir() and {each.name for each in named} != {
        each.name for each in kept.folder.iterdir()
    }:
        found.append("something lies among the pictures that no row names")
    for each in named:
        kept.get(each.name)
    database.close()
    return found


def full_while_picturing(pipe: Connection, path: Path, step: int) -> None:
    """Add and copy pictures with ever more pages left on a disk that is really full."""
    folder = path.parent.with_name("small")
    folder.mkdir()
    assert mount_small_disk(folder)
    small = Path(shutil.copy(path, folder))
    database = Database(small, KEY)
    kept, said, points, added = KeptFiles(database), set[str](), 0, 0
    for pages in count(0, step):
        ballast = fill_but(folder, pages * 4096)
        try:
            add(database, kept, pages)
            added += 1
            break
        except ClinicError as error:
            said.add(error.what.replace(str(folder), "the folder"))
            points += 1
        finally:
            ballast.unlink()
        assert pictures_in_trouble(small) == []
    copies = Copies(database.second(), PracticeSettings(database), SystemClock())
    for pages in count(0, step):
        ballast = fill_but(folder, pages * 4096)
        try:
            trouble = copies.make().pictures_trouble
        except ClinicError as error:
            trouble = error.what
        finally:
            ballast.unlink()
        assert pictures_in_trouble(small) == []
        if not trouble:
            break
        said.add(trouble.replace(str(folder), "the folder"))
        points += 1
        shutil.rmtree(folder / "backups", ignore_errors=True)
    database.close()
    pipe.send(Tried(points, tuple(said), ()))
