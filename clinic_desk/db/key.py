"""The clinic's key: 32 random bytes that encrypt the database and never change.

How the key is wrapped is in `wrapping.py`, whose libraries cost a tenth of a
second and are loaded only when something is wrapped or unwrapped.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db.engine import KEY_BYTES


class WrongKey(CannotOpen):
    """The passphrase or recovery key given is not this clinic's."""


@dataclass(frozen=True)
class Wrapped:
    """A key that only a secret opens; nothing in here need be kept from anyone."""

    salt: bytes
    nonce: bytes
    sealed: bytes


def new_key() -> bytes:
    """A new key of 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def key_check(key: bytes) -> str:
    """A mark that tells a right key without the database, and nothing about the key.

    A wrong key, a short file and a damaged one give one and the same error otherwise.
    """
    return hmac.digest(key, b"clinic desk key check", hashlib.sha256).hex()


def fits(key: bytes, check: str) -> bool:
    """Whether `check` was made from this key."""
    return hmac.compare_digest(key_check(key), check)
