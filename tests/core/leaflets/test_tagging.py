"""The PDFs before two judges of PDF/UA-1 and PDF/A-2a: one in every run, one in the long form."""

from __future__ import annotations

from pathlib import Path

import page
import pytest

from clinic_desk.leaflets.library import Leaflet
from tests.core.leaflets.conftest import CLINIC, NAMES, Draw, addressee
from tests.core.leaflets.vera import findings, why_not_here

ALLOWED: dict[str, str] = {
    "PDFA2A-STREAM-LENGTH-001": (
        "Takes a stream whose last deflated byte happens to be a line feed for one of the wrong "
        "length; the length is counted from the bytes, and veraPDF finds nothing."
    ),
}
"""Findings of the quick judge that may stand, each with its reason."""
WHOM = (None, addressee("Grace Okoro"), addressee("محمد عليה רות (Ruth) 1️⃣ x̂ 漢"))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_a_leaflet_keeps_to_the_standard_of_tags_and_of_archives(
    name: str, large: bool, profile: str, draw: Draw
) -> None:
    for whom in WHOM:
        report = page.validate_pdf_bytes(draw(name, whom, large), profile=profile)
        found = {each.rule_id: each.message for each in report.failures}
        assert {rule: why for rule, why in found.items() if rule not in ALLOWED} == {}


def test_vera_finds_nothing_either(
    draw: Draw, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("veraPDF runs with --long")
    if missing := why_not_here():
        pytest.skip(missing)
    files = []
    for name in NAMES:
        for large in (False, True):
            for number, whom in enumerate(WHOM):
                files.append(tmp_path / f"{name}-{'large' if large else 'standard'}-{number}.pdf")
                files[-1].write_bytes(draw(name, whom, large))
    for profile in ("ua1", "2a"):
        assert findings(profile, files) == ""


def test_the_file_says_what_it_is_and_when_its_text_was_published(
    draw: Draw, leaflets: dict[str, Leaflet]
) -> None:
    published = leaflets["botulinum-toxin"].head.published
    pdf = draw("botulinum-toxin", None, False)
    for words in (
        b"<pdfuaid:part>1</pdfuaid:part>",
        b"<pdfaid:conformance>A</pdfaid:conformance>",
        b'<rdf:li xml:lang="x-default">Botulinum toxin: what to expect</rdf:li>',
        b"<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreateDate>{published}T00:00:00+00:00</xmp:CreateDate>".encode(),
        f"/CreationDate (D:{published:%Y%m%d}000000+00'00')".encode(),
        CLINIC.name.encode(),
    ):
        assert words in pdf
