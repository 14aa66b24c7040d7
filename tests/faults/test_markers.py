"""A marker in every field stands in no file that the program writes, but in encrypted ones."""

from __future__ import annotations

import base64
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from clinic_desk.db.engine import connect
from clinic_desk.db.key_file import find_key
from tests.faults.conftest import HowOften
from tests.faults.marking import CHOSEN, MARK, NUMBER

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "TEMP": "tmp",
    "TMP": "tmp",
    "XDG_DATA_HOME": "home/data",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_CACHE_HOME": "home/cache",
    "XDG_STATE_HOME": "home/state",
    "XDG_RUNTIME_DIR": "run",
    "LOCALAPPDATA": "home/local",
    "APPDATA": "home/roaming",
}
"""Everywhere that a program may write without being told."""


def forms(text: str) -> set[bytes]:
    """A text as a file might carry it."""
    found = set()
    for raw in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        found |= {raw, raw.hex().encode(), raw.hex().upper().encode()}
        for before in range(3):
            coded = base64.b64encode(b"\0" * before + raw)
            # The first and the last letters hang on what stands beside them.
            found.add(coded[4 if before else 0 : -4])
    return found


FORMS = {form for text in (MARK, MARK.lower(), NUMBER, NUMBER[1:]) for form in forms(text)}


def telling(tree: Path) -> list[str]:
    """The files below a folder that carry the marker in their bytes or their name."""
    found = []
    for path in tree.rglob("*"):
        if path.is_relative_to(tree / CHOSEN):
            continue
        if MARK.lower() in path.name.lower():
            found.append(f"{path.relative_to(tree)} (its name)")
        elif path.is_file() and any(form in path.read_bytes() for form in FORMS):
            found.append(str(path.relative_to(tree)))
    return found


def begun(tree: Path, *words: str) -> subprocess.Popen[bytes]:
    """A day in a process whose every folder lies in the tree."""
    for folder in {*FOLDERS.values(), CHOSEN, "cwd"}:
        (tree / folder).mkdir(parents=True, exist_ok=True)
    (tree / "run").chmod(0o700)
    places = {name: str(tree / folder) for name, folder in FOLDERS.items()}
    with (tree / "said.txt").open("wb") as out, (tree / "complained.txt").open("wb") as err:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.marking", str(tree), *words],
            env=os.environ | places | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
            cwd=tree / "cwd",
            stdout=out,
            stderr=err,
        )


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree after a whole day."""
    tree = tmp_path_factory.mktemp("day")
    assert begun(tree).wait(240) == 0, (tree / "complained.txt").read_text()[-3000:]
    return tree


def said(tree: Path) -> dict[str, str]:
    lines = (tree / "said.txt").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def test_no_file_carries_what_was_typed(day: Path) -> None:
    assert telling(day) == []


def test_no_file_carries_a_photograph_or_a_signed_paper_in_the_clear(day: Path) -> None:
    pieces = [bytes.fromhex(piece) for piece in said(day)["pictures"].split()]
    assert [len(set(piece)) > 10 for piece in pieces] == [True, True, True]
    forms_of = {form for raw in pieces for form in (raw, base64.b64encode(raw)[:-4])}
    carrying = [
        path
        for path in day.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms_of)
    ]
    assert carrying == []
    assert list((day / "clinic" / "photographs").rglob("*"))


def test_it_was_typed_and_is_there_to_be_found(day: Path) -> None:
    assert said(day)["refused"].split() == ["client_phone", "client_email", "speakers_phone"]
    # Restored; a check says so until a manager has looked.
    assert said(day)["codes"] == "[0, 1, 0]"
    (leaflet,) = (day / CHOSEN).glob("leaflet.pdf")
    assert len(PdfDocument(leaflet)) > 0
    clinic = day / "clinic"
    driver = connect(clinic / "clinic.db", find_key(clinic).data)
    tables = driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    rows = {name: driver.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}
    holding = {name for name, kept in rows.items() if MARK in str(kept)}
    driver.close()
    assert set(HOLDING) <= holding


HOLDING = (
    "acknowledgement",
    "amendment",
    "appointment",
    "audit_value",
    "batch",
    "call_back",
    "call_log",
    "client",
    "client_alert",
    "client_spokesperson",
    "client_standing",
    "consent",
    "health_answer_given",
    "photograph",
    "signed_protocol",
    "stock_count",
    "treatment_elsewhere",
    "treatment_record",
)
"""Tables in which the marker must stand, or it was not typed. What was put back holds it no more:
the clinic's own words, absences and closures, which are then among the old values."""


