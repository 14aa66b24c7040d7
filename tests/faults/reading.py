"""Paper read back: its letters, and what in it is more than letters."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

from pypdfium2 import PdfDocument


def interpreted(pdf: bytes) -> set[str]:
    """What a page may hold that no text of ours asks for: pictures, links, files, scripts."""
    document = PdfDocument(BytesIO(pdf))
    kinds = {thing.type for page in document for thing in page.get_objects(max_depth=5)}
    document.close()
    plain = re.sub(rb"stream.*?endstream", b"", pdf, flags=re.DOTALL)
    found = set(re.findall(rb"/(URI|Launch|JavaScript|JS|EmbeddedFile|GoToR)\b", plain))
    return {word.decode() for word in found} | ({"picture"} if 3 in kinds else set())


def addresses(pdf: bytes) -> set[str]:
    """Where the links of a PDF lead."""
    return {found.decode() for found in re.findall(rb"/URI \(([^)]*)\)", pdf)}


def read(pdf: bytes) -> str:
    """The letters of a PDF, without the spaces."""
    document = PdfDocument(BytesIO(pdf))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return letters_of(text)


def letters_of(text: str) -> str:
    """The letters and figures of a text that every reader of PDFs gives back alike."""
    # As a reader of PDFs gives them back, letters apart from what stands above and below them.
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())
