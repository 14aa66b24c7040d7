"""The key, what wraps it, and how it is found again."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import keyring.backends.fail
import keyring.backends.null
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.errors import BadInput, CannotOpen
from clinic_desk.db import wrapping
from clinic_desk.db.key import (
    Keys,
    WrongKey,
    derived_chain_key,
    fits,
    key_check,
    new_key,
    new_keys,
    split_keys,
)
from clinic_desk.db.key_file import (
    KeyChoice,
    KeyNeeded,
    find_key,
    is_demo,
    protect,
)
from clinic_desk.db.key_store import KeyStore, _is_real
from clinic_desk.db.key_text import KeyFile, as_text, read_key_file
from clinic_desk.db.recovery_key import (
    RECOVERY_BYTES,
    SIGNS,
    new_recovery_key,
    printed,
    read_printed,
)
from clinic_desk.db.relocking import read_secret
from tests.core.db.pockets import Pockets

PASSPHRASE = "four plain words here"


def test_two_keys_are_never_alike() -> None:
    assert len({new_key() for _ in range(50)}) == 50


def test_the_check_knows_its_key_and_does_not_hold_it() -> None:
    key = new_key()
    assert fits(key, key_check(key))
    assert not fits(new_key(), key_check(key))
    assert key.hex() not in key_check(key)


def test_keys_never_show_themselves() -> None:
    keys = new_keys()
    assert repr(keys) == str(keys) == "Keys()"
    assert keys.data != keys.chain
    assert split_keys(keys.joined) == keys


def test_an_older_file_wraps_the_data_key_alone_and_its_chain_key_is_derived() -> None:
    data = new_key()
    assert split_keys(data) == Keys(data, derived_chain_key(data))


@pytest.mark.parametrize("length", [0, 31, 33, 63, 65])
def test_keys_of_another_length_are_no_keys(length: int) -> None:
    with pytest.raises(ValueError, match="another length"):
        split_keys(bytes(length))


@given(st.binary(min_size=RECOVERY_BYTES, max_size=RECOVERY_BYTES))
def test_a_recovery_key_is_read_as_it_was_printed(recovery: bytes) -> None:
    assert read_printed(printed(recovery)) == recovery


@pytest.mark.parametrize("spoil", [str.lower, lambda t: t.replace("-", " "), lambda t: f" {t}\n"])
def test_case_spaces_and_dashes_are_forgiven(spoil: object) -> None:
    text = printed(bytes(range(RECOVERY_BYTES)))
    assert read_printed(spoil(text)) == bytes(range(RECOVERY_BYTES))  # type: ignore[operator]


def test_letters_that_look_like_digits_are_forgiven() -> None:
    text = printed(bytes(RECOVERY_BYTES))
    assert read_printed(text.replace("0", "O").replace("1", "l")) == bytes(RECOVERY_BYTES)


@given(
    st.binary(min_size=RECOVERY_BYTES, max_size=RECOVERY_BYTES),
    st.integers(0, 39),
    st.sampled_from(SIGNS),
)
def test_one_wrong_sign_is_named_by_its_group(recovery: bytes, place: int, sign: str) -> None:
    signs = list(printed(recovery).replace("-", ""))
    if signs[place] == sign:
        return
    signs[place] = sign
    with pytest.raises(BadInput, match=f"Group {place // 5 + 1} "):
        read_printed("".join(signs))


@pytest.mark.parametrize("text", ["", "ABC", "U" * 40, "7K2QF" * 9, "é" * 40, "=" * 40])
def test_what_is_no_recovery_key_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_printed(text)
    assert refused.value.field == "recovery_key"


def test_passphrase_and_recovery_key_both_find_the_key(tmp_path: Path) -> None:
    key = new_keys()
    recovery = protect(tmp_path, key, KeyChoice(PASSPHRASE, key_store=False))
    assert find_key(tmp_path, passphrase=PASSPHRASE) == key
    assert find_key(tmp_path, passphrase=f" {PASSPHRASE} ") == key
    assert find_key(tmp_path, recovery_key=recovery.lower()) == key
    text = (tmp_path / "clinic.key").read_text()
    assert key.data.hex() not in text
    assert key.chain.hex() not in text
    assert PASSPHRASE not in text


LIKE_A_SHEET = (
    "green river stone table cloud horse 2024",
    "maple-frost-candle-rivet-pepper-stone1-kite",
)
"""Good passphrases of seven groups with a figure among them."""


@pytest.mark.parametrize("passphrase", LIKE_A_SHEET)
def test_a_passphrase_that_looks_like_a_sheet_opens_all_the_same(
    tmp_path: Path, passphrase: str
) -> None:
    keys = new_keys()
    protect(tmp_path, keys, KeyChoice(passphrase, key_store=False))
    typed = read_secret(passphrase)
    found = find_key(tmp_path, passphrase=typed.passphrase, recovery_key=typed.recovery_key)
    assert found == keys


@pytest.mark.parametrize("between", ["-", " ", "", "\u2011"])
def test_a_sheet_with_a_slip_is_no_passphrase(between: str) -> None:
    sheet = printed(bytes(range(RECOVERY_BYTES)))
    slip = f"{sheet[:-1]}{'0' if sheet[-1] != '0' else '1'}".replace("-", between)
    assert read_secret(slip).recovery_key == slip


def test_a_recovery_key_is_no_passphrase(tmp_path: Path) -> None:
    sheet = printed(bytes(range(RECOVERY_BYTES)))
    with pytest.raises(BadInput, match="That is a recovery key"):
        protect(tmp_path, new_keys(), KeyChoice(sheet, key_store=False))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("between", ["_", "/", "\u2010", "\u2011", "\u2212", "\u200b", "\u2007"])
def test_whatever_stands_between_the_groups_makes_no_difference(between: str) -> None:
    text = printed(bytes(range(RECOVERY_BYTES))).replace("-", between)
    assert read_printed(f"\ufeff{text}") == bytes(range(RECOVERY_BYTES))
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in text)
    assert read_printed(wide) == bytes(range(RECOVERY_BYTES))


def test_an_accent_typed_in_two_parts_is_the_same_accent(tmp_path: Path) -> None:
    key = new_keys()
    protect(tmp_path, key, KeyChoice("caf\u00e9 au lait 1", key_store=False))
    assert find_key(tmp_path, passphrase="cafe\u0301 au lait 1") == key


@pytest.fixture
def older(tmp_path: Path) -> tuple[Path, Keys]:
    """A folder whose `clinic.key` was written in the first format, and the keys it opens to."""
    data, recovery = new_key(), new_recovery_key()
    contents = KeyFile(
        key_check(data),
        wrapping.wrap_by_recovery(data, recovery),
        wrapping.wrap_by_passphrase(data, PASSPHRASE),
        None,
    )
    text = as_text(contents).replace('"format": 2', '"format": 1')
    (tmp_path / "clinic.key").write_text(text)
    (tmp_path / "recovery").write_text(printed(recovery))
    return tmp_path, split_keys(data)


def test_a_file_of_the_first_format_still_opens(older: tuple[Path, Keys]) -> None:
    folder, keys = older
    assert find_key(folder, passphrase=PASSPHRASE) == keys
    assert find_key(folder, recovery_key=(folder / "recovery").read_text()) == keys


def test_a_demos_older_key_still_opens(tmp_path: Path) -> None:
    data = new_key()
    (tmp_path / "demo.key").write_text(f"{data.hex()}\n")
    assert find_key(tmp_path) == split_keys(data)


def test_wrong_secrets_are_refused(tmp_path: Path) -> None:
    protect(tmp_path, new_keys(), KeyChoice(PASSPHRASE, key_store=False))
    with pytest.raises(WrongKey, match="passphrase does not open"):
        find_key(tmp_path, passphrase="four plain words there")
    with pytest.raises(WrongKey, match="recovery key does not open"):
        find_key(tmp_path, recovery_key=printed(bytes(RECOVERY_BYTES)))


def test_without_a_secret_it_says_which_is_asked_for(tmp_path: Path) -> None:
    protect(tmp_path, new_keys(), KeyChoice(PASSPHRASE, key_store=False))
    with pytest.raises(KeyNeeded) as needed:
        find_key(tmp_path)
    assert needed.value.passphrase


def test_a_key_store_opens_without_a_question(tmp_path: Path) -> None:
    key, store = new_keys(), KeyStore(Pockets())
    recovery = protect(tmp_path, key, KeyChoice(), store)
    assert find_key(tmp_path, store=store) == key
    assert find_key(tmp_path, recovery_key=recovery) == key
    with pytest.raises(KeyNeeded) as needed:
        find_key(tmp_path, store=KeyStore(Pockets()))
    assert not needed.value.passphrase


def test_a_key_store_that_fails_asks_for_a_passphrase(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="needs a passphrase"):
        protect(tmp_path, new_keys(), KeyChoice(), KeyStore(Pockets(broken=True)))
    assert list(tmp_path.iterdir()) == []


def test_a_forgotten_key_is_gone() -> None:
    store = KeyStore(Pockets())
    store.keep("one", new_key())
    store.forget("one")
    store.forget("one")
    assert store.find("one") is None


@pytest.mark.parametrize(
    "backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, Pockets]
)
def test_only_stores_of_a_real_system_are_used(backend: type) -> None:
    assert not _is_real(backend())


def test_a_short_passphrase_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="fewer than 12"):
        protect(tmp_path, new_keys(), KeyChoice("too short", key_store=False))
    assert list(tmp_path.iterdir()) == []


def test_protecting_again_replaces_passphrase_and_recovery_key(tmp_path: Path) -> None:
    key = new_keys()
    old = protect(tmp_path, key, KeyChoice(PASSPHRASE, key_store=False))
    new = protect(tmp_path, key, KeyChoice("another five plain words", key_store=False))
    assert find_key(tmp_path, recovery_key=new) == key
    with pytest.raises(WrongKey):
        find_key(tmp_path, recovery_key=old)
    with pytest.raises(WrongKey):
        find_key(tmp_path, passphrase=PASSPHRASE)


def test_a_demos_key_lies_in_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    key = new_keys()
    assert protect(tmp_path, key, KeyChoice(demo=True)) == ""
    assert find_key(tmp_path) == key
    assert is_demo(tmp_path)
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "demo.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "zz", "00", "00" * 33])
def test_a_demos_key_that_was_spoilt(tmp_path: Path, text: str) -> None:
    (tmp_path / "demo.key").write_text(text)
    with pytest.raises(CannotOpen, match="demo's key"):
        find_key(tmp_path)


def test_a_missing_key_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"has no clinic\.key"):
        find_key(tmp_path)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "",
        lambda text: "[]",
        lambda text: "[" * 100_000,
        lambda text: "\x00\xff" * 9,
        lambda text: text.replace('"recovery"', '"rescue"'),
        lambda text: text.replace('"salt": "', '"salt": "x'),
    ],
)
def test_a_damaged_key_file_is_a_sentence(tmp_path: Path, spoil: object) -> None:
    protect(tmp_path, new_keys(), KeyChoice(PASSPHRASE, key_store=False))
    path = tmp_path / "clinic.key"
    path.write_text(spoil(path.read_text()), encoding="latin-1")  # type: ignore[operator]
    with pytest.raises(CannotOpen, match="damaged"):
        find_key(tmp_path, passphrase=PASSPHRASE)


def test_a_key_file_of_a_newer_version_is_a_sentence(tmp_path: Path) -> None:
    protect(tmp_path, new_keys(), KeyChoice(PASSPHRASE, key_store=False))
    path = tmp_path / "clinic.key"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 3}))
    with pytest.raises(CannotOpen, match="newer version"):
        read_key_file(tmp_path)


def test_a_choice_never_shows_its_passphrase() -> None:
    assert PASSPHRASE not in repr(KeyChoice(PASSPHRASE))
