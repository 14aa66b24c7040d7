"""Work off the GUI thread: the desk's one worker in order, and background jobs beside it.

Results come back on the GUI thread. A question that a newer one of the same
topic has superseded is dropped before it runs, and its answer when it comes late;
a write is never dropped. Only frozen records may leave the worker.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, QTimer, Signal, Slot

from clinic_desk.base.errors import ClinicError

Result = TypeVar("Result")
Failed = Callable[[ClinicError], None]

PATIENCE_MS = 60_000
"""How long closing waits for a write under way; the checked copy at closing is one."""


class _Task(NamedTuple):
    work: Callable[[], Any]
    then: Callable[[Any], None] | None
    failed: Failed | None
    owner: QObject | None
    topic: str = ""
    serial: int = 0
    is_write: bool = False
    number: int = 0
    """Its place in the order in which its lane was asked."""


class _Outcome(NamedTuple):
    task: _Task
    result: Any = None
    error: BaseException | None = None


class _Worker(QThread):
    """Takes tasks from the front of the queue until told to stop."""

    finished_task = Signal(object)

    def __init__(self, stale: Callable[[_Task], bool]) -> None:
        super().__init__()
        self._stale = stale
        self._queue: deque[_Task] = deque()
        self._ready = threading.Condition()
        self._stopping = False

    def put(self, task: _Task) -> None:
        """Add a task at the end of the queue."""
        with self._ready:
            self._queue.append(task)
            self._ready.notify()

    def finish(self) -> None:
        """Let the writes that wait run, and nothing else, then end."""
        with self._ready:
            self._stopping = True
            kept = [task for task in self._queue if task.is_write]
            self._queue.clear()
            self._queue.extend(kept)
            self._ready.notify()

    def run(self) -> None:
        """Work until there is nothing left and the end was asked for."""
        while self._work_once():
            pass

    def _work_once(self) -> bool:
        """One task; nothing of it is held here while the next is waited for."""
        task = self._next()
        if task is not None:
            self.finished_task.emit(self._outcome(task))
        return task is not None

    def _next(self) -> _Task | None:
        with self._ready:
            while not self._queue and not self._stopping:
                self._ready.wait()
            return self._queue.popleft() if self._queue else None

    def _outcome(self, task: _Task) -> _Outcome:
        if self._stale(task):
            return _Outcome(task)
        try:
            return _Outcome(task, task.work())
        # Whatever a task raises belongs to whoever asked, on the GUI thread; the lane goes on.
        except BaseException as error:
            return _Outcome(task, error=error)


class Held:
    """The answers to what a locked desk had asked; they wait until whoever asked is back."""

    def __init__(self, lane: Lane, last: int) -> None:
        """For tasks up to the one of that number."""
        self._lane = lane
        self.last = last
        self.outcomes: list[_Outcome] = []

    def let_go(self) -> None:
        """Tell every answer that has come, in order, and those still to come as they do."""
        self._lane.let_go(self)


class Lane(QObject):
    """One worker thread, started by its first task, and the way back to the GUI thread."""

    idle = Signal()
    """Nothing waits and nothing runs any more."""
    unheard = Signal(object)
    """A ClinicError that whoever asked left to the window to tell."""
    faulted = Signal(object)
    """An exception that is a fault of the program, for the error hook."""

    def __init__(self, parent: QObject | None = None) -> None:
        """A lane with nothing in it; no thread runs yet."""
        super().__init__(parent)
        self._latest: dict[str, int] = {}
        self._worker: _Worker | None = None
        self._closed = False
        self._asked = 0
        self._holds: list[Held] = []
        self.pending = 0
        """Tasks asked for and not yet answered."""

    def hold(self) -> Held:
        """Tell nobody, until it is let go, the answer to anything asked before now.

        What is asked from now on is told as ever: somebody else may be at the desk.
        """
        held = Held(self, self._asked)
        self._holds.append(held)
        return held

    def let_go(self, held: Held) -> None:
        """Tell what was held. Nothing where it is not held any more."""
        if held not in self._holds:
            return
        self._holds.remove(held)
        for outcome in held.outcomes:
            self._tell_held(outcome)
        held.outcomes.clear()

    def _submit(self, task: _Task) -> None:
        if self._closed:
            return
        self._asked += 1
        task = task._replace(number=self._asked)
        if self._worker is None:
            self._worker = _Worker(self._is_stale)
            self._worker.finished_task.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
            self._worker.start()
        self.pending += 1
        self._worker.put(task)

    def _is_stale(self, task: _Task) -> bool:
        return bool(task.topic) and self._latest.get(task.topic) != task.serial

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        self.pending -= 1
        self._arrived(outcome.task)
        try:
            held = next((each for each in self._holds if outcome.task.number <= each.last), None)
            if held is None:
                self._tell(outcome)
            elif not self._is_stale(outcome.task):
                held.outcomes.append(outcome)
        finally:
            if self.pending == 0:
                self.idle.emit()

    def _arrived(self, task: _Task) -> None:
        """A task is done, whoever is told of it and when."""

    def _tell_held(self, outcome: _Outcome) -> None:
        """It was no older question's when it came, whatever has been asked since by others."""
        task = outcome.task
        self._tell(outcome._replace(task=task._replace(topic="")))

    def _tell(self, outcome: _Outcome) -> None:
        task = outcome.task
        if self._is_stale(task) or not _still_there(task):
            if outcome.error is not None and task.is_write:
                self._tell_error(task, outcome.error, heard=False)
            return
        if outcome.error is not None:
            self._tell_error(task, outcome.error, heard=task.failed is not None)
        elif task.then is not None:
            task.then(outcome.result)

    def _tell_error(self, task: _Task, error: BaseException, *, heard: bool) -> None:
        """A sentence goes to whoever asked; a fault goes to the hook, and a sentence as well."""
        if not isinstance(error, ClinicError):
            self.faulted.emit(error)
            error = ClinicError(
                "The program could not do that.",
                kept="What was typed is still here.",
                next_step="A report of the fault has been written.",
            )
        if heard and task.failed is not None:
            task.failed(error)
        else:
            self.unheard.emit(error)

    def close(self) -> None:
        """Finish the writes that wait, drop all questions, and end the thread."""
        self._closed = True
        if self._worker is not None:
            self._worker.finish()
            self._worker.wait(PATIENCE_MS)
            self._worker = None


