"""Groups, folding, and the words of fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from clinic_desk.audit.field_words import field_words, old_values
from clinic_desk.audit.folding import folded
from clinic_desk.audit.groups import GROUPS, acts_in, acts_named, group_of
from clinic_desk.audit.records import Looked, OldValue
from clinic_desk.db.acts import ACTS
from tests.factories import NOW


def looked(minutes_ago: int = 0, **more: object) -> Looked:
    entry = Looked(
        100 - minutes_ago,
        NOW - timedelta(minutes=minutes_ago),
        1,
        "Ruth Holt",
        "",
        "client.read",
        7,
    )
    return replace(entry, **more)  # type: ignore[arg-type]


def test_every_act_is_in_one_group_that_is_offered() -> None:
    assert {group_of(act) for act in ACTS} == set(GROUPS)
    assert sum(len(acts_in(group)) for group in GROUPS) == len(ACTS)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("opened rec", "client.read"),
        ("PRINTED", "leaflet.printed"),
        ("computers clock", "clinic.clock_back"),
    ],
)
def test_an_act_is_found_by_the_beginnings_of_its_words(text: str, act: str) -> None:
    assert act in acts_named(text)


def test_reading_a_record_again_within_ten_minutes_is_one_line() -> None:
    (line,) = folded([looked(0), looked(4), looked(10)])
    assert (line.times, line.at) == (3, NOW)


@pytest.mark.parametrize(
    "other",
    [
        looked(11),
        looked(1, person_id=2),
        looked(1, client_id=8),
        looked(1, act="visit.read"),
        looked(-11),
    ],
)
def test_what_differs_or_lies_further_apart_stands_by_itself(other: Looked) -> None:
    assert len(folded([looked(0), other])) == 2


def test_a_change_is_never_folded() -> None:
    assert len(folded([looked(0, act="client.changed"), looked(1, act="client.changed")])) == 2


def test_letters_made_larger_step_by_step_are_one_line_and_light_or_dark_another() -> None:
    steps = [
        looked(at, act="practice.looks_changed", fields=("size of the letters",)) for at in range(3)
    ]
    scheme = looked(4, act="practice.looks_changed", fields=("light or dark",))
    assert [line.times for line in folded([*steps, scheme])] == [3, 1]


def test_a_whole_day_of_looking_is_not_one_line() -> None:
    assert len(folded([looked(minutes) for minutes in range(0, 60, 5)])) == 4


@pytest.mark.parametrize(
    ("name", "words"),
    [("born_on", "date of birth"), ("second_place", "second place for copies"),
     ("starts_at", "start"), ("told_at", "told"), ("email", "e-mail")],
)  # fmt: skip
def test_a_field_is_told_in_words(name: str, words: str) -> None:
    assert field_words(name) == words


@pytest.mark.parametrize(
    ("kept", "value"),
    [
        ('{"note": "<b>& not 2026-13-01"}', "<b>& not 2026-13-01"),
        ('{"note": "2026-13-01"}', "2026-13-01"),
        ('{"note": ["face", "neck"]}', "face; neck"),
        ('{"note": 3}', "3"),
        ('{"note": null}', "nothing"),
        ('{"note": "2026-07-01T09:00:00+00:00"}', "1 July 2026, 10:00"),
        ('{"note": "2026-07-01T99:00:00+00:00"}', "2026-07-01T99:00:00+00:00"),
    ],
)
def test_an_old_value_is_given_as_it_was_typed(kept: str, value: str) -> None:
    assert old_values(kept) == (OldValue("note", value),)


def test_an_old_value_that_somebody_spoilt_is_shown_as_it_lies() -> None:
    assert old_values("spoilt {")[0].value == "spoilt {"


def test_a_number_is_given_by_what_it_stands_for() -> None:
    kept = '{"room_id": 2, "device_id": 9, "starts_at": 1795510800, "prep_minutes": 10}'
    said = old_values(kept, {"room_id": {2: "Room 2"}, "device_id": {}})
    assert [each.value for each in said] == [
        "Room 2",
        "number 9",
        "24 November 2026, 09:00",
        "10",
    ]
