"""Every act and every field that the program can write is read with ease: none is raw."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

import clinic_desk
from clinic_desk.audit.field_words import field_words, old_values
from clinic_desk.audit.record_words import OF_THE_MACHINE
from clinic_desk.audit.records import TrailQuery
from clinic_desk.base.folders import RESOURCES
from clinic_desk.calendar.models import Appointment
from clinic_desk.calendar.rooms import PLACE_FIELDS
from clinic_desk.clients.records import ClientDetails
from clinic_desk.db.acts import ACTS
from clinic_desk.leaflets.given import How as HowGiven
from clinic_desk.paper.log import How
from clinic_desk.records import contents
from clinic_desk.records.contents import CONTENTS
from clinic_desk.safety.loading import load_protocol
from clinic_desk.staff.people import PersonDraft
from clinic_desk.staff.practice import CHANGEABLE_MINUTES, Practice
from clinic_desk.staff.sign_in import WhyLocked
from clinic_desk.stock.records import BatchDraft
from tests.core.audit.worded import is_worded

SOURCES = Path(clinic_desk.__file__).parent
RAW = re.compile(r"_|\b(id|hash|percent|position|active|current)\b|[A-Z]{2}")
"""What gives away a column's name, or a rule's outside its brackets."""


def names_of(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


VISIT = set(Appointment.__table__.columns.keys()) - {"id", "version", "booked_by", "booked_at"}
COLLECTED: dict[str, tuple[str, ...]] = {
    "practice.changed": (*names_of(Practice), *CHANGEABLE_MINUTES),
    "staff.changed": tuple(name for name in PersonDraft._fields if name != "id"),
    "staff.locked": get_args(WhyLocked),
    "client.changed": names_of(ClientDetails),
    "client.history_asked": ("history_asked_on",),
    "client.merged": names_of(ClientDetails),
    "client.deceased": ("deceased_on",),
    "client.do_not_book": ("do_not_book",),
    "health.answered": ("answers", "questionnaire_on"),
    "health.change_told": ("ring_back",),
    "consent.given": ("scope", "version", "given_on", "how", "signed_as"),
    "consent.withdrawn": ("withdrawn_on", "withdrawn_words"),
    "photograph.added": ("taken_on", "view", "moment", "appointment_id", "note"),
    "photograph.changed": ("frame",),
    "photograph.removed": ("removed_why",),
    "stock.batch_added": names_of(BatchDraft),
    "stock.batch_back": ("withdrawn_on", "withdrawn_why"),
    "record.draft_saved": tuple(name for kind in CONTENTS.values() for name in names_of(kind)),
    "hours.place_changed": ("room", "device", *PLACE_FIELDS),
    "call.let_go": ("done_by", "done_at", "outcome"),
    "call.owed_again": ("done_by", "done_at", "outcome"),
    "visit.changed": (*VISIT, "acknowledgement"),
    "visit.undone": ("call_log", "call_back"),
    "paper.day_printed": get_args(How),
    **{f"leaflet.{how}": ("large_print", "carer", "again") for how in get_args(HowGiven)},
    "leaflet.declined": ("large_print", "again"),
    "audit.searched": names_of(TrailQuery),
}
"""By an act: the fields that it takes from a record rather than from its own line."""
PARTS = (contents.Passed, contents.Vial, contents.Lot, contents.Point, contents.NeedledArea)
PARTS += (contents.Cream,)
"""What a record's content is made of."""


def written() -> Iterator[tuple[str, str]]:
    """The acts and fields that stand in the program's own lines where something is noted."""
    for path in SOURCES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "fields=" not in text:
            continue
        tree = ast.parse(text)
        known = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _noted(node, known)


def _noted(call: ast.Call, known: dict[str, ast.expr]) -> Iterator[tuple[str, str]]:
    acts = [text for each in call.args for text in _texts(each, known) if text in ACTS]
    for keyword in call.keywords:
        if keyword.arg == "fields" and acts:
            yield from ((acts[0], text) for text in _texts(keyword.value, known))


def _texts(value: ast.expr, known: dict[str, ast.expr]) -> list[str]:
    found = []
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
        elif isinstance(node, ast.Name) and node.id in known:
            found += _texts(known[node.id], {})
    return found


EVERY = sorted({*written(), *((act, name) for act, names in COLLECTED.items() for name in names)})


@pytest.mark.parametrize(("act", "name"), EVERY)
def test_no_field_of_any_act_reads_raw(act: str, name: str) -> None:
    assert is_worded(name, act)
    assert not RAW.search(field_words(name, act))


def test_the_fields_were_found() -> None:
    assert {("hours.absence_added", "ends_at"), ("health.answered", "answers")} <= set(EVERY)
    assert {("record.signed", "signed_at"), ("stock.batch_added", "strength")} <= set(EVERY)
    assert len(EVERY) > 180


