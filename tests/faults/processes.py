"""Processes that can be killed: started from one that has everything loaded, so that each is quick.

Where there is no such starting (not on Posix) each is begun anew, which takes longer.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

_HAS_SERVER = "forkserver" in multiprocessing.get_all_start_methods()
CONTEXT: Any = multiprocessing.get_context("forkserver" if _HAS_SERVER else "spawn")
if _HAS_SERVER:
    CONTEXT.set_forkserver_preload(
        [
            "tests.faults.workers",
            "tests.faults.racing",
            "tests.faults.refusing",
            "tests.faults.long_acts",
            "tests.core.calendar.test_race",
            "tests.core.db.test_race",
            "tests.migrations.test_migrating",
        ]
    )


class Child:
    """A process and the pipe on which it says what it has done."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        """Start it; `work` is called with its end of the pipe before the arguments."""
        self.pipe, theirs = CONTEXT.Pipe()
        # The server was started in another test's home.
        home = os.environ["XDG_DATA_HOME"]
        self.process = CONTEXT.Process(
            target=_at_home, args=(home, work, theirs, *arguments), daemon=True
        )
        self.process.start()
        theirs.close()

    def wait_for(self, word: str, seconds: float = 60) -> None:
        """Take the next message, which must be this word."""
        assert self.pipe.poll(seconds), f"nothing was said within {seconds} seconds"
        said = self.pipe.recv()
        assert said == word, said

    def hear(self, messages: int, seconds: float = 60) -> list[Any]:
        """The next so many messages, waited for."""
        heard = []
        for _ in range(messages):
            assert self.pipe.poll(seconds), f"nothing was said within {seconds} seconds"
            heard.append(self.pipe.recv())
        return heard

    def kill(self) -> list[Any]:
        """End it at once, whatever it is doing; gives all that it had said and nobody had read."""
        self.process.kill()
        self.process.join()
        return self.said()

    def said(self) -> list[Any]:
        """Everything on the pipe, to its end; waits for the process to end."""
        return list(_drained(self.pipe))


def _at_home(home: str, work: Callable[..., None], *arguments: Any) -> None:
    os.environ["XDG_DATA_HOME"] = home
    work(*arguments)


def _drained(pipe: Connection) -> Any:
    with pipe:
        while True:
            try:
                yield pipe.recv()
            except (EOFError, ConnectionResetError):
                return
