"""Who asks for what belongs to a client: signed in at the keyboard, and noted by name."""

from __future__ import annotations

import fcntl
import os
import pty
import subprocess
import sys
import termios
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clinic_desk.back_office.demo import new_demo
from clinic_desk.base.clock import SystemClock
from clinic_desk.clinic import Clinic, create_clinic, open_clinic
from clinic_desk.db.key_file import KeyChoice
from main import main
from tests.factories import (
    PASSWORD,
    Noted,
    add_client,
    add_hours,
    add_person,
    add_room,
    add_secrets,
    events,
)
from tests.kept import copy_kept

SECRET = "four or five words"
ROOT = Path(__file__).parents[3]
GIVEN = "seven paper lanterns"


@pytest.fixture
def folder(tmp_path: Path, quick_hashing: None, quick_passphrases: None) -> Path:
    """The clinic that `make` makes."""
    copy_kept(make, tmp_path / "clinic")
    return tmp_path / "clinic"


def make(folder: Path) -> None:
    """A clinic with Maya Patel at reception (1), the nurse Ruth Holt (2) and one client."""
    choice = KeyChoice(passphrase=SECRET, key_store=False)
    clinic, _ = create_clinic(
        folder, name="The Body Work Clinic", phone="01223 1", key_choice=choice, clock=SystemClock()
    )
    add_person(clinic.database, "Maya Patel", "reception", treats=False)
    ruth = add_person(clinic.database, "Ruth Holt")
    add_secrets(clinic.database, 1, ruth)
    add_hours(clinic.database, ruth)
    add_room(clinic.database)
    add_client(clinic.database)
    clinic.database.close()


def opened(folder: Path) -> Clinic:
    return open_clinic(folder, clock=SystemClock(), passphrase=SECRET)


def noted(folder: Path) -> list[Noted]:
    clinic = opened(folder)
    found = events(clinic.database)
    clinic.database.close()
    return found


Types = Callable[..., None]


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """A keyboard at which these secrets are typed, one after the other."""

    def typed(*secrets: str) -> None:
        coming = iter(secrets)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("getpass.getpass", lambda _prompt="": next(coming))

    return typed


@pytest.mark.parametrize("name", ["Maya Patel", "maya  patel", "1"])
def test_a_clients_times_are_for_someone_who_signs_in_and_are_noted(
    folder: Path, name: str, types: Types, capsys: pytest.CaptureFixture[str]
) -> None:
    types(SECRET, PASSWORD)
    words = ["free-times", "CONSULT", "--client", "1", "--as", name, "--clinic", str(folder)]
    assert main(words) in (0, 1)
    acts = [(each.act, each.person_id, each.client_id) for each in noted(folder)[-3:]]
    assert acts == [
        ("staff.signed_in", 1, None),
        ("client.read", 1, 1),
        ("staff.signed_out", 1, None),
    ]
    assert PASSWORD not in capsys.readouterr().out


def test_a_leaflet_is_given_by_who_signed_in(folder: Path, tmp_path: Path, types: Types) -> None:
    types(SECRET, PASSWORD)
    file = tmp_path / "out.pdf"
    words = ["leaflet", "micro-needling", "--out", str(file), "--client", "1", "--as", "Ruth Holt"]
    assert main([*words, "--clinic", str(folder)]) == 0
    given = next(each for each in noted(folder) if each.act == "leaflet.saved")
    assert (given.person_id, given.client_id) == (2, 1)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ([], "Say who with --as NAME"),
        (["--as", "Nora"], "1 Maya Patel, 2 Ruth Holt"),
        (["--as", "Maya Patel"], "not the password"),
    ],
)
def test_whoever_does_not_sign_in_is_told_one_sentence_and_sees_nothing(
    folder: Path,
    tmp_path: Path,
    who: list[str],
    told: str,
    types: Types,
    capsys: pytest.CaptureFixture[str],
) -> None:
    types(SECRET, "not that one")
    words = ["leaflet", "micro-needling", "--out", str(tmp_path / "x.pdf"), "--client", "1", *who]
    assert main([*words, "--clinic", str(folder)]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""
    assert not (tmp_path / "x.pdf").exists()


def test_a_given_password_is_changed_in_the_window_first(
    folder: Path, types: Types, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = opened(folder)
    grace = add_person(clinic.database, "Grace Lam", "manager", treats=False)
    add_secrets(clinic.database, grace)
    clinic.sign_in.set_password(1, GIVEN, grace)
    clinic.database.close()
    types(SECRET, GIVEN)
    words = ["free-times", "CONSULT", "--client", "1", "--as", "Maya Patel"]
    assert main([*words, "--clinic", str(folder)]) == 2
    assert "once in the window" in capsys.readouterr().err


def test_where_nobody_can_be_asked_that_is_said(
    tmp_path: Path,
    quick_hashing: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    clinic = new_demo(tmp_path / "clinic", SystemClock(), clients=3, appointments=0)
    clinic.practice.save(replace(clinic.practice.read(), demo=False), by=5)
    clinic.database.close()
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    words = ["free-times", "CONSULT", "--client", "1", "--as", "Maya Patel"]
    assert main([*words, "--clinic", str(tmp_path / "clinic")]) == 2
    assert "nobody can be asked" in capsys.readouterr().err


def test_what_concerns_no_client_needs_nobody(folder: Path, tmp_path: Path, types: Types) -> None:
    types(SECRET, SECRET)
    assert main(["free-times", "CONSULT", "--clinic", str(folder)]) in (0, 1)
    file = tmp_path / "out.pdf"
    assert main(["leaflet", "micro-needling", "--out", str(file), "--clinic", str(folder)]) == 0
    last = noted(folder)[-1]
    assert (last.act, last.person_id) == ("leaflet.saved", None)


def test_the_demo_asks_nobody_and_acts_as_the_receptionist_or_as_who_is_named(
    tmp_path: Path, quick_hashing: None
) -> None:
    clinic = new_demo(tmp_path / "demo", SystemClock(), clients=3, appointments=0)
    clinic.database.close()
    file = tmp_path / "out.pdf"
    words = ["leaflet", "micro-needling", "--out", str(file), "--client", "1"]
    assert main([*words, "--clinic", str(tmp_path / "demo")]) == 0
    assert main([*words, "--clinic", str(tmp_path / "demo"), "--as", "Ruth Holt"]) == 0
    clinic = open_clinic(tmp_path / "demo", clock=SystemClock())
    given = [each for each in events(clinic.database) if each.act == "leaflet.saved"]
    clinic.database.close()
    assert [each.person_id for each in given] == [4, 1]


def test_a_password_typed_at_a_real_terminal_is_not_shown(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    make(folder)
    ours, theirs = pty.openpty()
    words = ["free-times", "CONSULT", "--client", "1", "--as", "2", "--clinic", str(folder)]
    run = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        cwd=ROOT,
    )
    os.close(theirs)
    shown = ""
    for prompt, typed in (("recovery key: ", SECRET), ("Password of Ruth Holt: ", PASSWORD)):
        while not shown.endswith(prompt):
            shown += os.read(ours, 1024).decode()
        os.write(ours, f"{typed}\n".encode())
    assert run.wait(60) in (0, 1)
    shown += os.read(ours, 65536).decode()
    os.close(ours)
    assert "Traceback" not in shown
    assert PASSWORD not in shown
