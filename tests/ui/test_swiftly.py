"""A swift start, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from tests.house.sources import ROOT

START = """
import gc, linecache
from ui.swiftly import start_swiftly
start_swiftly()
assert not gc.isenabled()
kept = len(linecache.cache)
import ui.application
assert len(linecache.cache) == kept, "the source of a module was read"
"""


def test_a_swift_start_reads_no_source_and_looks_for_no_garbage() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
