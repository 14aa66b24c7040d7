"""The two leaflets against the leaflet standard, and what the measures say of known texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic_desk.leaflets.blocks import Notice, PersonalBox, RiskTable, Timeline, plain, spoken
from clinic_desk.leaflets.filling import gaps
from clinic_desk.leaflets.library import Leaflet, leaflets_for
from clinic_desk.leaflets.lint import BANNED, faults, reading
from clinic_desk.leaflets.reading import measured, passive, sentences_of, syllables, words_of

NAMES = ("botulinum-toxin", "micro-needling")


@pytest.mark.parametrize("name", NAMES)
def test_a_leaflet_meets_the_standard(
    name: str, leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    assert faults(leaflets[name], values) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_leaflet_is_between_700_and_1000_words(
    name: str, leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    assert 700 <= reading(leaflets[name], values).words <= 1000


@pytest.mark.parametrize("name", NAMES)
def test_a_leaflet_has_every_element_asked_for(name: str, leaflets: dict[str, Leaflet]) -> None:
    blocks = leaflets[name].blocks
    kinds = [block.kind for block in blocks if isinstance(block, Notice)]
    assert kinds == ["call-999", "call-111", "call-us"]
    assert any(isinstance(block, Timeline) for block in blocks)
    assert isinstance(blocks[-1], PersonalBox)
    table = next(block for block in blocks if isinstance(block, RiskTable))
    assert all("1 in " in plain(row.how_often) for row in table.rows)


def test_numbers_of_the_protocol_are_never_typed_a_second_time(
    leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    asked = {name for leaflet in leaflets.values() for _, name in gaps(leaflet.body)}
    assert asked <= values.keys()
    assert {"needling_then_toxin", "toxin_then_needling", "toxin_repeat"} <= asked
    for leaflet in leaflets.values():
        assert "14 days" not in leaflet.body
        assert values["phone"] not in leaflet.body


def test_a_protocol_that_leaves_21_days_is_printed_as_21_days(
    leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    blocks = leaflets["botulinum-toxin"].filled({**values, "needling_then_toxin": "21 days"})
    text = " ".join(words for block in blocks for words in spoken(block))
    assert "micro-needling there in the last 21 days" in text


def test_leaflets_are_found_by_treatment(leaflets: dict[str, Leaflet]) -> None:
    assert [each.head.code for each in leaflets_for(leaflets, "MN")] == ["MN-INFO"]
    assert [each.head.code for each in leaflets_for(leaflets, "BTX_TOPUP")] == ["BTX-INFO"]
    assert leaflets_for(leaflets, "CONSULT") == ()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("It is quite safe.", "'safe' gives an assurance"),
        ("Painless, and no downtime", "'no downtime' promises"),
        ("It costs £200", "'£' names a price"),
        ("14.3% of people", "'%' counts in hundredths"),
        ("It is the best", "'best' praises"),
        ("Ask for Botox", "'Botox' names a make"),
        ("Look at her skin", "'her' takes a client's pronoun"),
    ],
)
def test_words_that_have_no_place_are_found(
    words: str, fault: str, leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    leaflet = leaflets["micro-needling"]
    changed = replace(leaflet, head=replace(leaflet.head, subtitle=words))
    assert any(found.startswith(fault) for found in faults(changed, values))


def test_a_leaflet_without_the_words_it_must_carry_is_sent_back(
    leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    leaflet = leaflets["micro-needling"]
    found = faults(replace(leaflet, blocks=leaflet.blocks[1:3]), values)
    assert "'Yellow Card' is nowhere said." in found
    assert "It does not begin with a box of at most 6 main points." in found


def test_every_banned_pattern_is_one_that_can_be_found() -> None:
    assert all(pattern and fault for pattern, fault in BANNED.items())


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("skin", 1), ("nerve", 1), ("muscle", 2), ("needle", 2), ("medicine", 3), ("blocks", 1),
        ("botulinum", 4), ("micro-needling", 4), ("treated", 2), ("rubbed", 1), ("patient", 2),
        ("999", 1), ("idea", 3), ("being", 2), ("bruises", 2), ("usual", 3), ("every", 3),
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
