"""What a restore that is ready puts where, as it is written down for whoever opens next.

It is read from the clinic's folder, where others may write too, so that it can name nothing but
what a restore puts in place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from clinic_desk.db.anchor import ANCHOR_NAME
from clinic_desk.db.kept_files import FOLDER_NAME
from clinic_desk.db.key_text import KEY_NAME
from clinic_desk.db.opening import BACKUPS_NAME, DATABASE_NAME

ASIDE = "before-restore-"
"""How the name of a file that went aside begins."""
LOGS = tuple(f"{DATABASE_NAME}{end}" for end in ("-wal", "-shm", "-journal"))
_ANCHOR_HERE, _ANCHOR_AT_HOME = "anchor-0", "anchor-1"
_HOMES_ANCHOR = re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}\.anchor")


class Plan(NamedTuple):
    """What goes where: names within the clinic's folder, but for the anchor of this computer."""

    moves: tuple[tuple[str, str], ...]
    """What lies in the clinic's folder and goes aside."""
    puts: tuple[tuple[str, str], ...]
    """What is staged and takes its place."""
    memory: str
    """What is then remembered of the copies."""
    aside: str = ""
    """The file that goes, by the name in the folder of copies that it was kept under; empty where
    there was none."""


class BadPlan(ValueError):
    """It is damaged, or names what no restore puts in place."""


def as_text(plan: Plan) -> str:
    """As it is kept."""
    return json.dumps(plan._asdict())


def read_plan(file: Path) -> Plan:
    """The plan in a file. Raises BadPlan, OSError."""
    try:
        plain = json.loads(file.read_text(encoding="utf-8"))
        memory, aside = str(plain["memory"]), str(plain.get("aside", ""))
        plan = Plan(_pairs(plain["moves"]), _pairs(plain["puts"]), memory, aside)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadPlan from error
    if plan.aside and not _is_aside(plan.aside):
        raise BadPlan
    if not all(_goes_aside(*each) for each in plan.moves):
        raise BadPlan
    if not all(_is_put(*each) for each in plan.puts):
        raise BadPlan
    return plan


def what_is_left_to_put(memory: str) -> Plan:
    """Without its plan, once the file itself has been put in place: its lock and its anchor."""
    return Plan((), ((KEY_NAME, KEY_NAME), (_ANCHOR_HERE, ANCHOR_NAME)), memory)


def _pairs(plain: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    pairs = tuple((str(one), str(other)) for one, other in plain)
    if any("\0" in name for pair in pairs for name in pair):
        raise BadPlan
    return pairs


def _goes_aside(old: str, new: str) -> bool:
    parts = PurePosixPath(new).parts
    return old in LOGS and len(parts) == 2 and parts[0] == BACKUPS_NAME and _is_aside(parts[1])


def _is_aside(name: str) -> bool:
    is_one = PurePosixPath(name).name == name
    return is_one and name.startswith(ASIDE) and not {"\\", "\0"} & {*name}


def _is_put(staged: str, target: str) -> bool:
    if staged == _ANCHOR_AT_HOME:
        home = Path(target)
        return home.is_absolute() and bool(_HOMES_ANCHOR.fullmatch(home.name))
    if staged == _ANCHOR_HERE:
        return target == ANCHOR_NAME
    if staged in (DATABASE_NAME, KEY_NAME):
        return target == staged
    folder, _, name = staged.partition("/")
    return target == staged and folder == FOLDER_NAME and name.isalnum()
