"""Files kept beside the database, photographs and scans: encrypted, each under a key of its own.

The database has a row for each, with that key; a file whose row is gone can be read by nobody.
A file takes its name before its row is committed, so no row ever names one that is not there;
what a crash leaves in between is named by no row and swept away.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from clinic_desk.base.errors import ClinicError, NotFound
from clinic_desk.db.backup import flush
from clinic_desk.db.database import Database
from clinic_desk.db.faults import StorageFault
from clinic_desk.db.kept_model import KeptFile

FOLDER_NAME = "photographs"
Media = Literal["image/jpeg", "image/png"]

_MARK = b"CD1\n"
"""Begins each file: how it is sealed, should that ever change."""
# A key seals one content and no other, so its nonce need not differ; the same content under
# the same key is then the same file again, where it has to be written anew.
_NONCE = bytes(12)
_PART = ".part"
_NAME = re.compile(r"[0-9a-f]{64}")
SEALING_BYTES = len(_MARK) + 16
"""By how much an encrypted file is longer than its content."""


class LostFile(ClinicError):
    """A kept file is missing or is not what was kept."""


class CannotKeep(ClinicError):
    """The disk took no file; nothing is kept of it."""


class Ready(NamedTuple):
    """A file sealed and on the disk under a passing name, for a row that is yet to be written."""

    name: str
    part: Path
    key: bytes
    digest: bytes
    sealed: bytes
    content: bytes
    media: Media


class KeptFiles:
    """The kept files of one clinic."""

    def __init__(self, database: Database) -> None:
        """Take the clinic's database; its folder is made with the first file."""
        self._database = database
        self.folder = database.path.parent / FOLDER_NAME
        """Where they lie; it need not be there yet."""

    def put(self, session: Session, content: bytes, media: Media) -> str:
        """Keep a content in the write that is open; its name, which a row must then give.

        The same content is kept once. Raises CannotKeep where the disk takes no file.
        """
        with self.ready(content, media) as ready:
            return self.keep(session, ready)

    @contextmanager
    def ready(self, content: bytes, media: Media) -> Iterator[Ready]:
        """Seal a content and have it on the disk before a write is begun, which is then short.

        What was not kept until the end is taken away again. Raises CannotKeep.
        """
        name, key = self.name_of(content), secrets.token_bytes(32)
        sealed = _seal(content, key, name)
        part = self.folder / f".{name}.{os.getpid()}-{secrets.token_hex(4)}{_PART}"
        ready = Ready(name, part, key, _sha256(content), _sha256(sealed), content, media)
        try:
            self._write(part, sealed)
            yield ready
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def keep(self, session: Session, ready: Ready) -> str:
        """Give what is ready its name and its row in the write that is open; gives the name."""
        row = session.get(KeptFile, ready.name)
        if row is None:
            with _sentences(self.folder):
                ready.part.replace(self.folder / ready.name)
                flush(self.folder)
            session.add(
                KeptFile(
                    name=ready.name,
                    key=ready.key,
                    digest=ready.digest,
                    sealed=ready.sealed,
                    bytes=len(ready.content),
                    media=ready.media,
                )
            )
            session.flush()
        elif not self.is_whole(row.name, row.sealed):
            self._write_again(row, ready.content)
        return ready.name

    def get(self, name: str) -> bytes:
        """The content of a file. Raises NotFound where no row has that name, LostFile where the
        file is missing or is not what was kept."""
        with self._database.read() as session:
            row = session.get(KeptFile, name)
        if row is None:
            raise NotFound("This picture is no longer on file.")
        try:
            sealed = (self.folder / name).read_bytes()
        except OSError as error:
            raise _lost(
                "is missing" if error.errno == errno.ENOENT else "cannot be read"
            ) from error
        content = _unseal(sealed, row.key, name)
        if content is None or _sha256(sealed) != row.sealed or _sha256(content) != row.digest:
            raise _lost("is damaged")
        return content

    def is_whole(self, name: str, sealed: bytes) -> bool:
        """Whether a file is there and is what was sealed."""
        return is_sealed(self.folder / name, sealed)

    def sweep(self) -> int:
        """Take away the files that no row names, and what was left half written; how many.

        What somebody else put into the folder is theirs and stays. Not to be called within a
        write. What cannot be removed stays for the next time.
        """
        left = [path for path in self._listed() if _is_left(path)]
        found = {path.name for path in self._listed() if _NAME.fullmatch(path.name)}
        if not found - self._names():
            return sum(map(_removed, left))
        # While this write is open nobody can be between a file and its row.
        with suppress(StorageFault), self._database.write() as session:
            unnamed = found - set(session.scalars(select(KeptFile.name)))
            left += [self.folder / name for name in unnamed]
            return sum(map(_removed, left))
        return 0

    def name_of(self, content: bytes) -> str:
        """The name of a content: nobody can tell by it which picture it is, without the key."""
        key = hmac.digest(self._database.chain_key, b"clinic desk kept files", hashlib.sha256)
        return hmac.digest(key, content, hashlib.sha256).hex()

    def _names(self) -> set[str]:
        with self._database.read() as session:
            return set(session.scalars(select(KeptFile.name)))

    def _listed(self) -> list[Path]:
        try:
            return list(self.folder.iterdir())
        except OSError:
            return []

    def _write_again(self, row: KeptFile, content: bytes) -> None:
        """Bring back a file that was lost: sealed anew by its own key it is what it was."""
        part = self.folder / f".{row.name}.{os.getpid()}-{secrets.token_hex(4)}{_PART}"
        self._write(part, _seal(content, row.key, row.name))
        with _sentences(self.folder):
            part.replace(self.folder / row.name)
            flush(self.folder)

    def _write(self, part: Path, sealed: bytes) -> None:
        with _sentences(self.folder):
            if not self.folder.is_dir():
                self.folder.mkdir(mode=0o700, exist_ok=True)
                flush(self.folder.parent)
            write_sealed(part, sealed)


