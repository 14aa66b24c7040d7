"""A rollback journal beside a clinic's file, looked at before the database touches it.

SQLite plays one back into the file it lies beside, whatever is in it: pages of another file, or
older ones of this, take the place of what is there, and the file is cut to the length that the
journal names. The program itself leaves one only where it was cut off while it changed how the
file is logged, which writes its first page and no other.
"""

from __future__ import annotations

import struct
from pathlib import Path

from clinic_desk.db.pages import PAGE, SALT, page_is_whole, seal_key

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER, _NUMBER, _SUM = 28, 4, 4
_SHORTEST = 512
"""Bytes of a header with its sector; SQLite passes over what is shorter."""
_LARGEST_SECTOR = 65_536


def journal_of(path: Path) -> Path:
    """Where the journal of a clinic's file lies."""
    return path.with_name(f"{path.name}-journal")


def journal_is_stray(path: Path, key: bytes) -> bool:
    """Whether SQLite would play back a journal that the program cannot have left.

    Reads nothing of the clinic's file itself, so that it may be open. False where it cannot be
    read: the database then says so itself.
    """
    try:
        with journal_of(path).open("rb") as file:
            head = file.read(_SHORTEST)
            if len(head) < _SHORTEST or not head.startswith(_MAGIC):
                return False
            records, _, pages, sector, page_size = struct.unpack(">5I", head[8:_HEADER])
            file.seek(min(sector, _LARGEST_SECTOR))
            record, another = file.read(_NUMBER + PAGE + _SUM), file.read(_NUMBER + PAGE + _SUM)
        size = path.stat().st_size
    except OSError:
        return False
    if page_size != PAGE or pages * PAGE != size:
        return True
    return bool(records) and not (_is_first_page(record, key) and len(another) < len(record))


def _is_first_page(record: bytes, key: bytes) -> bool:
    number, page = int.from_bytes(record[:_NUMBER], "big"), record[_NUMBER : _NUMBER + PAGE]
    if number != 1 or len(page) < PAGE:
        return False
    return page_is_whole(seal_key(key, page[:SALT]), number, page)
