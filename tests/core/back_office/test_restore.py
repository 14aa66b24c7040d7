"""`main.py restore` and `main.py check`, as they are typed."""

from __future__ import annotations

import io
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from clinic_desk.base.clock import SystemClock
from clinic_desk.clinic import open_clinic
from clinic_desk.db.engine import connect
from clinic_desk.db.key_file import find_key
from clinic_desk.db.lock import FolderLock
from main import main

_BARE = """SELECT id FROM appointment a WHERE status = 'booked'
AND NOT EXISTS (SELECT 1 FROM treatment_record r WHERE r.appointment_id = a.id)
AND NOT EXISTS (SELECT 1 FROM acknowledgement k WHERE k.appointment_id = a.id)
ORDER BY id LIMIT 1"""
"""A visit that nothing else names, but what it occupies."""


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("restore") / "demo"
    assert main(["demo", str(folder), "--clients", "20", "--appointments", "60"]) == 0
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "clinic"
    shutil.copytree(made, copy)
    return copy


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A copy after which a client's note was changed and a visit lost."""
    file = tmp_path / "copy.db"
    assert main(["backup", str(file), "--clinic", str(folder)]) == 0
    with closing(connect(folder / "clinic.db", find_key(folder).data)) as raw:
        raw.execute("UPDATE client SET desk_note = 'changed since' WHERE id = 1")
        (visit,) = raw.execute(_BARE).fetchone()
        raw.execute("DELETE FROM occupancy WHERE appointment_id = ?", (visit,))
        raw.execute("DELETE FROM appointment WHERE id = ?", (visit,))
    return file


def visits(folder: Path) -> int:
    with closing(connect(folder / "clinic.db", find_key(folder).data)) as raw:
        return int(raw.execute("SELECT count(*) FROM appointment").fetchone()[0])


class Keyboard(io.StringIO):
    """Somebody types a line."""

    def isatty(self) -> bool:
        return True


def test_what_would_change_is_shown_and_nothing_done_without_a_yes(
    folder: Path, copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = visits(folder)
    for typed in ("no\n", "\n", ""):
        monkeypatch.setattr(sys, "stdin", Keyboard(typed))
        assert main(["restore", str(copy), "--clinic", str(folder)]) == 1
    told = capsys.readouterr().out
    assert f"Visits: {before} now, {before + 1} then; brings back 1" in told
    assert "Clients: 20 now, 20 then; puts back 1" in told
    assert "Nothing was changed." in told
    assert visits(folder) == before
    assert not (folder / "restoring").exists()


def test_a_yes_at_the_keyboard_restores(
    folder: Path, copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = visits(folder)
    monkeypatch.setattr(sys, "stdin", Keyboard("yes\n"))
    assert main(["restore", str(copy), "--clinic", str(folder)]) == 0
    assert visits(folder) == before + 1
    assert "The clinic as it was is kept in" in capsys.readouterr().out


def test_a_script_says_yes_beforehand_and_without_it_nothing_is_done(
    folder: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    assert main(["restore", str(copy), "--clinic", str(folder)]) == 1
    assert main(["restore", str(copy), "--yes", "--clinic", str(folder)]) == 0


def test_a_clinic_open_in_a_window_is_left_alone(
    folder: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, lock = visits(folder), FolderLock(folder)
    assert main(["restore", str(copy), "--yes", "--clinic", str(folder)]) == 2
    lock.release()
    assert "open in another window" in capsys.readouterr().err
    assert visits(folder) == before


def test_a_damaged_clinic_is_restored_too(folder: Path, copy: Path) -> None:
    file = folder / "clinic.db"
    file.write_bytes(bytes(len(file.read_bytes())))
    assert main(["restore", str(copy), "--yes", "--clinic", str(folder)]) == 0
    assert main(["check", "--clinic", str(folder)]) == 1, "a manager has yet to look"
    assert visits(folder) > 0


@pytest.mark.parametrize("contents", [None, b"", b"a letter"])
def test_what_is_no_copy_is_one_sentence(
    folder: Path, tmp_path: Path, contents: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letter.db"
    if contents is not None:
        file.write_bytes(contents)
    assert main(["restore", str(file), "--yes", "--clinic", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "letter.db" in said
    assert len(said.splitlines()) == 1


def test_all_is_well_in_a_new_clinic(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--clinic", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith("ok ") for line in lines)
    for part in ("opens by its key", "foreign keys", "20 clients", "chain", "anchors", "copies"):
        assert any(part in line for line in lines), part


def test_a_window_may_be_open_during_a_check(folder: Path) -> None:
    lock = FolderLock(folder)
    assert main(["check", "--clinic", str(folder)]) == 0
    lock.release()


@pytest.mark.parametrize("place", [0.3, 0.6, 0.9])
def test_a_flipped_bit_is_wrong(folder: Path, place: float) -> None:
    file = folder / "clinic.db"
    contents = bytearray(file.read_bytes())
    contents[int(len(contents) * place)] ^= 1
    file.write_bytes(contents)
    assert main(["check", "--clinic", str(folder)]) == 1


def test_a_cut_tail_of_the_audit_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clinic = open_clinic(folder, clock=SystemClock())
    clinic.close()
    with closing(connect(folder / "clinic.db", find_key(folder).data)) as raw:
        raw.execute("DROP TRIGGER audit_event_refuses_delete")
        raw.execute("DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)")
    assert main(["check", "--clinic", str(folder)]) == 1
    assert "WRONG The audit" in capsys.readouterr().out


def test_a_damaged_newest_copy_is_wrong(folder: Path) -> None:
    backups = folder / "backups"
    backups.mkdir()
    newest = backups / "clinic-2026-11-24-090000.db"
    assert main(["backup", str(newest), "--clinic", str(folder)]) == 0
    assert main(["check", "--clinic", str(folder)]) == 0
    newest.write_bytes(newest.read_bytes()[:-4096])
    assert main(["check", "--clinic", str(folder)]) == 1


def test_no_clinic_is_not_checked(tmp_path: Path) -> None:
    assert main(["check", "--clinic", str(tmp_path / "none")]) == 2
