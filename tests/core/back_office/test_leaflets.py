"""`main.py leaflet`: the list, the three formats, and the lint."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from clinic_desk.back_office import leaflet_lint
from clinic_desk.base.clock import FixedClock
from clinic_desk.base.folders import RESOURCES
from clinic_desk.clinic import open_clinic
from main import main
from tests.factories import NOW

TEXTS = RESOURCES / "leaflets" / "en"
STARTS = {"pdf": b"%PDF-", "html": b"<!doctype html>", "txt": b"The Body Work Clinic, "}


@pytest.fixture(autouse=True)
def in_december_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lint goes by today's date; these tests stay before the review of the texts is due."""
    monkeypatch.setattr(leaflet_lint, "SystemClock", lambda: FixedClock(NOW))


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without a clinic."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nothing-here"))


def edited(tmp_path: Path, was: str, becomes: str | bytes) -> Path:
    """The needling leaflet with some words put in the place of others."""
    text = (TEXTS / "micro-needling.md").read_bytes()
    other = becomes if isinstance(becomes, bytes) else becomes.encode()
    assert text.count(was.encode()) == 1
    file = tmp_path / "micro-needling.md"
    file.write_bytes(text.replace(was.encode(), other))
    return file


def line_of(words: str) -> int:
    lines = (TEXTS / "micro-needling.md").read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_the_list_names_every_leaflet_and_how_it_stands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["leaflet", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} == {path.stem for path in TEXTS.glob("*.md")}
    assert all("draft, not approved" in line for line in lines)


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("how", STARTS)
def test_a_leaflet_is_written_in_the_format_asked_for(how: str, tmp_path: Path) -> None:
    file, other = tmp_path / f"out.{how}", tmp_path / "out"
    assert main(["leaflet", "consultation", "--out", str(file)]) == 0
    assert main(["leaflet", "consultation", "--out", str(other), "--format", how]) == 0
    assert file.read_bytes().startswith(STARTS[how])
    assert file.read_bytes() == other.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", f"out.{how}"]


def test_the_digest_on_file_is_that_of_what_the_client_was_given(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "out.txt"
    words = ["leaflet", "micro-needling", "--out", str(file), "--client", "3"]
    assert main([*words, "--clinic", str(folder)]) == 0
    clinic = open_clinic(folder, clock=FixedClock(NOW), alone=False)
    given = clinic.leaflets.of_client(3, 1)[0]
    clinic.database.close()
    assert given.digest == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Name one, or list them with --list."),
        (["micro-needling"], "Name a file after --out."),
        (["micro-needling", "other", "--out", "x"], "One leaflet at a time."),
        (["nonsense", "--out", "x"], "There are: botulinum-toxin, micro-needling, consultation,"),
        (["lint", "nowhere.md"], "nowhere.md cannot be read"),
    ],
)
def test_what_is_not_clear_is_one_sentence(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["leaflet", *words]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(
    ("becomes", "says"),
    [
        ("<b>Fine</b> words.", "HTML has no place"),
        ("![A face](face.png)", "the picture 'face.png' is missing"),
        ("Call {nobody}.", "'{nobody}'"),
        (b"na\xefve", "not UTF-8"),
        ("words\n\n::: advert Ours\n- x\n:::", "there is no box 'advert'"),
    ],
)
def test_a_text_that_cannot_be_a_leaflet_is_named_by_line(
    becomes: str | bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    was = "This is the usual advice."
    file, line = edited(tmp_path, was, becomes), line_of(was)
    assert main(["leaflet", "lint", str(file)]) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert f"micro-needling.md, line {line + 2 if 'advert' in says else line}: " in told.err
    assert told.out == ""


@pytest.mark.usefixtures("nowhere")
def test_the_lint_of_a_text_names_its_faults_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    was = "- Take time to think, and ask us all you want to know."
    file = edited(tmp_path, was, "- It is quite painless.")
    assert main(["leaflet", "lint", str(file)]) == 1
    told = capsys.readouterr().out
    assert f"micro-needling.md, line {line_of(was)}: 'painless' promises." in told
    assert "micro-needling.md: It lacks time to think." in told
    assert told.splitlines()[-1] == "1 leaflet: 2 to put right."


@pytest.mark.usefixtures("nowhere")
def test_a_review_that_was_due_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (TEXTS / "micro-needling.md").read_text(encoding="utf-8")
    file = tmp_path / "micro-needling.md"
    for year in ("2026", "2027"):
        text = text.replace(f"= {year}-11-23", f"= {int(year) - 6}-11-23")
    file.write_text(text, encoding="utf-8")
    assert main(["leaflet", "lint", str(file)]) == 1
    assert "its review was due by 23 November 2021." in capsys.readouterr().out


def test_a_text_of_the_clinic_that_is_not_fit_is_listed_and_told_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["leaflet", "--list", "--clinic", str(folder)]) == 0
    own = folder / "leaflets" / "en"
    own.mkdir(parents=True)
    was = "- Take time to think, and ask us all you want to know."
    edited(own, was, "- Take time to think. It is painless.")
    fault = f"micro-needling.md, line {line_of(was)}: 'painless' promises."
    assert main(["leaflet", "--list", "--clinic", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"Not printed. {fault}"
    assert any(line.startswith("micro-needling ") for line in lines)
    assert main(["leaflet", "lint", "--clinic", str(folder)]) == 1
    told = capsys.readouterr().out
    assert fault in told
    assert "| MN-INFO |" in told