def drop_unnamed(session: Session) -> int:
    """Forget the key of each kept file that no row of any table names; how many.

    Nobody can read them once the write is committed; `KeptFiles.sweep` takes them away then.
    """
    session.flush()
    named = " UNION ".join(
        f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'
        for table, column in _naming(session)
    )
    keys = select(KeptFile).where(text(f"kept_file.name NOT IN ({named})"))
    unnamed = list(session.scalars(keys))
    for row in unnamed:
        session.delete(row)
    session.flush()
    return len(unnamed)


def write_sealed(path: Path, content: bytes) -> None:
    """Write a new file that only this account may read, and have the disk keep it. OSError."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def is_sealed(path: Path, sealed: bytes) -> bool:
    """Whether there is a file whose SHA-256 this is."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest() == sealed
    except OSError:
        return False


def _seal(content: bytes, key: bytes, name: str) -> bytes:
    # It costs a tenth of a second and is wanted only where there are pictures.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return _MARK + AESGCM(key).encrypt(_NONCE, content, _MARK + name.encode())


def _unseal(sealed: bytes, key: bytes, name: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not sealed.startswith(_MARK):
        return None
    try:
        return AESGCM(key).decrypt(_NONCE, sealed[len(_MARK) :], _MARK + name.encode())
    except InvalidTag:
        return None


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _naming(session: Session) -> list[tuple[str, str]]:
    """Every column that names a kept file, by the database itself: no table can be overlooked."""
    asked = (
        'SELECT m.name, f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f '
        "WHERE m.type = 'table' AND f.\"table\" = 'kept_file'"
    )
    return [(row[0], row[1]) for row in session.execute(text(asked))]


def _is_left(path: Path) -> bool:
    """Whether it was left half written: one window at a time has a clinic, so it is this
    process's own or nobody's."""
    is_ours = path.name.startswith(".") and path.name.endswith(_PART)
    return is_ours and f".{os.getpid()}-" not in path.name


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _lost(what: str) -> LostFile:
    return LostFile(
        f"The file of this picture {what}.",
        kept="All else that is known of it is kept.",
        next_step="It comes back with the next copy that is made, if an earlier one has it.",
    )


@contextmanager
def _sentences(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise CannotKeep(
                "The disk that holds the clinic is full, so the picture could not be kept.",
                kept="All else is as it was.",
                next_step="Make room on it and add the picture again.",
            ) from error
        raise CannotKeep(
            f"The picture could not be kept in {folder} ({error.strerror}).",
            kept="All else is as it was.",
            next_step="Check the disk and the rights to the folder, then add it again.",
        ) from error
