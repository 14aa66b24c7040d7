"""docs/hazards.md: every hazard is told in full, and every test that it names is there."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.house.sources import ROOT

TEXT = (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8")
HAZARDS = re.split(r"^## (?=\d+\. )", TEXT, flags=re.MULTILINE)[1:]
PARTS = ("Cause", "Harm", "Control", "Shown by", "Remains")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@cache
def _tests_of(path: str) -> set[str]:
    """The tests that a file defines; none where there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_there_are_enough_of_them_and_they_are_numbered() -> None:
    numbers = [int(hazard.split(".")[0]) for hazard in HAZARDS]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 15


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.splitlines()[0])
def test_a_hazard_has_all_its_parts_and_its_tests_are_there(hazard: str) -> None:
    assert re.findall(r"^\*\*([\w ]+)\.\*\*", hazard, flags=re.MULTILINE) == list(PARTS)
    named = NAMED.findall(hazard)
    assert named
    assert [f"{path}::{name}" for path, name in named if name not in _tests_of(path)] == []
    assert hazard.count("`tests/") == len(named)
