"""Pictures in the copies: each once, checked, brought back by a restore."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.copies import second_place, shelf
from clinic_desk.copies.copies import Copies
from clinic_desk.copies.deadline import Deadline
from clinic_desk.copies.memory import Memory, Pictures, recall, remember
from clinic_desk.copies.picturing import export_pictures, shelve
from clinic_desk.copies.restoring import finish, put_in_place
from clinic_desk.copies.staging import Staged, stage
from clinic_desk.db.backup import backup
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.kept_files import KeptFiles
from clinic_desk.db.key import Keys
from clinic_desk.staff.practice import PracticeSettings
from clinic_desk.tables import metadata
from tests.core.copies.album import Album, listed
from tests.core.copies.test_restoring import PowerCut, cut_at
from tests.factories import KEY


@pytest.fixture
def album(tmp_path: Path, clock: FixedClock) -> Iterator[Album]:
    album = Album(tmp_path / "clinic", clock)
    yield album
    album.database.close()


@pytest.fixture
def stick(tmp_path: Path, album: Album) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    album.copies.choose_second_place(str(place), 3, album.manager)
    return second_place.shelf_in(place, album.database.chain_key)


def spoil(path: Path) -> None:
    """Another byte in the middle; the size is the same."""
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    path.write_bytes(spoilt)


def test_two_copies_share_one_file_of_a_picture(album: Album) -> None:
    first = album.add()
    album.next_copy()
    second = album.add(b"another drawn picture")
    album.next_copy()
    assert album.on_shelf == sorted([album.sealed(first), album.sealed(second)])
    assert len(list(album.copies.folder.glob("*.db"))) == 2
    assert album.copies.standing().warnings == ()


def test_a_clinic_without_pictures_has_no_shelf(album: Album) -> None:
    album.next_copy()
    assert not album.shelf.exists()


def test_a_picture_lost_in_the_clinic_comes_back_with_the_next_copy(album: Album) -> None:
    gone, spoilt = album.add(), album.add(b"another")
    album.next_copy()
    (album.kept.folder / gone).unlink()
    (album.kept.folder / spoilt).write_bytes(b"cut short")
    album.next_copy()
    assert album.kept.get(gone)
    assert album.kept.get(spoilt)
    assert album.copies.standing().pictures_trouble == ""


def test_a_wrong_byte_is_found_by_the_first_copy_of_a_day_and_mended(album: Album) -> None:
    here, there = album.add(), album.add(b"another")
    album.next_copy()
    spoil(album.kept.folder / here)
    spoil(album.shelf / album.sealed(there))
    album.clock.advance(days=1)
    album.next_copy()
    assert album.kept.get(here)
    assert shelf.find(shelf.Named(there, bytes.fromhex(album.sealed(there)), 0), [album.shelf])


def test_a_picture_that_is_whole_nowhere_is_told_until_it_is_there_again(album: Album) -> None:
    name = album.add()
    (album.kept.folder / name).unlink()
    album.next_copy()
    told = "1 picture is missing or damaged, and no copy has it."
    assert album.copies.standing().warnings == (told,)
    album.next_copy()
    assert album.copies.standing().warnings == (told,)
    album.add()
    album.next_copy()
    assert album.copies.standing().warnings == ()


def test_one_that_is_damaged_and_seems_whole_is_told_as_well(album: Album) -> None:
    name = album.add()
    album.next_copy()
    spoil(album.kept.folder / name)
    spoil(album.shelf / album.sealed(name))
    album.clock.advance(days=1)
    for _ in range(2):
        album.next_copy()
        assert "1 picture" in album.copies.standing().pictures_trouble


def test_a_removed_picture_stays_on_the_shelf_as_long_as_a_copy_names_it(album: Album) -> None:
    name = album.add()
    sealed = album.sealed(name)
    album.next_copy()
    album.remove(name)
    assert listed(album.kept.folder) == []
    album.next_copy()
    assert album.on_shelf == [sealed]
    for copy in album.copies.folder.glob("clinic-*.db"):
        with suppress(FileNotFoundError):
            if shelf.named_in(copy, KEY):
                copy.unlink()
    album.next_copy()
    assert album.on_shelf == []


def test_nothing_goes_from_the_shelf_while_a_copy_cannot_be_asked(album: Album) -> None:
    name = album.add()
    sealed = album.sealed(name)
    copy = album.next_copy()
    album.remove(name)
    copy.write_bytes(b"damaged from its beginning on" * 1000)
    album.next_copy()
    assert album.on_shelf == [sealed]


def test_one_added_again_after_it_was_removed_is_another_file(album: Album) -> None:
    """It has another key, and the older copy knows only the first."""
    name = album.add()
    before = album.sealed(name)
    album.next_copy()
    album.remove(name)
    assert album.add() == name
    after = album.sealed(name)
    album.next_copy()
    assert album.on_shelf == sorted([before, after])


def test_what_a_killed_copy_left_on_the_shelf_is_swept(album: Album) -> None:
    album.add()
    album.next_copy()
    left = album.shelf / f".{'0' * 64}.1-.part"
    left.write_bytes(b"half")
    album.next_copy()
    assert not left.exists()


def test_a_full_disk_is_told_and_the_copy_stands(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = album.add()

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shelf, "write_sealed", refuse)
        album.next_copy()
    assert "the disk is full" in album.copies.standing().warnings[0]
    assert len(list(album.copies.folder.glob("*.db"))) == 1
    assert listed(album.shelf) == []
    album.copies.keep_up()
    assert album.on_shelf == [album.sealed(name)]
    assert album.copies.standing().warnings == ()


def test_what_arrives_changed_is_not_kept_on_the_shelf(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    album.add()
    real = shelf.write_sealed
    monkeypatch.setattr(
        shelf, "write_sealed", lambda path, held: real(path, held[:-1] + bytes([held[-1] ^ 1]))
    )
    album.next_copy()
    assert "not what was sent" in album.copies.standing().pictures_trouble
    assert album.on_shelf == []


def test_pictures_for_which_there_is_no_time_are_brought_by_the_next_runs(album: Album) -> None:
    names = [album.add(b"%d" % number) for number in range(4)]
    backup(album.database, made_folder(album) / "clinic-2026-11-24-090000.db")
    before = Pictures(read_after="")
    none = shelve(album.database, album.copies.folder, before, album.clock.now(), Deadline(-1))
    assert (none.left, none.read_after, album.on_shelf) == (4, "", [])
    remember(album.folder, Memory(pictures=none))
    assert recall(album.folder).pictures == none
    done = shelve(album.database, album.copies.folder, none, album.clock.now(), Deadline())
    assert done == Pictures()
    assert album.on_shelf == sorted(map(album.sealed, names))


def made_folder(album: Album) -> Path:
    album.copies.folder.mkdir(exist_ok=True)
    return album.copies.folder


def test_a_reading_cut_off_goes_on_where_it_was(album: Album) -> None:
    names = sorted(album.add(b"%d" % number) for number in range(4))
    album.copies.make()
    spoil(album.kept.folder / names[0])
    spoil(album.kept.folder / names[3])
    after = shelve(
        album.database,
        album.copies.folder,
        Pictures(read_after=names[1]),
        album.clock.now(),
        Deadline(),
    )
    assert after == Pictures()
    assert album.kept.is_whole(names[3], bytes.fromhex(album.sealed(names[3])))
    assert not album.kept.is_whole(names[0], bytes.fromhex(album.sealed(names[0])))


def test_a_picture_removed_while_the_copy_was_made_is_not_lost(album: Album) -> None:
    name = album.add()
    backup(album.database, made_folder(album) / "clinic-2026-11-24-090000.db")
    album.remove(name)
    assert (
        shelve(album.database, album.copies.folder, Pictures(), album.clock.now(), Deadline())
        == Pictures()
    )


def test_the_second_place_has_each_once_and_tells_when_it_is_whole(
    album: Album, stick: Path
) -> None:
    name = album.add()
    album.next_copy()
    album.next_copy()
    assert listed(stick / "photographs") == [album.sealed(name)]
    assert len(list(stick.glob("*.db"))) == 2
    assert album.copies.standing().second_at == album.clock.now()


def test_a_second_place_that_is_full_is_told(
    album: Album, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    album.add()
    album.next_copy()
    shutil.rmtree(stick / "photographs")
    real = shelf.write_sealed

    def full(path: Path, content: bytes) -> None:
        if path.is_relative_to(stick):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, content)

    monkeypatch.setattr(shelf, "write_sealed", full)
    standing = album.copies.keep_up()
    assert standing.second_trouble.startswith("In the second place:")
    assert "the disk is full" in standing.second_trouble


def test_a_new_stick_gets_what_older_copies_name_too(album: Album, tmp_path: Path) -> None:
    name = album.add()
    sealed = album.sealed(name)
    album.next_copy()
    album.remove(name)
    album.next_copy()
    place = tmp_path / "new"
    place.mkdir()
    album.copies.choose_second_place(str(place), 3, album.manager)
    album.copies.keep_up()
    album.copies.keep_up()
    there = second_place.shelf_in(place, album.database.chain_key)
    assert listed(there / "photographs") == [sealed]


def test_a_closing_program_does_not_wait_for_many_pictures(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    album.add()
    monkeypatch.setattr("clinic_desk.copies.copies.CLOSING_SECONDS", -1.0)
    album.copies.make_at_closing()
    assert album.on_shelf == []
    assert recall(album.folder).pictures.left == 1
    album.copies.keep_up()
    assert len(album.on_shelf) == 1


def test_a_copy_to_a_file_has_them_in_a_folder_beside_it(album: Album, tmp_path: Path) -> None:
    name = album.add()
    out = tmp_path / "out"
    out.mkdir()
    report = album.copies.export(out / "taken.db", album.manager)
    assert report.pictures_trouble == ""
    assert listed(out / "photographs") == [album.sealed(name)]


def test_a_copy_to_a_file_without_some_of_them_says_so(album: Album, tmp_path: Path) -> None:
    (album.kept.folder / album.add()).unlink()
    report = album.copies.export(tmp_path / "taken.db", album.manager)
    assert report.pictures_trouble == "1 picture is missing or damaged, and no copy has it."


def test_a_copy_beside_the_clinic_itself_needs_no_folder_more(album: Album) -> None:
    name = album.add()
    report = backup(album.database, album.folder / "beside.db")
    assert export_pictures(album.database, report).pictures_trouble == ""
    assert listed(album.kept.folder) == [name]


# ---- restoring


def keys(album: Album) -> Keys:
    return Keys(KEY, album.database.chain_key)


def staged(album: Album, copy: Path, clinic: Path | None = None) -> Staged:
    return stage(clinic or album.folder, copy, present=keys(album), metadata=metadata)


def restore(album: Album, copy: Path) -> Staged:
    """Put a copy in the clinic's place and open it."""
    ready = staged(album, copy)
    album.database.close()
    put_in_place(
        album.folder, ready, None, album.clock, made_at=album.clock.now(), present=keys(album)
    )
    album.open(Database(album.folder / "clinic.db", KEY, clock=album.clock))
    album.kept.sweep()
    return ready


