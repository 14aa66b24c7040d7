"""What the lint sends back, by file and line; the measures against known texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clinic_desk.leaflets.elements import KINDS
from clinic_desk.leaflets.head import KINDS as NAMED
from clinic_desk.leaflets.library import read_leaflet
from clinic_desk.leaflets.lint import faults
from clinic_desk.leaflets.reading import measured, passive, sentences_of, syllables, words_of
from tests.core.leaflets.test_texts import RESOURCES

TEXTS = RESOURCES / "leaflets" / "en"
Change = Callable[..., tuple[str, ...]]


@pytest.fixture
def changed(tmp_path: Path, values: dict[str, str]) -> Change:
    """The faults of a shipped text in which some words are put in the place of others."""

    def found(name: str, was: str, becomes: str) -> tuple[str, ...]:
        text = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
        assert text.count(was) == 1
        path = tmp_path / f"{name}.md"
        path.write_text(text.replace(was, becomes), encoding="utf-8")
        return faults(read_leaflet(path), values)

    return found


def line_of(name: str, words: str) -> int:
    """The line of a shipped text on which the words stand."""
    lines = (TEXTS / f"{name}.md").read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Pores are quite safe.", "'safe' gives an assurance"),
        ("Painless, with no downtime.", "'no downtime' promises"),
        ("It costs £200.", "'£' names a price"),
        ("14.3% of people.", "'%' counts in hundredths"),
        ("The best choice.", "'best' praises"),
        ("Ask for Botox.", "'Botox' names a make"),
        ("Look at her skin.", "'her' takes a client's pronoun"),
        ("See our before and after pictures.", "'before and after' sells"),
        ("You must stop your blood thinner.", "'stop your blood thinner' tells people to stop"),
        ("Tell us if you have HIV.", "'HIV' asks what no clinic may"),
        ("It takes 3-4 days.", "'3-4' writes a range with a dash"),
        ("Do this DAILY.", "'DAILY' is in capitals"),
        ("Well done!", "'!' shouts"),
    ],
)
def test_words_that_have_no_place_are_found_by_line(
    words: str, fault: str, changed: Change
) -> None:
    was = "It can help scars and rough skin. It may help large pores."
    line = line_of("micro-needling", was)
    found = changed("micro-needling", was, words)
    assert any(each.startswith(f"micro-needling.md, line {line}: {fault}") for each in found)


@pytest.mark.parametrize(
    ("name", "was", "becomes", "fault"),
    [
        ("botulinum-toxin", "Yellow Card", "yellow form", "It lacks 'Yellow Card'."),
        ("botulinum-toxin", "a chaperone", "somebody", "It lacks 'chaperone'."),
        ("botulinum-toxin", "or your speech is slurred", "and so on", ""),
        ("botulinum-toxin", "::: call-999 Call 999", "::: call-us Call 999", "It lacks a box that"),
        ("botulinum-toxin", "- you collapse, or feel faint", "- you feel faint", "all its signs"),
        ("micro-needling", "::: main-points The", "::: do The", "It lacks a box of at most 6 main"),
        ("micro-needling", "Over 1 in 10 people", "Many people", "It lacks a table of risks"),
        ("which-treatment", "Costs are not in this leaflet. ", "", "It lacks that costs are not"),
        ("consultation", "a list of your medicines", "a pen", "It lacks to bring a list"),
        ("consultation", "It is a talk. There", "Toxin? There", "'Toxin' is a medicine"),
        ("lines-and-your-skin", "Wear sun cream", "Ask for injections. Wear sun cream", "'inject"),
        ("lines-and-your-skin", "UK Health", "Use of botulinum toxin; UK Health", "'botulinum' is"),
        ("lines-and-your-skin", "can leave them", "have Yellow Card", "may not carry"),
        ("botulinum-toxin", "NHS, cosmetic procedures (read 2026)", "NHS", "'NHS' has no year."),
        ("botulinum-toxin", "NHS, cosmetic", "Botox leaflet, cosmetic", "'Botox' names a make"),
        ("micro-needling", 'exempt = ["', 'exempt = ["retinoids", "', "'retinoids' is none of the"),
    ],
)  # fmt: skip
def test_what_a_kind_of_leaflet_must_and_must_not_carry_is_held(
    name: str, was: str, becomes: str, fault: str, changed: Change
) -> None:
    found = changed(name, was, becomes)
    assert (found == ()) if not fault else any(fault in each for each in found)


@pytest.mark.parametrize(
    ("name", "was", "becomes", "again"),
    [
        ("lines-and-your-skin", "- No sunbeds.", "- Do not use sunbeds.", "Do not"),
        ("micro-needling-aftercare", "- Use clean hands.", "- **Do** use clean hands.", "Do"),
        ("consultation", "- What bothers you, and", "- What we talk about first, and",
         "What we talk about"),
    ],
)  # fmt: skip
def test_a_point_that_says_its_heading_again_is_named_by_line(
    name: str, was: str, becomes: str, again: str, changed: Change
) -> None:
    line = line_of(name, was)
    (fault,) = changed(name, was, becomes)
    assert fault == f"{name}.md, line {line}: '{again}' stands above it and is said again."


def test_a_paragraph_may_begin_with_the_words_of_its_heading(changed: Change) -> None:
    was = "When you laugh, frown or squint, your skin folds."
    assert changed("lines-and-your-skin", was, "Why lines come: your skin folds.") == ()


def test_a_word_is_found_although_unseen_marks_cut_it(changed: Change) -> None:
    was = "It can help scars and rough skin."
    (fault,) = changed("micro-needling", was, "Ask for Bo\u200etox.")
    assert "'Botox' names a make" in fault


def test_a_letter_that_no_bundled_font_has_is_named_by_line(changed: Change) -> None:
    was = "It can help scars and rough skin."
    (fault,) = changed("micro-needling", was, "It can help 漢 and rough skin.")
    line = line_of("micro-needling", was)
    assert fault.startswith(f"micro-needling.md, line {line}: no bundled font has 漢")


def test_a_long_sentence_and_a_long_paragraph_are_named_by_line(changed: Change) -> None:
    was = "We do not have good numbers. These are estimates."
    long = " ".join(["word"] * 21) + "."
    (sentence,) = changed("micro-needling", was, long)
    line = line_of("micro-needling", was)
    assert sentence == f"micro-needling.md, line {line}: a sentence of 21 words, more than 20."
    (paragraph,) = changed("micro-needling", was, f"{was} We tell you so.")
    assert paragraph == f"micro-needling.md, line {line}: a paragraph of 4 sentences, more than 3."


def test_a_text_of_hard_words_is_sent_back_with_its_grades(changed: Change) -> None:
    hard = "Inflammatory complications occasionally necessitate additional consultations. "
    found = changed("micro-needling-aftercare", "The advice is usual, on", hard * 3)
    assert any("SMOG (UK reading age)" in each for each in found)


def test_passive_sentences_are_each_named_once_there_are_too_many(changed: Change) -> None:
    was = "Use clean hands."
    found = changed("micro-needling-aftercare", was, "Skin is cleaned. It is dried. It is left.")
    line = line_of("micro-needling-aftercare", was)
    assert f"micro-needling-aftercare.md, line {line}: passive" in found[0]
    assert len(found) >= 3


def test_a_comparison_that_says_more_of_one_treatment_is_sent_back(changed: Change) -> None:
    more = "Lines at rest, " + "scars and pores, " * 12
    found = changed("which-treatment", "Lines at rest, scars,", more)
    assert any("columns of the comparison have " in each for each in found)


def test_a_leaflet_is_overdue_from_the_day_after_its_review_was_due() -> None:
    head = read_leaflet(TEXTS / "micro-needling.md").head
    assert not head.is_overdue(date(2027, 11, 23))
    assert head.is_overdue(date(2027, 11, 24))


def test_the_table_has_every_kind_that_a_head_may_name() -> None:
    assert set(KINDS) == set(NAMED)
    assert not KINDS["public"].addressed


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("skin", 1), ("nerve", 1), ("muscle", 2), ("needle", 2), ("medicine", 3), ("blocks", 1),
        ("botulinum", 4), ("micro-needling", 4), ("treated", 2), ("rubbed", 1), ("patient", 2),
        ("999", 1), ("idea", 3), ("being", 2), ("bruises", 2), ("usual", 3), ("every", 3),
        ("people", 2), ("someone", 2), ("everyone", 3),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_end_at_full_stops_but_not_within_a_time() -> None:
    assert sentences_of("Come at 2.30pm. Bring photo ID.") == ["Come at 2.30pm.", "Bring photo ID."]
    assert words_of("Say “I had it”, by A&E.") == ["Say", "I", "had", "it", "by", "A&E"]


def test_passives_are_seen_and_adjectives_are_not() -> None:
    assert passive("The skin is cleaned by us.")
    assert passive("It was not given.")
    assert not passive("It is red.")
    assert not passive("The skin is infected.")


def test_a_text_of_short_words_reads_lower_than_one_of_long_words() -> None:
    short = measured(["The skin is red. It heals in a day."])
    long = measured(
        ["Inflammatory complications occasionally necessitate additional consultations."]
    )
    assert short.flesch_kincaid < 2 < 12 < long.flesch_kincaid
    assert short.smog_us == 3
    assert long.smog_uk == long.smog_us + 5


def test_a_text_without_a_word_is_sent_back_and_no_fault_of_the_program(
    tmp_path: Path, values: dict[str, str]
) -> None:
    text = (TEXTS / "micro-needling.md").read_text(encoding="utf-8")
    file = tmp_path / "micro-needling.md"
    file.write_text(text.split("+++\n\n")[0] + "+++\n\n- …\n", encoding="utf-8")
    assert "micro-needling.md: It lacks a timeline." in faults(read_leaflet(file), values)


def test_headings_do_not_lower_the_grade_of_the_sentences_alone() -> None:
    prose = ["The muscle rests for a while, and the skin above it folds less."]
    whole = measured(["When", "How", *prose], prose=prose)
    assert whole.flesch_kincaid < whole.prose_grade
