"""The theme: schemes, sizes, high contrast, letters and icons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.icons import ICONS, icon_picture, paint_icon
from ui.kit.labels import PlainLabel
from ui.kit.theme import Theme, contrast


def test_the_scheme_changes_while_the_program_runs(theme: Theme, qtbot: QtBot) -> None:
    before = theme.colour("surface")
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.dark
    assert theme.colour("surface") != before
    window = QApplication.palette().color(QPalette.ColorRole.Window)
    assert window == theme.colour("canvas")


def test_the_letters_grow_between_80_and_200_percent(theme: Theme) -> None:
    theme.set_percent(200)
    assert theme.font().pixelSize() == 28
    theme.larger()
    assert theme.percent == 200
    theme.set_percent(10)
    assert theme.percent == 80
    theme.smaller()
    assert theme.percent == 80


def test_measures_grow_with_the_letters(theme: Theme) -> None:
    assert theme.shape("control") == 34
    theme.set_percent(150)
    assert theme.shape("control") == 51
    assert theme.grid() == 12
    assert theme.scaled(0) == 0


def test_the_letters_are_our_own(theme: Theme) -> None:
    assert QFontInfo(theme.font("body", "semibold")).family() == "Inter"


@pytest.mark.parametrize("name", ["Ωmega Καλή", "Анна Ковальска", "Żółć Nguyễn", "O’Brien"])
def test_inter_has_the_letters_of_a_name(theme: Theme, name: str) -> None:
    metrics = QFontMetrics(theme.font())
    assert all(metrics.inFontUcs4(ord(letter)) for letter in name if letter != " ")


def test_figures_line_up_where_they_should(theme: Theme) -> None:
    metrics = QFontMetrics(theme.font(tabular=True))
    assert metrics.horizontalAdvance("11:11") == metrics.horizontalAdvance("08:08")


def test_a_treatments_own_colour_brings_a_readable_family(theme: Theme) -> None:
    for scheme in ("light", "dark"):
        theme.choose(scheme)
        for colour in ("#7A2E5D", "#FFE08A", "#101010"):
            ink, wash, _ = theme.family(colour)
            assert contrast(ink, wash) >= 4.5


def test_an_unknown_colour_is_a_fault_of_ours(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.colour("nonesuch")


def test_high_contrast_makes_every_edge_ink(theme: Theme) -> None:
    theme.high_contrast = True
    assert theme.colour("control_edge") == theme.colour("ink")
    assert theme.colour("quiet_ink") == theme.colour("ink")
    assert contrast(theme.colour("line"), theme.colour("surface")) >= 3
    theme.high_contrast = False


@pytest.mark.parametrize("name", sorted(file.stem for file in ICONS.glob("*.svg")))
def test_every_icon_draws_something_in_the_colour_asked_for(theme: Theme, name: str) -> None:
    picture = icon_picture(name, 24, QColor("red")).toImage()
    colours = [picture.pixelColor(x, y) for x in range(24) for y in range(24)]
    inked = [colour for colour in colours if colour.alpha() > 100]
    assert inked
    assert all(colour.red() > 240 and colour.green() < 10 for colour in inked)


def test_an_icon_nobody_drew_is_a_fault_of_ours(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        paint_icon(QPainter(), "nonesuch", QRectF(), QColor("red"))


def test_a_scheme_that_is_worn_is_not_put_on_again(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose("light")


def test_a_height_that_was_measured_is_measured_anew_for_other_words_and_letters(
    theme: Theme, qtbot: QtBot
) -> None:
    label = PlainLabel("One line", wrap=True)
    qtbot.addWidget(label)
    one = label.heightForWidth(200)
    # As Qt itself sets it, past whatever a class of ours would see.
    label.setProperty("text", "One line\nand another")
    assert label.heightForWidth(200) > one
    label.setProperty("text", "One line")
    assert label.heightForWidth(200) == one
    font = label.font()
    font.setPixelSize(3 * font.pixelSize())
    label.setFont(font)
    assert label.heightForWidth(2000) > one
