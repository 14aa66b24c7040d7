"""Several PDFs as one job for the printer."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO


def stacked(pdfs: Iterable[bytes], *, both_sides: bool) -> bytes:
    """The pages of all of them, one after the other.

    Printed on `both_sides`, each begins on a sheet of its own: the back of a last page stays
    empty, or one client's leaflet would end on the back of another's. For the printer alone:
    tags and bookmarks do not come along.
    """
    from pypdfium2 import PdfDocument

    whole = PdfDocument.new()
    try:
        for pdf in pdfs:
            part = PdfDocument(pdf)
            whole.import_pages(part)
            if both_sides and len(part) % 2:
                whole.new_page(*part.get_page_size(0))
            part.close()
        out = BytesIO()
        whole.save(out)
        return out.getvalue()
    finally:
        whole.close()
