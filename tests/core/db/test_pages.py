"""Pages that are looked at without the database: which key wrote them, and which are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_desk.db.key import new_key
from clinic_desk.db.pages import PAGE, belongs, look, opens
from tests.factories import KEY, add_room, memory_like_database


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The file of a clinic that has been used and closed."""
    database = memory_like_database(tmp_path)
    add_room(database, "Kept")
    database.close()
    return database.path


def flip(path: Path, place: int, bit: int = 0) -> None:
    """Turn one bit of a file over."""
    contents = bytearray(path.read_bytes())
    contents[place] ^= 1 << bit
    path.write_bytes(contents)


def test_every_page_of_a_clinic_answers_to_its_key_and_to_no_other(clinic: Path) -> None:
    found = look(clinic, KEY)
    assert found.pages == clinic.stat().st_size // PAGE
    assert found.damaged == ()
    assert opens(clinic, KEY)
    assert not opens(clinic, new_key())
    assert not belongs(clinic, new_key())


@pytest.mark.parametrize("place", [0, 15, 16, 100, PAGE - 1, PAGE, 3 * PAGE + 77, -1])
def test_a_bit_that_was_turned_over_is_found_wherever_it_is(clinic: Path, place: int) -> None:
    at = place % clinic.stat().st_size
    flip(clinic, at, place % 8)
    damaged = look(clinic, KEY).damaged
    assert damaged == (at // PAGE + 1,) if at >= 16 else len(damaged) > 1
    assert belongs(clinic, KEY)


def test_a_file_that_is_not_there_opens_with_nothing(tmp_path: Path) -> None:
    assert not opens(tmp_path / "clinic.db", KEY)


@pytest.mark.parametrize("contents", [b"", b"x", bytes(PAGE), bytes(range(256)) * 40])
def test_what_is_no_clinics_file_belongs_to_no_key(tmp_path: Path, contents: bytes) -> None:
    (tmp_path / "clinic.db").write_bytes(contents)
    assert not opens(tmp_path / "clinic.db", KEY)
    assert not belongs(tmp_path / "clinic.db", KEY)
