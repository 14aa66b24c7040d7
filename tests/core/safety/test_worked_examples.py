"""The command that tries a protocol on a clinician's examples."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desk.safety.worked_examples import check, run
from tests.core.safety.desk import FOLDER, shipped

CLIENT = """
[defaults.client]
dob = 1985-06-15
id_checked = true
consult_on = 2026-09-01
questionnaire_on = 2026-11-01
answers = {}
"""
PLAIN = """
[[scenario]]
id = "P1"
title = "Plain"
today = 2026-11-23
proposed = {t="BTX", zones=["glabella"], date=2026-12-01, time="10:00"}
expect = "ok"
"""


def judged(tmp_path: Path, text: str, as_json: bool = False) -> tuple[int, str, str]:
    """Exit code, output and errors for a file of that text."""
    file, out, err = tmp_path / "examples.toml", io.StringIO(), io.StringIO()
    file.write_text(text)
    code = run(file, FOLDER, as_json, out, err)
    return code, out.getvalue(), err.getvalue()


def example(**changes: str) -> str:
    """The plain example with some of its keys as given, and further keys added."""
    keys = {
        "id": '"P1"',
        "title": '"Plain"',
        "today": "2026-11-23",
        "proposed": '{t="BTX", zones=["glabella"], date=2026-12-01, time="10:00"}',
        "expect": '"ok"',
        **changes,
    }
    body = "\n".join(f"{key} = {value}" for key, value in keys.items() if value)
    return f"{CLIENT}\n[[scenario]]\n{body}\n"


def test_an_example_that_differs_says_what_was_expected_and_what_came(tmp_path: Path) -> None:
    events = '[{t="MN", zones=["full_face"], date=2026-11-28, status="completed"}]'
    code, out, err = judged(tmp_path, example(events=events, rules='["Q-x", "AGE-18"]'))
    assert (code, err) == (1, "")
    assert out == "differs P1 Plain: expected ok AGE-18 Q-x, got block SP-MN-BTX\n"


def test_a_title_cannot_steer_the_terminal_it_is_shown_on(tmp_path: Path) -> None:
    code, out, _ = judged(tmp_path, example(title=r'"a\u001b[31mb\u202ec"'))
    assert (code, out) == (0, "ok P1 a\\x1b[31mb\\u202ec\n")


def test_json_gives_verdict_rules_and_earliest_of_each(tmp_path: Path) -> None:
    events = '[{t="MN", zones=["full_face"], date=2026-11-28, status="booked"}]'
    client = "{questionnaire_on=2026-01-01, answers={keloid={current=true}}}"
    code, out, _ = judged(tmp_path, CLIENT + PLAIN + example(
        id='"P2"', events=events, client=client
    ).removeprefix(CLIENT), as_json=True)  # fmt: skip
    assert code == 1
    assert json.loads(out) == [
        {"id": "P1", "verdict": "ok", "rules": [], "earliest": "2026-12-01"},
        {
            "id": "P2",
            "verdict": "block",
            "rules": ["QUESTIONNAIRE", "SP-MN-BTX"],
            "earliest": "2026-12-12",
        },
    ]


def test_a_refusal_that_no_day_clears_has_no_earliest_day(tmp_path: Path) -> None:
    client = "{answers={pregnant={current=true}}}"
    code, out, _ = judged(tmp_path, example(client=client, expect='"block"'), as_json=True)
    assert code == 1
    assert json.loads(out)[0]["earliest"] is None


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"proposed": '{t="BTZ", date=2026-12-01}'}, ["P1", "proposed", "key t", "'BTZ'"]),
        ({"proposed": '{t="EXT_WAX", date=2026-12-01}'}, ["P1", "key t", "'EXT_WAX'"]),
        ({"proposed": '{t="BTX", zones=["knee"], date=2026-12-01}'}, ["zones", "'knee'"]),
        ({"proposed": '{t="BTX", date=2026-12-01, tme="09:00"}'}, ["key tme", "'09:00'"]),
        ({"proposed": '{t="BTX", date="soon"}'}, ["key date", "'soon'"]),
        ({"proposed": '{t="BTX", date=2026-12-01T10:00:00}'}, ["key date"]),
        ({"proposed": '{t="BTX", date=9999-12-31}'}, ["key date", "9999"]),
        ({"proposed": '{t="BTX"}'}, ["key date", "missing"]),
        ({"proposed": '{t="BTX", date=2026-12-01, time="25:00"}'}, ["key time", "'25:00'"]),
        ({"proposed": '{t="BTX", date=2026-12-01, time=9}'}, ["key time", "'9'"]),
        ({"proposed": '{t="BTX", date=2026-12-01, replaces="z"}'}, ["replaces", "'z'"]),
        ({"proposed": '{t="BTX", date=2026-12-01, replaces=7}'}, ["replaces", "'7'"]),
        ({"proposed": '"BTX"'}, ["P1", "proposed", "'BTX'"]),
        ({"id": '" "'}, ["scenario 1", "key id"]),
        ({"proposed": ""}, ["P1", "proposed", "missing"]),
        ({"today": ""}, ["today", "missing"]),
        ({"expect": '"fine"'}, ["expect", "'fine'"]),
        ({"expect": ""}, ["expect", "missing"]),
        ({"surprise": "1"}, ["P1", "surprise", "'1'"]),
        ({"events": '[{t="MN", date=2026-12-01, status="done"}]'}, ["events 1", "'done'"]),
        ({"events": '[{t="XX", date=2026-12-01, status="booked"}]'}, ["events 1", "'XX'"]),
        ({"events": '[{t="MN", date=2026-12-01, zones=["toe"]}]'}, ["zones", "'toe'"]),
        ({"events": '[{t="MN", date=2026-12-01, zone="chin"}]'}, ["key zone", "'chin'"]),
        ({"events": '{t="MN"}'}, ["events", "not a list"]),
        (
            {"events": '[{id="a", t="MN", date=2026-12-01}, {id="a", t="MN", date=2026-12-02}]'},
            ["events 2", "id", "'a'"],
        ),
        ({"client": "{age=17}"}, ["client", "key age", "'17'"]),
        ({"client": '{dob="1985"}'}, ["client", "dob", "'1985'"]),
        ({"client": '{id_checked="yes"}'}, ["id_checked", "'yes'"]),
        ({"client": '{unset=["birthday"]}'}, ["unset", "'birthday'"]),
        ({"client": "{answers={hiv={current=true}}}"}, ["answers", "'hiv'"]),
        ({"client": "{answers={keloid={now=true}}}"}, ["keloid", "key now", "'true'"]),
        ({"client": "{answers={keloid=true}}"}, ["answers, keloid", "'true'"]),
        ({"client": '{answers={keloid={current=true, value="a"}}}'}, ["keloid", "value"]),
        ({"client": '{answers={diabetes={value="mild"}}}'}, ["diabetes", "value", "'mild'"]),
        ({"settings": "{consult_days=3}"}, ["P1", "settings", "consult_days"]),
        ({"settings": '{age_basis="lax"}'}, ["P1", "settings", "age_basis", "'lax'"]),
        ({"settings": "{cooling_off_warn_below_days=15}"}, ["cooling_off", "'15'"]),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_example_key_and_value(
    tmp_path: Path, changes: dict[str, str], named: list[str]
) -> None:
    code, out, err = judged(tmp_path, example(**changes))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    for part in ["examples.toml", *named]:
        assert part in err


@pytest.mark.parametrize(
    "text",
    ["[[scenario", "", "scenario = 3", "[other]", "[[scenario]]", "[defaults]\nclinet = 1"],
)
def test_a_file_that_is_no_list_of_examples_is_one_sentence(tmp_path: Path, text: str) -> None:
    code, out, err = judged(tmp_path, text)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_missing_file_a_folder_and_a_missing_protocol_are_one_sentence(tmp_path: Path) -> None:
    for file, folder in ((tmp_path / "no", FOLDER), (tmp_path, FOLDER), (tmp_path, tmp_path)):
        err = io.StringIO()
        assert run(file, folder, False, io.StringIO(), err) == 2
        assert err.getvalue().count("\n") == 1


def test_two_examples_may_not_share_an_id(tmp_path: Path) -> None:
    code, _, err = judged(tmp_path, CLIENT + PLAIN + PLAIN)
    assert code == 2
    assert "'P1'" in err


def test_settings_of_one_example_leave_the_next_alone(tmp_path: Path) -> None:
    client = "{questionnaire_on=2026-05-01}"
    shorter = "{questionnaire_valid_days=300}"
    text = example(client=client, settings=shorter) + example(
        id='"P2"', client=client, expect='"warn"', rules='["QUESTIONNAIRE"]'
    ).removeprefix(CLIENT)
    code, out, _ = judged(tmp_path, text)
    assert (code, out) == (0, "ok P1 Plain\nok P2 Plain\n")


def test_what_is_unset_is_not_on_file(tmp_path: Path) -> None:
    client = '{unset=["dob", "consult_on", "questionnaire_on", "id_checked", "answers"]}'
    rules = '["CONSULT-MISSING", "QUESTIONNAIRE", "AGE-UNKNOWN"]'
    code, out, _ = judged(tmp_path, example(client=client, expect='"block"', rules=rules))
    assert (code, out) == (0, "ok P1 Plain\n")


def test_the_moved_visit_is_named_by_its_id(tmp_path: Path) -> None:
    events = '[{id="e7", t="MN", zones=["chin"], date=2026-12-03, time="10:00", status="booked"}]'
    proposed = '{t="MN", zones=["chin"], date=2026-12-05, time=10:30:00, replaces="e7"}'
    code, out, _ = judged(tmp_path, example(events=events, proposed=proposed))
    assert (code, out) == (0, "ok P1 Plain\n")


def test_a_value_of_an_answer_says_by_itself_that_it_holds(tmp_path: Path) -> None:
    for value, expect, rules in (("none", "ok", "[]"), ("controlled", "warn", '["Q-diabetes"]')):
        client = f'{{answers={{diabetes={{value="{value}"}}}}}}'
        proposed = '{t="MN", zones=["chin"], date=2026-12-05}'
        text = example(client=client, proposed=proposed, expect=f'"{expect}"', rules=rules)
        assert judged(tmp_path, text)[0] == 0


def test_trying_a_protocol_opens_no_database_and_no_window(tmp_path: Path) -> None:
    (tmp_path / "examples.toml").write_text(CLIENT + PLAIN)
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from clinic_desk.safety.worked_examples import run\n"
        "code = run(Path(sys.argv[1]), Path(sys.argv[2]), False, sys.stdout)\n"
        "assert not {'sqlalchemy', 'sqlcipher3', 'PySide6'} & set(sys.modules)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "examples.toml"), str(FOLDER)],
        capture_output=True,
        text=True,
        cwd=FOLDER.parents[1],
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ok P1 Plain\n", "")


def test_the_results_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "examples.toml"
    file.write_text(CLIENT + PLAIN.replace("P1", "Z") + PLAIN.replace("P1", "A"))
    assert [result.id for result in check(shipped(), file)] == ["Z", "A"]
