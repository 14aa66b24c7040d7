"""The leaflets of a day, while another day is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desk.base.errors import NotAllowed
from clinic_desk.leaflets.orders import Order, PrintedLeaflet, drawn
from tests.factories import add_appointment
from tests.ui.leaflets.conftest import STARTS
from ui.kit.printing import Printer
from ui.kit.workplace import Workplace
from ui.leaflets import all_of_day
from ui.leaflets.all_of_day import AllOfDay
from ui.leaflets.page import LeafletsPage

Quiet = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
RUTH = 2
OF_FRIDAY = "Leaflets of Fri 27 Nov"


@pytest.fixture
def said(workplace: Workplace) -> list[str]:
    """What the status line was told."""
    heard: list[str] = []
    workplace.seat.announced.connect(lambda words, _undo: heard.append(words))
    return heard


@pytest.fixture
def card(page: LeafletsPage, workplace: Workplace, grace: int, printer: Printer,
         quiet: Quiet) -> AllOfDay:  # fmt: skip
    """The list of Thursday's leaflets, Grace's; she comes on Friday too."""
    later = STARTS + timedelta(days=1)
    ends = later + timedelta(minutes=30)
    add_appointment(workplace.clinic.database, grace, workplace.by, later, ends, treatment="MN")
    page.batch.begin(THURSDAY, printer)
    quiet()
    return page.batch


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """Drawing that has begun once the first is set, and goes on once the second is."""
    begun, go_on = Event(), Event()

    def when_let(order: Order) -> PrintedLeaflet:
        begun.set()
        assert go_on.wait(60)
        return drawn(order)

    monkeypatch.setattr(all_of_day, "drawn", when_let)
    return begun, go_on


def given_names(workplace: Workplace, client_id: int) -> set[str]:
    return {line.leaflet for line in workplace.clinic.leaflets.of_client(client_id, workplace.by)}


def test_the_day_that_is_asked_for_while_another_is_printed_is_shown_after_it(
    qtbot: QtBot, card: AllOfDay, workplace: Workplace, grace: int, printer: Printer,
    quiet: Quiet, said: list[str], held: tuple[Event, Event],
) -> None:  # fmt: skip
    wanted = {order.leaflet.head.name for order in card.orders}
    qtbot.keyClick(card, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(held[0].is_set)
    card.begin(FRIDAY, printer)
    assert card.title.text() == "Leaflets of Thu 26 Nov"
    held[1].set()
    qtbot.waitUntil(lambda: card.title.text() == OF_FRIDAY)
    quiet()
    assert " of Thu 26 Nov sent to " in said[-1]
    assert given_names(workplace, grace) == wanted
    assert card.isVisible()
    assert not card.under_way.isVisible()
    (visit,) = {line.visit.id for line in card.lines}
    qtbot.keyClick(card, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: " of Fri 27 Nov sent to " in said[-1])
    assert visit in {each.id for each in workplace.clinic.diary.of_client(grace)}
    assert "micro-needling" in given_names(workplace, grace)


@pytest.mark.qt_log_ignore("does not support propagateSizeHints")
def test_a_file_that_is_written_late_is_of_its_own_day_and_closes_no_other(
    qtbot: QtBot, card: AllOfDay, printer: Printer, quiet: Quiet, said: list[str], tmp_path: Path
) -> None:
    card.save()
    qtbot.waitUntil(lambda: card.dialog is not None)
    assert card.dialog is not None
    card.dialog.fileSelected.emit(str(tmp_path / "all.pdf"))
    card.dialog.reject()
    card.begin(FRIDAY, printer)
    qtbot.waitUntil(lambda: bool(said))
    quiet()
    assert " of Thu 26 Nov saved as all.pdf" in said[-1]
    assert card.isVisible()
    assert card.title.text() == OF_FRIDAY


def test_whoever_takes_the_desk_meanwhile_is_not_asked_where_they_are_to_be_saved(
    qtbot: QtBot, card: AllOfDay, workplace: Workplace, quiet: Quiet, said: list[str],
    held: tuple[Event, Event],
) -> None:  # fmt: skip
    begun, let = held
    card.save()
    assert begun.wait(60)
    workplace.seat.sit_down(workplace.clinic.staff.person(RUTH))
    let.set()
    qtbot.waitUntil(lambda: bool(said))
    quiet()
    assert card.dialog is None
    assert "somebody else took the desk" in said[-1]


def test_a_job_that_fails_is_told_and_the_day_asked_for_meanwhile_is_shown(
    qtbot: QtBot, card: AllOfDay, workplace: Workplace, grace: int, printer: Printer,
    quiet: Quiet, said: list[str], held: tuple[Event, Event], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def jammed(*_args: object, **_named: object) -> None:
        raise NotAllowed("The printer is out of paper.")

    monkeypatch.setattr(all_of_day, "print_pdf", jammed)
    qtbot.keyClick(card, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(held[0].is_set)
    card.begin(FRIDAY, printer)
    held[1].set()
    qtbot.waitUntil(lambda: card.title.text() == OF_FRIDAY)
    quiet()
    assert said == ["The printer is out of paper."]
    assert card.print_button.isEnabled()
    assert given_names(workplace, grace) == set()


def test_whoever_closes_the_card_is_not_shown_another_day_when_the_job_is_done(
    qtbot: QtBot, card: AllOfDay, printer: Printer, quiet: Quiet, said: list[str],
    held: tuple[Event, Event],
) -> None:  # fmt: skip
    qtbot.keyClick(card, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(held[0].is_set)
    card.begin(FRIDAY, printer)
    card.dismiss()
    held[1].set()
    qtbot.waitUntil(lambda: bool(said))
    quiet()
    assert not card.isVisible()
    assert " of Thu 26 Nov sent to " in said[-1]
