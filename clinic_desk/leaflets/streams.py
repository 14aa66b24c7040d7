"""Streams of a PDF as the archive standard wants them: plain or deflated bytes, a line to
themselves. ReportLab writes them in letters, a quarter longer and slower."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFStream


class Stream(PDFObject):  # type: ignore[misc]
    """Bytes under a name of the document's own."""

    __RefOnly__ = 1
    """Stands by itself in the file, referred to from elsewhere; ReportLab asks for this."""

    def __init__(
        self, content: bytes, more: Mapping[str, str | int] | None = None, *, deflate: bool = True
    ) -> None:
        """`more` goes into the stream's dictionary as it stands."""
        self.content, self.more, self.deflate = content, dict(more or {}), deflate
        self.deflated = b""

    def format(self, _doc: Any) -> bytes:
        """As it stands in the file."""
        content, said = self.content, dict(self.more)
        if self.deflate:
            content = self.deflated or zlib.compress(content)
            said["Filter"] = "/FlateDecode"
        said["Length"] = len(content)
        head = " ".join(f"/{key} {value}" for key, value in said.items())
        return b"<<%b>>\nstream\n%b\nendstream" % (head.encode("latin-1"), content)


def restreamed(stream: PDFStream) -> Stream:
    """A stream of a font that ReportLab made and has not yet written, to be written so.

    The same letters of the same face come out of leaflet after leaflet: they are deflated once.
    """
    content = stream.content
    content = content if isinstance(content, bytes) else content.encode("latin-1")
    known = {key: value for key, value in stream.dictionary.dict.items() if key != "Filter"}
    made = Stream(content, known)
    made.deflated = _deflated(content)
    return made


@lru_cache(maxsize=48)
def _deflated(content: bytes) -> bytes:
    return zlib.compress(content, 9)
