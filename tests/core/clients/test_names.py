"""Names folded for finding, and slips of the finger."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.clients.names import LONGEST_WORD, fold, name_words
from clinic_desk.clients.slips import one_slip, slip, traces_kept, traces_typed


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Oʼbrien", "obrien"),
        ("O´Brien", "obrien"),
        ("Zoë", "zoe"),
        ("Zoe\u0308", "zoe"),
        ("Anne-Marie", "anne marie"),
        ("Anne‑Marie", "anne marie"),
        ("Łukasz Wałęsa", "lukasz walesa"),
        ("Søren Ærø", "soren aero"),
        ("Groß", "gross"),
        ("İrem Işık", "irem isik"),
        ("Þóra Guðrún", "thora gudrun"),
        ("Ærøskøbing", "aeroskobing"),
        ("Ελένη Παπαδόπουλος", "ελενη παπαδοπουλοσ"),
        ("Артём Соловьёв", "артем соловьев"),
        ("שָׂרָה כהן", "שרה כהן"),
        ("أَحْمَد", "احمد"),
        ("محمـد", "محمد"),
        ("王小明", "王小明"),
        ("<b>Anna</b>", "b anna b"),
        ("C:\\Users\\anna", "c users anna"),
        ("Anna 🌻", "anna 🌻"),
        ("ＡＮＮＡ", "anna"),
        ("  Anna\t\nMaria ", "anna maria"),
        ("\u200fAnna\u200d", "anna"),
        ("???", "???"),
        ("", ""),
    ],
)
def test_a_name_is_folded(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_a_name_of_several_words_is_known_in_one_piece_too() -> None:
    words = name_words("Anne-Marie", "de la Cruz", "Annie")
    assert words == ("de", "la", "cruz", "anne", "marie", "annie", "delacruz", "annemarie")


def test_a_name_of_five_thousand_letters_has_a_short_word() -> None:
    assert name_words("", "a" * 5000, "") == ("a" * LONGEST_WORD,)
    assert len(name_words("a b " * 2500, "", "")) < 20


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)


@pytest.mark.parametrize(
    ("typed", "word", "rank"),
    [
        ("whitfeild", "whitfield", 0),
        ("whitfild", "whitfield", 0),
        ("whittfield", "whitfield", 0),
        ("whitfueld", "whitfield", 0),
        ("hwit", "whitfield", 1),
        ("whut", "whitfield", 1),
        ("zeo", "zoe", 0),
        ("jhn", "john", 0),
        ("zeo", "zoella", None),
        ("whitfield", "whitfield", 1),
        ("smith", "jones", None),
        ("whtifeild", "whitfield", None),
    ],
)
def test_a_slip_is_told_from_another_name(typed: str, word: str, rank: int | None) -> None:
    assert slip(typed, word) == rank


LETTERS = st.text(string.ascii_lowercase[:6], min_size=3, max_size=12)


@given(LETTERS, st.integers(0, 12), st.sampled_from(["drop", "put", "change", "swap"]), LETTERS)
def test_words_a_slip_apart_have_a_trace_in_common(
    word: str, place: int, kind: str, letters: str
) -> None:
    place %= len(word)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    typed = {
        "drop": before + after,
        "put": before + letters[0] + letter + after,
        "change": before + letters[0] + after,
        "swap": before + after[:1] + letter + after[1:],
    }[kind]
    if typed == word or len(typed) < 3:
        return
    assert one_slip(typed, word)
    assert one_slip(word, typed)
    assert traces_typed(typed) & traces_kept(word)
