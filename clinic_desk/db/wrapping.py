"""Wrapping the clinic's key, so that a secret is needed to open it; what wraps it may change.

A recovery key is random enough to be stretched by HKDF alone; a passphrase is
not, so it costs argon2id with 64 MiB and three passes over four lanes.
"""

from __future__ import annotations

import secrets
import unicodedata

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinic_desk.db.engine import KEY_BYTES
from clinic_desk.db.key import Wrapped, WrongKey

MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 4
_SALT_BYTES, _NONCE_BYTES = 16, 12


def wrap_by_recovery(key: bytes, recovery: bytes) -> Wrapped:
    """The key, to be opened by the bytes of a recovery key."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return _seal(key, _from_recovery(recovery, salt), salt, b"recovery")


def unwrap_by_recovery(wrapped: Wrapped, recovery: bytes) -> bytes:
    """The key; WrongKey if the recovery key is of another clinic or an older one."""
    opened = _open(wrapped, _from_recovery(recovery, wrapped.salt), b"recovery")
    if opened is None:
        raise WrongKey(
            "That recovery key does not open this clinic.",
            next_step="Check that the sheet is this clinic's and the newest one printed.",
        )
    return opened


def wrap_by_passphrase(key: bytes, passphrase: str) -> Wrapped:
    """The key, to be opened by a passphrase that was judged before."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return _seal(key, _from_passphrase(passphrase, salt), salt, b"passphrase")


def unwrap_by_passphrase(wrapped: Wrapped, passphrase: str) -> bytes:
    """The key; WrongKey if the passphrase is not the one it was wrapped by."""
    opened = _open(wrapped, _from_passphrase(passphrase, wrapped.salt), b"passphrase")
    if opened is None:
        raise WrongKey(
            "That passphrase does not open this clinic.",
            next_step="Type it again, or use the recovery key.",
        )
    return opened


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    # One and the same accent comes from keyboards in two encodings; spaces at the ends are slips.
    plain = unicodedata.normalize("NFC", passphrase.strip()).encode(errors="surrogatepass")
    return hash_secret_raw(plain, salt, PASSES, MEMORY_KIB, LANES, KEY_BYTES, Type.ID)


def _from_recovery(recovery: bytes, salt: bytes) -> bytes:
    hkdf = HKDF(SHA256(), KEY_BYTES, salt, b"clinic desk recovery key")
    return hkdf.derive(recovery)


def _seal(key: bytes, by: bytes, salt: bytes, purpose: bytes) -> Wrapped:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return Wrapped(salt, nonce, AESGCM(by).encrypt(nonce, key, purpose))


def _open(wrapped: Wrapped, by: bytes, purpose: bytes) -> bytes | None:
    try:
        return AESGCM(by).decrypt(wrapped.nonce, wrapped.sealed, purpose)
    except (InvalidTag, ValueError):
        return None
