"""What each mark on the page means, so that a screen reader can follow it in order.

ReportLab draws but does not tag. Here a tree of tags grows as the leaflet is
composed; drawing ties numbered content to its tag, page by page; at the end the
tree is written into the PDF as its structure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)


class Mark(NamedTuple):
    """A stretch of drawing: its page counted from 0, and its number on that page."""

    page: int
    number: int


@dataclass(eq=False)
class Tag:
    """One element of the structure: `role` as PDF names it, such as P, L or TH."""

    role: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    kids: list[Tag | Mark] = field(default_factory=list)

    def add(self, role: str, **attributes: Any) -> Tag:
        """A new element below this one, after those that it has."""
        kid = Tag(role, attributes)
        self.kids.append(kid)
        return kid

    @property
    def drawn(self) -> bool:
        """Whether anything on a page belongs to it."""
        return any(isinstance(kid, Mark) or kid.drawn for kid in self.kids)


def write_structure(canvas: Any, root: Tag, marked: Sequence[Sequence[Tag]]) -> None:
    """Write the tree into the canvas's document, all of whose pages are drawn.

    `marked` holds, for each page, the tags of its marks in the order of their numbers.
    """
    doc = canvas._doc
    for number, page in enumerate(doc.Pages.pages):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number, PDFName("S")
    made: dict[Tag, Any] = {}
    top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    top_reference = doc.Reference(top, "structure")
    document = _element(doc, root, top_reference, made)
    numbers: list[Any] = []
    for number, tags in enumerate(marked):
        numbers += [number, PDFArray([made[tag] for tag in tags])]
    top["K"] = PDFArray([document])
    top["ParentTree"] = PDFDictionary({"Nums": PDFArray(numbers)})
    top["ParentTreeNextKey"] = len(marked)
    doc.Catalog.StructTreeRoot = top
    doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _element(doc: Any, tag: Tag, parent: Any, made: dict[Tag, Any]) -> Any:
    element = PDFDictionary(
        {"Type": PDFName("StructElem"), "S": PDFName(tag.role), "P": parent, **_details(tag)}
    )
    reference = doc.Reference(element, f"tag{len(made)}")
    made[tag] = reference
    kids = [
        _content(doc, kid) if isinstance(kid, Mark) else _element(doc, kid, reference, made)
        for kid in tag.kids
        if isinstance(kid, Mark) or kid.drawn
    ]
    element["K"] = PDFArray(kids)
    return reference


def _content(doc: Any, mark: Mark) -> Any:
    page = PDFObjectReference(f"Page{mark.page + 1}")
    return PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": mark.number})


def _details(tag: Tag) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if "alt" in tag.attributes:
        details["Alt"] = PDFString(tag.attributes["alt"])
    if "scope" in tag.attributes:
        scope = {"O": PDFName("Table"), "Scope": PDFName(tag.attributes["scope"])}
        details["A"] = PDFDictionary(scope)
    if tag.role == "L":
        details["A"] = PDFDictionary({"O": PDFName("List"), "ListNumbering": PDFName("Disc")})
    return details