def test_a_restore_brings_back_what_is_missing_or_altered(album: Album) -> None:
    gone, spoilt, whole = album.add(), album.add(b"two"), album.add(b"three")
    copy = album.next_copy()
    (album.kept.folder / gone).unlink()
    spoil(album.kept.folder / spoilt)
    done = restore(album, copy)
    assert (done.pictures, done.pictures_lost) == (3, 0)
    for name in (gone, spoilt, whole):
        assert album.kept.get(name)


def test_a_restore_brings_back_what_was_removed_since(album: Album) -> None:
    name = album.add()
    copy = album.next_copy()
    album.remove(name)
    restore(album, copy)
    assert album.kept.get(name)


def test_a_restore_keeps_what_only_the_file_that_went_aside_names(album: Album) -> None:
    old = album.add()
    copy = album.next_copy()
    new = album.add(b"since")
    restore(album, copy)
    assert listed(album.kept.folder) == [old]
    (aside,) = album.copies.folder.glob("before-restore-*.db")
    restore(album, aside)
    assert listed(album.kept.folder) == sorted([old, new])
    assert album.kept.get(new)


def test_another_file_of_the_same_picture_is_kept_for_the_file_that_went_aside(
    album: Album,
) -> None:
    name = album.add()
    copy = album.next_copy()
    album.remove(name)
    album.add()
    restore(album, copy)
    assert album.kept.get(name)
    (aside,) = album.copies.folder.glob("before-restore-*.db")
    restore(album, aside)
    assert album.kept.get(name)


