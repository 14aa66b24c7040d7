"""What reaches a terminal, a pipe or a file, and what is spelt out instead."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.printing import one_line, print_lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Zoë  O'Brien\nand son", "Zoë O'Brien and son"),
        ("שרה 👩‍⚕️ سارة", "שרה 👩‍⚕️ سارة"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("one\u202eowt", r"one\u202eowt"),
        ("half \udcff", r"half \udcff"),
        ("", ""),
    ],
)
def test_a_line_is_shown_and_never_obeyed(text: str, line: str) -> None:
    assert one_line(text) == line


def test_letters_that_the_stream_cannot_carry_are_spelt_out() -> None:
    raw = io.BytesIO()
    narrow = io.TextIOWrapper(raw, encoding="ascii")
    print_lines(["café", "plain"], narrow)
    assert raw.getvalue().decode("ascii").splitlines() == [r"caf\xe9", "plain"]


def test_a_stream_that_takes_no_more_is_one_sentence() -> None:
    with (
        Path("/dev/full").open("w") as out,
        pytest.raises(ClinicError, match="No space"),
    ):
        print_lines(["line"], out)


def test_a_reader_who_stops_listening_is_no_fault() -> None:
    program = (
        "import sys\n"
        "from clinic_desk.base.printing import print_lines\n"
        "print_lines(['line'] * 100_000, sys.stdout)\n"
        "print_lines(['more'], sys.stdout)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
