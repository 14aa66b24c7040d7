"""Contents come back from their text exactly, and nothing that is not known is passed over."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.records.coding import CannotRead, from_json, to_json
from clinic_desk.records.contents import (
    CONTENTS,
    Content,
    Cream,
    Lot,
    NeedledArea,
    NeedlingContent,
    Passed,
    Point,
    ToxinContent,
    Vial,
)

MIXED = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
TOXIN = ToxinContent(
    vials=(Vial(7, 3, "Azzalure", "Speywood U", "A1", date(2027, 1, 31), 125, 630, MIXED),),
    points=(Point("face_front", 0.1, 1 / 3, 1000, "glabella", 7),),
    consulted_on=date(2026, 11, 1),
    line_type="dynamic",
    note="“Ä” & <b>",
    passed=(Passed("vial-shared:7", "Sisters"),),
)
NEEDLING = NeedlingContent(
    areas=(NeedledArea("cheeks", 75, 3), NeedledArea("back", 150, 2, "body_back", 0.5, 0.25)),
    cartridge=Lot(4, "N12", "L9", date(2028, 1, 1)),
    cream=Cream("LMX 4", None, MIXED, MIXED),
    session=1,
    sessions=3,
)


@pytest.mark.parametrize("content", [TOXIN, NEEDLING, *(each() for each in CONTENTS.values())])
def test_a_content_comes_back_from_its_text_as_it_was(content: Content) -> None:
    assert from_json(content.kind, to_json(content)) == content


# Whatever is made of a type has instants with a zone, and numbers that are ones.
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_content_comes_back_from_its_text(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(CONTENTS)))
    content = data.draw(st.from_type(CONTENTS[kind]))
    text = to_json(content)
    assert from_json(kind, text) == content
    assert to_json(from_json(kind, text)) == text


def changed(**what: Any) -> str:
    return json.dumps(json.loads(to_json(TOXIN)) | what)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[" * 100_000,
        changed(format=2),
        changed(kind="needling"),
        changed(dose="20"),
        changed(points="none"),
        changed(points=[{"chart": "face_front"}]),
        changed(points=[1]),
        changed(consulted_on="24 November"),
        changed(line_type="deep"),
        changed(note=None),
        changed(off_label_explained=1),
        changed(vials=[{"vial_id": True}]),
        changed(vials=[{"vial_id": 1, "mixed_at": "2026-11-24T08:30:00"}]),
    ],
)
def test_a_text_that_is_not_known_whole_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(CannotRead, match="cannot be read"):
        from_json("toxin", text)


def test_an_older_text_without_a_newer_field_is_read() -> None:
    held = json.loads(to_json(TOXIN))
    del held["reaction"]
    assert from_json("toxin", json.dumps(held)) == TOXIN
