"""What a PDF says of itself: title, language, colours, and that it keeps to PDF/UA-1 and PDF/A-2a.

XMP says it; the older fields beside it say the same, as the archive standard asks.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from clinic_desk.base.folders import RESOURCES
from clinic_desk.leaflets.streams import Stream

_ARCHIVE = "http://www.aiim.org/pdfa/ns"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_PACKET = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="{_ARCHIVE}/id/"
 xmlns:pdfaExtension="{_ARCHIVE}/extension/"
 xmlns:pdfaSchema="{_ARCHIVE}/schema#"
 xmlns:pdfaProperty="{_ARCHIVE}/property#"
 xmlns:pdfuaid="{_UA}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{{title}}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{{author}}</rdf:li></rdf:Seq></dc:creator>
<dc:description>
<rdf:Alt><rdf:li xml:lang="x-default">{{subject}}</rdf:li></rdf:Alt>
</dc:description>
<dc:language><rdf:Bag><rdf:li>{{language}}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{{tool}}</xmp:CreatorTool>
<xmp:CreateDate>{{day}}T00:00:00+00:00</xmp:CreateDate>
<xmp:ModifyDate>{{day}}T00:00:00+00:00</xmp:ModifyDate>
<pdf:Keywords>{{keywords}}</pdf:Keywords>
<pdf:Producer>{{producer}}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 it keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def date_file(canvas: Any, day: date) -> None:
    """Date the file by its text and not by the hour it is drawn: same input, same bytes."""
    canvas._doc._timeStamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)


def write_metadata(canvas: Any, language: str, day: date) -> None:
    """Say what the canvas's document is, whose older fields and date are set."""
    doc, info = canvas._doc, canvas._doc.info
    said = {
        "title": info.title,
        "author": info.author,
        "subject": info.subject,
        "keywords": info.keywords,
        "language": language,
        "tool": info.creator,
        "producer": info.producer,
        "day": day.isoformat(),
    }
    packet = _PACKET.format_map({name: escape(words) for name, words in said.items()})
    kind = {"Type": "/Metadata", "Subtype": "/XML"}
    doc.Catalog.Metadata = Stream(packet.encode(), kind, deflate=False)
    doc.Catalog.__NoDefault__ = [*doc.Catalog.__NoDefault__, "OutputIntents"]
    doc.Catalog.OutputIntents = PDFArray([_screen_colours(doc)])


def _screen_colours(doc: Any) -> PDFDictionary:
    """What red, green and blue mean: sRGB, as on the screens they were chosen on."""
    name = "sRGB IEC61966-2.1"
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(name),
            "Info": PDFString(name),
            "DestOutputProfile": doc.Reference(Stream(_profile(), {"N": 3}), "colours"),
        }
    )


@cache
def _profile() -> bytes:
    return (RESOURCES / "colour" / "srgb.icc").read_bytes()
