"""The lanes: order, superseding, errors, owners, and a GUI that never waits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from clinic_desk.base.errors import ClinicError, NotFound
from ui.kit.tasks import Desk, Lane, Throttle


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


def test_an_answer_comes_on_the_gui_thread(desk: Desk, qtbot: QtBot) -> None:
    seen: list[tuple[bool, bool]] = []
    here = QThread.currentThread()
    with qtbot.waitSignal(desk.idle):
        desk.ask(
            "t",
            lambda: QThread.currentThread() is here,
            lambda worked_here: seen.append((worked_here, QThread.currentThread() is here)),
        )
    assert seen == [(False, True)]


def test_a_superseded_question_is_dropped_before_it_runs(desk: Desk, qtbot: QtBot) -> None:
    gate, ran, answers = threading.Event(), [], []
    desk.write(gate.wait)
    for number in range(5):
        desk.ask("search", lambda n=number: ran.append(n) or n, answers.append)
    gate.set()
    qtbot.waitUntil(lambda: desk.pending == 0)
    assert ran == [4]
    assert answers == [4]


def test_a_late_answer_to_a_superseded_question_is_dropped(desk: Desk, qtbot: QtBot) -> None:
    gate, started, answers = threading.Event(), threading.Event(), []
    desk.ask("search", lambda: started.set() or (gate.wait() and "old"), answers.append)
    started.wait()
    desk.ask("search", lambda: "new", answers.append)
    gate.set()
    qtbot.waitUntil(lambda: desk.pending == 0)
    assert answers == ["new"]


def test_questions_of_other_topics_do_not_supersede(desk: Desk, qtbot: QtBot) -> None:
    answers: list[int] = []
    desk.ask("one", lambda: 1, answers.append)
    desk.ask("two", lambda: 2, answers.append)
    qtbot.waitUntil(lambda: desk.pending == 0)
    assert answers == [1, 2]


def test_writes_are_never_dropped_and_run_in_order(desk: Desk, qtbot: QtBot) -> None:
    ran: list[int] = []
    for number in range(20):
        desk.write(lambda n=number: ran.append(n))
    qtbot.waitUntil(lambda: desk.pending == 0)
    assert ran == list(range(20))


def test_closing_finishes_the_writes_and_drops_the_questions(desk: Desk) -> None:
    gate, ran = threading.Event(), []
    desk.write(gate.wait)
    desk.ask("t", lambda: ran.append("asked"), print)
    desk.write(lambda: ran.append("written"))
    gate.set()
    desk.close()
    assert ran == ["written"]


def test_the_gui_goes_on_while_the_worker_works(desk: Desk, qtbot: QtBot) -> None:
    ticks: list[bool] = []
    gate, timer = threading.Event(), QTimer()
    timer.timeout.connect(lambda: ticks.append(gate.is_set()))
    timer.start(5)
    desk.write(gate.wait)
    qtbot.waitUntil(lambda: len(ticks) > 20)
    assert desk.pending
    with qtbot.waitSignal(desk.idle):
        gate.set()
    assert not any(ticks[:20])


def test_a_sentence_goes_to_whoever_asked(desk: Desk, qtbot: QtBot) -> None:
    told: list[ClinicError] = []
    desk.ask("t", _refuse, print, told.append)
    qtbot.waitUntil(lambda: desk.pending == 0)
    assert [str(error) for error in told] == ["This client is not on file."]


def test_a_sentence_nobody_hears_goes_to_the_window(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.unheard) as heard:
        desk.write(_refuse)
    assert isinstance(heard.args[0], NotFound)


def test_a_fault_goes_to_the_hook_and_leaves_the_form_a_sentence(desk: Desk, qtbot: QtBot) -> None:
    told: list[ClinicError] = []
    with qtbot.waitSignal(desk.faulted) as fault:
        desk.write(lambda: 1 / 0, failed=told.append)
    assert isinstance(fault.args[0], ZeroDivisionError)
    assert "still here" in str(told[0])


def test_nothing_is_told_to_an_owner_that_is_gone(desk: Desk, qtbot: QtBot) -> None:
    gate, told = threading.Event(), []
    owner = QObject()
    desk.ask("t", gate.wait, told.append, owner=owner)
    owner.deleteLater()
    del owner
    qtbot.wait(1)
    gate.set()
    qtbot.waitUntil(lambda: desk.pending == 0)
    assert told == []


def test_nor_where_some_of_what_is_told_was_given_beforehand(desk: Desk, qtbot: QtBot) -> None:
    class Part(QObject):
        def tell(self, told: list[int], answer: int) -> None:
            told.append(answer)

    gate, told, part = threading.Event(), list[int](), Part()
    desk.ask("t", lambda: gate.wait() and 1, partial(part.tell, told))
    shiboken6.delete(part)
    gate.set()
    qtbot.waitUntil(lambda: desk.pending == 0)
    assert told == []


def test_saving_is_told_while_a_write_runs(desk: Desk, qtbot: QtBot) -> None:
    told: list[bool] = []
    desk.saving.connect(told.append)
    desk.write(lambda: None)
    desk.write(lambda: None)
    qtbot.waitUntil(lambda: desk.pending == 0)
    assert told == [True, True, True, False]


def test_a_throttle_joins_calls_and_does_the_last(qtbot: QtBot) -> None:
    parent, calls = QObject(), []
    soon = Throttle(20, lambda: calls.append(1), parent)
    for _ in range(10):
        soon()
    assert calls == []
    qtbot.waitUntil(lambda: calls == [1])
    soon()
    soon.now()
    qtbot.wait(40)
    assert calls == [1, 1]
    soon()
    soon.cancel()
    qtbot.wait(40)
    assert calls == [1, 1]


def _refuse() -> None:
    raise NotFound("This client is not on file.")


def test_the_settle_fixture_waits(desk: Desk, settle: Callable[[Lane], None]) -> None:
    seen: list[int] = []
    desk.ask("t", lambda: 3, seen.append)
    settle(desk)
    assert seen == [3]
