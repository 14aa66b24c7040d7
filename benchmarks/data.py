"""The clinics that are measured: made once from a fixed seed, kept, and copied for each run."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.months import lay_months, visits_planned
from clinic_desk.back_office.demo import new_demo
from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic, open_clinic

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""Tuesday 24 November 2026, half past eight: the moment at which every clinic stands."""

SEED = 1
_LEAST_BEHIND = 1_000
_ROOT = Path(__file__).resolve().parent.parent
_MAKES_IT = (
    "clinic_desk/demo/*.py",
    *(f"clinic_desk/clients/{name}.py" for name in ("indexing", "names", "search_keys", "slips")),
    "clinic_desk/calendar/occupancy.py",
    "clinic_desk/*/models.py",
    "migrations/versions/*.py",
    "resources/protocol/**/*.toml",
    "benchmarks/data.py",
    "benchmarks/months.py",
)


class Shelf:
    """Keeps finished clinics by size in a folder, and gives copies that may be written to."""

    def __init__(self, folder: Path | None) -> None:
        """Keep them in `folder`, or under the system's temporary directory."""
        self.folder = folder or Path(tempfile.gettempdir()) / "clinic-desk-bench"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def made(self, size: int) -> Path:
        """The folder of a clinic of `size` clients and as many appointments; made if need be."""
        folder = self.folder / f"{size}-{_fingerprint()}"
        if not folder.exists():
            print(f"Making a clinic of {size:,} clients and {size:,} appointments ...", flush=True)
            part = Path(tempfile.mkdtemp(dir=self.folder))
            make(part / "clinic", size)
            (part / "clinic").rename(folder)
            part.rmdir()
        return folder

    @contextmanager
    def copied(self, size: int) -> Iterator[Path]:
        """A copy of it for one run."""
        folder = Path(tempfile.mkdtemp(dir=self.folder)) / "clinic"
        try:
            shutil.copytree(self.made(size), folder)
            yield folder
        finally:
            shutil.rmtree(folder.parent)


def make(folder: Path, size: int) -> None:
    """Make the clinic of one size: the demo's past, and the coming months of a busy clinic."""
    behind = max(size - visits_planned(), _LEAST_BEHIND)
    clinic = new_demo(folder, FixedClock(NOW), clients=size, appointments=behind, seed=SEED)
    try:
        lay_months(clinic.database, NOW)
    finally:
        clinic.database.close()


def opened(folder: Path) -> Clinic:
    """A clinic of the shelf, opened at its moment. Its `database` is to be closed."""
    return open_clinic(folder, clock=FixedClock(NOW))


def _fingerprint() -> str:
    """Changes with whatever makes the data, so that no old clinic is measured."""
    digest = hashlib.sha256()
    for pattern in _MAKES_IT:
        for path in sorted(_ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
