"""The bundled fonts on paper, letter by letter or glyph by glyph.

ReportLab draws characters; Arabic needs the glyphs that HarfBuzz chooses. Each
glyph in a use gets a private character of its own, and the PDF is told what it
reads as, so that the page can be searched, copied and read aloud.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFStream
from reportlab.pdfbase.ttfonts import TTFont

from clinic_desk.base.folders import RESOURCES
from clinic_desk.leaflets.letters import DIRECTION_MARKS, JOINERS
from clinic_desk.leaflets.streams import restreamed

FAMILIES = {
    "regular": ("Inter-Regular", "NotoSansHebrew-Regular", "NotoSansArabic-Regular"),
    "semibold": ("Inter-SemiBold", "NotoSansHebrew-Bold", "NotoSansArabic-Bold"),
    "bold": ("Inter-Bold", "NotoSansHebrew-Bold", "NotoSansArabic-Bold"),
}
"""For each weight, the fonts to try in turn."""
_PRIVATE = 0xF0000
"""Private characters of plane 15: no font and no name uses them."""


class PaperFont(TTFont):  # type: ignore[misc]
    """A bundled face, embedded as a subset, that also draws single glyphs."""

    def __init__(self, name: str) -> None:
        """Read the face of that name. Not shaped by ReportLab: `shaping` does that."""
        super().__init__(name, str(RESOURCES / "fonts" / f"{name}.ttf"), shapable=False)
        make = lru_cache(maxsize=24)(self._subset_of(self.face.makeSubset))
        self.face.makeSubset = lambda letters: make(tuple(letters))
        self._private: dict[tuple[int, str], int] = {}
        self._reads: dict[int, str] = {}

    @staticmethod
    def _subset_of(make: Callable[[list[int]], bytes]) -> Callable[[tuple[int, ...]], bytes]:
        """The subset of a tuple of letters, which can be kept: most leaflets need the same."""
        return lambda letters: make(list(letters))

    def glyph(self, number: int, reads: str, advance: float) -> str:
        """The private character that draws glyph `number`, reading as `reads`.

        `advance` is the glyph's own width in thousandths of the size.
        """
        code = self._private.get((number, reads))
        if code is None:
            code = _PRIVATE + len(self._private)
            self._private[number, reads] = code
            self._reads[code] = reads
            self.face.charToGlyph[code] = number
            self.face.charWidths[code] = advance
        return chr(code)

    def addObjects(self, doc: Any) -> None:
        """Write the subsets, then what each of their characters reads as."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        prefix, suffix = "toUnicodeCMap:", f"+{self.face.name.decode('ascii')}"
        names = [key for key in doc.idToObject if key.startswith(prefix) and key.endswith(suffix)]
        for name, subset in zip(names, subsets, strict=True):
            doc.idToObject[name].content = self._reading_table(subset)
        for name, made in doc.idToObject.items():
            if name.startswith((prefix, "fontFile:")) and isinstance(made, PDFStream):
                doc.idToObject[name] = restreamed(made)

    def _reading_table(self, subset: list[int]) -> str:
        pairs = [
            f"<{place:02X}> <{self._reads.get(code, chr(code)).encode('utf-16-be').hex().upper()}>"
            for place, code in enumerate(subset)
            if code
        ]
        groups = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        tables = (f"{len(each)} beginbfchar\n" + "\n".join(each) + "\nendbfchar" for each in groups)
        return "\n".join((_TABLE_HEAD, *tables, _TABLE_FOOT))


_TABLE_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange"""
_TABLE_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


@cache
def face(name: str) -> PaperFont:
    """The font of that file name, read and made known to ReportLab once."""
    font = PaperFont(name)
    pdfmetrics.registerFont(font)
    return font


@cache
def letters_of(name: str) -> frozenset[int]:
    """The code points that a font has of itself."""
    return frozenset(code for code in face(name).face.charToGlyph if code < _PRIVATE)


@cache
def font_name(letter: str, weight: str) -> str:
    """The first font of the weight that has the letter; empty where none has."""
    return next((name for name in FAMILIES[weight] if ord(letter) in letters_of(name)), "")


def has_letter(letter: str) -> bool:
    """Whether some bundled font draws the letter, or it needs no drawing."""
    return letter in JOINERS or letter in DIRECTION_MARKS or bool(font_name(letter, "regular"))
