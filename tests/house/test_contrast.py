"""Contrast, computed from the token file: text 4.5:1 on every ground, edges and hatching 3:1."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from ui.kit.theme import contrast
from ui.kit.tokens import tokens

SCHEMES = ("light", "dark")
GROUNDS = ("canvas", "surface", "sunken", "closed", "faint_line")
WASHES = sorted(name for name in tokens().light if name.endswith("_wash"))
INKS = sorted(name.removesuffix("_wash") for name in WASHES)


def ratio(scheme: str, one: str, other: str) -> float:
    """The contrast of two tokens of a scheme."""
    colours = getattr(tokens(), scheme)
    return contrast(QColor(colours[one]), QColor(colours[other]))


def test_both_schemes_have_the_same_tokens() -> None:
    assert set(tokens().light) == set(tokens().dark)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", [*WASHES, *GROUNDS, "avatar"])
def test_text_reads_on_every_ground(scheme: str, ground: str) -> None:
    assert ratio(scheme, "ink", ground) >= 4.5
    if ground != "avatar":
        assert ratio(scheme, "quiet_ink", ground) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ink", INKS)
def test_a_coloured_word_reads_on_its_wash_and_on_a_card(scheme: str, ink: str) -> None:
    assert ratio(scheme, ink, f"{ink}_wash") >= 4.5
    assert ratio(scheme, ink, "surface") >= 4.5
    assert ratio(scheme, ink, "sunken") >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_main_acts_words_read(scheme: str) -> None:
    for ground in ("accent", "accent_deep"):
        assert ratio(scheme, "on_accent", ground) >= 4.5
    assert ratio(scheme, "accent", "canvas") >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("edge", ["control_edge", "off", "saved", "now_line", "accent", *INKS])
def test_edges_and_marks_stand_out_from_a_card(scheme: str, edge: str) -> None:
    assert ratio(scheme, edge, "surface") >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["surface", "canvas", "closed"])
def test_hatching_stands_out_from_its_ground(scheme: str, ground: str) -> None:
    assert ratio(scheme, "hatch", ground) >= 3


@pytest.mark.parametrize("ink", INKS)
def test_the_dark_scheme_gives_every_wash_an_edge_that_stands_out(ink: str) -> None:
    """A dark wash is close to its ground; in the light scheme the wash itself is told apart."""
    assert ratio("dark", f"{ink}_edge", "surface") >= 3
