"""Files beside the database: encrypted, named by content, never named by a row before they are
there."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from clinic_desk.base.errors import NotFound
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.kept_files import CannotKeep, KeptFiles, LostFile, drop_unnamed
from clinic_desk.db.kept_model import KeptFile
from clinic_desk.photographs.models import Photograph
from tests.factories import NOW, add_client, add_person

PICTURE = b"a drawn picture, and not one of anybody " * 50


@pytest.fixture
def kept(database: Database) -> KeptFiles:
    return KeptFiles(database)


def put(kept: KeptFiles, database: Database, content: bytes = PICTURE) -> str:
    with database.write(audited=False) as session:
        return kept.put(session, content, "image/jpeg")


def rows(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(KeptFile.name)))


def files(kept: KeptFiles) -> list[str]:
    return sorted(path.name for path in kept.folder.iterdir())


def a_row_names(database: Database, name: str) -> None:
    client, person = add_client(database), add_person(database)
    with database.write(audited=False) as session:
        session.add(
            Photograph(
                client_id=client,
                taken_on=NOW.date(),
                view="front",
                moment="before",
                file=name,
                width=3,
                height=4,
                added_by=person,
                added_at=NOW,
            )
        )


def test_what_was_kept_comes_back(database: Database, kept: KeptFiles) -> None:
    name = put(kept, database)
    assert kept.get(name) == PICTURE
    assert files(kept) == [name]
    assert len(name) == 64


def test_the_same_content_is_one_file_and_one_row(database: Database, kept: KeptFiles) -> None:
    assert put(kept, database) == put(kept, database)
    assert len(files(kept)) == len(rows(database)) == 1


def test_nothing_plain_is_on_the_disk_nor_a_name_that_tells_the_content(
    database: Database, kept: KeptFiles
) -> None:
    with kept.ready(PICTURE, "image/jpeg") as ready:
        assert PICTURE[:40] not in ready.part.read_bytes()
        assert hashlib.sha256(PICTURE).hexdigest() != ready.name
    name = put(kept, database)
    assert PICTURE[:40] not in (kept.folder / name).read_bytes()


def test_the_row_tells_the_hash_of_the_file_as_it_lies_there(
    database: Database, kept: KeptFiles
) -> None:
    name = put(kept, database)
    with database.read() as session:
        row = session.get_one(KeptFile, name)
    assert hashlib.sha256((kept.folder / name).read_bytes()).digest() == row.sealed
    assert hashlib.sha256(PICTURE).digest() == row.digest
    assert row.bytes == len(PICTURE)
    assert kept.is_whole(name, row.sealed)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another thing there")
def test_folder_and_files_are_for_this_account_alone(database: Database, kept: KeptFiles) -> None:
    name = put(kept, database)
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((kept.folder / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("end", [0, 3, 20, -1])
def test_a_file_cut_short_is_a_sentence(database: Database, kept: KeptFiles, end: int) -> None:
    name = put(kept, database)
    path = kept.folder / name
    path.write_bytes(path.read_bytes()[:end])
    with pytest.raises(LostFile, match="is damaged"):
        kept.get(name)


@pytest.mark.parametrize("at", [0, 4, 500, -1])
def test_one_wrong_bit_is_a_sentence(database: Database, kept: KeptFiles, at: int) -> None:
    name = put(kept, database)
    path = kept.folder / name
    spoilt = bytearray(path.read_bytes())
    spoilt[at] ^= 1
    path.write_bytes(spoilt)
    with pytest.raises(LostFile, match="is damaged"):
        kept.get(name)


def test_another_pictures_file_in_its_place_is_a_sentence(
    database: Database, kept: KeptFiles
) -> None:
    one, other = put(kept, database), put(kept, database, PICTURE * 2)
    (kept.folder / one).write_bytes((kept.folder / other).read_bytes())
    with pytest.raises(LostFile, match="is damaged"):
        kept.get(one)


def test_a_missing_file_and_an_unknown_name_are_sentences(
    database: Database, kept: KeptFiles
) -> None:
    name = put(kept, database)
    (kept.folder / name).unlink()
    with pytest.raises(LostFile, match="is missing"):
        kept.get(name)
    with pytest.raises(NotFound):
        kept.get("0" * 64)


def test_a_lost_file_comes_back_by_adding_its_content_again(
    database: Database, kept: KeptFiles
) -> None:
    name = put(kept, database)
    before = (kept.folder / name).read_bytes()
    (kept.folder / name).write_bytes(b"spoilt")
    assert put(kept, database) == name
    assert (kept.folder / name).read_bytes() == before
    assert kept.get(name) == PICTURE


def test_a_write_given_up_leaves_no_row_and_its_file_is_swept(
    database: Database, kept: KeptFiles
) -> None:
    with pytest.raises(RuntimeError), database.write() as session:
        # Nothing is noted of it, so the write is refused at its end.
        kept.put(session, PICTURE, "image/jpeg")
    assert rows(database) == []
    assert len(files(kept)) == 1
    assert kept.sweep() == 1
    assert files(kept) == []


def test_what_was_made_ready_and_not_kept_is_taken_away(
    database: Database, kept: KeptFiles
) -> None:
    with kept.ready(PICTURE, "image/jpeg"):
        assert len(files(kept)) == 1
    assert files(kept) == []


def test_sweeping_leaves_what_is_named_and_what_is_being_written(
    database: Database, kept: KeptFiles
) -> None:
    name = put(kept, database)
    (kept.folder / f".{name}.1-abc.part").write_bytes(b"left by a program that was cut off")
    with kept.ready(PICTURE * 3, "image/jpeg") as ready:
        assert kept.sweep() == 1
        assert files(kept) == sorted([name, ready.part.name])
    assert KeptFiles(database).sweep() == 0


def test_sweeping_is_nothing_where_no_picture_was_ever_kept(kept: KeptFiles) -> None:
    assert kept.sweep() == 0
    assert not kept.folder.exists()


def test_a_key_goes_only_when_no_row_names_its_file(database: Database, kept: KeptFiles) -> None:
    named, unnamed = put(kept, database), put(kept, database, PICTURE * 2)
    a_row_names(database, named)
    with database.write() as session:
        assert drop_unnamed(session) == 1
        note(session, "photograph.removed", None)
    assert rows(database) == [named]
    assert kept.sweep() == 1
    assert files(kept) == [named]
    with pytest.raises(NotFound):
        kept.get(unnamed)


def test_the_row_is_written_after_the_file_has_its_name_on_the_disk(
    database: Database, kept: KeptFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that no row ever names a file that is not there, whenever power is lost."""
    done: list[str] = []
    sync, replace, add = os.fsync, Path.replace, Session.add

    def synced(file: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
        sync(file)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(
        Path, "replace", lambda self, to: (done.append("name"), replace(self, to))[1]
    )
    monkeypatch.setattr(Session, "add", lambda self, row: (done.append("row"), add(self, row))[1])
    put(kept, database)
    assert [step for step in done if step != "folder"] == ["file", "name", "row"]
    assert done[-2:] == ["folder", "row"]


@pytest.fixture
def refusing_folder(kept: KeptFiles) -> Iterator[None]:
    kept.folder.write_bytes(b"a file where the folder should be")
    yield
    kept.folder.unlink()


@pytest.mark.usefixtures("refusing_folder")
def test_a_folder_that_cannot_be_written_is_a_sentence(database: Database, kept: KeptFiles) -> None:
    with pytest.raises(CannotKeep, match="could not be kept"):
        put(kept, database)
    assert rows(database) == []


def test_every_table_that_names_a_kept_file_is_known_by_the_database_itself(
    database: Database,
) -> None:
    with database.read() as session:
        found = session.execute(
            text(
                "SELECT count(*) FROM pragma_foreign_key_list('photograph') WHERE [table] = "
                "'kept_file'"
            )
        ).scalar_one()
    assert found == 2
