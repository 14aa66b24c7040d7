"""A leaflet made out for the nurse tells what was given; the desk is not shown it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from clinic_desk.leaflets import press
from tests.factories import events
from ui.kit.workplace import Workplace
from ui.leaflets.giving import Handing
from ui.leaflets.page import LeafletsPage

MAYA, RUTH = 1, 2
BATCH = "QV81204"


@pytest.fixture(autouse=True)
def treated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The record of the client names a batch, for whoever may read it."""

    def filled(*_: object, clinical: bool, **__: object) -> dict[str, str]:
        return {"batch": BATCH} if clinical else {}

    monkeypatch.setattr(press.PersonalBoxes, "filled", filled)


def seen(page: LeafletsPage) -> str:
    """Every word of the leaflet that is in the window, shown or not."""
    result = page.drawing.result
    order = repr(result.order.addressee) if result is not None else ""
    return f"{page.pane.text.toPlainText()} {page.pane.sheets.accessibleDescription()} {order}"


def sit(workplace: Workplace, person_id: int) -> None:
    workplace.seat.sit_down(workplace.clinic.staff.person(person_id))


def test_a_leaflet_made_out_for_the_nurse_goes_when_the_desk_sits_down(
    page: LeafletsPage, workplace: Workplace, grace: int, quiet: Callable[[], None], qtbot: QtBot
) -> None:
    sit(workplace, RUTH)
    page.receive(client_id=grace, name="botulinum-toxin-aftercare")
    qtbot.waitUntil(lambda: BATCH in seen(page))
    quiet()
    assert page.pane.sheets.sheets
    sit(workplace, MAYA)
    assert BATCH not in seen(page)
    assert page.pane.sheets.sheets == []
    qtbot.waitUntil(lambda: page.drawing.result is not None)
    quiet()
    assert "Grace Okoro" in seen(page)
    assert BATCH not in seen(page)
    noted = [each.person_id for each in events(workplace.clinic.database)
             if each.act == "client.read"]  # fmt: skip
    assert noted == [RUTH, MAYA]


def test_pictures_that_come_late_are_not_shown_to_whoever_sits_there_by_then(
    page: LeafletsPage, workplace: Workplace, grace: int, quiet: Callable[[], None], qtbot: QtBot
) -> None:
    sit(workplace, RUTH)
    page.receive(client_id=grace, name="botulinum-toxin-aftercare")
    qtbot.waitUntil(lambda: page.drawing.result is not None)
    shown: list[object] = []
    page.drawing.pictured.connect(shown.append)
    page.drawing.show_at(50.0)
    page.drawing.forget()
    quiet()
    assert shown == []


def test_a_print_is_noted_for_whoever_printed_it(
    page: LeafletsPage, workplace: Workplace, grace: int, quiet: Callable[[], None], qtbot: QtBot
) -> None:
    sit(workplace, RUTH)
    page.receive(client_id=grace)
    qtbot.waitUntil(lambda: page.drawing.result is not None)
    quiet()
    page.handing.print()
    sit(workplace, MAYA)
    quiet()
    log = workplace.clinic.leaflets
    qtbot.waitUntil(lambda: bool(log.of_client(grace, MAYA)))
    assert [each.given_by for each in log.of_client(grace, MAYA)] == ["Ruth Holt"]


def test_whoever_takes_the_desk_meanwhile_is_not_asked_where_a_sealed_leaflet_goes(
    page: LeafletsPage, workplace: Workplace, grace: int, quiet: Callable[[], None], qtbot: QtBot
) -> None:
    page.receive(client_id=grace, name="botulinum-toxin-aftercare")
    qtbot.waitUntil(lambda: page.drawing.result is not None)
    quiet()
    giving, told, gate = page.handing.giving, list[str](), threading.Event()
    giving.failed.connect(lambda error: told.append(str(error)))
    workplace.background.run(lambda: gate.wait(60))
    giving.save_sealed(Handing(page.drawing.result, None, MAYA), "three herons at dusk")
    sit(workplace, RUTH)
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    assert "somebody else took the desk" in told[0]
    assert giving.dialog is None
