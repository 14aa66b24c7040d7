"""Leaflets behind a password."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from clinic_desk.base.errors import BadInput
from clinic_desk.leaflets.encrypted import check_password, sealed, spoken_password
from tests.core.leaflets.conftest import Draw, addressee

PASSWORD = "dabo kemi tavu rosi"


@pytest.fixture(scope="module")
def plain(draw: Draw) -> bytes:
    return draw("botulinum-toxin", addressee("Grace Okoro"))


def test_only_the_password_opens_it_and_its_cipher_is_aes_256(plain: bytes) -> None:
    made = sealed(plain, PASSWORD)
    for wrong in ("", "dabo kemi tavu ros", PASSWORD.upper()):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(made.pdf), password=wrong)
    with pikepdf.open(BytesIO(made.pdf), password=PASSWORD) as opened:
        assert (opened.encryption.R, opened.encryption.V, opened.encryption.bits) == (6, 5, 256)
        assert opened.encryption.stream_method == pikepdf.models.encryption.EncryptionMethod.aesv3
        assert not opened.owner_password_matched
        assert opened.allow.accessibility
        assert opened.allow.extract


def test_neither_password_nor_name_nor_title_stands_in_the_file(plain: bytes) -> None:
    made = sealed(plain, PASSWORD).pdf
    for words in (PASSWORD, "Grace", "Botulinum", "Body Work"):
        assert words.encode() not in made
        assert words.encode("utf-16-be") not in made


def test_tags_title_and_language_are_as_they_were(plain: bytes) -> None:
    with (
        pikepdf.open(BytesIO(plain)) as before,
        pikepdf.open(BytesIO(sealed(plain, PASSWORD).pdf), password=PASSWORD) as after,
    ):
        for key in ("/Lang", "/MarkInfo", "/ViewerPreferences"):
            assert str(after.Root[key]) == str(before.Root[key])
        assert _tags(after.Root.StructTreeRoot) == _tags(before.Root.StructTreeRoot)
        assert after.docinfo["/Title"] == before.docinfo["/Title"]


def test_the_same_leaflet_is_another_file_each_time(plain: bytes) -> None:
    assert sealed(plain, PASSWORD).digest != sealed(plain, PASSWORD).digest


@pytest.mark.parametrize("password", ["", "short", " " * 30, "x" * 200])
def test_a_password_that_protects_nothing_is_refused(plain: bytes, password: str) -> None:
    with pytest.raises(BadInput):
        sealed(plain, password)


def test_a_new_password_can_be_said_and_is_another_each_time() -> None:
    made = {spoken_password() for _ in range(50)}
    assert len(made) == 50
    for each in made:
        check_password(each)
        assert [len(group) for group in each.split()] == [4, 4, 4, 4]


def _tags(tag: pikepdf.Object) -> list[object]:
    """The structure tree: the names of the tags, in order."""
    kids = tag.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    inner = [_tags(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [str(tag.get("/S", "")), *inner]
