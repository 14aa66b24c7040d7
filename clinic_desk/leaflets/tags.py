"""What each mark on the page means, so that a screen reader can follow it in order.

ReportLab draws but does not tag. Here a tree of tags grows as the leaflet is
composed; drawing ties numbered content to its tag, page by page; at the end the
tree is written into the PDF as its structure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
)


class Mark(NamedTuple):
    """A stretch of drawing: its page counted from 0, and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, eq=False)
class Landing:
    """The area of a link on a page counted from 0, as the reader's pointer finds it."""

    page: int
    annotation: PDFDictionary
    name: str
    """What the document knows it by."""


Kid: TypeAlias = "Tag | Mark | Landing"


@dataclass(eq=False)
class Tag:
    """One element of the structure: `role` as PDF names it, such as P, L or TH."""

    role: str
    scope: str = ""
    """Of a table's head: Row or Column."""
    alt: str = ""
    """The words of a picture."""
    reads: str = ""
    """What a drawn sign stands for, where it stands for letters."""
    bounds: tuple[float, float, float, float] | None = None
    """Where a picture stands, known once it is drawn: left, bottom, right and top in points."""
    kids: list[Kid] = field(default_factory=list)

    def add(self, role: str, *, scope: str = "", alt: str = "", reads: str = "") -> Tag:
        """A new element below this one, after those that it has."""
        kid = Tag(role, scope, alt, reads)
        self.kids.append(kid)
        return kid

    @property
    def drawn(self) -> bool:
        """Whether anything on a page belongs to it."""
        return any(not isinstance(kid, Tag) or kid.drawn for kid in self.kids)


def write_structure(canvas: Any, root: Tag, marked: Sequence[Sequence[Tag]]) -> None:
    """Write the tree into the canvas's document, all of whose pages are drawn.

    `marked` holds, for each page, the tags of its marks in the order of their numbers.
    """
    doc = canvas._doc
    for number, page in enumerate(doc.Pages.pages):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number, PDFName("S")
    tree = _Tree(doc, len(marked))
    top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    top_reference = doc.Reference(top, "structure")
    document = tree.element(root, top_reference)
    for number, tags in enumerate(marked):
        tree.numbers[number] = PDFArray([tree.made[tag] for tag in tags])
    pairs = [part for number in sorted(tree.numbers) for part in (number, tree.numbers[number])]
    top["K"] = PDFArray([document])
    top["ParentTree"] = PDFDictionary({"Nums": PDFArray(pairs)})
    top["ParentTreeNextKey"] = len(tree.numbers)
    doc.Catalog.StructTreeRoot = top
    doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


class _Tree:
    """Tags being written as elements of one document."""

    def __init__(self, doc: Any, pages: int) -> None:
        self.doc, self.pages = doc, pages
        self.made: dict[Tag, PDFObjectReference] = {}
        self.numbers: dict[int, Any] = {}
        """What each page's content, and after the pages each link's area, belongs to."""

    def element(self, tag: Tag, parent: PDFObjectReference) -> PDFObjectReference:
        """The tag and all below it that is drawn."""
        element = _Element(tag, parent)
        reference = self.doc.Reference(element, f"tag{len(self.made)}")
        self.made[tag] = reference
        element.kids = [
            self.kid(kid, reference) for kid in tag.kids if not isinstance(kid, Tag) or kid.drawn
        ]
        return reference

    def kid(self, kid: Kid, owner: PDFObjectReference) -> PDFObjectReference | Mark | Landing:
        """A tag as its own element; a link's area is told whose it is."""
        if isinstance(kid, Tag):
            return self.element(kid, owner)
        if isinstance(kid, Landing):
            place = len(self.numbers) + self.pages
            self.numbers[place] = owner
            kid.annotation["StructParent"] = place
        return kid


class _Element(PDFObject):  # type: ignore[misc]
    """A tag as bytes, put together in one go: a leaflet has some hundreds."""

    def __init__(self, tag: Tag, parent: PDFObjectReference) -> None:
        self.tag, self.parent = tag, parent
        self.kids: list[PDFObjectReference | Mark | Landing] = []

    def format(self, doc: Any) -> bytes:
        """As it stands in the file."""
        known = doc.idToObjectNumberAndVersion

        def told(kid: PDFObjectReference | Mark | Landing) -> str:
            if isinstance(kid, Mark):
                page = known[f"Page{kid.page + 1}"][0]
                return f"<</Type /MCR /Pg {page} 0 R /MCID {kid.number}>>"
            if isinstance(kid, Landing):
                area, page = known[kid.name][0], known[f"Page{kid.page + 1}"][0]
                return f"<</Type /OBJR /Pg {page} 0 R /Obj {area} 0 R>>"
            return f"{known[kid.name][0]} 0 R"

        parts = (
            f"<</Type /StructElem /S /{self.tag.role} /P {known[self.parent.name][0]} 0 R",
            *_details(self.tag),
            f"/K [{' '.join(map(told, self.kids))}]>>",
        )
        return " ".join(parts).encode("latin-1")


def _details(tag: Tag) -> list[str]:
    details = []
    if tag.alt:
        details.append(f"/Alt {_text(tag.alt)}")
    if tag.reads:
        details.append(f"/ActualText {_text(tag.reads)}")
    if tag.scope:
        details.append(f"/A <</O /Table /Scope /{tag.scope}>>")
    if tag.role == "L":
        details.append("/A <</O /List /ListNumbering /Disc>>")
    if tag.bounds:
        bounds = " ".join(f"{each:.2f}" for each in tag.bounds)
        details.append(f"/A <</O /Layout /Placement /Block /BBox [{bounds}]>>")
    return details


def _text(words: str) -> str:
    """A text string of PDF, in UTF-16."""
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


def link_area(bounds: tuple[float, float, float, float], address: str, words: str) -> PDFDictionary:
    """An area of a page that leads to the address; `words` say where, for who cannot see it."""
    return PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray([round(each, 2) for each in bounds]),
            "Border": PDFArray([0, 0, 0]),
            "F": 4,
            "Contents": PDFString(words),
            "A": PDFDictionary({"S": PDFName("URI"), "URI": PDFString(address)}),
        }
    )
