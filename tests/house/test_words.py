"""The words of the house: what no sentence of the program may say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, Source, sources, strings

FORBIDDEN = re.compile(
    r"\bsafe(ly|st|r)?\b|\bplease\b|\bsuccessful(ly)?\b|\bare you sure\b|[a-z]!(?=\s|$|[\"”'’])",
    re.IGNORECASE,
)
MAKES = re.compile(r"\b(botox|dysport|azzalure|bocouture|xeomin|vistabel)\b", re.IGNORECASE)
TEXTS = sorted(
    path
    for kind in ("protocol/**/*.toml", "leaflets/**/*.md", "consent/**/*.md")
    for path in (ROOT / "resources").glob(kind)
)


@pytest.mark.parametrize("source", sources("ui", "clinic_desk"), ids=lambda source: source.path)
def test_no_sentence_of_the_program_says_a_forbidden_word(source: Source) -> None:
    said = [f"line {line}: {text}" for line, text in strings(source.tree) if FORBIDDEN.search(text)]
    assert said == []


@pytest.mark.parametrize("source", sources("ui"), ids=lambda source: source.path)
def test_no_screen_names_a_make_of_the_medicine(source: Source) -> None:
    assert [text for _, text in strings(source.tree) if MAKES.search(text)] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_text_that_ships_says_a_forbidden_word(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    shown = [line for line in lines if not line.lstrip().startswith("#") or path.suffix == ".md"]
    assert [line for line in shown if FORBIDDEN.search(line)] == []
