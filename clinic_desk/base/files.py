"""A file written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from clinic_desk.base.errors import ClinicError


def write_whole(file: Path, content: bytes) -> None:
    """Put `content` where `file` says, in one step: a fault leaves what was there before.

    Raises ClinicError naming the file and what the system said.
    """
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            part.replace(file)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise ClinicError(
            f"{file} could not be written ({fault.strerror}).", kept="Nothing was changed there."
        ) from fault
