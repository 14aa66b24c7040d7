"""The key, the passphrase and the recovery key stand in no text that anything else may see."""

from __future__ import annotations

import base64
import logging
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import ClinicError
from clinic_desk.clinic import Clinic, create_clinic, open_clinic
from clinic_desk.db import wrapping
from clinic_desk.db.database import Database
from clinic_desk.db.key import Keys, new_keys
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.db.relocking import Secret, read_secret
from clinic_desk.staff.access import FOUNDING
from ui.frame.faults import describe

PASSPHRASE = "marmalade under seven clocks"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch passphrases for a moment only: what is tried here is not how long that takes."""
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)


class Kept:
    """A clinic that is open, and every form in which its secrets could stand in a text."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        """Make it."""
        self.clinic, self.recovery_key = create_clinic(
            folder,
            name="The Body Work Clinic",
            phone="01223 455144",
            key_choice=KeyChoice(PASSPHRASE, key_store=False),
            clock=clock,
        )
        keys = Keys(self.clinic.database.key, self.clinic.database.chain_key)
        self.secrets = [PASSPHRASE, self.recovery_key, self.recovery_key.replace("-", "")]
        for raw in (keys.data, keys.chain, keys.joined):
            self.secrets += [raw.hex(), raw.hex().upper(), repr(raw), str(list(raw))]
            self.secrets.append(base64.b64encode(raw).decode())

    def stands_in(self, text: str) -> bool:
        """Whether any of them does."""
        return any(secret in text for secret in self.secrets)


@pytest.fixture
def kept(tmp_path: Path, clock: FixedClock) -> Iterator[Kept]:
    made = Kept(tmp_path / "clinic", clock)
    yield made
    made.clinic.database.close()


def everything(clinic: Clinic, kept: Kept) -> Iterator[object]:
    """Whatever carries a secret, and what carries those."""
    keys = Keys(clinic.database.key, clinic.database.chain_key)
    yield from (keys, clinic, clinic.database, clinic.database.engine, clinic.database.engine.url)
    yield from (clinic.key, clinic.database.anchors, KeyChoice(PASSPHRASE))
    yield from (Secret(PASSPHRASE, kept.recovery_key), read_secret(kept.recovery_key))
    yield clinic.key.new_sheet(PASSPHRASE, FOUNDING)
    yield clinic.key.new_lock(PASSPHRASE, FOUNDING)


def test_nothing_that_carries_a_secret_shows_it(kept: Kept) -> None:
    for thing in everything(kept.clinic, kept):
        for text in (repr(thing), str(thing), f"{[thing]}"):
            assert not kept.stands_in(text), type(thing).__name__


def test_nothing_is_logged_even_where_everything_is(
    kept: Kept,
    clock: FixedClock,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool", "alembic", "keyring"):
        caplog.set_level(logging.DEBUG, logger=name)
    open_clinic(
        kept.clinic.folder, clock=clock, alone=False, passphrase=PASSPHRASE
    ).database.close()
    kept.clinic.key.change_passphrase(PASSPHRASE, "teal heron on a bicycle", FOUNDING)
    with pytest.raises(ClinicError):
        open_clinic(kept.clinic.folder, clock=clock, alone=False, passphrase=PASSPHRASE)
    said = capfd.readouterr()
    assert not kept.stands_in(caplog.text + said.out + said.err)
    assert "heron" not in caplog.text + said.out + said.err


def failures(kept: Kept, clock: FixedClock) -> Iterator[BaseException]:
    """Errors raised while secrets are at hand, ours and the program's own."""
    folder = kept.clinic.folder
    slip = kept.recovery_key[:-1] + ("0" if kept.recovery_key[-1] != "0" else "1")
    for secret in ({"passphrase": f"{PASSPHRASE} no"}, {"recovery_key": slip}):
        try:
            open_clinic(folder, clock=clock, alone=False, **secret)  # type: ignore[arg-type]
        except ClinicError as error:
            yield error
    other = new_keys()
    try:
        with Database(kept.clinic.database.path, other.data).read() as session:
            session.connection().exec_driver_sql("SELECT 1 FROM person")
    except Exception as error:
        yield error
    try:
        Database(kept.clinic.database.path, kept.clinic.database.key[:31]).engine.connect()
    except Exception as error:
        yield error


def test_no_error_and_no_report_of_one_shows_it(kept: Kept, clock: FixedClock) -> None:
    found = list(failures(kept, clock))
    assert len(found) == 4
    for error in found:
        text = "".join(traceback.format_exception(error)) + repr(error) + describe(error)
        assert not kept.stands_in(text)
        assert PASSPHRASE.split()[0] not in text


WORK = """
import sys
from pathlib import Path
from clinic_desk.base.clock import SystemClock
from clinic_desk.clinic import open_clinic
clinic = open_clinic(Path(sys.argv[1]), clock=SystemClock(), alone=False,
                     passphrase=sys.stdin.readline().rstrip())
clinic.staff.people()
print("open", flush=True)
sys.stdin.readline()
clinic.database.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc shows a process's arguments there")
def test_no_argument_and_no_environment_holds_it(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The child stretches the passphrase in full.
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64 * 1024)
    kept.clinic.key.recovered(PASSPHRASE)
    child = Popen(
        [sys.executable, "-c", WORK, str(kept.clinic.folder)],
        stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{PASSPHRASE}\n")
        child.stdin.flush()
        assert child.stdout.readline() == "open\n"
        seen = b""
        for task in [Path(f"/proc/{child.pid}"), *Path(f"/proc/{child.pid}/task").iterdir()]:
            seen += (task / "cmdline").read_bytes() + (task / "environ").read_bytes()
        child.stdin.write("\n")
        child.stdin.flush()
    assert not kept.stands_in(seen.decode(errors="replace"))


def test_no_file_of_the_folder_holds_it(kept: Kept) -> None:
    kept.clinic.key.take_sheet(kept.clinic.key.new_sheet(PASSPHRASE, FOUNDING), FOUNDING)
    raw = [kept.clinic.database.key, kept.clinic.database.chain_key, PASSPHRASE.encode()]
    for path in kept.clinic.folder.rglob("*"):
        if path.is_file():
            found = path.read_bytes()
            assert not kept.stands_in(found.decode("latin-1")), path.name
            assert not any(secret in found for secret in raw), path.name
