"""At 1366 x 768 and with large letters: the middle scrolls, the foot stays, nothing is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.calendar.at_desk import AtDesk, add_client, on
from ui.calendar.booking.offers import OfferList
from ui.kit.buttons import KeyButton
from ui.kit.layout import Column, Surface
from ui.kit.theme import Theme

SIZES = [(1440, 900, 100), (1366, 768, 100), (1366, 768, 150), (1366, 768, 200)]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}-{size[2]}")
def small(request: pytest.FixtureRequest, at_desk: AtDesk, theme: Theme) -> AtDesk:
    width, height, percent = request.param
    at_desk.program.window.resize(width, height)
    theme.set_percent(percent)
    at_desk.hand.settle()
    return at_desk


def inside(part: QWidget, whole: QWidget) -> bool:
    """Whether a part lies wholly within another widget."""
    corner = part.mapTo(whole, QPoint(0, 0))
    return whole.rect().contains(part.rect().translated(corner))


def buttons(part: QWidget) -> list[KeyButton]:
    return [button for button in part.findChildren(KeyButton) if button.isVisible()]


def keeps_its_words_and_key(button: KeyButton) -> bool:
    """As `KeyButton.paintEvent` decides it."""
    return button.sizeHint().width() - button.width() <= 12 * button.height() / 34 + 1


def nothing_is_cut_off(at_desk: AtDesk) -> bool:
    window, panel = at_desk.program.window, at_desk.page.side.currentWidget()
    scrolled = panel.middle
    return (
        inside(at_desk.page.side, window)
        and scrolled.inside.width() <= scrolled.viewport().width()
        and scrolled.viewport().height() > 60
        and all(
            inside(button, window)
            for button in buttons(at_desk.page)
            if not scrolled.isAncestorOf(button)
        )
    )


def test_a_call_with_many_findings_keeps_its_foot_and_keys(small: AtDesk, nadia: int) -> None:
    for minute, given in ((0, "Olga"), (30, "Irene")):
        other = add_client(small.clinic, given, "Foster-Harris")
        small.book("BTX", other, on(1, 10, minute))
    small.call_from("Nadia Clarke", "b")
    small.go_to("With")
    small.hand.type("r")
    small.type_in("When", "1 dec 10:15")
    small.hand.press("Return")
    assert small.foot.main.words.startswith("Book with")
    assert nothing_is_cut_off(small)
    foot = small.parts.foot
    assert keeps_its_words_and_key(foot.main)
    assert keeps_its_words_and_key(foot.other)
    small.go_to("Reason")
    assert inside(small.parts.answer.reason.line, small.panel.middle.viewport())


def test_a_new_caller_with_a_duplicate_and_a_trouble_scrolls(small: AtDesk, nadia: int) -> None:
    small.hand.press("F4")
    small.hand.type("Nadia Clarke")
    small.hand.press("Up", "Return")
    small.hand.type("ring her")
    small.hand.press("Ctrl+Return")
    assert small.parts.who.new.phone.trouble()
    assert nothing_is_cut_off(small)
    assert inside(small.parts.who.new.phone.line, small.panel.middle.viewport())


def test_the_other_panels_fit_too(small: AtDesk, nadia: int) -> None:
    booked = small.book("CONSULT", nadia, on(24, 11, month=11))
    small.page.days.read()
    small.hand.settle()
    small.page.open_visit(booked.appointment_id)
    small.hand.settle()
    assert nothing_is_cut_off(small)
    for key in ("F3", "F8", "Ctrl+Shift+A"):
        small.hand.press(key)
        assert nothing_is_cut_off(small)


@pytest.mark.parametrize("width", [1366, 1440])
def test_the_head_names_the_day_in_whole_words_at_every_size_of_letters(
    at_desk: AtDesk, theme: Theme, width: int
) -> None:
    at_desk.program.window.resize(width, 768)
    at_desk.hand.press("F4")
    title = at_desk.page.head.title
    for percent in range(80, 201, 10):
        theme.set_percent(percent)
        at_desk.hand.settle()
        assert title.text() in ("Tuesday 24 November", "Tue 24 Nov")
        assert title.width() >= title.fontMetrics().horizontalAdvance(title.text()), percent


@pytest.mark.parametrize("percent", [100, 150])
def test_what_narrows_the_offered_times_is_never_cut(
    qtbot: QtBot, theme: Theme, percent: int
) -> None:
    theme.set_percent(percent)
    page, offers = Surface(), OfferList()
    Column(page).addWidget(offers)
    qtbot.addWidget(page)
    offers.show_offers((), several_people=True)
    with qtbot.waitExposed(page):
        page.show()
    links = (offers.part, offers.days, offers.who)
    for width in range(theme.scaled(300), theme.scaled(400), 3):
        page.resize(width, theme.scaled(400))
        QApplication.processEvents()
        assert all(link.width() >= link.sizeHint().width() for link in links), width
