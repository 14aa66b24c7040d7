"""Pictures in a program that is killed, and on a disk that is full: none lost, none half there."""

from __future__ import annotations

import random
import time
from pathlib import Path

from clinic_desk.copies.shelf import named_in
from tests.factories import KEY
from tests.faults.conftest import HowOften
from tests.faults.picturing import full_while_picturing, picture_on, pictures_in_trouble
from tests.faults.processes import Child
from tests.faults.refusing import Tried
from tests.faults.small_disk import can_mount


def test_no_kill_leaves_a_row_without_its_picture_or_half_a_picture(
    clinic: Path, how_often: HowOften
) -> None:
    chance, kills, added = random.Random("pictures"), how_often(6, 60, ci=12), 0
    for round in range(kills):
        child = Child(picture_on, clinic, 1000 * round)
        child.wait_for("ready")
        said = child.hear(chance.randrange(1, 12))
        time.sleep(chance.uniform(0, 0.02))
        said += child.kill()
        added += len(said)
        assert pictures_in_trouble(clinic) == []
        for copy in (clinic.parent / "backups").glob("clinic-*.db"):
            assert named_in(copy, KEY)
    print(f"pictures: {kills} kills, {added} pictures acknowledged")


# Where the system lets no process of ours have a disk of its own, there is no such test.
if can_mount():

    def test_on_a_disk_that_is_really_full(clinic: Path, how_often: HowOften) -> None:
        (said,) = Child(full_while_picturing, clinic, how_often(3, 1)).said()
        assert isinstance(said, Tried)
        assert said.points
        print(f"pictures on a full disk: {said.points} points")
        for sentence in said.said:
            print("  ", sentence)
