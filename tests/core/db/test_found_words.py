"""Every kind of thing found in the audit is told: what happened, what is certain, what to do."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_desk.db.found import Finding
from clinic_desk.db.found_words import TEXTS, told
from tests.factories import NOW

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("kind", sorted(TEXTS))
@pytest.mark.parametrize("at", [NOW, None])
@pytest.mark.parametrize("many", [0, 2])
def test_each_kind_has_all_three_sentences(kind: str, at: object, many: int) -> None:
    (said,) = told([Finding(kind, 7, 7 + many, at)], TODAY)  # type: ignore[arg-type]
    for sentence in (said.what, said.certain, said.next_step):
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith(".")
        assert "  " not in sentence
    assert not said.title.endswith(".")
    assert said.sentences.startswith(f"{said.title}. ")


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (91, "One later entry is missing."),
        (93, "Three later entries are missing."),
        (120, "30 later entries are missing."),
    ],
)
def test_what_was_lost_is_counted_in_words(last: int, words: str) -> None:
    (said,) = told([Finding("lost", 91, last, NOW)], TODAY)
    assert said.certain == f"Everything up to Tue 24 Nov, 09:00 is there. {words}"


def test_the_gravest_comes_first_and_one_kind_is_told_once() -> None:
    found = [Finding("unguarded", 0, 0), Finding("altered", 9, 9, NOW), Finding("altered", 3, 4)]
    said = told([*found, Finding("lost", 12, 13, NOW)], TODAY)
    assert [each.title.split()[-1] for each in said] == ["file", "program", "away"]


def test_a_long_list_of_numbers_is_cut_short() -> None:
    (said,) = told([Finding("altered", at, at, NOW) for at in range(1, 40, 2)], TODAY)
    assert said.what == (
        "20 entries are not as the program wrote them: number 1, 3, 5, 7, 9 and 15 more."
    )


def test_nothing_is_told_of_nothing() -> None:
    assert told([], TODAY) == ()
