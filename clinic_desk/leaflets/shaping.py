"""From letters in the order they are typed to bits in the order they stand on the line.

Right-to-left stretches are found by the Unicode algorithm (python-bidi); their
letters are joined by HarfBuzz. Plain left-to-right words skip both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

import uharfbuzz
from bidi import algorithm as bidi

from clinic_desk.base.folders import RESOURCES
from clinic_desk.leaflets.faces import face, font_name
from clinic_desk.leaflets.letters import DIRECTION_MARKS, JOINERS, is_mark, right_to_left

Letter: TypeAlias = tuple[str, str, str]
"""A character, its weight, and the address it leads to or nothing."""


class Glyph(NamedTuple):
    """One glyph of a bit: its private character and where it stands from the bit's left."""

    character: str
    right: float
    up: float


class Cluster(NamedTuple):
    """A letter or a few, and the glyphs that draw them, from the left."""

    reads: str
    glyphs: tuple[Glyph, ...]


class Bit(NamedTuple):
    """A stretch of one font, in one direction, to one address. Measures are for size 1."""

    font: str
    text: str
    """As typed."""
    width: float
    clusters: tuple[Cluster, ...]
    """Empty where the text can be drawn as it stands."""
    link: str = ""
    """The address that it leads to."""


def bits_of(letters: Sequence[Letter]) -> tuple[Bit, ...]:
    """The bits of one line from left to right; the line reads from left to right as a whole."""
    if any(right_to_left(character) for character, _, _ in letters):
        return tuple(_turned(letters))
    return tuple(_of_one_font(letters, backwards=False))


@lru_cache(maxsize=8192)
def width_of(letters: tuple[Letter, ...]) -> float:
    """How wide a word stands at size 1."""
    if (
        all(character.isascii() for character, _, _ in letters)
        and len({w for _, w, _ in letters}) == 1
    ):
        text = "".join(character for character, _, _ in letters)
        return _plain_width(font_name("a", letters[0][1]), text)
    return sum(bit.width for bit in bits_of(letters))


def _turned(letters: Sequence[Letter]) -> Iterator[Bit]:
    """The bits of a line with right-to-left stretches in it."""
    order = _visual_order("".join(character for character, _, _ in letters))
    for backwards, group in groupby(order, key=lambda place: place[1] % 2 == 1):
        places = [place for place, _ in group]
        stretch = sorted(places) if backwards else places
        yield from _of_one_font([letters[place] for place in stretch], backwards)


def _visual_order(text: str) -> list[tuple[int, int]]:
    """Places of the characters from left to right, each with its level; odd is right to left."""
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 0, "L"
    bidi.get_embedding_levels(text, storage)
    for place, character in enumerate(storage["chars"]):
        character["place"] = place
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    bidi.reorder_resolved_levels(storage, False)
    return [(character["place"], character["level"]) for character in storage["chars"]]


def _of_one_font(letters: Sequence[Letter], backwards: bool) -> Iterator[Bit]:
    stretches = [
        (font, link, "".join(character for _, _, character in group))
        for (font, link), group in groupby(_with_fonts(letters), key=lambda each: each[:2])
    ]
    for font, link, text in reversed(stretches) if backwards else stretches:
        yield _bit(font, text, backwards, link)


def _with_fonts(letters: Sequence[Letter]) -> Iterator[tuple[str, str, str]]:
    """Font and address of each character; marks and joiners stay with the letter before them."""
    previous = ""
    for character, weight, link in letters:
        if character in DIRECTION_MARKS:
            continue
        if character in JOINERS:
            if previous:
                yield previous, link, character
            continue
        name = font_name(character, weight)
        if previous and is_mark(character) and _has(previous, character):
            name = previous
        previous = name
        yield name, link, character


def _has(font: str, character: str) -> bool:
    return ord(character) in face(font).face.charToGlyph


def _bit(font: str, text: str, backwards: bool, link: str) -> Bit:
    if not backwards and not any(is_mark(letter) or letter in JOINERS for letter in text):
        return Bit(font, text, _plain_width(font, text), (), link)
    width, clusters = _shaped(font, text, backwards)
    return Bit(font, text, width, clusters, link)


@lru_cache(maxsize=8192)
def _plain_width(font: str, text: str) -> float:
    return float(face(font).stringWidth(text, 1))


@cache
def _shaper(font: str) -> tuple[Any, int]:
    blob = uharfbuzz.Blob.from_file_path(str(RESOURCES / "fonts" / f"{font}.ttf"))
    shape = uharfbuzz.Face(blob)
    return uharfbuzz.Font(shape), shape.upem


@lru_cache(maxsize=2048)
def _shaped(font: str, text: str, backwards: bool) -> tuple[float, tuple[Cluster, ...]]:
    """The glyphs of a stretch from left to right, and its width, for size 1."""
    shaper, units = _shaper(font)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if backwards else "ltr"
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    uharfbuzz.shape(shaper, buffer)
    placed = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    pen = 0.0
    clusters: list[Cluster] = []
    for start, group in groupby(placed, key=lambda pair: pair[0].cluster):
        reads = text[start : ends[start]]
        glyphs: list[Glyph] = []
        for info, place in group:
            own_width = shaper.get_glyph_h_advance(info.codepoint) * 1000 / units
            told = JOINERS[1] if glyphs else reads
            drawn = face(font).glyph(info.codepoint, told, own_width)
            glyphs.append(Glyph(drawn, (pen + place.x_offset) / units, place.y_offset / units))
            pen += place.x_advance
        clusters.append(Cluster(reads, tuple(glyphs)))
    return pen / units, tuple(clusters)
