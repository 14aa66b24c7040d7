"""A clinic with pictures, without the rooms above: rows that name kept files."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select, update

from clinic_desk.base.clock import FixedClock
from clinic_desk.copies.copies import Copies
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.kept_files import KeptFiles, drop_unnamed
from clinic_desk.db.kept_model import KeptFile
from clinic_desk.photographs.models import Photograph
from clinic_desk.staff.practice import PracticeSettings
from tests.factories import NOW, add_client, add_person, memory_like_database


class Album:
    """An open clinic, one client of which pictures are kept."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.clock = folder, clock
        self.database = memory_like_database(folder)
        self.database.clock = clock
        self.manager = add_person(
            self.database, "Grace Lam", "manager", treats=False, prescriber=False
        )
        self.client = add_client(self.database)
        self.open(self.database)

    def open(self, database: Database) -> None:
        self.database, self.kept = database, KeptFiles(database)
        self.copies = Copies(database, PracticeSettings(database), self.clock)
        self.shelf = self.copies.folder / "photographs"

    def add(self, content: bytes = b"a drawn picture") -> str:
        """Keep a picture; its name."""
        with self.database.write() as session:
            name = self.kept.put(session, content * 100, "image/jpeg")
            session.add(
                Photograph(
                    client_id=self.client,
                    taken_on=NOW.date(),
                    view="front",
                    moment="before",
                    file=name,
                    width=3,
                    height=4,
                    added_by=self.manager,
                    added_at=NOW,
                )
            )
            note(session, "photograph.added", self.manager, client=self.client)
        return name

    def remove(self, name: str) -> None:
        """Take a picture out for good."""
        with self.database.write() as session:
            gone = {"file": None, "removed_by": self.manager, "removed_at": NOW}
            session.execute(update(Photograph).where(Photograph.file == name).values(gone))
            drop_unnamed(session)
            note(session, "photograph.removed", self.manager, client=self.client)
        self.kept.sweep()

    def sealed(self, name: str) -> str:
        """What a picture is called on a shelf."""
        with self.database.read() as session:
            return session.scalars(select(KeptFile.sealed).where(KeptFile.name == name)).one().hex()

    def write(self) -> None:
        """Something that calls for a copy."""
        with self.database.write() as session:
            note(session, "client.read", self.manager)

    def next_copy(self) -> Path:
        """The copy of the next hour."""
        self.clock.advance(hours=1)
        self.write()
        self.copies.keep_up()
        return max(self.copies.folder.glob("clinic-*.db"))

    @property
    def on_shelf(self) -> list[str]:
        return listed(self.shelf)


def listed(folder: Path) -> list[str]:
    """The names of a folder, sorted; none where it is not there."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
