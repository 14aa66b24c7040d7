"""Where things lie on a computer that gives the account no folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clinic_desk.base.folders import anchors_folder, last_clinic_folder, remember_clinic_folder
from clinic_desk.base.private_place import private_place
from clinic_desk.db.anchor import Anchor, anchors_of
from clinic_desk.db.chain import Link
from clinic_desk.db.unfinished import Unfinished


def test_an_account_without_a_folder_of_its_own_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setattr(Path, "home", nowhere)
    monkeypatch.setenv("LOCALAPPDATA", "")
    remember_clinic_folder(tmp_path)
    assert last_clinic_folder() is None
    beside, home = anchors_of(tmp_path / "clinic.db", b"k" * 32)
    assert isinstance(home, Anchor)
    assert beside.keep(Link(1, b"m" * 32))
    assert not home.keep(Link(1, b"m" * 32))
    assert not anchors_folder().exists()
    with private_place() as place:
        assert place is None
    with Unfinished(b"k" * 32).known(tmp_path / ".0123456789abcdef.part"):
        pass
    Unfinished(b"k" * 32).clear()


@pytest.mark.parametrize("name", [b"caf\xe9", b"two\nlines", b"ends in a space "])
def test_a_folder_of_any_name_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / os.fsdecode(name)
    remember_clinic_folder(folder)
    assert last_clinic_folder() == folder
