"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.db import wrapping
from clinic_desk.db.database import Database
from clinic_desk.staff import hashing
from tests.factories import fixed_clock, memory_like_database
from tests.kept import QUICK, QUICK_KIB
from ui.kit.tasks import _Task, _Worker
from ui.tidying import collect_what_is_due


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--long`, with which the tests of faults run as often as docs/reliability.md says,
    and `--late`, with which nothing that a lane does is done before some milliseconds are over.
    """
    parser.addoption("--long", action="store_true", help="the long forms of the tests of faults")
    parser.addoption("--late", type=int, default=0, metavar="MS", help="how late lanes answer")


def pytest_configure(config: pytest.Config) -> None:
    """How properties are tried, and how late the lanes answer.

    The same examples each time, and new ones with `--long`: what a run finds, the next one finds.
    How long an example takes is the machine's affair. A test that does not wait for an answer is
    found out by lanes that answer late.
    """
    slow = [HealthCheck.too_slow]
    settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=slow)
    settings.register_profile("new", deadline=None, suppress_health_check=slow)
    settings.load_profile("new" if config.getoption("--long") else "same")
    late = config.getoption("--late") / 1000
    if not late:
        return
    take_next = _Worker._next

    def take_late(worker: _Worker) -> _Task | None:
        task = take_next(worker)
        time.sleep(late)
        return task

    _Worker._next = take_late  # type: ignore[method-assign]


PATIENCE_MS = 60_000

IN_MEMORY = Path("/dev/shm")
ROOM_IN_MEMORY = 2 * 1024**3


def write_in_memory() -> None:
    """Put what tests write on the disk that Linux keeps in memory, where it has two GiB left.

    The program waits for a real disk at every save, as often as it does here, and for longer.
    Whoever sets TMPDIR has chosen a place already.
    """
    if "TMPDIR" in os.environ or not os.access(IN_MEMORY, os.W_OK | os.X_OK):
        return
    if shutil.disk_usage(IN_MEMORY).free > ROOM_IN_MEMORY:
        os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


write_in_memory()
# No test needs a screen, and on a machine without one Qt would end the process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class PatientBot(QtBot):
    """Waits for a minute, where pytest-qt gives up after five seconds.

    What is waited for comes within milliseconds on a machine that has the time, so only a test
    that fails is any longer for it, and none fails because something else had the processor.
    """

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE_MS)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The hand of pytest-qt, with more patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def no_ones_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The computer's own folder for our data is an empty one, for each test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday 24 November 2026, nine in the morning, until moved."""
    return fixed_clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new, empty clinic database: a real encrypted file."""
    database = memory_like_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets are stretched as always, but over eight KiB in one pass: in a millisecond."""
    monkeypatch.setattr(hashing, "_hasher", lambda: QUICK)


@pytest.fixture
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch passphrases for a moment only: what is tried here is not how long that takes."""
    monkeypatch.setattr(wrapping, "MEMORY_KIB", QUICK_KIB)


def pytest_collection_finish() -> None:
    """Look for garbage between tests, on the thread that made the widgets; see ui/tidying.py.

    What was imported is left out of every search.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    """Nothing of the test is held any more."""
    collect_what_is_due()
