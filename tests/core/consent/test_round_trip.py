"""A consent goes through the file and onto paper: its words, and the signature below them."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from datetime import date

import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat
from pypdfium2 import PdfDocument

from clinic_desk.consent.records import OpenedConsent
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.look import WIDTH
from clinic_desk.paper.consent_form import OTHER_WORDS, SIGNED, WITNESS, consent_form
from clinic_desk.paper.health_form import Filler
from clinic_desk.paper.picture_pieces import SIGNED_SHAPE
from tests.core.consent.test_consents import TODAY, Kept, kept
from tests.factories import NOW

__all__ = ("kept",)
CLINIC = ClinicDetails("The Body Work Clinic", "01223 455144", "Ruth Holt", "")
ANNA = Filler("Anna Kowalska", date(1985, 4, 3))
Spots = list[tuple[float, float]]


def copy_of(kept: Kept, opened: OpenedConsent) -> bytes:
    """What the client is handed of a consent on file."""
    form = kept.consents.form(opened.record.scope)
    return consent_form(form, CLINIC, NOW, signer=ANNA, kept=opened)


def words(pdf: bytes) -> str:
    """Everything that is written, in one line."""
    document = PdfDocument(pdf)
    read = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(read.split())


def drawn_paths(pdf: bytes) -> Iterator[Spots]:
    """The corners of everything that is drawn on the last page, in points."""
    document = PdfDocument(pdf)
    x, y = ctypes.c_float(), ctypes.c_float()
    for thing in document[len(document) - 1].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        spots: Spots = []
        for at in range(pdfium.FPDFPath_CountSegments(thing.raw)):
            segment = pdfium.FPDFPath_GetPathSegment(thing.raw, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            spots.append((x.value, y.value))
        yield spots
    document.close()


def signature(pdf: bytes) -> list[Spots]:
    """The strokes on paper, in fractions of the field that they stand in."""
    paths = list(drawn_paths(pdf))
    wide = WIDTH * 0.62
    edge = next(each for each in paths if abs(max(each)[0] - min(each)[0] - wide) < 0.1)
    left, top = min(x for x, _ in edge), max(y for _, y in edge)
    after = paths[paths.index(edge) + 1 :]
    return [
        [((x - left) / wide, (top - y) / (wide / SIGNED_SHAPE)) for x, y in each] for each in after
    ]


def test_a_signature_comes_back_from_the_file_and_from_the_paper_as_it_was_drawn(
    kept: Kept,
) -> None:
    opened = kept.consents.open(kept.sign(given_on=TODAY), kept.ruth)
    pdf = copy_of(kept, opened)
    strokes = [each for each in signature(pdf) if all(-0.01 <= x <= 1.01 for x, _ in each)]
    assert [len(each) for each in strokes[:2]] == [3, 2]
    for on_paper, drawn in zip(strokes, opened.strokes, strict=False):
        for spot, meant in zip(on_paper, drawn, strict=True):
            assert spot == pytest.approx(meant, abs=0.002)


def test_the_copy_has_the_words_that_were_signed_and_who_signed_them(kept: Kept) -> None:
    opened = kept.consents.open(kept.sign(given_on=TODAY), kept.ruth)
    read = words(copy_of(kept, opened))
    for part in kept.consents.form("BTX").parts:
        for said in filter(None, (part.text, part.beside)):
            assert " ".join(said.split()) in read
    assert SIGNED in read
    assert "Name: Anna K." in read
    assert "Signed on screen on 24 November 2026, version 1. Taken by Ruth Holt." in read
    assert WITNESS not in read


def test_of_words_that_have_changed_the_copy_names_the_version_alone(kept: Kept) -> None:
    id = kept.sign(given_on=TODAY)
    with kept.database.write(audited=False) as session:
        session.connection().exec_driver_sql("UPDATE consent SET version = '0', digest = 'old'")
    read = words(copy_of(kept, kept.consents.open(id, kept.ruth)))
    assert f"{OTHER_WORDS} 0." in read
    assert "Consent to botulinum toxin treatment, version 0." in read
    assert "What can go wrong" not in read


def test_a_consent_that_was_taken_back_says_so_on_its_copy(kept: Kept) -> None:
    id = kept.sign(given_on=TODAY)
    kept.consents.withdraw(id, TODAY, "", kept.ruth)
    assert "Taken back on 24 November 2026." in words(copy_of(kept, kept.consents.open(id, 1)))


def test_the_form_comes_off_the_paper_into_the_file_and_onto_paper_again(kept: Kept) -> None:
    form = kept.consents.form("BTX")
    printed = PdfDocument(consent_form(form, CLINIC, NOW, signer=ANNA))
    page = printed[len(printed) - 1].render(scale=2).to_pil().convert("RGB")
    printed.close()
    held = io.BytesIO()
    page.save(held, "PNG")
    scanned = kept.consents.give_scanned
    id = scanned(kept.anna, "BTX", "Anna K.", held.getvalue(), TODAY, kept.ruth).id
    opened = kept.consents.open(id, kept.ruth)
    assert opened.record.digest == form.digest
    pdf = copy_of(kept, opened)
    document = PdfDocument(pdf)
    pictures = [
        bytes(each.get_data(decode_simple=True))
        for number in range(len(document))
        for each in document[number].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    ]
    document.close()
    assert pictures == [opened.scan]
    again = Image.open(io.BytesIO(pictures[0]))
    assert again.size == page.size
    assert max(ImageStat.Stat(ImageChops.difference(again, page)).mean) < 2
    assert "Signed on paper on 24 November 2026" in words(pdf)
