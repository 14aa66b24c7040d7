"""What a killed program may have left, unencrypted, in a folder that a person chose.

A file that is put there has a hidden name until it is whole, where the disk knows no files
without one. Which that is stands in a note in this computer's own folder, sealed by the clinic's
key, as the folder's name may be somebody's; whoever opens the clinic next removes what is left.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clinic_desk.base.folders import notes_folder
from clinic_desk.db.key_text import flush_folder

_NONCE = 12
_PART = re.compile(r"\.[0-9a-f]{16}\.part")


class Unfinished:
    """The notes of one clinic."""

    def __init__(self, chain_key: bytes) -> None:
        """Nothing is read or made yet. The chain's key stays when the data's key is changed."""
        self._key = hmac.digest(chain_key, b"clinic desk unfinished files", hashlib.sha256)

    @contextmanager
    def known(self, part: Path) -> Iterator[None]:
        """Know that there may be a file `part`. A note that cannot be kept stops nobody."""
        note = self._noted(part)
        try:
            yield
        finally:
            if note is not None:
                with suppress(OSError):
                    note.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what is known and still there; of a stick that is out, when it is back."""
        try:
            notes = list(notes_folder().iterdir())
        except OSError:
            return
        for note in notes:
            with suppress(OSError):
                part = self._read(note.read_bytes())
                if part is not None and part.parent.is_dir():
                    part.unlink(missing_ok=True)
                    note.unlink()

    def _noted(self, part: Path) -> Path | None:
        note = notes_folder() / secrets.token_hex(8)
        try:
            note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(file, "wb") as out:
                out.write(self._sealed(part))
                out.flush()
                os.fsync(out.fileno())
            flush_folder(note.parent)
        except OSError:
            with suppress(OSError):
                note.unlink(missing_ok=True)
            return None
        return note

    def _sealed(self, part: Path) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self._key).encrypt(nonce, os.fsencode(part.absolute()), None)

    def _read(self, sealed: bytes) -> Path | None:
        """The file that a note names; None for another clinic's note, and for one cut short."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            plain = AESGCM(self._key).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
        except (InvalidTag, ValueError):
            return None
        part = Path(os.fsdecode(plain))
        return part if _PART.fullmatch(part.name) else None