def test_a_new_computer_gets_them_from_beside_the_copy(album: Album, tmp_path: Path) -> None:
    name = album.add()
    out, new = tmp_path / "out", tmp_path / "new"
    out.mkdir()
    new.mkdir()
    album.copies.export(out / "taken.db", album.manager)
    ready = staged(album, out / "taken.db", new)
    put_in_place(new, ready, None, album.clock, made_at=album.clock.now(), present=keys(album))
    database = Database(new / "clinic.db", KEY, clock=album.clock)
    assert KeptFiles(database).get(name) == b"a drawn picture" * 100
    database.close()


def test_a_copy_without_its_pictures_says_so_and_is_restored(album: Album, tmp_path: Path) -> None:
    album.add()
    out, new = tmp_path / "out", tmp_path / "new"
    out.mkdir()
    new.mkdir()
    album.copies.export(out / "taken.db", album.manager)
    shutil.rmtree(out / "photographs")
    ready = staged(album, out / "taken.db", new)
    assert (ready.pictures, ready.pictures_lost) == (1, 1)


def test_the_second_place_serves_a_restore(album: Album, stick: Path) -> None:
    name = album.add()
    copy = album.next_copy()
    shutil.rmtree(album.shelf)
    shutil.rmtree(album.kept.folder)
    restore(album, copy)
    assert album.kept.get(name)


