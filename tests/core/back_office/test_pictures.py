"""What `check`, `backup` and `restore` say of photographs and signed forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic, create_clinic
from clinic_desk.db.key_file import KeyChoice
from main import main
from tests.core.photographs.conftest import Room


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock) -> Iterator[Clinic]:
    """Two photographs, and a copy that has them."""
    clinic, _ = create_clinic(
        tmp_path / "clinic",
        name="Elm House",
        phone="01632 960000",
        key_choice=KeyChoice(demo=True),
        clock=clock,
    )
    room = Room(clinic)
    room.agrees()
    room.add("#111")
    room.add("#222")
    clinic.copies.make()
    yield clinic
    clinic.database.close()


def said(words: list[str], clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    clinic.database.close()
    code = main([*words, "--clinic", str(clinic.folder)])
    return code, capsys.readouterr().out


def test_pictures_that_are_whole_are_told_in_a_line_each(
    clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = said(["check"], clinic, capsys)
    assert code == 0
    assert "ok    The pictures: 4, all as they were kept." in told
    assert "ok    The pictures of the newest copy: 4, all as they were kept." in told


def test_missing_and_altered_pictures_are_told(
    clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    gone, spoilt, *_ = sorted((clinic.folder / "photographs").iterdir())
    gone.unlink()
    spoilt.write_bytes(b"spoilt")
    next((clinic.backups / "photographs").iterdir()).unlink()
    code, told = said(["check"], clinic, capsys)
    assert code == 1
    assert "WRONG The pictures: 4, 1 of them missing and 1 not as kept." in told
    assert "WRONG The pictures of the newest copy: 4, 1 of them missing." in told


def test_a_copy_to_a_file_says_which_pictures_it_has_not(
    clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    next((clinic.folder / "photographs").iterdir()).unlink()
    code, told = said(["backup", str(tmp_path / "whole.db")], clinic, capsys)
    assert (code, len(told.splitlines())) == (0, 1)
    assert len(list((tmp_path / "photographs").iterdir())) == 4
    out = tmp_path / "out"
    out.mkdir()
    for path in (clinic.backups / "photographs").iterdir():
        path.unlink()
    code, told = said(["backup", str(out / "taken.db")], clinic, capsys)
    assert code == 1
    assert "1 picture is missing or damaged, and no copy has it." in told
    assert len(list((out / "photographs").iterdir())) == 3


def test_a_restore_says_what_the_copy_has_not(
    clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(["backup", str(tmp_path / "taken.db")], clinic, capsys)
    for shelf in (tmp_path, clinic.folder, clinic.backups):
        next(path for path in sorted((shelf / "photographs").iterdir())).unlink()
    for path in (clinic.folder / "photographs").iterdir():
        path.unlink()
    for path in (clinic.backups / "photographs").iterdir():
        path.unlink()
    _, told = said(["restore", str(tmp_path / "taken.db")], clinic, capsys)
    assert "1 of its 4 pictures is missing." in told
    assert "Photographs: 2 now, 2 then; the same" in told
