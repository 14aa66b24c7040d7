"""What is done to a clinic as a whole, and rarely: made, locked anew, put back from a copy."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from clinic_desk.clinic import create_clinic, open_clinic
from clinic_desk.copies.restoring import put_in_place
from clinic_desk.copies.staging import stage
from clinic_desk.db.chain import chain_key_of
from clinic_desk.db.key import Keys
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.clinic_key import change_key
from clinic_desk.tables import metadata
from tests.factories import KEY, NOW, fixed_clock
from tests.faults.clinics import give_a_home
from tests.faults.python_calls import python_noted
from tests.faults.recording import Acknowledged, Recorder
from tests.faults.workers import in_folder

FIRST, SECOND = "kettle window sparrow tin", "ladder orange pebble fog"
"""Passphrases."""
KEYS = Keys(KEY, chain_key_of(KEY))


def make(folder: Path) -> str:
    """Make a clinic that opens by the first passphrase; gives its recovery key."""
    give_a_home(folder / "clinic.db")
    clinic, recovery_key = create_clinic(
        folder,
        name="Harbour Rooms",
        phone="020 7946 0018",
        key_choice=KeyChoice(passphrase=FIRST, key_store=False),
        clock=fixed_clock(),
    )
    clinic.database.close()
    return recovery_key


def record_making(pipe: Connection, folder: Path) -> None:
    """Make a clinic, with all of it recorded."""
    recorder = Recorder()
    with python_noted(recorder):
        recorder.note(Acknowledged(make(folder)))
    pipe.send(in_folder(recorder.events, folder))


def record_new_locks(pipe: Connection, folder: Path) -> None:
    """Change the passphrase, then the key, with all of it recorded."""
    give_a_home(folder / "clinic.db")
    recorder = Recorder()
    with python_noted(recorder):
        clinic = open_clinic(folder, clock=fixed_clock(), passphrase=FIRST)
        clinic.key.change_passphrase(FIRST, SECOND, FOUNDING)
        recorder.note(Acknowledged("passphrase"))
        lock = clinic.key.new_lock(SECOND, FOUNDING)
        clinic.key.begin_change(FOUNDING)
        keys = clinic.key.keys
        clinic.database.close()
        change_key(folder, keys, lock, fixed_clock(), FOUNDING)
        recorder.note(Acknowledged(lock.recovery_key))
    pipe.send(in_folder(recorder.events, folder))


def record_restore(pipe: Connection, path: Path, copy: Path) -> None:
    """Put a copy in a clinic's place, with all of it recorded."""
    give_a_home(path)
    recorder = Recorder()
    with python_noted(recorder):
        staged = stage(path.parent, copy, present=KEYS, metadata=metadata)
        put_in_place(path.parent, staged, None, fixed_clock(), made_at=NOW, present=KEYS)
        recorder.note(Acknowledged("restored"))
    pipe.send(in_folder(recorder.events, path.parent))