@pytest.mark.parametrize("kind", [*CONTENTS.values(), *PARTS])
def test_every_part_of_a_record_has_words_of_its_own(kind: type) -> None:
    for name in set(names_of(kind)) - OF_THE_MACHINE:
        assert is_worded(name, "record.draft_removed")
        assert not RAW.search(field_words(name))


def test_the_parts_of_a_record_were_all_looked_at() -> None:
    made = {each for each in vars(contents).values() if is_dataclass(each)}
    assert made == {*CONTENTS.values(), *PARTS}


@pytest.mark.parametrize("name", ["question", "current", "stopped_on", "value"])
def test_what_an_older_version_noted_is_read_as_it_was(name: str) -> None:
    assert ACTS["client.answer_saved"] == "kept a health answer"
    assert is_worded(name, "client.answer_saved")


def test_every_rule_of_the_protocol_and_of_the_clock_says_what_it_is_about() -> None:
    protocol = load_protocol(RESOURCES / "protocol")
    ours = re.findall(r'"((?:TIME|AGE)-[A-Z]+)"', "".join(map(_source, ("calendar", "safety"))))
    rules = {
        *(rule.id for rule in protocol.spacing),
        *protocol.checks,
        *(question.rule for question in protocol.questions),
        *ours,
    }
    assert len(rules) > 60
    for rule in rules:
        assert is_worded(rule, "visit.overridden")
        assert not re.search(r"_|[A-Z]{2}", re.sub(r"\(.*\)", "", field_words(rule)))


def _source(room: str) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (SOURCES / room).glob("*.py"))


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_said_in_plain_words(act: str) -> None:
    assert re.fullmatch(r"[a-z][A-Za-z' -]+", ACTS[act])
    assert "_" not in ACTS[act]


@pytest.mark.parametrize(
    ("act", "name", "words"),
    [
        ("practice.looks_changed", "text_percent", "size of the letters"),
        ("staff.permissions_changed", "active", "works here"),
        ("hours.place_changed", "active", "in use"),
        ("hours.place_changed", "position", "place in the list"),
        ("staff.removed", "active", ""),
        ("record.amended", "words", "what was added"),
        ("record.entered_in_error", "words", "why"),
        ("visit.overridden", "SP-MN-BTX", "time between treatments (SP-MN-BTX)"),
        ("visit.overridden", "Q-skin_infection", "a health answer: skin infection"),
        ("visit.overridden", "OUR-OWN", "a rule (OUR-OWN)"),
    ],
)
def test_a_field_is_told_as_its_act_means_it(act: str, name: str, words: str) -> None:
    assert field_words(name, act) == words


@pytest.mark.parametrize(
    ("kept", "value"),
    [
        ('{"weekly_hours": [[0, 540, 780], [3, 840, 1080]]}',
         "Mon 09:00 to 13:00; Thu 14:00 to 18:00"),
        ('{"weekly_hours": [["spoilt"]]}', "spoilt"),
        ('{"role": "nurse_prescriber"}', "Nurse prescriber"),
        ('{"status": "no_show"}', "did not come"),
        ('{"kind": "adverse_event"}', "Adverse event"),
        ('{"how": "scan"}', "signed on paper"),
        ('{"vials": [{"vial_id": 3, "batch_id": 2, "product": "Bocouture", "unit": "units", '
         '"number": "B1", "expires_on": "2027-01-31", "strength": 100, "diluent_ul": 2500, '
         '"mixed_at": null}]}',
         "Bocouture, B1, 31 January 2027, units in a vial 100, microlitres of saline 2500"),
        ('{"points": [{"chart": "face_front", "x": 0.4, "y": 0.3, "hundredths": 250, '
         '"area": "glabella", "vial_id": null, "off_label": true}]}',
         "2.5 units, glabella, outside the product's label"),
        ('{"areas": [{"area": "cheeks", "depth_hundredths_mm": 125, "passes": 3, "chart": "", '
         '"x": null, "y": null}]}', "cheeks, 1.25 mm, passes 3"),
        ('{"answers": [{"question": "diabetes", "current": true, "stopped_on": null, '
         '"value": null, "answered_on": "2026-11-24"}]}',
         "diabetes, yes, 24 November 2026"),
        ('{"answers": [{"question": "diabetes", "current": false, "stopped_on": "2026-10-01"}]}',
         "diabetes, no, 1 October 2026"),
        ('{"treatment_changes": {"BTX": {"minutes_first": 60}}}',
         "BTX: minutes of a first visit 60"),
        ('{"acknowledgement": [{"id": 4, "appointment_id": 9, "rule": "SP-MN-BTX", '
         '"fingerprint": "ab12", "severity": "warn", "sentence": "Too soon.", '
         '"reason": "Asked Ruth."}]}', "Too soon. Asked Ruth."),
    ],
)  # fmt: skip
def test_what_a_field_held_is_told_in_words_too(kept: str, value: str) -> None:
    assert old_values(kept)[0].value == value
