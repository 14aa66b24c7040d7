"""Letters, lines, and how pieces are dealt out over pages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from clinic_desk.leaflets.layout import pages_of
from clinic_desk.leaflets.lines import Style, lines_of
from clinic_desk.leaflets.look import colours_for
from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.pieces import Piece, Placed
from clinic_desk.leaflets.printable import printable, unprintable

BODY = Style(14, 18)


def said(text: str, width: float = 200) -> list[str]:
    """The lines of a text, bits from left to right."""
    return ["|".join(bit.text for bit in line.bits) for line in lines_of(text, BODY, width)]


def test_a_letter_that_no_font_has_is_named_once() -> None:
    assert unprintable("Zoë 😀 漢 😀") == ("😀 (grinning face)", "漢 (cjk unified ideograph-6f22)")


@pytest.mark.parametrize(
    "text", ["Zoë Ångström", "Анна", "Ελένη", "محمّد", "רוּת", "x̂", "علی\u200cزاده"]
)
def test_letters_of_the_five_scripts_are_all_printable(text: str) -> None:
    assert unprintable(text) == ()


def test_control_and_direction_characters_are_neither_printed_nor_named() -> None:
    text = "a\x00b\u202ec\u2066d\ufe0f\ud800e"
    assert printable(text) == "a bcde"
    assert unprintable(text) == ("half a character (U+D800)",)


def test_decomposed_letters_are_composed() -> None:
    assert printable("Zoe\u0308") == "Zoë"


def test_lines_are_broken_between_words_and_never_wider_than_the_room() -> None:
    text = "The muscle rests for a while, and the skin above it folds less."
    lines = lines_of(text, BODY, 150)
    assert all(line.width <= 150 for line in lines)
    assert " ".join(said(text, 150)) == text


def test_a_word_wider_than_the_line_is_broken_within() -> None:
    lines = lines_of("W" * 100, BODY, 150)
    assert all(line.width <= 150 for line in lines)
    assert "".join(bit.text for line in lines for bit in line.bits) == "W" * 100


def test_an_empty_text_has_no_line() -> None:
    assert lines_of(" \n ", BODY, 150) == ()


def test_hebrew_words_stand_from_right_to_left_within_an_english_line() -> None:
    assert said("To רות כהן, today.", 400) == ["To |כהן| |רות|, today."]


def test_arabic_letters_are_joined() -> None:
    joined, apart = (lines_of(text, BODY, 400)[0].width for text in ("محمد", "م ح م د"))
    assert joined < apart
    (line,) = lines_of("محمد", BODY, 400)
    assert [cluster.reads for cluster in line.bits[0].clusters] == ["د", "م", "ح", "م"]


def test_headings_and_washes_keep_their_contrast() -> None:
    for treatment in ("toxin", "needling", "consultation", "review"):
        colours = colours_for(treatment)
        assert contrast(colours.ink, colours.wash) >= 7
        assert contrast(colours.deep, colours.paper) >= 7
        assert contrast(colours.deep, colours.wash) >= 4.5
        assert contrast(colours.quiet, colours.paper) >= 7
        assert contrast(colours.accent, colours.paper) >= 3
        for ink, wash, edge in colours.notices.values():
            assert contrast(colours.ink, wash) >= 7
            assert contrast(ink, wash) >= 4.5
            assert contrast(edge, wash) >= 3


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, as WCAG counts it."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    straight = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * straight[0] + 0.7152 * straight[1] + 0.0722 * straight[2]


@dataclass(frozen=True)
class Block:
    """A piece of a given height; one that can be cut loses what fits."""

    height: float
    soft: bool = False

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Nothing to draw."""

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """At the room given, where it is soft."""
        if not self.soft or not 0 < room < self.height:
            return None
        return Block(room, True), Block(self.height - room, True)


def heights(*flow: Placed) -> list[list[float]]:
    """The heights that stand on each page of 100 points."""
    return [[standing.piece.height for standing in page] for page in pages_of(flow, 100)]


def test_what_does_not_fit_goes_to_the_next_page_whole() -> None:
    assert heights(Placed(Block(60)), Placed(Block(60))) == [[60], [60]]


def test_a_heading_goes_with_what_follows_it() -> None:
    assert heights(Placed(Block(70)), Placed(Block(10), keep=True), Placed(Block(30))) == [
        [70],
        [10, 30],
    ]


def test_room_above_counts_except_at_the_top_of_a_page() -> None:
    assert heights(Placed(Block(50)), Placed(Block(45), above=10)) == [[50], [45]]
    assert heights(Placed(Block(100), above=10)) == [[100]]


def test_only_what_is_taller_than_a_page_is_cut() -> None:
    assert heights(Placed(Block(40)), Placed(Block(230, True))) == [[40, 60], [100], [70]]
    assert heights(Placed(Block(40)), Placed(Block(90, True))) == [[40], [90]]


def test_what_is_too_tall_and_cannot_be_cut_does_not_go_on_for_ever() -> None:
    assert heights(Placed(Block(40)), Placed(Block(130)), Placed(Block(20))) == [[40], [130], [20]]