def test_a_fault_was_met_and_told_without_it(day: Path) -> None:
    reports = list((day / "clinic" / "reports").glob("fault-*.txt"))
    assert reports
    assert all("builtins.KeyError" in report.read_text() for report in reports)
    assert "builtins.KeyError" in (day / "complained.txt").read_text()


def test_no_name_and_no_treatment_stands_in_the_name_of_a_file(day: Path) -> None:
    names = {path.name for path in (day / CHOSEN).iterdir()}
    assert all(MARK.lower() not in name.lower() and "toxin" not in name for name in names)
    assert "appointment.pdf" in names


def test_nothing_temporary_is_left(day: Path) -> None:
    assert list((day / "home" / "data" / "Clinic Desk" / "temporary").iterdir()) == []
    assert list((day / "tmp").iterdir()) == []
    assert list((day / "cwd").iterdir()) == []


def test_nothing_went_over_the_network(day: Path) -> None:
    assert "network" not in said(day)
    assert said(day)["sockets"] == "0"
    assert said(day)["network modules"] == "False"


def test_a_file_that_carried_it_would_be_found(tmp_path: Path) -> None:
    for number, form in enumerate(sorted(FORMS)):
        (tmp_path / f"{number}.bin").write_bytes(b"before" + form + b"after")
    for before in range(3):
        coded = base64.b64encode(b"x" * before + MARK.encode() + b"more")
        (tmp_path / f"coded-{before}").write_bytes(coded)
    (tmp_path / f"{MARK.upper()}.txt").touch()
    assert len(telling(tmp_path)) == len(FORMS) + 4


GUARDED = """
import socket
from tests.faults.marking import forbid_the_network
forbid_the_network()
{act}
print("went out")
"""
ACTS = (
    "socket.getaddrinfo('localhost', 80)",
    "socket.socket().connect(('127.0.0.1', 9))",
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
)


@pytest.mark.parametrize("act", ACTS)
def test_the_guard_of_the_network_would_catch_it(act: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", GUARDED.format(act=act)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 3
    assert "went out" not in done.stdout


STEPS = 6
"""A round of them, and one more."""
TURNS, KILLS = 8, 5
"""Of the long form: so many clinics, each opened again after so many kills."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each turn is a test of its own, since no test may take ten minutes on the slowest machine."""
    if "turn" in metafunc.fixturenames:
        metafunc.parametrize("turn", range(TURNS if metafunc.config.getoption("--long") else 1))


@pytest.mark.skipif(os.name == "nt", reason="a process is ended there in another way")
def test_a_kill_at_any_moment_leaves_nothing_to_read(
    tmp_path_factory: pytest.TempPathFactory, how_often: HowOften, turn: int
) -> None:
    """Each start wipes what the kill before it has left."""
    tree, chance = tmp_path_factory.mktemp("killed"), random.Random(turn)
    for _ in range(how_often(short=1, long=KILLS)):
        child = begun(tree, "--on")
        _wait_for_steps(tree, child, chance.randint(1, STEPS))
        time.sleep(chance.uniform(0, 1))
        child.kill()
        child.wait()
        assert telling(tree) == []
    assert len(list((tree / "home" / "data" / "Clinic Desk" / "temporary").iterdir())) == 1


def _wait_for_steps(tree: Path, child: subprocess.Popen[bytes], steps: int) -> None:
    ends = time.monotonic() + 240
    while (tree / "said.txt").read_bytes().count(b"\n") < steps:
        assert child.poll() is None, (tree / "complained.txt").read_text()[-3000:]
        assert time.monotonic() < ends, "not begun within four minutes"
        time.sleep(0.05)
