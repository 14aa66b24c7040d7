"""Whatever is told as one line, no entry is lost by it and no old value out of reach. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.audit.folding import FOLDED, WITHIN, WRITING, folded
from clinic_desk.audit.records import Looked
from tests.factories import NOW

ACTS = (WRITING, "record.signed", "record.draft_removed", "client.read", "client.changed")
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "act": st.sampled_from(ACTS),
            "person_id": st.sampled_from((1, 2)),
            "client_id": st.sampled_from((1, 2)),
            "subject_id": st.sampled_from((7, 8, None)),
            "fields": st.sampled_from((("note",), ("points",), ())),
            "has_before": st.booleans(),
            # A clock that is set back makes the older entry the later one.
            "minutes": st.integers(-30, 30),
        }
    ),
    max_size=30,
)


def told(drawn: list[dict[str, Any]]) -> tuple[list[Looked], tuple[Looked, ...]]:
    """Entries as they were noted, newest first, and as they are told."""
    at, entries = NOW, []
    for number, each in enumerate(drawn, start=1):
        at += timedelta(minutes=each["minutes"])
        rest = {name: value for name, value in each.items() if name != "minutes"}
        who = f"Person {rest['person_id']}"
        entries.append(Looked(id=number, at=at, who=who, role="", **rest))
    entries.reverse()
    return entries, folded(entries)


@given(ENTRIES)
def test_every_entry_is_counted_and_every_act_but_looking_and_writing_stands_alone(
    drawn: list[dict[str, Any]],
) -> None:
    entries, lines = told(drawn)
    assert sum(line.times for line in lines) == len(entries)
    alone = [each.id for each in entries if each.act not in (*FOLDED, WRITING)]
    assert [line.id for line in lines if line.id in alone and line.times == 1] == alone


@given(ENTRIES)
def test_every_old_value_and_every_field_is_within_reach_of_its_own_line(
    drawn: list[dict[str, Any]],
) -> None:
    entries, lines = told(drawn)
    reached = {id_: line for line in lines for id_ in (line.id, *line.earlier)}
    for each in entries:
        if each.has_before and each.act == WRITING:
            line = reached[each.id]
            assert (line.person_id, line.client_id, line.subject_id) == (
                each.person_id,
                each.client_id,
                each.subject_id,
            )
            assert set(each.fields) <= set(line.fields)


@given(ENTRIES)
def test_a_line_of_looking_spans_ten_minutes_at_the_most(drawn: list[dict[str, Any]]) -> None:
    entries, lines = told(drawn)
    looked = [each for each in entries if each.act in FOLDED]
    for line in lines:
        if line.act in FOLDED:
            at = looked.index(next(each for each in looked if each.id == line.id))
            alike = looked[at : at + line.times]
            assert all(abs(each.at - line.at) <= WITHIN for each in alike)
