"""The commands that need no window, as they are typed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from clinic_desk.back_office.keys import keys_of
from clinic_desk.db.engine import connect
from main import main

PUBLIC = Path(__file__).parents[1] / "safety" / "scenarios.toml"


def test_help_explains_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    told = capsys.readouterr().out
    assert end.value.code == 0
    for command in ("demo", "free-times", "leaflet", "backup", "restore", "check", "protocol"):
        assert command in told
    assert "tour" in told
    assert "--clinic" in told


def test_a_demo_says_where_it_is_and_its_pin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", str(tmp_path / "d"), "--clients", "5", "--appointments", "10"]) == 0
    told = capsys.readouterr().out
    assert "5 clients and 10 visits" in told
    assert (tmp_path / "d" / "demo.key").stat().st_mode & 0o077 == 0


def test_a_demo_leaves_a_folder_with_other_things_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert main(["demo", str(tmp_path)]) == 2
    assert "holds other things" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("wrong", [["--clients", "0"], ["--appointments", "-1"]])
def test_a_demo_of_nobody_is_refused_before_anything_is_made(
    wrong: list[str], tmp_path: Path
) -> None:
    assert main(["demo", str(tmp_path / "d"), *wrong]) == 2
    assert not (tmp_path / "d").exists()


def test_free_times_are_listed_one_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["free-times", "MN", "--clinic", str(folder), "--place", "cheeks", "--limit", "3"]
    assert main(words) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("#")]
    assert len(lines) == 3
    assert all(" to " in line for line in lines)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["free-times", "BOTOX"], "knows no treatment"),
        (["free-times", "MN", "--place", "elbow"], "elbow"),
        (["free-times", "MN", "--client", "99999"], "no longer there"),
        (["free-times", "MN", "--days", "0"], "At least one day"),
        (["leaflet", "nothing", "--out", "x.pdf"], "botulinum-toxin"),
    ],
)
def test_bad_input_is_one_sentence(
    words: list[str], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--clinic", str(folder)]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said


def test_a_leaflet_is_written_and_noted(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.pdf"
    words = ["leaflet", "micro-needling", "--out", str(file), "--client", "3", "--large-print"]
    assert main([*words, "--clinic", str(folder)]) == 0
    assert file.read_bytes().startswith(b"%PDF")


def test_a_leaflet_that_cannot_be_written_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    words = ["leaflet", "micro-needling", "--out", str(tmp_path / "no" / "out.pdf")]
    assert main([*words, "--clinic", str(folder)]) == 2
    assert not (tmp_path / "no").exists()


def test_a_backup_is_checked_and_refuses_to_write_over(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "copy.db"
    assert main(["backup", str(file), "--clinic", str(folder)]) == 0
    assert "Checked copy written" in capsys.readouterr().out
    before = file.read_bytes()
    assert main(["backup", str(file), "--clinic", str(folder)]) == 2
    assert file.read_bytes() == before


@pytest.mark.parametrize("words", [["backup", "x.db"], ["free-times", "MN"]])
def test_a_folder_without_a_clinic_is_named_and_stays_empty(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--clinic", str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_the_public_examples_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "check", str(PUBLIC)]) == 0
    assert all(line.startswith("ok ") for line in capsys.readouterr().out.splitlines())


def test_a_leaflet_needs_no_clinic_where_no_client_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nothing-here"))
    file = tmp_path / "blank.pdf"
    assert main(["leaflet", "botulinum-toxin", "--out", str(file), "--large-print"]) == 0
    assert file.read_bytes().startswith(b"%PDF")
    assert main(["leaflet", "botulinum-toxin", "--out", str(file), "--client", "1"]) == 2


def test_ctrl_c_is_a_sentence_and_no_traceback(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("main.run_check", stop)
    assert main(["check", "--clinic", str(folder)]) == 130
    assert capsys.readouterr().err.startswith("Stopped.")


@pytest.mark.parametrize(
    ("revision", "gone", "code", "words"),
    [
        ("0001", ("audit_event", "audit_value"), 0, "ok    The audit: none, as the file is of an"),
        ("0002", ("audit_event",), 1, "WRONG The audit: it was taken out"),
        ("0002", ("audit_value",), 1, "WRONG The file clinic.db"),
    ],
)
def test_an_older_file_has_no_audit_and_one_of_today_must(
    revision: str,
    gone: tuple[str, ...],
    code: int,
    words: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    keys, _ = keys_of(folder)
    with closing(connect(folder / "clinic.db", keys.data)) as driver:
        driver.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        for table in gone:
            driver.execute(f"DROP TABLE {table}")
    assert main(["check", "--clinic", str(folder)]) == code
    assert words in capsys.readouterr().out
