"""Lines for a terminal, a pipe or a file, whatever it is able to carry."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from typing import TextIO

from clinic_desk.base.errors import ClinicError

# They turn the order in which a line is read, so a name could make a line say another thing.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str) -> str:
    """The text on one line; what would steer a terminal is spelt out and not obeyed."""
    return "".join(_spelt(letter) for letter in " ".join(text.split()))


def _spelt(letter: str) -> str:
    steers = letter in _TURNING or unicodedata.category(letter) in ("Cc", "Cs")
    return ascii(letter)[1:-1] if steers else letter


def print_lines(lines: Iterable[str], out: TextIO) -> None:
    r"""Write every line to a stream, letters that it cannot carry as `\u2026`.

    A reader who stopped listening (`| head`) is no fault. Raises ClinicError
    where the stream takes no more, as on a full disk.
    """
    encoding = getattr(out, "encoding", None) or "utf-8"
    text = "".join(f"{line}\n" for line in lines)
    try:
        out.write(text.encode(encoding, "backslashreplace").decode(encoding))
        out.flush()
    except BrokenPipeError:
        _let_go(out)
    except OSError as fault:
        _let_go(out)
        raise ClinicError(f"The result cannot be written: {fault.strerror}.") from None


def _let_go(out: TextIO) -> None:
    """Lead the stream nowhere, so that nothing is tried again when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, out.fileno())
    os.close(nowhere)
