"""What many tests begin from: made once by the program itself, and copied for each of them."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from argon2 import PasswordHasher

from clinic_desk.db import wrapping
from clinic_desk.db.anchor import anchors_of
from clinic_desk.staff import hashing

Told = TypeVar("Told")

QUICK, QUICK_KIB = PasswordHasher(1, 8, 1), 64
"""What stretches a secret in a millisecond, and over how many KiB a passphrase is stretched."""


@cache
def _place() -> Path:
    place = Path(tempfile.mkdtemp(prefix="clinic-desk-kept-"))
    atexit.register(_take_away, place, os.getpid())
    return place


def _take_away(place: Path, made_by: int) -> None:
    # A process that was forked off has this to do as well, and must leave it.
    if os.getpid() == made_by:
        shutil.rmtree(place, ignore_errors=True)


@cache
def kept(make: Callable[..., Told], *how: object) -> tuple[Path, Told]:
    """The folder that `make` left, closed, for nobody to write into; and what it answered.

    `make` is called with a folder that is not there yet and with `how`: once in a process for
    each, at home in a place of its own. Secrets are stretched there as `quick_hashing` and
    `quick_passphrases` do it: whoever gives a passphrase to a copy asks for the latter.
    """
    place = Path(tempfile.mkdtemp(dir=_place()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(place / "home"))
        patch.setattr(hashing, "_hasher", lambda: QUICK)
        patch.setattr(wrapping, "MEMORY_KIB", QUICK_KIB)
        told = make(place / "clinic", *how)
    return place / "clinic", told


def copy_kept(make: Callable[..., Told], folder: Path, *how: object) -> Told:
    """Make a new folder as `make` leaves one, from the one that is kept; what `make` answered."""
    made, told = kept(make, *how)
    shutil.copytree(made, folder)
    return told


def remember_here(path: Path, chain_key: bytes) -> None:
    """Have this computer's own folder remember a copied clinic as if it had been made here."""
    beside, own = anchors_of(path, chain_key)
    shutil.copyfile(beside.path, own.path)
