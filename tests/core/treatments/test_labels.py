"""The list of what each label names: strictly read, whole, and a draft until it is confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_desk.base.errors import CannotOpen
from clinic_desk.base.folders import RESOURCES
from clinic_desk.safety.loading import load_protocol
from clinic_desk.treatments.labels import labels, load_labels

PATH = RESOURCES / "labels.toml"


def test_every_make_of_the_protocol_has_a_label_with_places_that_the_protocol_knows() -> None:
    catalogue = load_protocol(RESOURCES / "protocol").catalogue
    shipped = labels().by_product
    assert {each.name for each in catalogue.products} <= set(shipped)
    for label in shipped.values():
        assert label.places <= set(catalogue.places.labels)
        assert label.source.strip()


def test_it_is_a_draft_until_a_prescriber_confirms_it_by_name(tmp_path: Path) -> None:
    assert labels().is_draft
    path = tmp_path / "labels.toml"
    named = 'confirmed_by = "Ruth Holt"'
    path.write_text(PATH.read_text(encoding="utf-8").replace('confirmed_by = ""', named))
    assert not load_labels(path).is_draft


@pytest.mark.parametrize(
    ("whole", "spoilt", "said"),
    [
        ('product = "Letybo"', 'product = "Nuceiva"', "named once"),
        ('product = "Letybo"', 'product = ""', "product"),
        ('source = "LET"', "", "source"),
        ('source = "LET"', 'source = "LET"\nuntil = 3', "until"),
        ("compiled = 2026-11-22", 'compiled = "today"', "compiled"),
        ("[meta]", "[other]", "meta"),
        ('places = ["glabella"]', 'places = "glabella"', "places"),
        ('confidence = "high"', 'confidence = "sure"', "confidence"),
    ],
)
def test_a_spoilt_list_is_refused_naming_what_is_wrong(
    tmp_path: Path, whole: str, spoilt: str, said: str
) -> None:
    path = tmp_path / "labels.toml"
    text = PATH.read_text(encoding="utf-8")
    assert whole in text
    path.write_text(text.replace(whole, spoilt))
    with pytest.raises(CannotOpen, match=rf"labels\.toml.*{said}"):
        load_labels(path)


def test_a_list_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"labels\.toml"):
        load_labels(tmp_path / "labels.toml")