@pytest.mark.parametrize("after", [False, True])
def test_a_power_cut_at_any_step_leaves_no_clinic_without_its_pictures(
    album: Album, after: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = album.add()
    copy = album.next_copy()
    album.remove(name)
    since = album.add(b"since")
    album.next_copy()
    album.database.close()
    template, step = tmp_path / "template", 0
    shutil.copytree(album.folder, template)
    while True:
        step += 1
        shutil.rmtree(album.folder)
        shutil.copytree(template, album.folder)
        ready = staged(album, copy)
        with monkeypatch.context() as patch:
            done = cut_at(step, after, patch)
            with suppress(PowerCut):
                at = album.clock.now() - timedelta(hours=1)
                put_in_place(
                    album.folder, ready, None, album.clock, made_at=at, present=keys(album)
                )
        if len(done) < step:
            break
        finish(album.folder)
        album.open(Database(album.folder / "clinic.db", KEY, clock=album.clock))
        album.kept.sweep()
        (there,) = (each.name for each in shelf.named_in(album.folder / "clinic.db", KEY))
        assert there in (name, since)
        assert album.kept.get(there)
        assert listed(album.kept.folder) == [there]
        album.database.close()
    assert step > 10


def test_the_pictures_survive_a_change_of_the_key(album: Album) -> None:
    """The names come from the chain's key, which stays, and each file's key is in its row."""
    name = album.add()
    anew = album.folder / "anew.db"
    other = bytes(reversed(KEY))
    with (
        closing(connect(album.database.path, KEY)) as old,
        closing(connect(anew, other, create=True)) as new,
    ):
        old.backup(new, pages=-1)
    changed = Database(anew, other, clock=album.clock, chain_key=album.database.chain_key)
    assert KeptFiles(changed).get(name) == b"a drawn picture" * 100
    assert KeptFiles(changed).name_of(b"a drawn picture" * 100) == name
    changed.close()


def test_a_booking_may_be_written_while_pictures_are_copied(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    album.add()
    real, written = shelf.write_sealed, list[int]()

    def meanwhile(path: Path, content: bytes) -> None:
        album.write()
        written.append(1)
        real(path, content)

    monkeypatch.setattr(shelf, "write_sealed", meanwhile)
    beside = Copies(album.database.second(), PracticeSettings(album.database), album.clock)
    beside.make()
    assert written == [1]


def test_after_a_clock_that_was_ahead_new_pictures_are_brought_to_the_shelf(album: Album) -> None:
    album.add()
    now = album.clock.now()
    album.clock.instant = now + timedelta(days=400)
    album.next_copy()
    album.clock.instant = now
    name = album.add(b"taken since")
    album.next_copy()
    assert album.sealed(name) in album.on_shelf


def test_pictures_stay_that_only_the_lost_end_of_the_clinic_names(album: Album) -> None:
    album.add()
    album.next_copy()
    database, older = album.database.path, album.database.path.with_name("older.db")
    album.database.close()
    shutil.copyfile(database, older)
    album.open(Database(database, KEY, clock=album.clock))
    name = album.add(b"taken since")
    album.next_copy()
    album.database.close()
    newer = database.with_name("newer.db")
    database.rename(newer)
    older.rename(database)
    album.open(Database(database, KEY, clock=album.clock))
    album.next_copy()
    assert (album.kept.folder / name).exists()
    why = "The copy before has entries that the clinic has lost."
    assert recall(album.folder).stopped == why
    album.database.close()
    newer.replace(database)
    album.open(Database(database, KEY, clock=album.clock))
    assert album.kept.get(name)


def test_what_somebody_put_beside_the_pictures_is_not_taken_away(album: Album) -> None:
    album.add()
    theirs = album.kept.folder / "IMG_2231.jpg"
    theirs.write_bytes(b"theirs")
    left = album.kept.folder / ("0" * 64)
    left.write_bytes(b"of a crash")
    album.next_copy()
    assert theirs.exists()
    assert not left.exists()
