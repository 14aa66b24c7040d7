"""The temporary folder of the program's own: for nobody else, and gone with its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from clinic_desk.base.folders import temporary_folder
from clinic_desk.base.private_place import HELD, private_place

ROOT = Path(__file__).resolve().parents[3]
LIVES = """
import sys, tempfile
from clinic_desk.base.private_place import private_place
with private_place() as place:
    (place / "page.prn").write_text("Nadia Clarke")
    print(place, flush=True)
    sys.stdin.readline()
"""
posix = pytest.mark.skipif(os.name == "nt", reason="modes and signals are those of Posix")


def living() -> tuple[Popen[str], Path]:
    """A process with a temporary folder and something in it; it ends when it is told to."""
    child = Popen([sys.executable, "-c", LIVES], stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT)
    assert child.stdout is not None
    return child, Path(child.stdout.readline().rstrip())


def end(child: Popen[str], how: int | None = None) -> None:
    """End it, in order or by a signal."""
    if how is not None:
        child.send_signal(how)
    child.communicate("\n" if how is None else None)


def test_what_is_temporary_lies_there_and_goes_with_the_process() -> None:
    before = tempfile.gettempdir()
    with private_place() as place:
        assert place is not None
        assert place.parent == temporary_folder()
        assert tempfile.gettempdir() == str(place)
        assert {os.environ[name] for name in ("TMPDIR", "TEMP", "TMP")} == {str(place)}
        (place / "sub").mkdir()
        (place / "sub" / "page").touch()
    assert not place.exists()
    assert tempfile.gettempdir() == before


def test_qt_looks_there_too() -> None:
    from PySide6.QtCore import QDir

    with private_place() as place:
        assert place is not None
        assert Path(QDir.tempPath()) == place


@posix
def test_nobody_else_may_look_into_it() -> None:
    with private_place() as place:
        assert place is not None
        assert place.stat().st_mode & 0o077 == 0
        assert place.parent.stat().st_mode & 0o077 == 0


@posix
def test_what_a_killed_process_left_goes_at_the_next_start() -> None:
    child, left = living()
    end(child, signal.SIGKILL)
    assert (left / "page.prn").exists()
    with private_place():
        assert not left.exists()


def test_the_folder_of_a_process_that_lives_is_let_be() -> None:
    child, theirs = living()
    with private_place() as ours:
        assert ours is not None
        assert (theirs / "page.prn").exists()
    assert (theirs / "page.prn").exists()
    end(child)
    assert not theirs.exists()


def test_a_folder_without_its_lock_is_nobodys(tmp_path: Path) -> None:
    shelf = temporary_folder()
    (shelf / "left").mkdir(parents=True)
    (shelf / "other").mkdir()
    (shelf / "other" / HELD).touch()
    with private_place() as place:
        assert place is not None
        assert list(shelf.iterdir()) == [place]


def test_a_computer_that_gives_no_folder_is_no_trouble() -> None:
    shelf = temporary_folder()
    shelf.parent.mkdir(parents=True)
    shelf.touch()
    with private_place() as place:
        assert place is None


@posix
def test_no_picture_of_the_memory_is_written() -> None:
    asked = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
    held = (
        f"from clinic_desk.base.private_place import private_place\nwith private_place(): {asked}"
    )
    import_first = f"import resource\n{held.replace('import resource; ', '')}"
    said = subprocess.run([sys.executable, "-c", import_first], cwd=ROOT, text=True, stdout=PIPE)
    # Linux hands one of any size to the system's reporter of crashes, and none of one byte.
    assert said.stdout.strip() == ("(1, 1)" if sys.platform == "linux" else "(0, 0)")
