"""Fields and labels: plain text, spoken names, troubles, dates, choices."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desk.base.errors import BadInput, NotFound
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.choices import CheckField, Segments, Switch
from ui.kit.fields import ComboField, DateField, LineField, TextField, show_troubles
from ui.kit.labels import Chip, PlainLabel, initials_of, set_plain_tip
from ui.kit.layout import Column, Row, Surface, clear
from ui.kit.surfaces import EmptyState, TroubleLine
from ui.kit.theme import Theme

MARKUP = "<b>Anna</b> <img src='x'>"


def test_a_label_shows_markup_as_text(qtbot: QtBot) -> None:
    label = PlainLabel(MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_a_tip_shows_markup_as_text(qtbot: QtBot) -> None:
    label = PlainLabel("x")
    qtbot.addWidget(label)
    set_plain_tip(label, MARKUP)
    assert "&lt;b&gt;Anna" in label.toolTip()
    told = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Description)
    assert told == MARKUP
    set_plain_tip(label, "")
    assert label.toolTip() == ""


def test_a_word_of_5000_letters_is_broken_and_not_widened(qtbot: QtBot) -> None:
    label = PlainLabel("W" * 5000, wrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 100
    assert label.heightForWidth(300) > 2000


def test_a_wrapped_label_is_higher_where_it_is_narrower(qtbot: QtBot) -> None:
    label = PlainLabel("Botulinum toxin goes only into healed, unbroken skin.", wrap=True)
    qtbot.addWidget(label)
    assert label.heightForWidth(120) > label.heightForWidth(400)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Nadia Clarke", "NC"), ("Anna Maria de Souza", "AS"), ("Cher", "C"), ("", ""), ("-", "")],
)
def test_initials_are_of_the_first_and_last_word(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_an_ampersand_in_a_button_is_shown_and_binds_no_key(qtbot: QtBot) -> None:
    button = QuietButton("Smith & Jones")
    qtbot.addWidget(button)
    assert button.words() == "Smith & Jones"
    assert button.accessibleName() == "Smith & Jones"
    assert button.shortcut().isEmpty()


def test_enter_and_space_press_a_button(qtbot: QtBot) -> None:
    pressed: list[int] = []
    button = PrimaryButton("Book", "Ctrl+Return", on_click=lambda: pressed.append(1))
    qtbot.addWidget(button)
    button.show()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [1, 1]


@pytest.mark.parametrize("kind", [LineField, TextField, ComboField])
def test_a_field_speaks_its_label(qtbot: QtBot, kind: type[LineField]) -> None:
    field = kind("Desk note")
    qtbot.addWidget(field)
    assert field.control.accessibleName() == "Desk note"


def test_only_the_person_makes_a_field_edited(qtbot: QtBot) -> None:
    field, edits = LineField("Name"), []
    qtbot.addWidget(field)
    field.edited.connect(lambda: edits.append(field.text()))
    field.set_text("Anna")
    assert edits == []
    qtbot.keyClicks(field.line, "B")
    assert edits == ["AnnaB"]


def test_a_trouble_stands_below_until_the_field_is_edited(qtbot: QtBot) -> None:
    field = LineField("Phone")
    qtbot.addWidget(field)
    trouble = BadInput("phone", "A phone number has no letters.")
    assert show_troubles({"phone": field}, trouble)
    assert field.trouble() == "A phone number has no letters."
    assert field.control.accessibleDescription() == "A phone number has no letters."
    qtbot.keyClicks(field.line, "0")
    assert field.trouble() == ""


def test_an_error_of_no_field_is_left_to_the_form(qtbot: QtBot) -> None:
    field = LineField("Phone")
    qtbot.addWidget(field)
    assert not show_troubles({"phone": field}, NotFound("Gone."))
    assert not show_troubles({"phone": field}, BadInput("name", "A name is needed."))


def test_a_date_is_read_back_in_words(qtbot: QtBot) -> None:
    field = DateField("Day", lambda typed: date(2026, 12, 8))
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "8/12")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.text() == "Tue 8 Dec"
    assert field.value() == date(2026, 12, 8)


def test_a_date_that_is_none_is_said_below_and_stays_as_typed(qtbot: QtBot) -> None:
    def read(typed: str) -> date:
        raise BadInput("day", f"“{typed}” is no date.")

    field = DateField("Day", read)
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "blue")
    with pytest.raises(BadInput):
        field.value()
    assert field.text() == "blue"
    assert field.trouble() == "“blue” is no date."


def test_a_choice_stays_where_it_is_still_offered(qtbot: QtBot) -> None:
    field = ComboField("Treatment")
    qtbot.addWidget(field)
    field.set_choices([("BTX", "Botulinum toxin"), ("MN", "Micro-needling")], ["toxin", "needling"])
    field.set_value("MN")
    field.set_choices([("MN", "Micro-needling"), ("CONSULT", "Free consultation")])
    assert field.value() == "MN"
    field.set_choices([("BTX", "Botulinum toxin")])
    assert field.value() is None


@pytest.mark.parametrize("kind", [CheckField, Switch])
def test_space_and_enter_tick(qtbot: QtBot, kind: type[CheckField]) -> None:
    told: list[bool] = []
    tick = kind("Large print", told.append)
    qtbot.addWidget(tick)
    tick.show()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    qtbot.keyClick(tick, Qt.Key.Key_Return)
    assert told == [True, False]


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_words_of_a_switch_wrap_where_they_have_no_room(
    qtbot: QtBot, theme: Theme, percent: int
) -> None:
    theme.set_percent(percent)
    window, switch = Surface(), Switch("Name and appointment on page 1")
    body = Column(window)
    body.addWidget(switch)
    body.addStretch(1)
    qtbot.addWidget(window)
    wide = switch.sizeHint().width()
    window.resize(wide, 600)
    window.show()
    high = switch.height()
    assert high == switch.sizeHint().height()
    window.resize(wide * 45 // 100, 600)
    QApplication.processEvents()
    assert switch.width() < wide
    assert switch.height() > high * 3 // 2
    window.resize(wide, 600)
    QApplication.processEvents()
    assert switch.height() == high


def test_segments_choose_by_arrows_and_fold_where_narrow(qtbot: QtBot) -> None:
    told: list[str] = []
    segments = Segments("Span", [("day", "Day"), ("week", "Week")])
    qtbot.addWidget(segments)
    segments.chosen.connect(told.append)
    segments.resize(segments.sizeHint())
    segments.show()
    assert not segments.folded
    qtbot.keyClick(segments, Qt.Key.Key_Right)
    qtbot.keyClick(segments, Qt.Key.Key_Right)
    assert told == ["week"]
    assert segments.accessibleName() == "Span: Week"
    segments.resize(segments.minimumSizeHint())
    assert segments.folded


def test_a_part_shown_before_it_has_a_place_opens_no_window(qtbot: QtBot) -> None:
    window = Surface()
    trouble = TroubleLine()
    trouble.tell(NotFound("This client is not on file."))
    empty = EmptyState("Nothing yet.", "Add")
    assert not [part for part in (trouble, empty, empty.button) if part.isVisible()]
    body = Column(window)
    body.addWidget(trouble)
    body.addWidget(empty)
    qtbot.addWidget(window)
    window.show()
    assert trouble.isVisible()
    assert empty.button is not None
    assert empty.button.isVisible()


def test_clearing_a_layout_leaves_nothing(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    body = Column(window)
    inner = Row()
    inner.addWidget(Chip("Checked", "good"))
    body.addLayout(inner)
    body.addWidget(PlainLabel("x"))
    clear(body)
    QApplication.sendPostedEvents(None, 0)
    assert body.count() == 0
    qtbot.waitUntil(lambda: window.findChildren(QWidget) == [])


def test_layouts_follow_the_size_of_letters(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    body = Column(window, gap=2, margins=(1, 2, 3, 4))
    theme.set_percent(200)
    assert body.spacing() == 32
    assert body.contentsMargins().bottom() == 64
