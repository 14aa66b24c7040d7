"""The clinic's keys: one encrypts the file, the other chains what was done in it.

How they are wrapped is in `wrapping.py`, whose libraries cost a tenth of a
second and are loaded only when something is wrapped or unwrapped.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import NamedTuple

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db.engine import KEY_BYTES

CHAIN_KEY_BYTES = 32


class WrongKey(CannotOpen):
    """The passphrase or recovery key given is not this clinic's."""


@dataclass(frozen=True)
class Keys:
    """What `clinic.key` wraps. Neither is ever shown, not even in a traceback's locals."""

    data: bytes = field(repr=False)
    """32 bytes that encrypt the file; another in its place means the file is written anew."""
    chain: bytes = field(repr=False)
    """32 bytes that chain the audit events; they stay when the data key is changed."""

    @property
    def joined(self) -> bytes:
        """Both as the 64 bytes that are wrapped."""
        return self.data + self.chain


class Wrapped(NamedTuple):
    """Keys that only a secret opens; nothing in here need be kept from anyone."""

    salt: bytes
    nonce: bytes
    sealed: bytes


def new_key() -> bytes:
    """A new data key of 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def new_keys() -> Keys:
    """Both keys of a new clinic, random and each of its own."""
    return Keys(new_key(), secrets.token_bytes(CHAIN_KEY_BYTES))


def derived_chain_key(data: bytes) -> bytes:
    """The chain key of a clinic whose `clinic.key` still wraps the data key alone."""
    return hmac.digest(data, b"clinic desk audit chain", hashlib.sha256)


def split_keys(raw: bytes) -> Keys:
    """The keys from the 64 bytes that were wrapped, or the 32 of an older file.

    ValueError for any other length.
    """
    if len(raw) == KEY_BYTES:
        return Keys(raw, derived_chain_key(raw))
    if len(raw) != KEY_BYTES + CHAIN_KEY_BYTES:
        raise ValueError("keys of another length")
    return Keys(raw[:KEY_BYTES], raw[KEY_BYTES:])


def key_check(raw: bytes) -> str:
    """A mark that tells the right bytes without the database, and nothing about them.

    A wrong key, a short file and a damaged one give one and the same error otherwise.
    """
    return hmac.digest(raw, b"clinic desk key check", hashlib.sha256).hex()


def fits(raw: bytes, check: str) -> bool:
    """Whether `check` was made from these bytes."""
    return hmac.compare_digest(key_check(raw), check)


def are_marked(keys: Keys, check: str) -> bool:
    """Whether these keys have the mark; the first format marked the data key alone."""
    return fits(keys.joined, check) or fits(keys.data, check)
