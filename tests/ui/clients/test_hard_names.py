"""Names of markup, of 5,000 letters, of other scripts: shown as typed, given back as typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from clinic_desk.clients.records import AlertDetails, ClientDetails, SpokespersonDetails
from tests.ui.clients.desk import Shown
from ui.kit.theme import theme

NAMES = [
    "<b>Bobby</b> <img src=/etc/passwd>",
    "x" * 5000,
    "نادية حداد",
    "שרה כהן",
    "🌸 Flora 🌼",
    "../../etc/passwd",
    "&amp; && %s {0}",
    "two\nlines\tand\u00a0a\u2029space",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_shown_and_comes_back_as_it_was(shown: Shown, name: str) -> None:
    details = ClientDetails(
        given=name,
        known_as=name,
        address=name,
        desk_note=name,
        alerts=(AlertDetails("flag", name),),
        spokespeople=(SpokespersonDetails("Tom"),),
    )
    client_id = shown.clinic.clients.add(details, by=1).id
    shown.sit(shown.nurse)
    width = shown.page.width()
    for tab in ("history", "details"):
        shown.page.receive(client_id=client_id, tab=tab)
        shown.settle()
        shown.page.grab()
    assert shown.page.width() == width
    assert not shown.page.details.unsaved
    shown.bot.keyClicks(shown.page.details.form.fields["postcode"].control, "CB1")
    shown.bot.keyClick(shown.page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    kept = shown.clinic.clients.get(client_id, shown.nurse.id).details
    assert kept.postcode == "CB1"
    assert (kept.given, kept.known_as, kept.address, kept.desk_note) == (name,) * 4
    assert kept.alerts == details.alerts


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_keeps_its_place_at_every_size(shown: Shown, percent: int, scheme: str) -> None:
    details = ClientDetails(given="x" * 5000, family="Kowalska")
    client_id = shown.clinic.clients.add(details, by=1).id
    shown.page.receive(client_id=client_id)
    shown.settle()
    theme().choose("dark" if scheme == "dark" else "light")
    theme().set_percent(percent)
    head = shown.page.record.head
    head.grab()
    assert head.book.mapTo(shown.page, head.book.rect().topRight()).x() <= shown.page.width()
    assert head.name.width() >= theme().shape("side_list") // 2
