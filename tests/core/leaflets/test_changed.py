"""What has changed between two versions of a leaflet, in words."""

from __future__ import annotations

import pytest

from clinic_desk.leaflets.blocks import Block
from clinic_desk.leaflets.changed import LONGEST, changes, in_words
from clinic_desk.leaflets.markdown import blocks_of

BEFORE = """
First words. Second words.

::: timeline What happens when
- **14 days.** Full effect.
- **3 months.** Lines come back.
:::

## After your treatment

- Stay upright for 4 hours.
- Do not rub the area today.

## What can go wrong

Headache is common.
"""


def read(text: str) -> tuple[Block, ...]:
    return blocks_of(text, "x.md", 0)


def said(now: str) -> list[str]:
    return list(in_words(changes("Toxin", read(BEFORE), read(now))))


def test_what_is_the_same_has_not_changed() -> None:
    assert said(BEFORE) == []
    assert said(BEFORE.replace("First words. ", "First   words.\n")) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "4 hours",
            "3 hours",
            "After your treatment: now “Stay upright for 3 hours.”, "
            "before “Stay upright for 4 hours.”",
        ),
        (
            "**14 days.**",
            "**2 weeks.**",
            "What happens when: now “2 weeks, Full effect.”, before “14 days, Full effect.”",
        ),
        ("First words. ", "", "Toxin: no longer “First words.”"),
        (
            "- Do not rub",
            "- Wear a hat.\n- Do not rub",
            "After your treatment: new “Wear a hat.”",
        ),
        (
            "## What can go wrong\n\nHeadache is common.",
            "",
            "Parts: no longer “What can go wrong”.",
        ),
        ("## What can", "## Where to ask\n\nRing us.\n\n## What can", "Parts: new “Where to ask”."),
    ],
)
def test_a_change_is_told_with_the_part_it_stands_in(old: str, new: str, words: str) -> None:
    assert old in BEFORE
    assert said(BEFORE.replace(old, new)) == [words]


def test_two_changes_in_one_part_are_told_together() -> None:
    now = BEFORE.replace("4 hours", "3 hours").replace("- Do not rub the area today.\n", "")
    (words,) = said(now)
    assert words.startswith("After your treatment: now “Stay upright for 3 hours.”")
    assert words.endswith("; no longer “Do not rub the area today.”")


def test_a_long_sentence_is_quoted_in_part() -> None:
    (words,) = said(BEFORE.replace("Headache is common.", "Headache " * 40 + "is common."))
    assert len(words) < 2 * LONGEST + 60
    assert "…" in words
