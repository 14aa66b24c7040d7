"""A disk that is full or turns read-only, at every point of saving, opening, closing, copying."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import HowOften
from tests.faults.processes import Child
from tests.faults.refusing import (
    WAYS,
    Tried,
    limited_while_copying,
    limited_while_saving,
    refused_while_changing_the_key,
    refused_while_copying,
    refused_while_opening_and_closing,
    refused_while_restoring,
    refused_while_saving,
)
from tests.faults.small_disk import can_mount, full_while_saving_and_copying
from tests.faults.wholeness import troubles_of

in_every_way = pytest.mark.parametrize("way", WAYS)


def tried(work: Callable[..., None], clinic: Path, *how: object) -> Tried:
    """Let a process meet all the refusals; what it acknowledged must be there and whole."""
    (said,) = Child(work, clinic, *how).said()
    assert isinstance(said, Tried)
    assert said.points
    assert said.said
    assert troubles_of(clinic, said.kept) == []
    print(f"{work.__name__}, {how}: {said.points} points, {len(said.kept)} bookings")
    for sentence in said.said:
        print("  ", sentence)
    return said


@in_every_way
def test_at_every_point_of_saving(clinic: Path, way: str, how_often: HowOften) -> None:
    tried(refused_while_saving, clinic, way, how_often(4, 1))


@in_every_way
def test_at_every_point_of_opening_and_closing(clinic: Path, way: str, how_often: HowOften) -> None:
    tried(refused_while_opening_and_closing, clinic, way, how_often(6, 1))


@in_every_way
def test_at_every_point_of_copying(clinic: Path, way: str, how_often: HowOften) -> None:
    tried(refused_while_copying, clinic, way, how_often(10, 1))


@in_every_way
def test_at_every_point_of_restoring(clinic: Path, way: str, how_often: HowOften) -> None:
    tried(refused_while_restoring, clinic, way, how_often(7, 1))


@in_every_way
def test_at_every_point_of_changing_the_key(clinic: Path, way: str, how_often: HowOften) -> None:
    tried(refused_while_changing_the_key, clinic, way, how_often(37, 1))


if sys.platform != "win32":

    def test_with_room_for_some_bytes_more_each_time_a_visit_is_saved(
        clinic: Path, how_often: HowOften
    ) -> None:
        tried(limited_while_saving, clinic, how_often(1024, 32))

    def test_with_room_for_some_bytes_more_each_time_a_copy_is_made(
        clinic: Path, how_often: HowOften
    ) -> None:
        tried(limited_while_copying, clinic, how_often(8192, 1024))


# Where the system lets no process of ours have a disk of its own, there is no such test.
if can_mount():

    def test_on_a_disk_that_is_really_full(clinic: Path, how_often: HowOften) -> None:
        tried(full_while_saving_and_copying, clinic, how_often(5, 1))
