"""The search box says of whoever is found that they died or are not to be booked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from clinic_desk.clinic import Clinic
from ui.application import ClinicDesk
from ui.kit.rows import ChoiceRow
from ui.kit.tasks import Lane

MAYA, RUTH = 1, 2


def found(desk: ClinicDesk, qtbot: QtBot, settle: Callable[[Lane], None]) -> str:
    qtbot.keyClicks(desk.window.top.search, "nadia")
    settle(desk.desk)
    (row,) = desk.window.search.hits.findChildren(ChoiceRow)
    return row.accessibleName()


@pytest.mark.parametrize("hidden", [False, True])
def test_who_has_died_is_marked_unless_names_are_hidden(
    desk: ClinicDesk,
    clinic: Clinic,
    client_id: int,
    qtbot: QtBot,
    settle: Callable[[Lane], None],
    hidden: bool,
) -> None:
    clinic.deaths.note(client_id, date(2026, 11, 20), MAYA)
    assert desk.work is not None
    desk.work.seat.hide_names(hidden)
    name = found(desk, qtbot, settle)
    assert name == ("NC" if hidden else "Nadia Clarke, 07700 900316, Has died")


def test_who_is_not_to_be_booked_is_marked(
    desk: ClinicDesk,
    clinic: Clinic,
    client_id: int,
    qtbot: QtBot,
    settle: Callable[[Lane], None],
) -> None:
    clinic.standings.do_not_book(client_id, "Owes", RUTH)
    assert found(desk, qtbot, settle).endswith(", Not to be booked")
