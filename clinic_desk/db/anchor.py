"""The anchor: how far the audit had come, kept outside the database.

A database whose WAL was lost, whose tail was cut or that is an older copy put back looks
whole from within. The anchor remembers the last event's number and seal. It is written after
each commit and not forced to the disk each time: after a power cut it may be behind the
database, which proves less, and never ahead of what was saved.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from clinic_desk.base.folders import anchors_folder
from clinic_desk.db.chain import NO_LINK, Link
from clinic_desk.db.key_text import flush_folder

ANCHOR_NAME = "clinic.anchor"
SLOTS, SLOT_BYTES = 8, 128
"""A ring of slots, each within one sector: a write that power cuts spoils one slot at most,
and two processes that write at once leave the newer one standing."""

_FOR_WRITING = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
_RING = SLOTS * SLOT_BYTES
_NUMBER, _MAC, _TAG = 8, 32, 32
_USED = _NUMBER + _MAC + _TAG


class AnchorRead(NamedTuple):
    """What an anchor's file says: the furthest link, and whether anything in it was altered."""

    link: Link | None
    there: bool
    altered: bool


class Anchor:
    """One anchor's file, for one chain."""

    def __init__(self, path: Path, chain_key: bytes) -> None:
        """Nothing is read or made yet."""
        self.path = path
        self._key = chain_key

    def keep(self, link: Link) -> bool:
        """Remember a link; whether the disk took it. Never raises: what was saved is saved."""
        try:
            file = os.open(self.path, _FOR_WRITING, 0o600)
            try:
                size = os.fstat(file).st_size
                if size < _RING:
                    _put(file, size, bytes(_RING - size))
                _put(file, link.number % SLOTS * SLOT_BYTES, self._slot(link))
                if size < _RING:
                    # Once in its life: a file whose length or name a power cut took back would
                    # look as if somebody had been at it.
                    os.fsync(file)
                    flush_folder(self.path.parent)
            finally:
                os.close(file)
        except OSError:
            return False
        return True

    def expect(self) -> bool:
        """Be there before the first event is: else a power cut after it looks like a removal."""
        return os.path.exists(self.path) or self.begin(NO_LINK)

    def begin(self, link: Link) -> bool:
        """Remember a link and nothing before it: a new clinic, or one restored from a copy."""
        part = self.path.with_name(f"{self.path.name}.part")
        try:
            whole = bytearray(_RING)
            place = link.number % SLOTS * SLOT_BYTES
            whole[place : place + SLOT_BYTES] = self._slot(link)
            file = os.open(part, _FOR_WRITING | os.O_TRUNC, 0o600)
            try:
                _put(file, 0, bytes(whole))
                os.fsync(file)
            finally:
                os.close(file)
            part.replace(self.path)
            flush_folder(self.path.parent)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            return False
        return True

    def read(self) -> AnchorRead:
        """What is remembered. A file of another chain counts as altered."""
        try:
            whole = self.path.read_bytes()
        except OSError:
            return AnchorRead(None, there=False, altered=False)
        slots = [whole[at : at + SLOT_BYTES] for at in range(0, _RING, SLOT_BYTES)]
        used = [slot for slot in slots if slot.strip(b"\0")]
        links = [link for slot in used if (link := self._link(slot)) is not None]
        altered = len(links) < len(used) or not used or len(whole) > _RING
        return AnchorRead(max(links, default=None), there=True, altered=altered)

    def _slot(self, link: Link) -> bytes:
        said = link.number.to_bytes(_NUMBER, "big") + link.mac
        return (said + self._tag(said)).ljust(SLOT_BYTES, b"\0")

    def _link(self, slot: bytes) -> Link | None:
        said, tag = slot[: _NUMBER + _MAC], slot[_NUMBER + _MAC : _USED]
        if not hmac.compare_digest(tag, self._tag(said)) or slot[_USED:].strip(b"\0"):
            return None
        return Link(int.from_bytes(said[:_NUMBER], "big"), said[_NUMBER:])

    def _tag(self, said: bytes) -> bytes:
        return hmac.digest(self._key, b"anchor" + said, hashlib.sha256)


def _put(file: int, place: int, content: bytes) -> None:
    os.lseek(file, place, os.SEEK_SET)
    os.write(file, content)


def chain_name(chain_key: bytes) -> str:
    """Sixteen letters and digits that name a chain and say nothing of its key."""
    return hmac.digest(chain_key, b"clinic desk chain name", hashlib.sha256).hex()[:16]


def anchors_of(path: Path, chain_key: bytes) -> tuple[Anchor, Anchor]:
    """The anchors of a clinic's file: beside it, and in this computer's own folder.

    The second one notices that the whole folder was put back as it once was. It goes by the
    folder too: two folders that hold one clinic each have a history of their own.
    """
    home = anchors_folder()
    where = str(path.parent.resolve()).encode(errors="surrogateescape")
    place = hmac.digest(chain_key, b"place" + where, hashlib.sha256).hex()[:8]
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
    return (
        Anchor(path.with_name(ANCHOR_NAME), chain_key),
        Anchor(home / f"{chain_name(chain_key)}-{place}.anchor", chain_key),
    )
