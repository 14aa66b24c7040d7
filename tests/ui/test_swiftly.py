"""A swift start, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from ui.swiftly import compiled_once

START = """
import gc, linecache
from ui.swiftly import start_swiftly
start_swiftly()
assert not gc.isenabled()
kept = len(linecache.cache)
import ui.application
assert len(linecache.cache) == kept, "the source of a module was read"
"""
COUNTED = """
import builtins
from ui.swiftly import start_swiftly
compile_now, compiled = builtins.compile, []
def counted(source, name, *how, **more):
    compiled.append(name)
    return compile_now(source, name, *how, **more)
builtins.compile = counted
start_swiftly()
print(len([name for name in compiled if str(name).startswith("shibokensupport")]))
"""
MISFIT = """
from ui.swiftly import start_swiftly
start_swiftly()
from PySide6.QtCore import QObject, QTimer
try:
    QTimer.singleShot("soon", QObject())
except TypeError as told:
    assert "Supported signatures" in str(told), told
else:
    raise AssertionError("no argument was looked at")
"""


def run(words: str, kept: Path) -> str:
    """What a process of its own prints, whose compiled modules lie in a folder."""
    surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    ended = subprocess.run(
        [sys.executable, "-c", words],
        cwd=ROOT,
        env=surroundings | {"PYTHONPYCACHEPREFIX": str(kept)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def test_a_swift_start_reads_no_source_and_looks_for_no_garbage(tmp_path: Path) -> None:
    run(START, tmp_path)


def test_what_qt_brings_as_source_is_compiled_at_the_first_start_alone(tmp_path: Path) -> None:
    assert int(run(COUNTED, tmp_path)) > 5
    assert run(COUNTED, tmp_path) == "0"


def test_what_was_kept_and_cannot_be_read_is_compiled_anew(tmp_path: Path) -> None:
    run(COUNTED, tmp_path)
    (kept,) = tmp_path.rglob("qt_support.*.pyc")
    whole = kept.read_bytes()
    turned = bytes((*whole[:5000], whole[5000] ^ 4, *whole[5001:]))
    for spoilt in (b"", whole[:900], whole[:4] + b"nothing of the kind", turned):
        kept.write_bytes(spoilt)
        assert int(run(COUNTED, tmp_path)) > 5
        assert run(COUNTED, tmp_path) == "0"


def test_qt_still_says_which_arguments_would_have_fitted(tmp_path: Path) -> None:
    run(MISFIT, tmp_path)


def test_another_source_of_the_same_name_is_compiled(tmp_path: Path) -> None:
    for source in (b"said = 1", b"said = 2"):
        with compiled_once(tmp_path / "kept"):
            found: dict[str, int] = {}
            exec(compile(source, "part", "exec"), found)
        assert found["said"] == int(source[-1:])


def test_a_folder_that_keeps_nothing_stops_no_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    with compiled_once(tmp_path / "file" / "kept"):
        assert eval(compile(b"2 + 2", "sum", "eval")) == 4
