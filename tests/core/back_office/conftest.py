"""A demo clinic made as it is typed, once, and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from main import main
from tests.kept import kept


def _demo(folder: Path) -> None:
    assert main(["demo", str(folder), "--clients", "40", "--appointments", "150"]) == 0


@pytest.fixture(scope="session")
def made() -> Path:
    """The demo that nobody opens; made before any test listens to what is printed."""
    folder, _ = kept(_demo)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The clinic of one test."""
    copy = tmp_path / "clinic"
    shutil.copytree(made, copy)
    return copy
