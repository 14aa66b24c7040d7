#!/usr/bin/env python3
"""Set up, run, test, tour and bench Clinic Desk, with nothing but the standard library.

python3 dev.py            set up, then open the window (without a screen: play the tour)
python3 dev.py test       set up, then run everything that CI runs
                          (--long: the tests of faults as often as docs/reliability.md says)
python3 dev.py tour DIR   set up, then play the calls and save the pictures in DIR
python3 dev.py bench      set up, then measure (see benchmarks/RESULTS.md)
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "installed"
DEMO = ROOT / "demo-clinic"
TOUR = ROOT / "tour"

# What Qt loads from the system on Debian: the library, and the package that brings it.
SYSTEM = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

CHECKS = (
    ("style", ["-m", "ruff", "check", "."]),
    ("layout", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    # Whichever worker is done first takes over half of what the other still has.
    ("tests", ["-m", "pytest", "-n", "auto", "--dist", "worksteal"]),
)


# Each worker takes eight seconds to prepare the tests' asserts; what it makes of them is kept,
# whatever the shell says.
KEEP_COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}


def main(words: list[str]) -> int:
    """Do what the first word says; the exit code of the last step that ran."""
    if words[:1] in (["-h"], ["--help"], ["help"]) or words[:1] not in (
        [],
        ["test"],
        ["tour"],
        ["bench"],
    ):
        print(__doc__)
        return 0 if words and words[0].strip("-") in ("h", "help") else 2
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs on whatever Python there is
        return complain("Clinic Desk needs Python 3.11 or newer.")
    missing = missing_libraries(SYSTEM)
    if missing:
        return complain(install_line(missing))
    set_up()
    if not words:
        return open_window()
    return {"test": test, "tour": tour, "bench": bench}[words[0]](words[1:])


def complain(sentence: str) -> int:
    """Say what is missing; the exit code for it."""
    print(sentence, file=sys.stderr)
    return 1


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """Debian packages whose library the system does not have; none elsewhere than on Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for library, package in wanted.items() if not loads(library)]


def loads(library: str) -> bool:
    """Whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_line(packages: list[str]) -> str:
    """The sentence that names what to install, and the line that does it."""
    return (
        "A system library is missing. On Debian this installs it:\n"
        f"    sudo apt-get install {' '.join(packages)}"
    )


def set_up() -> None:
    """Make `.venv` and install the locked requirements, unless this lock is in already."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted and PYTHON.exists():
        return
    print("Setting up .venv (a minute or two, once) ...", flush=True)
    if not PYTHON.exists():
        make_venv()
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
    STAMP.write_text(wanted)


def make_venv() -> None:
    """Make the environment; Debian keeps the part that does so in a package of its own."""
    try:
        venv.EnvBuilder(with_pip=True, clear=VENV.exists()).create(VENV)
    except (subprocess.CalledProcessError, SystemExit) as trouble:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SystemExit(complain(install_line(["python3-venv"]))) from trouble


def run(arguments: list[str], **more: str) -> int:
    """Run the environment's Python in the project's folder; its exit code."""
    return subprocess.run(
        [str(PYTHON), *arguments], cwd=ROOT, env=os.environ | more, check=False
    ).returncode


def has_screen() -> bool:
    """Whether a window can be shown: always but on a Linux machine without a display."""
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def open_window() -> int:
    """Open the program; where there is no screen, say so and play the tour instead."""
    if not has_screen():
        print(f"No screen here, so the window cannot open. Playing the tour into {TOUR.name}/ ...")
        return tour([])
    missing = missing_libraries(SCREEN)
    if missing and os.environ.get("DISPLAY"):
        return complain(install_line(missing))
    return run(["main.py"])


def test(words: list[str]) -> int:
    """Run every check; words after `test` go to pytest. The first failing step's exit code."""
    # The long forms take longer than a test that hangs is given.
    patient = ["-o", "faulthandler_timeout=0"] if "--long" in words else []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        more = [*words, *patient] if name == "tests" else []
        if code := run([*command, *more], QT_QPA_PLATFORM="offscreen", **KEEP_COMPILED):
            return code
    return 0


def tour(words: list[str]) -> int:
    """Play the calls offscreen and save their pictures."""
    return run(["main.py", "tour", *(words or [str(TOUR)])], QT_QPA_PLATFORM="offscreen")


def bench(words: list[str]) -> int:
    """Measure against the floors and write benchmarks/RESULTS.md."""
    return run(["-m", "benchmarks", *words], QT_QPA_PLATFORM="offscreen")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
