"""A protocol is read strictly: what is wrong is named by file, entry, key and value."""

from __future__ import annotations

import copy
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.base.errors import BadInput, CannotOpen
from clinic_desk.safety.canonical import toml_value
from clinic_desk.safety.facts import Answer
from clinic_desk.safety.loading import (
    load_protocol,
    protocol_from_text,
    with_settings,
    with_treatments,
)
from clinic_desk.safety.protocol import signing_text
from tests.core.safety.desk import FOLDER, asked, event, shipped, weights


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped protocol, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "protocol"))


def spoil(folder: Path, file: str, old: str, new: str) -> str:
    """Replace the first `old` in a file, and give the sentence that the loader then says."""
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(CannotOpen) as caught:
        load_protocol(folder)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.startswith("The protocol cannot be opened")
    return sentence


SPOILT = tomllib.loads(Path(__file__).with_name("spoilt.toml").read_text())["case"]


@pytest.mark.parametrize("case", SPOILT, ids=lambda case: f"{case['file']} {case['new']}")
def test_what_is_wrong_is_named_by_file_key_and_value(folder: Path, case: dict[str, Any]) -> None:
    sentence = spoil(folder, case["file"], case["old"], case["new"])
    for part in case["named"]:
        assert part in sentence


@pytest.mark.parametrize(
    "question",
    [
        'id = "blood"\nask = "Do you have HIV?"',
        'id = "hiv_status"\nask = "Anything in your blood?"',
        'id = "blood"\nask = "Have you had Hepatitis-B?"',
        'id = "bbv"\nask = "Anything else?"',
        'id = "blood"\nask = "A blood-borne virus?"',
        'id = "blood"\nask = "Have you been told that you have AIDS?"',
    ],
)
def test_a_question_on_a_blood_borne_virus_is_refused(folder: Path, question: str) -> None:
    with (folder / "questions.toml").open("a") as file:
        file.write(f"\n[[question]]\n{question}\neffects = []\n")
    with pytest.raises(CannotOpen, match="may not be asked"):
        load_protocol(folder)


def test_hearing_aids_may_be_asked_about(folder: Path) -> None:
    with (folder / "questions.toml").open("a") as file:
        file.write('\n[[question]]\nid = "hearing"\nask = "Do you wear hearing aids?"\n')
    assert "hearing" in load_protocol(folder).question_by_id


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[spacing]\n", "not valid TOML"),
        (b'name = "\xff\xfe"', "not UTF-8"),
        (b"a = " + b"[" * 5000, "TOML|nested"),
        (b"a = " + b"9" * 5000, "TOML"),
        (b"\x00", "not valid TOML"),
        (b"spacing = 1", "spacing"),
        (b"[meta]\n", "already stands in"),
        (b"[[spacing]]\n", "spacing 16.*id.*missing"),
    ],
)
def test_a_file_that_cannot_be_understood_is_a_sentence(
    folder: Path, content: bytes, said: str
) -> None:
    (folder / "zz.toml").write_bytes(content)
    with pytest.raises(CannotOpen, match=said) as caught:
        load_protocol(folder)
    assert "zz.toml" in str(caught.value)


def test_a_protocol_of_the_same_words_is_read_once_and_of_others_anew(folder: Path) -> None:
    first = load_protocol(folder)
    assert load_protocol(folder) is first
    file = next(path for path in sorted(folder.rglob("*.toml")) if "version" in path.read_text())
    file.write_text(file.read_text() + "\n# Another word.\n")
    assert load_protocol(folder) is not first


def test_a_missing_empty_or_unreadable_folder_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path, tmp_path / "file", Path("a\0b")):
        (tmp_path / "file").write_text("")
        with pytest.raises(CannotOpen):
            load_protocol(path)


def test_a_missing_file_names_the_table_that_is_gone(folder: Path) -> None:
    (folder / "wording.toml").unlink()
    with pytest.raises(CannotOpen, match=r"\[wording\]"):
        load_protocol(folder)


def test_a_check_that_is_gone_is_named(folder: Path) -> None:
    path = folder / "checks.toml"
    whole = path.read_text()
    start = whole.index('[[check]]\nid = "AGE-65"')
    path.write_text(whole[:start] + whole[whole.index("[[check]]", start + 5) :])
    with pytest.raises(CannotOpen, match="AGE-65"):
        load_protocol(folder)


NEW_TREATMENT = """
[[treatment]]
code = "PEEL"
name = "Light peel"
short_name = "Peel"
record_name = "A light peel"
colour = "neutral"
order = 90
enabled = true
minutes_first = 30
minutes_repeat = 30
prep_minutes = 5
cleanup_minutes = 5
min_age = 18
min_age_severity = "block"
min_age_override = "clinician"
checks = ["AGE-MN", "AGE-UNKNOWN", "QUESTIONNAIRE"]

[[spacing]]
id = "SP-PEEL-MN"
after = ["PEEL"]
before = ["MN"]
block_below_days = 7
warn_below_days = 14
same_zone = "full"
same_region = "full"
adjacent = "note"
elsewhere = "none"
override = "clinician"
title = "Too soon after a peel"
title_ahead = "Too close before micro-needling"
reason = "The skin may still be raw"
say = "The clinic leaves {leaves}. {offer}"
source = "own"
evidence = "D"
confidence = "low"

[[effect]]
question = "pregnant"
t = "PEEL"
s = "ask"
until = { kind = "while" }
why = "For the nurse."
source = "own"
evidence = "D"
"""


