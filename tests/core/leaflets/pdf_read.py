"""A PDF read back: what a screen reader is given, and every letter with its colours."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw


class Part(NamedTuple):
    """One stretch of marked content: its page from 0, the roles above it, and its letters."""

    page: int
    roles: tuple[str, ...]
    letters: str
    """Without spaces."""


class Told(NamedTuple):
    """What is told of a tagged PDF, in the order of its tags, page by page."""

    parts: tuple[Part, ...]
    pictures: tuple[str, ...]
    """The words of the pictures."""
    links: int

    @property
    def letters(self) -> str:
        """All letters in order, without spaces."""
        return "".join(part.letters for part in self.parts)


@lru_cache(maxsize=64)
def told(pdf: bytes) -> Told:
    """The PDF as a screen reader walks it."""
    document = pypdfium2.PdfDocument(pdf)
    parts: list[Part] = []
    pictures: list[str] = []
    links = 0
    for number in range(len(document)):
        page = document[number]
        letters = _letters(page)
        tree = raw.FPDF_StructTree_GetForPage(page)
        for roles, marks, alt in _walk(tree):
            links += roles[-1] == "Link"
            if alt:
                pictures.append(alt)
            parts += [Part(number, roles, letters.get(mark, "")) for mark in marks]
        raw.FPDF_StructTree_Close(tree)
    document.close()
    return Told(tuple(parts), tuple(pictures), links)


def _letters(page: Any) -> dict[int, str]:
    """The letters of each stretch of marked content, by its number."""
    found: dict[int, str] = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        found[mark] = found.get(mark, "") + "".join(item.extract().split())
    return found


def _walk(tree: Any) -> Iterator[tuple[tuple[str, ...], list[int], str]]:
    """Each element with the roles above it, its own marks before the next, and its words."""
    for number in range(raw.FPDF_StructTree_CountChildren(tree)):
        yield from _element(raw.FPDF_StructTree_GetChildAtIndex(tree, number), ())


def _element(
    element: Any, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], list[int], str]]:
    roles = (*above, _said(raw.FPDF_StructElement_GetType, element))
    alt = _said(raw.FPDF_StructElement_GetAltText, element)
    yield roles, [], alt
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from _element(child, roles)
            continue
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, number)
        if mark >= 0:
            yield roles, [mark], ""


def _said(ask: Any, element: Any) -> str:
    size = ask(element, None, 0)
    if size < 4:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(element, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le")


class Ink(NamedTuple):
    """A stretch of text on a page: its letters, size, box in points and colour."""

    page: int
    letters: str
    size: float
    box: tuple[float, float, float, float]
    colour: tuple[int, int, int]


@lru_cache(maxsize=64)
def inks(pdf: bytes) -> tuple[Ink, ...]:
    """Every stretch of text, ornaments included."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    parts = [ctypes.c_uint() for _ in range(4)]
    for number in range(len(document)):
        page = document[number]
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
            raw.FPDFPageObj_GetFillColor(item, *parts)
            red, green, blue, _ = (part.value for part in parts)
            size, letters = round(item.get_font_size(), 1), item.extract().strip()
            found.append(Ink(number, letters, size, item.get_bounds(), (red, green, blue)))
    document.close()
    return tuple(found)
