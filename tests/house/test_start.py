"""What a start reads before it shows something: a window in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desk.clinic import Clinic
from tests.factories import PASSWORD
from tests.house.sources import ROOT

START = """
import json, sys, threading
from pathlib import Path
from ui.swiftly import start_swiftly
start_swiftly()
from PySide6.QtCore import QTimer
from clinic_desk.base.clock import FixedClock
from ui.first_frame import application, first_frame
from datetime import UTC, datetime

readers = {}
class Watched:
    def find_spec(self, name, path=None, target=None):
        if name == "sqlalchemy":
            readers[name] = threading.current_thread() is threading.main_thread()
sys.meta_path.insert(0, Watched())

told = {}
def note(what):
    told[what] = sorted({name.partition(".")[0] for name in sys.modules})
    told[what] += [name for name in sys.modules if name.startswith(("clinic_desk.", "ui."))]

app = application()
window = first_frame(app)
note("frame")
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials
clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
who = Credentials(1, sys.argv[2])
program = ClinicDesk(app, Path(sys.argv[1]), clock, who=who, window=window)

def at_the_door(asked, show=window.show_door):
    note("door")
    show(asked)
window.show_door = at_the_door

def listen(work):
    page = program.window.stack.currentWidget()
    page.days.shown.connect(lambda _: note("day"))
    work.seat.ready.connect(end)

def end():
    told["by_the_window"] = readers["sqlalchemy"]
    print(json.dumps(told), flush=True)
    QTimer.singleShot(0, app.quit)

program.entered.connect(listen)
program.begin()
app.exec()
program.close()
"""

HEAVY = {"sqlalchemy", "alembic", "reportlab", "pypdfium2", "holidays", "phonenumbers", "PIL"}
BEHIND_THE_DAY = HEAVY | {
    "clinic_desk.db.copy_checks",
    "clinic_desk.db.rekeying",
    "clinic_desk.later_rooms",
    "clinic_desk.tables",
    "ui.calendar.panels",
    "ui.frame.seat_picker",
    "ui.clients.page",
    "ui.leaflets.page",
    "ui.settings.page",
    "ui.stock.page",
}
BEHIND_THE_DOOR = BEHIND_THE_DAY | {
    "clinic_desk.calendar.diary",
    "clinic_desk.day_rooms",
    "clinic_desk.safety.book",
    "ui.calendar.page",
    "ui.frame.rail",
}
BEHIND_THE_FRAME = BEHIND_THE_DOOR | {
    "sqlcipher3",
    "argon2",
    "cryptography",
    "clinic_desk.clinic",
    "ui.application",
    "ui.frame.sign_in_page",
    "ui.kit.tasks",
}


@pytest.fixture
def told(clinic: Clinic) -> dict[str, list[str]]:
    """The modules that were read when the frame, the door and the day stood, by a real start."""
    clinic.database.close()
    ended = subprocess.run(
        [sys.executable, "-c", START, str(clinic.folder), PASSWORD],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    told: dict[str, list[str]] = json.loads(ended.stdout)
    return told


def test_nothing_heavy_is_read_before_the_first_day_is_in_sight(
    told: dict[str, list[str]],
) -> None:
    assert BEHIND_THE_FRAME & set(told["frame"]) == set()
    assert BEHIND_THE_DOOR & set(told["door"]) == set()
    assert BEHIND_THE_DAY & set(told["day"]) == set()
    assert told["by_the_window"] is False, "the window waited for SQLAlchemy to be read"


def test_what_the_frame_and_the_day_need_is_named_as_it_is() -> None:
    parts = (name for name in BEHIND_THE_FRAME if "." in name)
    assert all((Path(ROOT) / name.replace(".", "/")).with_suffix(".py").exists() for name in parts)