def test_a_new_treatment_is_one_new_file(folder: Path) -> None:
    (folder / "treatments" / "peel.toml").write_text(NEW_TREATMENT)
    protocol = load_protocol(folder)
    assert protocol.catalogue.bookable[-1].code == "PEEL"
    needled = asked("MN", "2026-12-05", events=(event("PEEL", "2026-12-01"),))
    assert weights(needled, protocol) == {"SP-PEEL-MN": "block"}
    peeled = asked("PEEL", "2026-12-05", born_on=None, answers={"pregnant": Answer(True)})
    assert weights(peeled, protocol) == {"AGE-UNKNOWN": "block", "Q-pregnant": "warn"}
    assert protocol_from_text(protocol.text) == protocol


def test_a_new_treatment_may_leave_to_the_program_how_it_is_shown(folder: Path) -> None:
    plain = re.sub(r"(?m)^(short_name|record_name|colour|order) = .*\n", "", NEW_TREATMENT)
    (folder / "treatments" / "peel.toml").write_text(plain)
    peel = load_protocol(folder).catalogue.treatments[-1]
    assert (peel.code, peel.short_name, peel.record_name) == ("PEEL", "Light peel", "Light peel")
    assert peel.colour == "neutral"


def test_a_treatment_that_no_check_of_age_covers_says_where_to_name_one(folder: Path) -> None:
    alone = NEW_TREATMENT.replace('"AGE-MN", ', "")
    (folder / "treatments" / "peel.toml").write_text(alone)
    with pytest.raises(CannotOpen, match=r"peel\.toml, .*PEEL, key min_age: .*AGE-MN.*checks"):
        load_protocol(folder)


# --- the text that is signed -------------------------------------------------------------------


def test_the_kept_text_restores_the_protocol_that_was_signed() -> None:
    restored = protocol_from_text(shipped().text)
    assert restored == shipped()
    assert restored.text == shipped().text
    assert signing_text(restored).covers(shipped())


def test_the_text_carries_every_table_of_every_file() -> None:
    whole = tomllib.loads(shipped().text)
    for path in FOLDER.rglob("*.toml"):
        for name, value in tomllib.loads(path.read_text()).items():
            if isinstance(value, list):
                assert all(entry in whole[name] for entry in value)
            else:
                assert whole[name] == value


def test_the_cut_into_files_and_the_comments_are_not_part_of_what_is_signed(folder: Path) -> None:
    path = folder / "spacing.toml"
    path.rename(folder / "spacings.toml")
    (folder / "elsewhere.toml").write_text("# more\n" + (folder / "elsewhere.toml").read_text())
    assert load_protocol(folder).digest == shipped().digest


def test_a_changed_figure_is_not_what_was_signed(folder: Path) -> None:
    path = folder / "spacing.toml"
    path.write_text(path.read_text().replace("= 14", "= 21", 1))
    changed = load_protocol(folder)
    assert not signing_text(shipped()).covers(changed)
    assert not signing_text(shipped()).covers(with_settings(shipped(), {"challenge_age": 30}))
    assert shipped().digest[:12] in signing_text(shipped()).statement


def test_a_spoilt_kept_text_is_a_sentence() -> None:
    for text in ("", "[", "[meta]", shipped().text[:2000], shipped().text + "\n[odd]\n"):
        with pytest.raises(CannotOpen, match=r"the kept text|none of the files"):
            protocol_from_text(text)


def test_changed_settings_are_checked_and_travel_with_the_text() -> None:
    changed = with_settings(shipped(), {"consult_valid_days": 180})
    assert changed.settings.consult_valid_days == 180
    assert shipped().settings.consult_valid_days == 365
    assert protocol_from_text(changed.text) == changed
    for bad in ({"consult_valid_days": 0}, {"nothing": 1}, {"age_basis": 3}):
        with pytest.raises(CannotOpen, match=next(iter(bad))):
            with_settings(shipped(), bad)


def test_the_clinic_changes_minutes_and_switches_treatments() -> None:
    changed = with_treatments(
        shipped(), {"MN": {"minutes_first": 90, "enabled": False}, "BTX_SWEAT": {"enabled": True}}
    )
    assert changed.catalogue.treatment("MN").minutes_first == 90
    assert {t.code for t in changed.catalogue.bookable} == {
        "CONSULT", "BTX", "BTX_REVIEW", "BTX_TOPUP", "PROBLEM", "BTX_SWEAT",
    }  # fmt: skip
    with pytest.raises(BadInput, match="XYZ"):
        with_treatments(shipped(), {"XYZ": {"enabled": True}})
    with pytest.raises(CannotOpen, match=r"MN, key minutes_first.*'a lot'"):
        with_treatments(shipped(), {"MN": {"minutes_first": "a lot"}})


# --- anything at all ---------------------------------------------------------------------------

junk = st.sampled_from(
    [None, "", "x", "{x}", "MN", -1, 10**12, 1.5, True, [], ["x"], [1], {}, {"x": 1}, [{"x": 1}]]
)


def nodes(value: Any) -> list[tuple[Any, Any]]:
    """Every place in nested tables and lists where something may be put or taken away."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    here = [(value, key) for key in keys]
    return here + [
        node for _, key in here if isinstance(value[key], dict | list) for node in nodes(value[key])
    ]


def written(tables: dict[str, Any]) -> str:
    """The tables as TOML, each name once, in the short notation."""
    return "".join(f"{name} = {toml_value(value)}\n" for name, value in tables.items())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_put_into_a_protocol_it_loads_or_says_why_not(data: st.DataObject) -> None:
    tables = copy.deepcopy(tomllib.loads(shipped().text))
    places = nodes(tables)
    holder, key = places[data.draw(st.integers(0, len(places) - 1))]
    value = data.draw(junk)
    if value is None:
        del holder[key]
    else:
        holder[key] = value
    try:
        protocol = protocol_from_text(written(tables))
    except CannotOpen:
        return
    assert protocol_from_text(protocol.text) == protocol