class Desk(Lane):
    """The desk's lane: its reads and writes, in the order in which they were asked for."""

    saving = Signal(bool)
    """True while a write waits or runs."""

    def __init__(self, parent: QObject | None = None) -> None:
        """A desk with nothing to do."""
        super().__init__(parent)
        self._serial = 0
        self._writes = 0

    def ask(
        self,
        topic: str,
        work: Callable[[], Result],
        then: Callable[[Result], None],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Run `work` on the worker and hand its result to `then` on the GUI thread.

        A newer question of the same topic makes this one void. Nothing is told to an
        `owner` (by default the object `then` is a method of, also one with some of its
        arguments given) that Qt has deleted.
        Without `failed` the window shows a ClinicError in its status line.
        """
        self._serial += 1
        self._latest[topic] = self._serial
        self._submit(_Task(work, then, failed, owner or owner_of(then), topic, self._serial))

    def forget(self, topic: str) -> None:
        """Make whatever was asked under a topic void."""
        self._latest.pop(topic, None)

    def write(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Run `work`, which writes, on the worker; never dropped and never overtaken."""
        self._writes += 1
        self.saving.emit(True)
        self._submit(_Task(work, then, failed, owner or owner_of(then), is_write=True))

    def _arrived(self, task: _Task) -> None:
        if task.is_write:
            self._writes -= 1
            self.saving.emit(self._writes > 0)


class Background(Lane):
    """Long jobs beside the desk: backup, PDF, export. The desk never waits for them."""

    def run(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        leaves: bool = False,
    ) -> None:
        """Run `work` after the jobs asked for before; it opens a database connection of its own.

        `leaves` is for what leaves the program, as paper or as a file: it is done and told also
        where the program ends meanwhile, or nobody would note that it left.
        """
        self._submit(_Task(work, then, failed, owner or owner_of(then), is_write=leaves))

    def close(self) -> None:
        """Drop all jobs but those of what leaves, finish these and tell of them, end the thread."""
        super().close()
        # The loop that brings the answers does not run any more.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
        for held in self._holds:
            for outcome in held.outcomes:
                self._tell_held(outcome)
            held.outcomes.clear()

    def _tell(self, outcome: _Outcome) -> None:
        if outcome.task.is_write or not self._closed:
            super()._tell(outcome)


class Throttle(QObject):
    """Calls something at most once in so many milliseconds, the last time included.

    The first call starts the wait and later ones join it, so that someone who types
    without a pause still sees an answer.
    """

    def __init__(self, milliseconds: int, act: Callable[[], None], parent: QObject) -> None:
        """`act` is called on the GUI thread, and not after `parent` is gone."""
        super().__init__(parent)
        self._act = act
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(act)

    def __call__(self) -> None:
        """Ask for the act, soon; nothing once its parent is gone, whoever still calls."""
        if shiboken6.isValid(self) and not self._timer.isActive():
            self._timer.start()

    @property
    def waiting(self) -> bool:
        """Whether a call waits for its time."""
        return self._timer.isActive()

    def now(self) -> None:
        """Act at once, in place of a call that waits."""
        self._timer.stop()
        self._act()

    def cancel(self) -> None:
        """Let a call that waits come to nothing."""
        self._timer.stop()


def owner_of(then: Callable[..., None] | None) -> QObject | None:
    """The object that a function is a method of, also with some of its arguments given."""
    while isinstance(then, partial):
        then = then.func
    owner = getattr(then, "__self__", None)
    return owner if isinstance(owner, QObject) else None


def _still_there(task: _Task) -> bool:
    return task.owner is None or shiboken6.isValid(task.owner)
