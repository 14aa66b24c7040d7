"""A program killed while it writes into a chosen folder leaves nothing there for good."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desk.base import files
from clinic_desk.base.errors import ClinicError
from clinic_desk.base.files import write_whole
from clinic_desk.base.folders import notes_folder
from clinic_desk.db.unfinished import Unfinished

KEY, CONTENT = b"k" * 32, b"a leaflet for Nadia Clarke" * 1000
KILLED = """
import os, signal, sys
from pathlib import Path
from clinic_desk.base import files
from clinic_desk.db.unfinished import Unfinished

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def watched(frame, event, _):
    if frame.f_code.co_filename != files.__file__:
        return None
    if event == "line":
        left[0] -= 1
        if left[0] < 0:
            die()
    return watched

file, left = Path(sys.argv[1]), [int(sys.argv[2])]
if sys.argv[3] == "named":
    files._NAMELESS = 0
known = Unfinished(b"k" * 32).known
sys.settrace(watched)
files.write_whole(file, b"a leaflet for Nadia Clarke" * 1000, known)
sys.settrace(None)
"""


@pytest.fixture
def chosen(tmp_path: Path) -> Path:
    """A folder that a person chose, whose own name is somebody's."""
    folder = tmp_path / "Nadia Clarke"
    folder.mkdir()
    return folder / "leaflet.pdf"


@pytest.mark.skipif(sys.platform == "win32", reason="it knows no such kill")
@pytest.mark.parametrize("how", ["nameless", "named"])
@pytest.mark.parametrize("is_there", [False, True])
def test_killed_at_any_line_it_leaves_nothing_that_the_next_opening_does_not_remove(
    chosen: Path, how: str, is_there: bool
) -> None:
    for line in range(100):
        chosen.unlink(missing_ok=True)
        if is_there:
            chosen.write_bytes(b"as it was")
        words = (sys.executable, "-c", KILLED, str(chosen), str(line), how)
        ended = subprocess.run(words, check=False).returncode
        for note in notes_folder().glob("*"):
            assert b"Nadia" not in note.read_bytes()
        Unfinished(KEY).clear()
        assert [each.name for each in chosen.parent.iterdir()] in ([], [chosen.name])
        if chosen.exists():
            assert chosen.read_bytes() in (CONTENT, b"as it was"[: 9 * is_there])
        if ended == 0:
            break
    assert ended == 0
    assert line > 10
    assert chosen.read_bytes() == CONTENT
    assert list(notes_folder().glob("*")) == []


@pytest.mark.skipif(not files._NAMELESS, reason="this system knows no files without a name")
def test_where_the_disk_knows_files_without_a_name_nothing_is_there_until_it_is_whole(
    chosen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    link = os.link

    def watched(*given: object, **more: object) -> None:
        seen.append(os.listdir(chosen.parent))
        link(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "link", watched)
    write_whole(chosen, CONTENT)
    assert seen == [[]]
    assert chosen.read_bytes() == CONTENT
    assert chosen.stat().st_mode & 0o777 == 0o600


def test_of_a_stick_that_is_out_it_is_removed_when_it_is_back(
    chosen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, away = chosen.with_name(".0123456789abcdef.part"), chosen.parent.with_name("out")
    notes, other = Unfinished(KEY), Unfinished(b"o" * 32)
    with monkeypatch.context() as patch:
        # What a kill leaves.
        patch.setattr(Path, "unlink", lambda *_, **__: None)
        with notes.known(part):
            part.write_bytes(CONTENT)
    other.clear()
    assert part.exists(), "another clinic's note says nothing to this one"
    chosen.parent.rename(away)
    notes.clear()
    away.rename(chosen.parent)
    notes.clear()
    assert not part.exists()
    assert list(notes_folder().iterdir()) == []


def test_a_folder_that_takes_nothing_is_told_and_leaves_no_note(chosen: Path) -> None:
    with pytest.raises(ClinicError, match="could not be written"):
        write_whole(chosen.parent / "gone" / "leaflet.pdf", CONTENT, Unfinished(KEY).known)
    for odd in (Path(""), chosen.with_name("x" * 300), Path("a\0b")):
        with pytest.raises(ClinicError, match="could not be written"):
            write_whole(odd, CONTENT, Unfinished(KEY).known)
    chosen.mkdir()
    with pytest.raises(ClinicError, match="could not be written"):
        write_whole(chosen, CONTENT, Unfinished(KEY).known)
    assert list(notes_folder().glob("*")) == []
    assert [each.name for each in chosen.parent.iterdir()] == [chosen.name]
